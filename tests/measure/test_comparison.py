"""Comparing extractors on the same gold."""

from __future__ import annotations

import itertools
import json
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.core.model import Annotations, Entity
from annotator.measure import align, compare, evaluate, holm
from annotator.measure.comparison.significance import randomisation_p_values
from tests.measure.build import SYMMETRIC, annotate

GOLD = annotate([(0, 5, "A"), (6, 8, "B")], [("urged", 0, 1)])
BAD = annotate([(0, 5, "A"), (6, 9, "B")], [("urged", 1, 0)])
WORSE = annotate([(0, 4, "A"), (6, 9, "B")])


def test_a_difference_has_its_sign_interval_p_value_and_articles() -> None:
    comparison = compare([GOLD] * 12, {"old": [BAD] * 12, "new": [GOLD] * 10 + [WORSE, BAD]}, resamples=2000)
    (found,) = comparison.of("entities")
    assert (found.a, found.b, found.f1_a, found.f1_b) == ("old", "new", 0.5, 21 / 24)
    assert found.difference == pytest.approx(0.375)
    assert (found.won, found.lost, found.tied) == (10, 1, 1)
    assert found.interval is not None
    assert 0 < found.interval[0] < 0.375 < found.interval[1]
    assert found.p_value is not None
    assert 1 / 2001 <= found.p_value < 0.05
    assert found.p_holm == found.p_value


@pytest.mark.parametrize("resamples", [9, 99, 999])
def test_p_is_never_0_but_as_small_as_the_number_of_swaps_allows(resamples: int) -> None:
    (found,) = compare([GOLD] * 60, {"a": [BAD] * 60, "b": [GOLD] * 60}, resamples=resamples).of("entities")
    assert found.p_value == 1 / (resamples + 1)


def test_extractors_that_predict_the_same_do_not_differ() -> None:
    (found,) = compare([GOLD] * 3, {"a": [BAD] * 3, "b": [BAD] * 3}, resamples=99).of("relations")
    assert (found.difference, found.interval, found.p_value) == (0.0, (0.0, 0.0), 1.0)
    assert (found.won, found.lost, found.tied) == (0, 0, 3)


@pytest.mark.parametrize("articles", [0, 1])
def test_fewer_than_two_articles_prove_nothing(articles: int) -> None:
    comparison = compare([GOLD] * articles, {"a": [BAD] * articles, "b": [GOLD] * articles}, resamples=99)
    (found,) = comparison.of("entities")
    assert found.interval is None
    assert found.p_value == (1.0 if articles else None)
    assert "article" in str(comparison.to_json()["note"])


def test_where_there_is_no_gold_predicting_nothing_wins() -> None:
    nothing = Annotations()
    (found,) = compare([nothing] * 2, {"a": [BAD, nothing], "b": [nothing] * 2}, resamples=9).of("entities")
    assert (found.won, found.lost, found.tied) == (1, 0, 1)
    assert (found.f1_a, found.f1_b, found.difference, found.p_value) == (0.0, None, None, None)


def test_p_is_that_of_all_possible_swaps() -> None:
    rows = np.array([[1, 4, 3, 4], [2, 6, 4, 6], [0, 4, 2, 4], [3, 5, 2, 5], [1, 3, 1, 4], [0, 2, 2, 2]])

    def difference(swaps: tuple[int, ...]) -> float:
        a = np.sum([rows[place, 2 * swap : 2 * swap + 2] for place, swap in enumerate(swaps)], axis=0)
        b = rows[:, :2].sum(axis=0) + rows[:, 2:].sum(axis=0) - a
        return abs(float(b[0] / b[1] - a[0] / a[1]))

    every = [difference(swaps) for swaps in itertools.product((0, 1), repeat=len(rows))]
    exact = sum(value >= every[0] - 1e-12 for value in every) / len(every)
    (p,) = randomisation_p_values([rows], seed=0, resamples=20_000)
    assert p == pytest.approx(exact, abs=0.01)


def test_p_is_uniform_where_there_is_no_difference() -> None:
    source = random.Random(4)
    below = 0
    for trial in range(200):
        rows = np.array([[*pair, *other] for pair, other in [_two_draws(source) for _ in range(20)]])
        below += randomisation_p_values([rows], seed=trial, resamples=199)[0] <= 0.05
    assert 1 <= below <= 22  # 10 of 200 are expected


def _two_draws(source: random.Random) -> tuple[tuple[int, int], tuple[int, int]]:
    """Two extractors that find each of ten entities with the same probability."""
    return tuple((2 * sum(source.random() < 0.7 for _ in range(10)), 20) for _ in range(2))  # type: ignore[return-value]


@given(st.randoms(use_true_random=False))
@settings(max_examples=20, deadline=None)
def test_the_order_of_the_articles_changes_no_number(random_source: random.Random) -> None:
    rows = [(GOLD, BAD, GOLD), (GOLD, GOLD, BAD), (GOLD, WORSE, GOLD), (BAD, BAD, GOLD), (GOLD, WORSE, BAD)]
    shuffled = random_source.sample(rows, len(rows))
    results = [
        compare(
            [g for g, _, _ in order],
            {"a": [a for _, a, _ in order], "b": [b for _, _, b in order]},
            resamples=50,
        )
        for order in (rows, shuffled)
    ]
    assert results[0] == results[1]


@pytest.mark.parametrize(
    ("p_values", "adjusted"),
    [
        ([], []),
        ([0.03], [0.03]),
        ([0.01, 0.04, 0.03, 0.005], [0.03, 0.06, 0.06, 0.02]),
        ([0.5, 0.6], [1.0, 1.0]),
        ([0.02, None, 0.01], [0.02, None, 0.02]),
    ],
)
def test_holm_adjusts_as_in_the_textbook(p_values: list[float | None], adjusted: list[float | None]) -> None:
    assert holm(p_values) == [None if value is None else pytest.approx(value) for value in adjusted]


def test_with_three_extractors_every_pair_is_compared_and_adjusted() -> None:
    predictions = {"a": [WORSE] * 15, "b": [BAD] * 15, "c": [GOLD] * 15}
    comparison = compare([GOLD] * 15, predictions, symmetric=SYMMETRIC, resamples=999)
    found = comparison.of("entities")
    assert [(one.a, one.b) for one in found] == [("a", "b"), ("a", "c"), ("b", "c")]
    assert all(one.p_holm == pytest.approx(3 * (one.p_value or 0)) for one in found)
    assert json.loads(json.dumps(comparison.to_json(), allow_nan=False))["seed"] == 0


def test_another_number_of_articles_is_refused() -> None:
    with pytest.raises(ValueError, match="extractor 'b' has 1 articles, but gold has 2"):
        compare([GOLD] * 2, {"b": [GOLD]})


def test_articles_in_many_batches_are_counted_as_in_one(monkeypatch: pytest.MonkeyPatch) -> None:
    pairs = [(GOLD, BAD), (GOLD, annotate([(0, 5, "C")])), (Annotations(), WORSE), (BAD, GOLD), (GOLD, WORSE)]
    whole, aligned = evaluate(pairs), align(pairs)
    monkeypatch.setattr("annotator.measure.corpus.corpus.BATCH", 2)
    assert evaluate(pairs) == whole
    assert align(pairs) == aligned
    with pytest.raises(ValueError, match="article number 5: "):
        evaluate([*pairs[:4], (GOLD, Annotations((Entity("e", 3, 3, "A"),)))])
