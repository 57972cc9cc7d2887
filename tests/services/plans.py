"""What SQLite's plan of a statement says about how its time grows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

#: As many rows as there are labels, settings, statuses or reviewers, not articles or decisions.
SMALL = {
    "members",
    "settings",
    "listing_counts",
    "label_schemas",
    "extractors",
    "pace",
}
#: Columns of which so many rows have the same value that an index of one of them alone hardly helps.
_COMMON = re.compile(r"\((status|extractor_id|reviewer|schema_sha256|completed_by)=\?\)( LEFT-JOIN)?$")


class Step(NamedTuple):
    """One line of ``EXPLAIN QUERY PLAN``: its number, that of what it is part of, and what is done."""

    number: int
    parent: int
    does: str


def whole_tables(sql: str, steps: list[Step]) -> Iterator[str]:
    """The tables that are read without an index; the rows of a value or of another statement are no table."""
    names = _names(sql)
    for step in steps:
        if re.fullmatch(r"SCAN \w+", step.does):
            table = step.does.split()[1]
            if names.get(table, table) not in SMALL:
                yield table


def repeated(sql: str, steps: list[Step]) -> Iterator[str]:
    """The steps that read much of a table, and are done again for every row of another: a quadratic time."""
    names, looping = _names(sql), set[int]()
    again = _done_again(names, steps)
    for step in steps:
        if not _is_large(names, step):
            continue
        is_again = step.parent in again
        is_much = step.does.startswith("SCAN") or _COMMON.search(step.does) is not None
        # an automatic index is made of the whole table: once for a join, but again in each correlated query
        if (is_much and (is_again or step.parent in looping)) or (is_again and "AUTOMATIC" in step.does):
            yield step.does
        looping.add(step.parent)


def _done_again(names: dict[str, str], steps: list[Step]) -> set[int]:
    """The queries that are done again for each row of a large table, with what is within them."""
    looping = {step.parent for step in steps if _is_large(names, step)}
    again: set[int] = set()
    for step in steps:
        if step.parent in again or (step.does.startswith("CORRELATED") and step.parent in looping):
            again.add(step.number)
    return again


def _is_large(names: dict[str, str], step: Step) -> bool:
    """Whether rows of a table are gone through that has as many as there are articles, or more."""
    found = re.match(r"(?:SCAN|SEARCH) (\w+)", step.does)
    return (
        found is not None and "VIRTUAL TABLE" not in step.does and names.get(found[1], found[1]) not in SMALL
    )


def _names(sql: str) -> dict[str, str]:
    """The tables behind the names that a statement gives them."""
    return {alias: table for table, alias in re.findall(r"(\w+) AS (\w+)", sql)}
