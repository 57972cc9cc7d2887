"""Numbering and joining rows."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.measure.corpus.integer_tables import expand, join, row_ids

HUGE = 2**62


@pytest.mark.parametrize("largest", [3, HUGE], ids=["in one number", "too large for one number"])
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_rows_are_numbered_in_ascending_order(largest: int, data: st.DataObject) -> None:
    value = st.integers(-3, 3) | st.integers(0, largest)
    rows = data.draw(st.lists(st.tuples(value, value, value), max_size=20))
    columns = [np.array([row[place] for row in rows], dtype=np.int64) for place in range(3)]
    expected = {row: number for number, row in enumerate(sorted(set(rows)))}
    assert row_ids(*columns).tolist() == [expected[row] for row in rows]


@given(st.lists(st.integers(0, 4), max_size=12), st.lists(st.integers(0, 4), max_size=12))
@settings(max_examples=60, deadline=None)
def test_a_join_gives_every_pair_of_equal_keys_once(left: list[int], right: list[int]) -> None:
    found = join(np.array(left, dtype=np.int64), np.array(right, dtype=np.int64))
    expected = [(i, j) for i, one in enumerate(left) for j, other in enumerate(right) if one == other]
    assert list(zip(*(side.tolist() for side in found), strict=True)) == expected


def test_ranges_are_written_out_and_empty_ones_left_out() -> None:
    owners, members = expand(np.array([5, 9, 0]), np.array([7, 9, 1]))
    assert list(zip(owners.tolist(), members.tolist(), strict=True)) == [(0, 5), (0, 6), (2, 0)]
