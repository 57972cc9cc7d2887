"""Reliability of scores."""

from __future__ import annotations

import random

import numpy as np
import pytest

from annotator.measure import BINS, bin_of, reliability


def binned(items):
    """From items (score, whether it is right)."""
    scores = np.array([score for score, _ in items], dtype=np.float64)
    return reliability(scores, np.array([right for _, right in items], dtype=np.bool_))


@pytest.mark.parametrize(
    ("score", "place"), [(0.0, 0), (0.0999, 0), (0.1, 1), (0.55, 5), (0.95, 9), (1.0, 9)]
)
def test_a_score_is_in_the_bin_that_its_lower_end_begins_and_1_in_the_last(score: float, place: int) -> None:
    assert bin_of(score) == place


def test_the_calibration_error_is_the_mean_gap_weighted_by_items() -> None:
    found = binned([(0.95, True), (0.95, True), (0.95, False), (0.15, False), (None, True)])
    assert (found.items, found.unscored, len(found.bins)) == (4, 1, BINS)
    assert (found.bins[9].items, found.bins[9].right, found.bins[9].share) == (3, 2, 2 / 3)
    assert found.ece == pytest.approx((3 * abs(0.95 - 2 / 3) + 1 * 0.15) / 4)
    assert found.note is not None
    assert "only 4 scored items" in found.note


def test_scores_that_tell_the_truth_have_no_calibration_error() -> None:
    found = binned([(0.75, place % 4 != 0) for place in range(400)])
    assert found.ece == pytest.approx(0)
    assert found.note is None


@pytest.mark.parametrize("scored", [[], [(None, True)]])
def test_without_scores_there_is_no_calibration_error(scored: list[tuple[float | None, bool]]) -> None:
    found = binned(scored)
    assert (found.ece, found.items, found.note) == (None, 0, "no item has a score")
    assert {one.share for one in found.bins} == {None}


def test_the_order_of_items_changes_no_digit() -> None:
    source = random.Random(1)
    scored: list[tuple[float | None, bool]] = [(source.random(), source.random() < 0.5) for _ in range(500)]
    assert binned(source.sample(scored, len(scored))) == binned(scored)
