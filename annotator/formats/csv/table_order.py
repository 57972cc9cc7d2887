"""Rows of items have to stand in the order of the articles: found out before the first article is taken.

Tables are joined as they are read. A row that comes too late, or names no article, would be missing from an
article that is taken already: gold with a hole in it. So the order is looked at first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from annotator.core.json_values import show
from annotator.formats.csv.table_reader import ARTICLES, ITEMS, BadTable, Cells, Misplaced

Rows = Iterator[tuple[int, Cells]]


def order_of(articles: Rows) -> tuple[dict[str, int], bool]:
    """The place of each article by its id, and whether all of them could be read."""
    places: dict[str, int] = {}
    try:
        for at, (_, cells) in enumerate(articles):
            places.setdefault(cells.get("id", ""), at)
    except BadTable:
        return places, False
    return places, True


def misplaced_rows(places: Mapping[str, int], tables: Mapping[str, Rows]) -> dict[str, Misplaced]:
    """The rows that stand in no order, by the articles that may lack them: before and behind, or their own.

    A row that belongs to nobody stands under an empty id.
    """
    found: dict[str, Misplaced] = {}
    for name, rows in tables.items():
        for owner, fault in _misplaced(places, rows, ITEMS[name]):
            found.setdefault(owner, fault)
    return found


def _misplaced(places: Mapping[str, int], rows: Rows, file: str) -> Iterator[tuple[str, Misplaced]]:
    last: str | None = None
    waiting: Misplaced | None = None
    for line, owner in _owners(rows):
        fault = Misplaced(
            f"article_id: {show(owner)} is not the article whose turn it is: sort the rows as in {ARTICLES}",
            *(file, line),
        )
        if owner not in places:
            yield last or "", fault
            waiting = fault
        elif last is not None and places[owner] < places[last]:
            yield owner, fault
        else:
            if waiting is not None:
                yield owner, waiting
            last, waiting = owner, None


def _owners(rows: Iterable[tuple[int, Cells]]) -> Iterator[tuple[int, str]]:
    try:
        for line, cells in rows:
            yield line, cells.get("article_id", "")
    except BadTable:
        return  # it is told of where the tables are joined, and ends that
