"""Sets and joins over rows of integers: what the measures need of a table, in numpy.

A row is one position of several arrays of equal length. All results depend on the values alone.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


def row_ids(*columns: Ints) -> Ints:
    """Number the distinct rows from 0 in ascending order, first column first; give the number of each row."""
    key = _single_key(columns)
    order = np.lexsort(columns[::-1]) if key is None else np.argsort(key, kind="stable")
    ids = np.empty(len(order), dtype=np.int64)
    ids[order] = sorted_row_ids(*(column[order] for column in columns))
    return ids


def sorted_row_ids(*columns: Ints) -> Ints:
    """The same where the rows are in ascending order already."""
    new = np.zeros(len(columns[0]), dtype=np.int64)
    for column in columns:
        new[1:] |= column[1:] != column[:-1]
    return np.cumsum(new)


def _single_key(columns: Sequence[Ints]) -> Ints | None:
    """One number a row that orders as the columns do, if there is room: sorting by it is twice as fast."""
    room = 2**62
    key = np.zeros(len(columns[0]), dtype=np.int64)
    for column in columns:
        low = int(np.min(column, initial=0))
        width = int(np.max(column, initial=0)) - low + 1
        room //= width
        if not room:
            return None
        key = key * width + (column - low)
    return key


def expand(starts: Ints, stops: Ints) -> tuple[Ints, Ints]:
    """Write half-open ranges out: for each member, the position of its range and the member itself."""
    lengths = np.maximum(stops - starts, 0)
    owners = np.repeat(np.arange(len(starts)), lengths)
    first = np.repeat(starts - (np.cumsum(lengths) - lengths), lengths)
    return owners, np.arange(len(owners)) + first


def join(left: Ints, right: Ints) -> tuple[Ints, Ints]:
    """All pairs of positions (in ``left``, in ``right``) that hold the same key, ordered by both."""
    order = np.argsort(right, kind="stable")
    ordered = right[order]
    owners, members = expand(
        np.searchsorted(ordered, left, side="left"), np.searchsorted(ordered, left, side="right")
    )
    return owners, order[members]


def at(values: Ints, positions: Ints, *, default: int = -1) -> Ints:
    """The values at the positions, and ``default`` where the position is -1."""
    return np.append(values, default)[positions]
