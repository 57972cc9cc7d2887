"""Entity schemes and error classes, worked by hand."""

from __future__ import annotations

import pytest

from annotator.measure import Counts, evaluate
from tests.measure.build import Span, annotate

SCHEMES = ("strict", "exact", "type", "partial")

# gold, predicted, and (correct, incorrect, partial, missed, spurious) in strict, exact, type and partial
CASES = {
    "the same span and label": ([(0, 5, "A")], [(0, 5, "A")], [(1, 0, 0, 0, 0)] * 4),
    "the same span, another label": (
        [(0, 5, "A")],
        [(0, 5, "B")],
        [(0, 1, 0, 0, 0), (1, 0, 0, 0, 0), (0, 1, 0, 0, 0), (1, 0, 0, 0, 0)],
    ),
    "an overlap with the same label": (
        [(0, 5, "A")],
        [(3, 9, "A")],
        [(0, 1, 0, 0, 0), (0, 1, 0, 0, 0), (1, 0, 0, 0, 0), (0, 0, 1, 0, 0)],
    ),
    "an overlap with another label": (
        [(0, 5, "A")],
        [(4, 9, "B")],
        [(0, 1, 0, 0, 0), (0, 1, 0, 0, 0), (0, 1, 0, 0, 0), (0, 0, 1, 0, 0)],
    ),
    "neighbours that share no character": ([(0, 5, "A")], [(5, 9, "A")], [(0, 0, 0, 1, 1)] * 4),
    "nothing predicted": ([(0, 5, "A")], [], [(0, 0, 0, 1, 0)] * 4),
    "nothing gold": ([], [(0, 5, "A")], [(0, 0, 0, 0, 1)] * 4),
    "one gold entity cut in two: only one half has a partner": (
        [(0, 10, "A")],
        [(0, 4, "A"), (5, 10, "A")],
        [(0, 1, 0, 0, 1), (0, 1, 0, 0, 1), (1, 0, 0, 0, 1), (0, 0, 1, 0, 1)],
    ),
    "two gold entities run together": (
        [(0, 4, "A"), (5, 10, "B")],
        [(0, 10, "B")],
        [(0, 1, 0, 1, 0), (0, 1, 0, 1, 0), (1, 0, 0, 1, 0), (0, 0, 1, 1, 0)],
    ),
    "nested entities, the inner one with another label": (
        [(0, 10, "A"), (3, 6, "B")],
        [(0, 10, "A"), (3, 6, "A")],
        [(1, 1, 0, 0, 0), (2, 0, 0, 0, 0), (1, 1, 0, 0, 0), (2, 0, 0, 0, 0)],
    ),
    "two labels on one span, one of them right": (
        [(0, 5, "A"), (0, 5, "B")],
        [(0, 5, "A"), (0, 5, "C")],
        [(1, 1, 0, 0, 0), (2, 0, 0, 0, 0), (1, 1, 0, 0, 0), (2, 0, 0, 0, 0)],
    ),
    "a chain in which the best pair would cost the other two": (
        [(0, 6, "A"), (5, 12, "A")],
        [(4, 9, "A"), (11, 14, "A")],
        [(0, 2, 0, 0, 0), (0, 2, 0, 0, 0), (2, 0, 0, 0, 0), (0, 0, 2, 0, 0)],
    ),
    # One pair of credit 1 or two pairs of credit 0.5 are the same credit; more pairs decide.
    "partial prefers two halves to one whole": (
        [(0, 10, "A"), (7, 12, "A")],
        [(0, 10, "A"), (0, 3, "A")],
        [(1, 0, 0, 1, 1), (1, 0, 0, 1, 1), (2, 0, 0, 0, 0), (0, 0, 2, 0, 0)],
    ),
}


@pytest.mark.parametrize(("gold", "predicted", "expected"), CASES.values(), ids=CASES.keys())
def test_each_scheme_counts_as_worked_by_hand(
    gold: list[Span], predicted: list[Span], expected: list[tuple[int, ...]]
) -> None:
    scores = evaluate([(annotate(gold), annotate(predicted))]).entities.schemes
    for scheme, counts in zip(SCHEMES, expected, strict=True):
        assert scores[scheme].counts == Counts(len(gold), len(predicted), *counts), scheme


ERRORS = {
    "correct": ([(0, 5, "A")], [(0, 5, "A")], {"correct": 1}),
    "label": ([(0, 5, "A")], [(0, 5, "B")], {"label": 1}),
    "boundary": ([(0, 5, "A")], [(0, 6, "A")], {"boundary": 1}),
    "label and boundary": ([(0, 5, "A")], [(1, 5, "B")], {"label_boundary": 1}),
    "missed": ([(0, 5, "A")], [], {"missed": 1}),
    "spurious": ([], [(0, 5, "A")], {"spurious": 1}),
    "apart": ([(0, 5, "A")], [(7, 9, "A")], {"missed": 1, "spurious": 1}),
    "identical before same span": ([(0, 5, "A"), (0, 5, "B")], [(0, 5, "B")], {"correct": 1, "missed": 1}),
    "same span before same label": ([(0, 5, "A")], [(0, 5, "B"), (0, 4, "A")], {"label": 1, "spurious": 1}),
    "same label before a larger overlap": (
        [(0, 10, "A")],
        [(0, 9, "B"), (8, 12, "A")],
        {"boundary": 1, "spurious": 1},
    ),
    "the leftover of a span is the one that fits elsewhere": (
        [(0, 5, "A"), (0, 5, "B")],
        [(0, 5, "C"), (3, 8, "A")],
        {"label": 1, "boundary": 1},
    ),
}


@pytest.mark.parametrize(("gold", "predicted", "expected"), ERRORS.values(), ids=ERRORS.keys())
def test_each_error_class_is_found_where_it_is(
    gold: list[Span], predicted: list[Span], expected: dict[str, int]
) -> None:
    errors = evaluate([(annotate(gold), annotate(predicted))]).entities.errors
    assert {name: count for name, count in errors.items() if count} == expected


def test_scores_follow_from_pooled_counts_with_half_a_credit_for_partial_pairs() -> None:
    first = (annotate([(0, 5, "A"), (10, 15, "A")]), annotate([(0, 5, "A"), (11, 15, "A"), (20, 22, "A")]))
    second = (annotate([(0, 5, "A")]), annotate([(0, 5, "A")]))
    counts = evaluate([first, second]).entities.schemes["partial"].counts
    assert (counts.precision, counts.recall, counts.f1) == (2.5 / 4, 2.5 / 3, 5 / 7)


def test_macro_f1_is_the_mean_over_labels_that_occur_on_either_side() -> None:
    gold, predicted = annotate([(0, 5, "A"), (6, 8, "B")]), annotate([(0, 5, "A"), (10, 12, "C")])
    scores = evaluate([(gold, predicted)]).entities
    assert {label: score.counts.f1 for label, score in scores.per_label.items()} == {
        "A": 1.0,
        "B": 0.0,
        "C": 0.0,
    }
    assert scores.macro_f1 == pytest.approx(1 / 3)


def test_a_label_confused_counts_as_incorrect_for_its_gold_label_and_in_the_matrix_for_both() -> None:
    gold, predicted = annotate([(0, 5, "A"), (6, 8, "B")]), annotate([(0, 5, "B"), (20, 22, "A")])
    scores = evaluate([(gold, predicted)]).entities
    assert scores.per_label["A"].counts == Counts(1, 1, 0, 1, 0, 0, 1)
    assert scores.per_label["B"].counts == Counts(1, 1, 0, 0, 0, 1, 0)
    assert [scores.confusion.count(*cell) for cell in (("A", "B"), ("B", None), (None, "A"), ("A", "A"))] == [
        1,
        1,
        1,
        0,
    ]
    assert scores.confusion.to_json() == {
        "labels": ["A", "B", None],
        "counts": [[0, 1, 0], [0, 0, 1], [1, 0, 0]],
    }
