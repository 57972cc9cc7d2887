"""Dates that are seen from the day of publication, in whole or in what they leave out."""

from __future__ import annotations

import re
from datetime import date, timedelta

from annotator.core.dates import values
from annotator.core.dates.values import Normalised
from annotator.core.dates.words import (
    COUNT,
    HOLIDAYS,
    MONTHS,
    ORDINAL,
    SEASONS,
    WEEKDAYS,
    any_of,
    count_of,
    ordinal_of,
)

_STEPS = {"last": -1, "this": 0, "the": 0, "current": 0, "next": 1}
_DAYS = {
    **dict.fromkeys(("today", "tonight", "this morning", "this afternoon", "this evening", "this day"), 0),
    **dict.fromkeys(("yesterday", "last night", "last evening"), -1),
    **{"tomorrow": 1, "day before yesterday": -2, "day after tomorrow": 2},
}
#: The month that a season begins with, where most news is written; that of winter lies in two years.
_SPRING_TO_FALL = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9}

_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_LAST_DAY = r"(?P<last>\d{1,2})(?:st|nd|rd|th)?"
_MONTH = rf"(?P<month>{any_of(MONTHS)})"
_WEEKDAY = rf"(?P<weekday>{any_of(WEEKDAYS)})"
_SEASON = rf"(?P<season>{any_of(SEASONS)})"
_IN_YEAR = r"(?: (?:of |in )?(?:(?P<year>1\d{3}|20\d\d)|(?P<way>last|this|next|the) year))"
_TO = r" ?(?P<sign>-|/|to|and|through) ?"


def _year_in(found: re.Match[str], base: date | None) -> int | None:
    """The year that is said with a date, in figures or as "last year"."""
    if found["year"]:
        return int(found["year"])
    return base.year + _STEPS[found["way"]] if base and found["way"] else None


def _month_day(found: re.Match[str], base: date | None, month: int, number: int) -> date | None:
    """A day of a month in the year that is said, or in the nearest one."""
    weekday = WEEKDAYS.get(found.groupdict().get("weekday") or "")
    year = _year_in(found, base)
    if year is None:
        return values.nearest_day(base, month, number, weekday) if base and not found["way"] else None
    made = values.day_of(year, month, number)
    return made if made is None or weekday in (None, made.isoweekday()) else None


def _day(found: re.Match[str], base: date | None) -> Normalised | None:
    made = _month_day(found, base, MONTHS[found["month"]], int(found["day"]))
    return None if made is None else values.day(made)


def _days(found: re.Match[str], base: date | None) -> Normalised | None:
    month, first, last = MONTHS[found["month"]], int(found["day"]), int(found["last"])
    if found["sign"] == "and" and last != first + 1:
        return None
    made = _month_day(found, base, month, first)
    end = None if made is None else values.day_of(made.year, month, last)
    return None if made is None or end is None else values.stretch(values.day(made), values.day(end))


def _holiday(found: re.Match[str], base: date | None) -> Normalised | None:
    made = _month_day(found, base, *HOLIDAYS[found["holiday"]])
    return None if made is None else values.day(made)


def _month(found: re.Match[str], base: date | None) -> Normalised | None:
    number = MONTHS[found["month"]]
    year = _year_in(found, base)
    if year is None and base and not found["way"]:
        year = values.year_of_month(base, number)
    return None if year is None else values.month(year, number)


def _season(found: re.Match[str], base: date | None) -> Normalised | None:
    begins = _SPRING_TO_FALL.get(found["season"])
    year = _year_in(found, base)
    if year is None and base and begins and not found["way"]:
        year = values.year_of_month(base, begins)
    return None if year is None else values.season(year, SEASONS[found["season"]])


def _quarter(found: re.Match[str], base: date | None) -> Normalised | None:
    number = 4 if found["nth"] == "final" else ordinal_of(found["nth"]) if found["nth"] else int(found["q"])
    year = _year_in(found, base)
    if year is None and base and not found["way"]:
        year = values.year_of_month(base, 3 * number - 2 + (base.month - 1) % 3)
    return values.quarter(year, number) if year is not None and number <= 4 else None


def _half(found: re.Match[str], base: date | None) -> Normalised | None:
    year = _year_in(found, base)
    return None if year is None else values.half(year, 1 if found["nth"] in ("first", "1st") else 2)


def _that_month(found: re.Match[str], base: date | None) -> Normalised | None:
    """A month or season: the last one is known until this year's begins, the next one only from then on."""
    season = found["season"]
    number = _SPRING_TO_FALL.get(season) if season else MONTHS[found["month"]]
    if base is None or number is None:
        return None
    way = _STEPS[found["which"]]
    if (way < 0 and number < base.month) or (way > 0 and number > base.month):
        return None
    return (
        values.season(base.year + way, SEASONS[season]) if season else values.month(base.year + way, number)
    )


def _moved(base: date | None, steps: int, unit: str) -> Normalised | None:
    return None if base is None else values.moved(base, steps, unit)


def _named_day(found: re.Match[str], base: date | None) -> Normalised | None:
    return _moved(base, _DAYS[found[0]], "day")


def _unit(found: re.Match[str], base: date | None) -> Normalised | None:
    return _moved(base, _STEPS[found["which"]], found["unit"])


def _end_of_unit(found: re.Match[str], base: date | None) -> Normalised | None:
    return _moved(base, 0, found["unit"] or "year")


def _weekend(_: re.Match[str], base: date | None) -> Normalised | None:
    return _moved(base, 0 if base and base.isoweekday() > 5 else -1, "weekend")


def _ago(found: re.Match[str], base: date | None) -> Normalised | None:
    steps = count_of(found["count"]) * (-1 if found["way"] == "ago" else 1)
    return _moved(base, steps, found["unit"])


def _weekday(found: re.Match[str], base: date | None) -> Normalised | None:
    """The nearest in the past, the day of publication included, unless the words say another one."""
    if base is None:
        return None
    weekday, which, week = WEEKDAYS[found["weekday"]], found["which"] or "", found["week"]
    if week:
        monday = base - timedelta(base.isoweekday() - 1)
        return values.moved(monday, 7 * _STEPS[week] + weekday - 1, "day") if not which else None
    if which == "this":
        return _this_weekday(base, weekday)
    before = values.weekday_before(base, weekday)
    if which in ("next", "coming", "this coming", "upcoming"):
        return values.moved(before, 7, "day")
    if which and before == base:
        return values.moved(before, -7, "day")
    return values.day(before)


def _this_weekday(base: date, weekday: int) -> Normalised | None:
    # on a weekend "this Friday" is the last one or the next one
    if base.isoweekday() > 5 > weekday - 1:
        return None
    return values.moved(base, weekday - base.isoweekday(), "day")


#: Expressions of whole dates, each with what makes its value.
RULES = (
    (any_of(_DAYS), _named_day),
    (
        rf"(?:(?P<which>last|this|past|this past|next|coming|this coming|upcoming) )?{_WEEKDAY}"
        r"(?: (?:of )?(?P<week>last|this|next) week)?",
        _weekday,
    ),
    (rf"(?P<week>last|this|next) week (?:on )?(?P<which>){_WEEKDAY}", _weekday),
    (rf"(?:{_WEEKDAY} )?(?:the )?{_DAY} (?:of )?{_MONTH}{_IN_YEAR}?", _day),
    (rf"(?:{_WEEKDAY} )?{_MONTH} (?:the )?{_DAY}{_IN_YEAR}?", _day),
    (rf"(?:between )?{_MONTH} {_DAY}{_TO}{_LAST_DAY}{_IN_YEAR}?", _days),
    (rf"(?:between )?{_DAY}{_TO}{_LAST_DAY} (?:of )?{_MONTH}{_IN_YEAR}?", _days),
    (rf"(?P<holiday>{any_of(HOLIDAYS)}){_IN_YEAR}?", _holiday),
    (rf"{_MONTH}{_IN_YEAR}?", _month),
    (rf"{_SEASON}{_IN_YEAR}?", _season),
    (rf"(?P<which>last|this|next) (?:{_MONTH}|{_SEASON})", _that_month),
    (rf"(?:(?P<nth>{ORDINAL}|final)[ -]quarter|q(?P<q>[1-4])){_IN_YEAR}?", _quarter),
    (r"(?P<year>20\d\d|1\d{3}) ?(?P<way>)(?P<nth>)q(?P<q>[1-4])", _quarter),
    (rf"(?P<nth>first|second|1st|2nd)[ -]half{_IN_YEAR}", _half),
    (r"(?P<which>last|this|current|next) (?P<unit>week|weekend|month|quarter|year)", _unit),
    (r"(?P<which>this|current) (?P<unit>decade|century)", _unit),
    (r"(?P<which>last) (?P<unit>century)", _unit),
    (
        r"(?:end|start|beginning|middle|rest|remainder|close) of the"
        r" (?P<unit>week|month|quarter|year|decade|century)|(?:year(?:'s)?[ -]end|end of year)",
        _end_of_unit,
    ),
    ("weekend", _weekend),
    (rf"(?P<count>{COUNT}) (?P<unit>day|week|month|year)s? (?P<way>ago|from now)", _ago),
)
