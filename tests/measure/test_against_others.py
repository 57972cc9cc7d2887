"""nervaluate, spaCy and seqeval: the same scores where they are right, the difference where they are not."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nervaluate import Evaluator
from seqeval.metrics import f1_score, precision_score, recall_score
from seqeval.scheme import IOB2
from spacy.scorer import PRFScore, Scorer
from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.vocab import Vocab

from annotator.core.model import Annotations
from annotator.measure import Counts, evaluate
from tests.measure.build import Span as Characters
from tests.measure.build import annotate

#: Our name of a scheme, and nervaluate's.
SCHEMES = {"strict": "strict", "exact": "exact", "type": "ent_type", "partial": "partial"}
VOCAB = Vocab()
TOKENS = 12


def nervaluate(
    gold: list[Characters], predicted: list[Characters], *, inclusive: bool = True
) -> dict[str, Counts]:
    """What nervaluate counts; it takes the last character of an entity for its end."""
    sides = [
        [[{"label": label, "start": start, "end": end - inclusive} for start, end, label in side]]
        for side in (gold, predicted)
    ]
    results = Evaluator(*sides, tags=["A", "B"], loader="dict").evaluate()["overall"]
    return {
        ours: Counts(r.possible, r.actual, r.correct, r.incorrect, r.partial, r.missed, r.spurious)
        for ours, theirs in SCHEMES.items()
        for r in [results[theirs]]
    }


def ours(gold: list[Characters], predicted: list[Characters]) -> dict[str, Counts]:
    """What we count."""
    schemes = evaluate([(annotate(gold), annotate(predicted))], resamples=0).entities.schemes
    return {scheme: score.counts for scheme, score in schemes.items()}


@st.composite
def apart(draw: st.DrawFn) -> tuple[list[Characters], list[Characters]]:
    """Gold and predicted entities of which no two of one side come near the same one of the other."""
    gold: list[Characters] = []
    predicted: list[Characters] = []
    for place in range(draw(st.integers(1, 6))):
        for side in (gold, predicted):
            if draw(st.booleans()):
                start = 100 * place + draw(st.integers(0, 5))
                side.append((start, start + draw(st.integers(1, 9)), draw(st.sampled_from("AB"))))
    return gold, predicted


@given(apart())
@settings(max_examples=100, deadline=None)
def test_nervaluate_agrees_where_no_entity_has_two_to_choose_from(
    sides: tuple[list[Characters], list[Characters]],
) -> None:
    gold, predicted = sides
    if gold and predicted:  # its loader fails on an empty first article
        assert ours(gold, predicted) == nervaluate(gold, predicted)


def test_nervaluate_takes_half_open_neighbours_for_an_overlap() -> None:
    gold: list[Characters] = [(0, 5, "A")]
    predicted: list[Characters] = [(5, 9, "A")]
    assert nervaluate(gold, predicted, inclusive=False)["type"].correct == 1
    assert ours(gold, predicted)["type"].correct == 0


def test_nervaluate_depends_on_the_order_of_predictions() -> None:
    gold: list[Characters] = [(0, 6, "A"), (5, 12, "A")]
    predicted: list[Characters] = [(4, 9, "A"), (11, 14, "A")]
    assert nervaluate(gold, predicted)["type"].correct == 1
    assert nervaluate(gold, predicted[::-1])["type"].correct == 2
    assert ours(gold, predicted)["type"].correct == ours(gold, predicted[::-1])["type"].correct == 2


def test_nervaluate_drops_an_overlap_below_a_hundredth_of_the_gold_entity() -> None:
    gold: list[Characters] = [(0, 400, "A")]
    predicted: list[Characters] = [(398, 410, "A")]
    assert (nervaluate(gold, predicted)["partial"].partial, ours(gold, predicted)["partial"].partial) == (
        0,
        1,
    )
    # and from the other side it is no small overlap at all
    assert nervaluate(predicted, gold)["partial"].partial == 1


def test_nervaluate_gives_0_where_there_is_nothing_to_measure() -> None:
    sides = [[[{"label": "A", "start": 0, "end": 1}]], [[]]]
    result = Evaluator(*sides, tags=["A"], loader="dict").evaluate()["overall"]["strict"]
    assert (result.precision, ours([(0, 2, "A")], [])["strict"].precision) == (0, None)


@dataclass(frozen=True)
class Tagged:
    """Flat entities over tokens of two characters and a space, as spans of characters and of tokens."""

    tokens: list[tuple[int, int, str]]

    @property
    def characters(self) -> Annotations:
        """As our annotations."""
        return annotate([(3 * start, 3 * end - 1, label) for start, end, label in self.tokens])

    @property
    def tags(self) -> list[str]:
        """As IOB2 tags."""
        tags = ["O"] * TOKENS
        for start, end, label in self.tokens:
            tags[start:end] = [f"B-{label}"] + [f"I-{label}"] * (end - start - 1)
        return tags

    @property
    def doc(self) -> Doc:
        """As a spaCy document."""
        doc = Doc(VOCAB, words=["ab"] * TOKENS)
        doc.ents = [Span(doc, start, end, label=label) for start, end, label in self.tokens]
        return doc


@st.composite
def tagged(draw: st.DrawFn) -> Tagged:
    """Flat entities."""
    cuts = sorted(draw(st.sets(st.integers(0, TOKENS), max_size=8)))
    pieces = [(start, end, draw(st.sampled_from(["A", "B", "O"]))) for start, end in pairwise(cuts)]
    return Tagged([piece for piece in pieces if piece[2] != "O"])


def strict(pairs: list[tuple[Tagged, Tagged]]) -> Counts:
    """Our strict counts."""
    articles = [(gold.characters, predicted.characters) for gold, predicted in pairs]
    return evaluate(articles, resamples=0).entities.schemes["strict"].counts


@given(st.lists(st.tuples(tagged(), tagged()), min_size=1, max_size=3))
@settings(max_examples=100, deadline=None)
def test_seqeval_in_strict_iob2_agrees_on_flat_entities(pairs: list[tuple[Tagged, Tagged]]) -> None:
    gold, predicted = ([pair[side].tags for pair in pairs] for side in (0, 1))
    counts = strict(pairs)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns, and then gives 0, where there is nothing to measure
        for score, expected in (
            (precision_score, counts.precision),
            (recall_score, counts.recall),
            (f1_score, counts.f1),
        ):
            assert score(gold, predicted, mode="strict", scheme=IOB2) == pytest.approx(expected or 0)


def test_seqeval_without_strict_mode_takes_tags_that_begin_nowhere_for_entities() -> None:
    gold, predicted = [["O", "B-A", "I-A", "O"]], [["O", "I-A", "I-A", "O"]]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert f1_score(gold, predicted) == 1.0
        assert f1_score(gold, predicted, mode="strict", scheme=IOB2) == 0.0


@given(st.lists(st.tuples(tagged(), tagged()), min_size=1, max_size=3))
@settings(max_examples=60, deadline=None)
def test_spacy_agrees_on_flat_entities_that_align_with_tokens(pairs: list[tuple[Tagged, Tagged]]) -> None:
    articles = [(gold.characters, predicted.characters) for gold, predicted in pairs]
    entities = evaluate(articles, resamples=0).entities
    scores = Scorer.score_spans([Example(predicted.doc, gold.doc) for gold, predicted in pairs], "ents")
    if scores["ents_f"] is None:  # spaCy gives no score without gold; we then give one to what is spurious
        assert entities.schemes["strict"].counts.gold == 0
        return
    counts = entities.schemes["strict"].counts
    for ours_is, theirs in ((counts.precision, "p"), (counts.recall, "r"), (counts.f1, "f")):
        assert (ours_is or 0) == pytest.approx(scores[f"ents_{theirs}"])
    for label, score in entities.per_label.items():
        assert (score.counts.f1 or 0) == pytest.approx(scores["ents_per_type"][label]["f"])


@given(st.sets(st.integers(0, 9)), st.sets(st.integers(0, 9)))
@settings(max_examples=60, deadline=None)
def test_prfscore_agrees_on_sets(gold: set[int], predicted: set[int]) -> None:
    theirs = PRFScore()
    theirs.score_set(predicted, gold)
    pair = [annotate([(place, place + 1, "A") for place in side]) for side in (gold, predicted)]
    counts = evaluate([(pair[0], pair[1])], resamples=0).entities.schemes["strict"].counts
    assert (counts.correct, counts.missed, counts.spurious) == (theirs.tp, theirs.fn, theirs.fp)
    assert (counts.f1 or 0) == pytest.approx(theirs.fscore)


def test_spacy_drops_a_prediction_that_does_not_align_with_the_tokens_of_gold() -> None:
    reference = Doc(VOCAB, words=["New", "York-based"], spaces=[True, False])
    reference.ents = [Span(reference, 0, 1, label="A")]
    predicted = Doc(VOCAB, words=["New", "York", "-based"], spaces=[True, False, False])
    predicted.ents = [Span(predicted, 0, 1, label="A"), Span(predicted, 1, 2, label="A")]
    scores = Scorer.score_spans([Example(predicted, reference)], "ents")
    assert scores["ents_p"] == 1.0
    assert ours([(0, 3, "A")], [(0, 3, "A"), (4, 8, "A")])["strict"].precision == 0.5
