"""The matching is the best there is."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.core.model import Annotations
from annotator.measure import evaluate
from annotator.measure.matching.assignment import assign
from annotator.measure.matching.matching import Candidates, best_matching
from tests.measure import reference
from tests.measure.build import SYMMETRIC, annotate, sides

SCHEMES = ("strict", "exact", "type", "partial")
Cells = dict[tuple[int, int], tuple[int, int]]


@given(sides(), sides())
@settings(max_examples=150, deadline=None)
def test_every_count_is_that_of_the_best_of_all_possible_matchings(
    gold: Annotations, predicted: Annotations
) -> None:
    scores = evaluate([(gold, predicted)], symmetric=SYMMETRIC, resamples=0)
    for scheme in SCHEMES:
        counts = scores.entities.schemes[scheme].counts
        expected = reference.entity_counts(scheme, gold, predicted)
        assert {name: getattr(counts, name) for name in expected} == expected, scheme
    assert scores.entities.errors == reference.entity_errors(gold, predicted)
    assert scores.relations.errors == reference.relation_errors(gold, predicted, SYMMETRIC)


def cells(largest: int) -> st.SearchStrategy[Cells]:
    """Candidates of a few items each way, with two levels."""
    place = st.tuples(st.integers(0, 4), st.integers(0, 4))
    return st.dictionaries(place, st.tuples(st.integers(0, 3), st.integers(1, largest)), max_size=12)


def best_sum(candidates: Cells) -> tuple[int, int]:
    """The largest sums of the levels over all sets of candidates that share no item."""
    best = (0, 0)
    for size in range(1, 6):
        for chosen in itertools.combinations(candidates, size):
            if len({row for row, _ in chosen}) == size == len({column for _, column in chosen}):
                values = [candidates[cell] for cell in chosen]
                best = max(best, (sum(v[0] for v in values), sum(v[1] for v in values)))
    return best


@pytest.mark.parametrize("largest", [3, 10**6, 2**40], ids=["small", "millionths", "beyond float64"])
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_the_levels_are_maximised_one_after_the_other(largest: int, data: st.DataObject) -> None:
    given_cells = data.draw(cells(largest))
    gold, predicted = (np.array([cell[side] for cell in given_cells], dtype=np.int64) for side in (0, 1))
    candidates = Candidates.of(gold, predicted)
    ordered = [given_cells[cell] for cell in sorted(given_cells)]
    first, second = (np.array([values[level] for values in ordered], dtype=np.int64) for level in (0, 1))
    scale = 2**20 if largest == 2**40 else 1  # so that even the upper level alone is beyond exact weights
    chosen = best_matching(candidates, [first * scale**2, second, np.ones_like(first)])
    pairs = [sorted(given_cells)[place] for place in chosen]
    assert len({row for row, _ in pairs}) == len(pairs) == len({column for _, column in pairs})
    assert (int(first[chosen].sum()), int(second[chosen].sum())) == best_sum(given_cells)


@given(
    shape=st.tuples(st.integers(1, 4), st.integers(1, 4)),
    values=st.lists(st.integers(1, 3) | st.integers(2**60, 2**62), min_size=16, max_size=16),
)
@settings(max_examples=60, deadline=None)
def test_assignment_on_integers_of_any_size_is_the_best(shape: tuple[int, int], values: list[int]) -> None:
    places = list(itertools.product(range(shape[0]), range(shape[1])))
    weights = dict(zip(places, values, strict=False))
    partner = assign(
        shape, [row for row, _ in weights], [column for _, column in weights], list(weights.values())
    )
    short, long = sorted(shape)
    totals = []
    for longer in itertools.permutations(range(long), short):
        pairs = list(zip(range(short), longer, strict=True))
        totals.append(sum(weights[pair if shape[0] == short else pair[::-1]] for pair in pairs))
    assert sum(weights[row, column] for row, column in enumerate(partner) if column != -1) == max(totals)


def test_one_entity_around_a_thousand_others_is_still_matched_exactly() -> None:
    inner = [(10 * place, 10 * place + 5, "A") for place in range(1000)]
    moved = [(start + 1, end + 1, label) for start, end, label in inner]
    whole = (0, 10_000, "A")
    scores = evaluate([(annotate([whole, *inner]), annotate([whole, *moved]))], resamples=0).entities
    assert scores.errors == {
        "correct": 1,
        "label": 0,
        "boundary": 1000,
        "label_boundary": 0,
        "missed": 0,
        "spurious": 0,
    }
    assert scores.schemes["type"].counts.correct == 1001
