"""Dates that say all of themselves: no day of publication is needed to know them."""

from __future__ import annotations

import re
from datetime import date

from annotator.core.dates import values
from annotator.core.dates.values import Normalised
from annotator.core.dates.words import DECADES, ORDINAL, any_of, ordinal_of

_YEAR = r"(?:1\d{3}|20\d\d)"
_TO = r" ?(?P<sign>-|/|to|and|through|until) ?"


def _year(found: re.Match[str], _: date | None) -> Normalised | None:
    return values.year(int(found["year"]))


def _years(found: re.Match[str], _: date | None) -> Normalised | None:
    first, last = int(found["first"]), found["last"]
    if len(last) == 2:
        if found["sign"] == "-" and first % 100 < int(last) <= 12:
            return None  # "2009-11" is a month as well
        last = f"{first // 100}{last}"
    if found["sign"] == "and" and not found["between"] and int(last) != first + 1:
        return None
    return values.stretch(values.year(first), values.year(int(last)))


def _decade(found: re.Match[str], _: date | None) -> Normalised | None:
    number = int(found["decade"])
    return None if found["sign"] and number >= 200 else values.decade(number)  # "2020's" may be the year's


def _short_decade(found: re.Match[str], _: date | None) -> Normalised | None:
    tens = int(found["tens"] or found["bare"])
    return None if tens == 2 else values.decade((200 if tens < 2 else 190) + tens)


def _named_decade(found: re.Match[str], _: date | None) -> Normalised | None:
    return values.decade(190 + DECADES[found["name"]])


def _century(found: re.Match[str], _: date | None) -> Normalised | None:
    number = ordinal_of(found["nth"])
    return values.century(number - 1) if number > 0 else None


def _iso_day(found: re.Match[str], _: date | None) -> Normalised | None:
    return _day(int(found["year"]), int(found["month"]), int(found["day"]))


def _iso_month(found: re.Match[str], _: date | None) -> Normalised | None:
    year, number = int(found["year"]), int(found["month"])
    if year % 100 < number:  # "2009-11" is a stretch of years as well
        return None
    return values.month(year, number) if 1 <= number <= 12 else None


def _numeric_day(found: re.Match[str], _: date | None) -> Normalised | None:
    """With dots the day comes first; with strokes either may, unless only one of them can be the month."""
    year, one, other = int(found["year"]), int(found["one"]), int(found["other"])
    ways = {(other, one)} if found["sign"] == "." else {(one, other), (other, one)}
    known = [made for month, number in ways if (made := _day(year, month, number)) is not None]
    return known[0] if len(known) == 1 else None


def _day(year: int, month: int, number: int) -> Normalised | None:
    found = values.day_of(year, month, number)
    return None if found is None else values.day(found)


#: Expressions of whole dates, each with what makes its value.
RULES = (
    (rf"(?:calendar )?(?:year )?(?P<year>{_YEAR})", _year),
    (
        rf"(?P<between>between )?(?P<first>{_YEAR}){_TO}(?P<last>{_YEAR}|\d\d)",
        _years,
    ),
    (r"(?P<decade>\d{3})0(?P<sign>'?)s", _decade),
    (r"(?:the )?'(?P<tens>\d)0s|the (?P<bare>\d)0s", _short_decade),
    (rf"the (?P<name>{any_of(DECADES)})", _named_decade),
    (rf"(?P<nth>{ORDINAL})[ -]century", _century),
    (r"(?P<year>\d{4})([-/])(?P<month>\d\d?)\2(?P<day>\d\d?)(?:[t ]\d\d:\d\d.*)?", _iso_day),
    (r"(?P<year>\d{4})-(?P<month>\d\d)", _iso_month),
    (r"(?P<one>\d\d?)(?P<sign>[./])(?P<other>\d\d?)(?P=sign)(?P<year>\d{4})", _numeric_day),
)
