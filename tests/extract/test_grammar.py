"""Grammatical roles, polarity and certainty on trees made by hand; no model is loaded."""

import pytest
import spacy
from spacy.tokens import Doc

from annotator.extract.relations.attributes import certainty, is_demanded, polarity
from annotator.extract.relations.grammar import follow

VOCAB = spacy.blank("en").vocab


def tree(*rows):
    """A doc of (word, lemma, part of speech, tag, head, dependency) rows."""
    words, lemmas, pos, tags, heads, deps = zip(*rows, strict=True)
    return Doc(
        VOCAB,
        words=list(words),
        lemmas=list(lemmas),
        pos=list(pos),
        tags=list(tags),
        heads=list(heads),
        deps=list(deps),
        sent_starts=[True] + [False] * (len(words) - 1),
    )


ACTIVE = tree(
    ("Blinken", "Blinken", "PROPN", "NNP", 3, "nsubj"),
    ("and", "and", "CCONJ", "CC", 0, "cc"),
    ("Kerry", "Kerry", "PROPN", "NNP", 0, "conj"),
    ("met", "meet", "VERB", "VBD", 3, "ROOT"),
    ("with", "with", "ADP", "IN", 3, "prep"),
    ("Lavrov", "Lavrov", "PROPN", "NNP", 4, "pobj"),
)
PASSIVE = tree(
    ("Turkey", "Turkey", "PROPN", "NNP", 2, "nsubjpass"),
    ("was", "be", "AUX", "VBD", 2, "auxpass"),
    ("urged", "urge", "VERB", "VBN", 2, "ROOT"),
    ("by", "by", "ADP", "IN", 2, "agent"),
    ("Blinken", "Blinken", "PROPN", "NNP", 3, "pobj"),
    ("to", "to", "PART", "TO", 6, "aux"),
    ("leave", "leave", "VERB", "VB", 2, "xcomp"),
    ("Syria", "Syria", "PROPN", "NNP", 6, "dobj"),
)
REFUSED = tree(
    ("Turkey", "Turkey", "PROPN", "NNP", 1, "nsubj"),
    ("refused", "refuse", "VERB", "VBD", 1, "ROOT"),
    ("to", "to", "PART", "TO", 3, "aux"),
    ("leave", "leave", "VERB", "VB", 1, "xcomp"),
    ("Syria", "Syria", "PROPN", "NNP", 3, "dobj"),
)
PLANNED = tree(
    ("Kerry", "Kerry", "PROPN", "NNP", 3, "nsubj"),
    ("will", "will", "AUX", "MD", 3, "aux"),
    ("not", "not", "PART", "RB", 3, "neg"),
    ("meet", "meet", "VERB", "VB", 3, "ROOT"),
    ("Lavrov", "Lavrov", "PROPN", "NNP", 3, "dobj"),
)
RELATIVE = tree(
    ("Hamas", "Hamas", "PROPN", "NNP", 0, "ROOT"),
    (",", ",", "PUNCT", ",", 0, "punct"),
    ("which", "which", "PRON", "WDT", 4, "nsubj"),
    ("reportedly", "reportedly", "ADV", "RB", 4, "advmod"),
    ("attacked", "attack", "VERB", "VBD", 0, "relcl"),
    ("Israel", "Israel", "PROPN", "NNP", 4, "dobj"),
)
ATTACHED = tree(
    ("Iran", "Iran", "PROPN", "NNP", 1, "nsubj"),
    ("poses", "pose", "VERB", "VBZ", 1, "ROOT"),
    ("danger", "danger", "NOUN", "NN", 1, "dobj"),
    ("to", "to", "ADP", "IN", 1, "prep"),
    ("Israel", "Israel", "PROPN", "NNP", 3, "pobj"),
    ("on", "on", "ADP", "IN", 1, "prep"),
    ("Friday", "Friday", "PROPN", "NNP", 5, "pobj"),
)
NOMINAL = tree(
    ("Turkey", "Turkey", "PROPN", "NNP", 2, "poss"),
    ("'s", "'s", "PART", "POS", 0, "case"),
    ("withdrawal", "withdrawal", "NOUN", "NN", 5, "nsubj"),
    ("from", "from", "ADP", "IN", 2, "prep"),
    ("NATO", "NATO", "PROPN", "NNP", 3, "pobj"),
    ("shocked", "shock", "VERB", "VBD", 5, "ROOT"),
)


COMMITMENT = tree(
    ("Norway", "Norway", "PROPN", "NNP", 2, "poss"),
    ("'s", "'s", "PART", "POS", 0, "case"),
    ("promise", "promise", "NOUN", "NN", 2, "ROOT"),
    ("of", "of", "ADP", "IN", 2, "prep"),
    ("backing", "back", "VERB", "VBG", 3, "pcomp"),
    ("Mali", "Mali", "PROPN", "NNP", 4, "dobj"),
)
STEADFAST = tree(
    ("Norway", "Norway", "PROPN", "NNP", 1, "nsubj"),
    ("remains", "remain", "VERB", "VBZ", 1, "ROOT"),
    ("committed", "committed", "ADJ", "JJ", 1, "acomp"),
    ("to", "to", "ADP", "IN", 2, "prep"),
    ("backing", "back", "VERB", "VBG", 3, "pcomp"),
)
TIES = tree(
    ("Norway", "Norway", "PROPN", "NNP", 1, "nsubj"),
    ("seeks", "seek", "VERB", "VBZ", 1, "ROOT"),
    ("to", "to", "PART", "TO", 3, "aux"),
    ("mend", "mend", "VERB", "VB", 1, "xcomp"),
    ("ties", "tie", "NOUN", "NNS", 3, "dobj"),
)
PRESSED = tree(
    ("He", "he", "PRON", "PRP", 1, "nsubj"),
    ("pressed", "press", "VERB", "VBD", 1, "ROOT"),
    ("for", "for", "SCONJ", "IN", 5, "mark"),
    ("Iran", "Iran", "PROPN", "NNP", 5, "nsubj"),
    ("to", "to", "PART", "TO", 5, "aux"),
    ("stop", "stop", "VERB", "VB", 1, "advcl"),
)


@pytest.mark.parametrize(
    ("doc", "at", "role", "expected"),
    [
        (ACTIVE, 3, "subject", ["Blinken", "Kerry"]),
        (ACTIVE, 3, "with", ["Lavrov"]),
        (ACTIVE, 3, "object", []),
        (PASSIVE, 2, "subject", ["Blinken"]),
        (PASSIVE, 2, "object", ["Turkey"]),
        (PASSIVE, 6, "subject", ["Turkey"]),
        (PASSIVE, 2, "infinitive", ["leave"]),
        (REFUSED, 3, "subject", ["Turkey"]),
        (RELATIVE, 4, "subject", ["Hamas"]),
        (RELATIVE, 4, "object", ["Israel"]),
        (ATTACHED, 2, "to", ["Israel"]),
        (ATTACHED, 2, "on", []),
        (NOMINAL, 2, "possessor", ["Turkey"]),
        (NOMINAL, 2, "to|from", ["NATO"]),
        (COMMITMENT, 4, "subject", ["Norway"]),
        (STEADFAST, 4, "subject", ["Norway"]),
        (STEADFAST, 2, "predicate_of", ["remains"]),
        (ATTACHED, 2, "object_of", ["poses"]),
        (TIES, 4, "object_of", ["mend"]),
        (PRESSED, 1, "for_subject", ["Iran"]),
        (PRESSED, 1, "purpose", ["stop"]),
    ],
)
def test_roles_are_the_logical_ones(doc, at, role, expected):
    assert [token.text for token in follow(doc[at], role)] == expected


@pytest.mark.parametrize(
    ("doc", "at", "expected"),
    [
        (ACTIVE, 3, ("affirmed", "asserted")),
        (REFUSED, 3, ("negated", "asserted")),
        (PLANNED, 3, ("negated", "planned")),
        (RELATIVE, 4, ("affirmed", "reported")),
        (TIES, 4, ("affirmed", "asserted")),
        (TIES, 3, ("affirmed", "possible")),
    ],
)
def test_polarity_and_certainty_come_from_the_words_around_the_verb(doc, at, expected):
    assert (polarity(doc[at]), certainty(doc[at])) == expected


def test_what_somebody_is_urged_to_do_has_not_happened():
    assert is_demanded(PASSIVE[6])
    assert not is_demanded(PASSIVE[2])
