"""The assignment problem on Python integers, for weights that no float64 can hold."""

from __future__ import annotations

from collections.abc import Sequence


def assign(
    shape: tuple[int, int], rows: Sequence[int], columns: Sequence[int], weights: Sequence[int]
) -> list[int]:
    """The column of each row (-1: none) in an assignment of the largest total weight.

    The Hungarian method by shortest augmenting paths (Kuhn 1955; Jonker & Volgenant 1987), O(rows² columns).

    Args:
        shape: number of rows and of columns.
        rows: row of each cell that may be chosen.
        columns: its column.
        weights: its weight, positive; a cell that is not listed weighs 0.
    """
    height, width = shape
    if height > width:
        return _inverse(assign((width, height), columns, rows, weights), height)
    cost = [[0] * width for _ in range(height)]
    for row, column, weight in zip(rows, columns, weights, strict=True):
        cost[row][column] = -weight
    of_rows, of_columns, owner = [0] * height, [0] * width, [-1] * width
    for row in range(height):
        _augment(cost, row, of_rows, of_columns, owner)
    return _inverse(owner, height)


def _augment(
    cost: list[list[int]], start: int, of_rows: list[int], of_columns: list[int], owner: list[int]
) -> None:
    """Give row ``start`` a column along the shortest augmenting path; changes prices and owners in place."""
    open_columns = set(range(len(owner)))
    distance: dict[int, int] = {}
    came_from: dict[int, int] = {}
    row, column, travelled = start, -1, 0
    reached: list[tuple[int, int, int]] = [(start, -1, 0)]
    while row != -1:
        for candidate in open_columns:
            length = travelled + cost[row][candidate] - of_rows[row] - of_columns[candidate]
            if candidate not in distance or length < distance[candidate]:
                distance[candidate], came_from[candidate] = length, column
        column = min(open_columns, key=lambda candidate: (distance[candidate], candidate))
        open_columns.remove(column)
        travelled, row = distance[column], owner[column]
        reached.append((row, column, travelled))
    for reached_row, reached_column, length in reached:
        if reached_row != -1:
            of_rows[reached_row] += travelled - length
        if reached_column != -1:
            of_columns[reached_column] -= travelled - length
    while column != -1:
        previous = came_from[column]
        owner[column] = owner[previous] if previous != -1 else start
        column = previous


def _inverse(owner: Sequence[int], size: int) -> list[int]:
    """Who is owned, for each of ``size`` owners; -1 for none."""
    owned = [-1] * size
    for position, who in enumerate(owner):
        if who != -1:
            owned[who] = position
    return owned
