"""Values of times: how each is written, and which of several is nearest to a day."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import Literal

from annotator.core.json_values import JsonObject

Granularity = Literal[
    "day", "weekend", "week", "month", "season", "quarter", "half", "year", "decade", "century"
]
#: Every granularity, the finest first.
GRANULARITIES: tuple[Granularity, ...] = (
    *("day", "weekend", "week", "month", "season", "quarter", "half", "year", "decade", "century"),
)


@dataclass(frozen=True, slots=True)
class Normalised:
    """The time that a date names.

    Attributes:
        value: ISO 8601 (``2021-03-23``, ``2021-W11``, ``2021-03``, ``2021``), and where that has nothing, as
            TimeML writes it (``2020-Q3``, ``2020-H1``, ``2020-SU``, ``2021-W11-WE``, ``199`` for the 1990s,
            ``18`` for the 19th century); two with a slash between are a stretch of time, ends included.
        granularity: how long what is named is, or each end of a stretch.
    """

    value: str
    granularity: Granularity

    def as_json(self) -> JsonObject:
        """The same as records and the editor carry it."""
        return {"value": self.value, "granularity": self.granularity}


def day(found: date) -> Normalised:
    """A day."""
    return Normalised(found.isoformat(), "day")


def day_of(year: int, month: int, number: int) -> date | None:
    """A day of the calendar; ``None`` where it has no such day."""
    if not 1 <= month <= 12 or not 1 <= number <= calendar.monthrange(year, month)[1]:
        return None
    return date(year, month, number)


def week(found: date) -> Normalised:
    """The ISO week that a day lies in."""
    year, number, _ = found.isocalendar()
    return Normalised(f"{year:04}-W{number:02}", "week")


def weekend(found: date) -> Normalised:
    """The weekend of the ISO week that a day lies in."""
    return Normalised(f"{week(found).value}-WE", "weekend")


def month(year: int, number: int) -> Normalised:
    """A month; one beyond the year counts into its neighbours."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    return Normalised(f"{year:04}-{number:02}", "month")


def quarter(year: int, number: int) -> Normalised:
    """A quarter of the calendar; one beyond the year counts into its neighbours."""
    year, number = year + (number - 1) // 4, (number - 1) % 4 + 1
    return Normalised(f"{year:04}-Q{number}", "quarter")


def half(year: int, number: int) -> Normalised:
    """A half of a year."""
    return Normalised(f"{year:04}-H{number}", "half")


def season(year: int, sign: str) -> Normalised:
    """A season by the sign that TimeML has for it."""
    return Normalised(f"{year:04}-{sign}", "season")


def year(number: int) -> Normalised:
    """A year."""
    return Normalised(f"{number:04}", "year")


def decade(number: int) -> Normalised:
    """A decade: 199 is that from 1990 to 1999."""
    return Normalised(f"{number:03}", "decade")


def century(number: int) -> Normalised:
    """A century by its first digits: 19 is the twentieth."""
    return Normalised(f"{number:02}", "century")


def stretch(first: Normalised, last: Normalised) -> Normalised | None:
    """From one time to a later one of the same kind."""
    # values of a kind have the same length, so their order is that of their letters
    if first.granularity != last.granularity or first.value >= last.value:
        return None
    return Normalised(f"{first.value}/{last.value}", first.granularity)


def year_of_month(base: date, number: int) -> int:
    """The year of a month that is named without one, as papers leave it out: that of the publication.

    What would be more than nine months back is that of the next year, what would be more than five months
    ahead that of the last one: news tells more often of what has been.
    """
    ahead = number - base.month
    return base.year + (1 if ahead < -9 else -1 if ahead > 5 else 0)


def nearest_day(base: date, month: int, number: int, weekday: int | None) -> date | None:
    """A day that is named without its year; ``None`` where the weekday beside it says another year."""
    found = day_of(year_of_month(base, month), month, number)
    return found if found is None or weekday in (None, found.isoweekday()) else None


def weekday_before(base: date, weekday: int) -> date:
    """The nearest such weekday that is not after a day."""
    return base - timedelta((base.isoweekday() - weekday) % 7)


def moved(base: date, steps: int, unit: str) -> Normalised | None:
    """The time some units before (less than 0) or after that of a day; ``None`` beyond the calendar."""
    # a year counts most: whoever moves more than a thousand of them leaves the calendar of articles
    if not MINYEAR + 1000 < base.year < MAXYEAR - 1000:
        return None
    return _MOVED[unit](base, steps)


_MOVED: dict[str, Callable[[date, int], Normalised]] = {
    "day": lambda base, steps: day(base + timedelta(steps)),
    "week": lambda base, steps: week(base + timedelta(7 * steps)),
    "weekend": lambda base, steps: weekend(base + timedelta(7 * steps)),
    "month": lambda base, steps: month(base.year, base.month + steps),
    "quarter": lambda base, steps: quarter(base.year, (base.month + 2) // 3 + steps),
    "year": lambda base, steps: year(base.year + steps),
    "decade": lambda base, steps: decade(base.year // 10 + steps),
    "century": lambda base, steps: century(base.year // 100 + steps),
}
