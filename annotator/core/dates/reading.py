"""A date written plainly is read: by one rule, or as a stretch from one date to another."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from typing import TypeAlias

from annotator.core.dates import absolute, relative, values
from annotator.core.dates.values import Normalised
from annotator.core.dates.words import plain

Build: TypeAlias = Callable[[re.Match[str], date | None], Normalised | None]

_STRETCH = re.compile(
    r"(?P<between>between )?(?P<first>.+?) ?(?P<sign> to | and | through | until |-)(?P<last>.+)"
)
_ENDS_IN_YEAR = re.compile(r" (?:1\d{3}|20\d\d)$")


@cache
def _rules() -> tuple[tuple[re.Pattern[str], Build], ...]:
    # compiled with the first date: most commands never see one
    return tuple((re.compile(expression), build) for expression, build in (*absolute.RULES, *relative.RULES))


def value_of(words: str, base: date | None) -> Normalised | None:
    """The value of a date, seen from a day; the first rule that fits all of its words counts."""
    for rule, build in _rules():
        found = rule.fullmatch(words)
        if found is not None:
            return build(found, base)
    return _stretch(words, base)


def _stretch(words: str, base: date | None) -> Normalised | None:
    found = _STRETCH.fullmatch(words)
    if found is None:
        return None
    year = _ENDS_IN_YEAR.search(found["last"])
    first = _one(found["first"] + year[0], base) if year else None
    first, last = first or _one(found["first"], base), _one(found["last"], base)
    if first is None or last is None:
        return None
    if found["sign"] == " and " and not found["between"] and not _follow(first, last):
        return None
    return values.stretch(first, last)


def _one(words: str, base: date | None) -> Normalised | None:
    made = next(
        (build(found, base) for rule, build in _rules() if (found := rule.fullmatch(plain(words)))), None
    )
    return None if made is None or "/" in made.value else made


def _follow(first: Normalised, last: Normalised) -> bool:
    """Whether no time of the kind lies between two days, months or years."""
    if first.granularity == "day":
        return date.fromisoformat(last.value) - date.fromisoformat(first.value) == timedelta(1)
    if first.granularity == "month":
        year, number = map(int, first.value.split("-"))
        return values.month(year, number + 1) == last
    return first.granularity == "year" and int(last.value) - int(first.value) == 1
