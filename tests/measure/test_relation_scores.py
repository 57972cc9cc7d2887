"""Relation schemes, error classes and diagnostics, worked by hand."""

from __future__ import annotations

import pytest

from annotator.measure import evaluate
from tests.measure.build import SYMMETRIC, Link, Span, annotate

#: Four entities that all cases start from.
SPANS: list[Span] = [(0, 5, "PER"), (10, 15, "ORG"), (20, 25, "GPE"), (30, 35, "GPE")]


def spans(**changed: Span) -> list[Span]:
    """The four entities, those named e0 to e3 changed."""
    return [changed.get(f"e{number}", span) for number, span in enumerate(SPANS)]


# gold, predicted, spans of predicted, correct in strict, boundaries, unlabelled and undirected, errors
CASES: dict[str, tuple[list[Link], list[Link], list[Span], tuple[int, ...], dict[str, int]]] = {
    "the same relation": ([("urged", 0, 1)], [("urged", 0, 1)], SPANS, (1, 1, 1, 1), {"correct": 1}),
    "direction": ([("urged", 0, 1)], [("urged", 1, 0)], SPANS, (0, 0, 0, 1), {"direction": 1}),
    "label": ([("urged", 0, 1)], [("backed", 0, 1)], SPANS, (0, 0, 1, 0), {"label": 1}),
    "direction and label": (
        [("urged", 0, 1)],
        [("backed", 1, 0)],
        SPANS,
        (0, 0, 0, 0),
        {"direction_label": 1},
    ),
    "a symmetric label has no direction": (
        [("met", 0, 1)],
        [("met", 1, 0)],
        SPANS,
        (1, 1, 1, 1),
        {"correct": 1},
    ),
    "the label of an argument": (
        [("urged", 0, 1)],
        [("urged", 0, 1)],
        spans(e1=(10, 15, "PER")),
        (0, 1, 1, 0),
        {"argument_label": 1},
    ),
    "the boundary of an argument": (
        [("urged", 0, 1)],
        [("urged", 0, 1)],
        spans(e0=(0, 7, "PER")),
        (0, 0, 0, 0),
        {"argument_boundary": 1},
    ),
    "the boundaries of both arguments": (
        [("urged", 0, 1)],
        [("urged", 0, 1)],
        spans(e0=(1, 5, "PER"), e1=(10, 19, "ORG")),
        (0, 0, 0, 0),
        {"argument_boundary": 1},
    ),
    "the boundary of one argument and the label of the other": (
        [("urged", 0, 1)],
        [("urged", 0, 1)],
        spans(e0=(1, 5, "PER"), e1=(10, 15, "PER")),
        (0, 0, 0, 0),
        {"argument": 1},
    ),
    "another entity as an argument": (
        [("urged", 0, 1)],
        [("urged", 0, 2)],
        SPANS,
        (0, 0, 0, 0),
        {"argument": 1},
    ),
    "one argument in the other's place": (
        [("urged", 0, 1)],
        [("urged", 1, 2)],
        SPANS,
        (0, 0, 0, 0),
        {"missed": 1, "spurious": 1},
    ),
    "one argument shared, in either place, where there is no direction": (
        [("met", 0, 1)],
        [("met", 1, 2)],
        SPANS,
        (0, 0, 0, 0),
        {"argument": 1},
    ),
    "nothing in common": (
        [("urged", 0, 1)],
        [("urged", 2, 3)],
        SPANS,
        (0, 0, 0, 0),
        {"missed": 1, "spurious": 1},
    ),
    "another label and another argument": (
        [("urged", 0, 1)],
        [("backed", 0, 2)],
        SPANS,
        (0, 0, 0, 0),
        {"missed": 1, "spurious": 1},
    ),
    "a boundary that is wrong and a direction too": (
        [("urged", 0, 1)],
        [("urged", 1, 0)],
        spans(e0=(0, 7, "PER")),
        (0, 0, 0, 0),
        {"missed": 1, "spurious": 1},
    ),
    "missed": ([("urged", 0, 1)], [], SPANS, (0, 0, 0, 0), {"missed": 1}),
    "spurious": ([], [("urged", 0, 1)], SPANS, (0, 0, 0, 0), {"spurious": 1}),
    "a self relation": ([("urged", 0, 0)], [("urged", 0, 0)], SPANS, (1, 1, 1, 1), {"correct": 1}),
    "a self relation with another label": (
        [("urged", 0, 0)],
        [("backed", 0, 0)],
        SPANS,
        (0, 0, 1, 0),
        {"label": 1},
    ),
    "direction before label": (
        [("urged", 0, 1)],
        [("backed", 0, 1), ("urged", 1, 0)],
        SPANS,
        (0, 0, 1, 1),
        {"direction": 1, "spurious": 1},
    ),
    "label before direction and label": (
        [("urged", 0, 1)],
        [("backed", 1, 0), ("backed", 0, 1)],
        SPANS,
        (0, 0, 1, 0),
        {"label": 1, "spurious": 1},
    ),
    "direction and label before another argument": (
        [("urged", 0, 1)],
        [("backed", 1, 0), ("urged", 0, 2)],
        SPANS,
        (0, 0, 0, 0),
        {"direction_label": 1, "spurious": 1},
    ),
    "as many pairs as there are": (
        [("urged", 0, 1), ("urged", 0, 2)],
        [("urged", 0, 3), ("urged", 1, 2)],
        SPANS,
        (0, 0, 0, 0),
        {"argument": 2},
    ),
    "both directions against one": (
        [("urged", 0, 1), ("urged", 1, 0)],
        [("urged", 0, 1)],
        SPANS,
        (1, 1, 1, 1),
        {"correct": 1, "missed": 1},
    ),
}


@pytest.mark.parametrize(
    ("gold", "predicted", "found", "correct", "errors"), CASES.values(), ids=CASES.keys()
)
def test_each_scheme_and_error_class_is_as_worked_by_hand(
    gold: list[Link],
    predicted: list[Link],
    found: list[Span],
    correct: tuple[int, ...],
    errors: dict[str, int],
) -> None:
    scores = evaluate([(annotate(SPANS, gold), annotate(found, predicted))], symmetric=SYMMETRIC).relations
    schemes = ("strict", "boundaries", "unlabelled", "undirected")
    assert tuple(scores.schemes[scheme].counts.correct for scheme in schemes) == correct
    assert {name: count for name, count in scores.errors.items() if count} == errors


def test_relations_that_a_scheme_cannot_tell_apart_count_once_in_it() -> None:
    both = annotate(SPANS, [("urged", 0, 1), ("backed", 0, 1), ("urged", 1, 0)])
    scores = evaluate([(both, both)]).relations.schemes
    golds = {scheme: score.counts.gold for scheme, score in scores.items()}
    assert golds == {"strict": 3, "boundaries": 3, "unlabelled": 2, "undirected": 2, "lenient": 3}


def test_arguments_with_two_labels_on_one_span_count_once_in_boundaries() -> None:
    gold = annotate([(0, 5, "A"), (0, 5, "B"), (9, 12, "C")], [("urged", 0, 2), ("urged", 1, 2)])
    scores = evaluate([(gold, gold)]).relations.schemes
    assert (scores["strict"].counts.gold, scores["boundaries"].counts.gold) == (2, 1)


def test_lenient_takes_arguments_that_overlap_with_the_same_label() -> None:
    gold = annotate(SPANS, [("urged", 0, 1), ("urged", 2, 3), ("met", 0, 1)])
    moved = spans(e0=(0, 7, "PER"), e1=(12, 15, "ORG"), e2=(20, 25, "LOC"))
    predicted = annotate(moved, [("urged", 0, 1), ("urged", 2, 3), ("met", 1, 0)])
    counts = evaluate([(gold, predicted)], symmetric=SYMMETRIC).relations.schemes["lenient"].counts
    assert (counts.gold, counts.predicted, counts.correct) == (3, 3, 2)


def test_given_entities_asks_only_for_relations_whose_arguments_were_found() -> None:
    gold = annotate(SPANS, [("urged", 0, 1), ("urged", 0, 2), ("urged", 2, 3)])
    predicted = annotate(spans(e3=(31, 35, "GPE")), [("urged", 0, 1)])
    given = evaluate([(gold, predicted)]).given_entities
    assert (given.gold, given.correct, given.recall) == (2, 1, 0.5)


def test_each_relation_label_has_its_own_strict_counts() -> None:
    gold = annotate(SPANS, [("urged", 0, 1), ("urged", 0, 2), ("met", 2, 3)])
    predicted = annotate(SPANS, [("urged", 0, 1), ("met", 3, 2), ("backed", 0, 2)])
    scores = evaluate([(gold, predicted)], symmetric=SYMMETRIC).relations
    assert {label: score.counts.f1 for label, score in scores.per_label.items()} == {
        "backed": 0.0,
        "met": 1.0,
        "urged": pytest.approx(2 / 3),
    }
    assert scores.macro_f1 == pytest.approx((0 + 1 + 2 / 3) / 3)
    assert scores.confusion.count("urged", "backed") == 1
