"""Parts of speech and lemmas as spaCy's English pipelines give them, worked out once for each word.

The rules of the attribute ruler (some 180) are tried at every token, and the lemmatizer asks for every token
anew whether it is a base form. Nearly all of that hangs on the token alone: on its letters, its tag and its
label in the parse. Here it is done once for each of those and remembered; what comes out is the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.pipeline import AttributeRuler, Lemmatizer
    from spacy.tokens import Doc

#: What a rule may look at for its answer to be remembered.
_REMEMBERED = ("LOWER", "TAG", "DEP")
_OF_THE_TOKEN = frozenset({*_REMEMBERED, "ORTH", "TEXT", "IS_SPACE"})


def use_word_forms(pipeline: Language) -> None:
    """Put the components of this module in the places of the attribute ruler and the rule lemmatizer.

    The two stay in the pipeline, disabled. Where one is of another kind than expected it is left to work.
    """
    from spacy.lang.en.lemmatizer import EnglishLemmatizer
    from spacy.language import Language
    from spacy.pipeline import AttributeRuler

    Language.factory("annotator_attributes", func=_attributes)
    Language.factory("annotator_lemmas", func=_lemmas)
    for name, kind, ours in (
        ("attribute_ruler", AttributeRuler, "annotator_attributes"),
        ("lemmatizer", EnglishLemmatizer, "annotator_lemmas"),
    ):
        there = pipeline.get_pipe(name) if name in pipeline.pipe_names else None
        usual = getattr(there, "mode", "rule") == "rule" and not getattr(there, "overwrite", False)
        if type(there) is kind and usual:
            pipeline.add_pipe(ours, before=name)
            pipeline.disable_pipe(name)


def _attributes(nlp: Language, name: str) -> Attributes:
    ruler: AttributeRuler = nlp.get_pipe("attribute_ruler")  # type: ignore[assignment]
    return Attributes(ruler)


def _lemmas(nlp: Language, name: str) -> Lemmas:
    lemmatizer: Lemmatizer = nlp.get_pipe("lemmatizer")  # type: ignore[assignment]
    return Lemmas(lemmatizer)


class Attributes:
    """An attribute ruler that remembers which rules fit a token.

    Attributes:
        cache: the rules that fit, by spaCy's numbers of :data:`_REMEMBERED`.
    """

    def __init__(self, ruler: AttributeRuler) -> None:
        from spacy.matcher import Matcher

        self._ruler = ruler
        self._of_one, self._others = Matcher(ruler.vocab), Matcher(ruler.vocab)
        rules: list[dict[str, Any]] = ruler.patterns
        for number, rule in enumerate(rules):
            for pattern in rule["patterns"]:
                alone = len(pattern) == 1 and pattern[0].keys() <= _OF_THE_TOKEN
                (self._of_one if alone else self._others).add(str(number), [pattern])
        self.cache: dict[tuple[int, ...], list[tuple[int, int]]] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Set what the rules say, later ones over earlier ones."""
        number_of = doc.vocab.strings
        others = self._others(doc, allow_missing=True)
        found = [(int(number_of[key]), key, start, end) for key, start, end in others]
        for i, known in enumerate(map(tuple, doc.to_array([*_REMEMBERED]).tolist())):
            rules = self.cache.get(known)
            if rules is None:
                matches = self._of_one(doc[i : i + 1], allow_missing=True)
                rules = self.cache[known] = [(int(number_of[key]), key) for key, *_ in matches]
            found.extend((number, key, i, i + 1) for number, key in rules)
        found.sort()
        self._ruler.set_annotations(doc, found)  # type: ignore[no-untyped-call]
        return doc


class Lemmas:
    """A rule lemmatizer that remembers base forms too.

    Attributes:
        cache: the lemmatizer's own: forms by spaCy's numbers of a word, its part of speech and morphology.
    """

    def __init__(self, lemmatizer: Lemmatizer) -> None:
        self._lemmatizer = lemmatizer
        self.cache: dict[tuple[int, int, int], list[str]] = lemmatizer.cache

    def __call__(self, doc: Doc) -> Doc:
        """Set the lemma of each token that has none."""
        for i, (orth, part, morphology, lemma) in enumerate(
            doc.to_array(["ORTH", "POS", "MORPH", "LEMMA"]).tolist()
        ):
            if lemma:
                continue
            forms = self.cache.get((orth, part, morphology))
            if forms is None:
                forms = self.cache[orth, part, morphology] = self._lemmatizer.lemmatize(doc[i])
            doc[i].lemma_ = forms[0]
        return doc
