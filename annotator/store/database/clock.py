"""Time as the database writes it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeAlias

#: Gives the time now, with its time zone.
Clock: TypeAlias = Callable[[], datetime]


def system_clock() -> datetime:
    """The time of this machine, in its own time zone."""
    return datetime.now().astimezone()


def timestamp(moment: datetime) -> str:
    """ISO 8601 in UTC with milliseconds; sorts as text: ``2026-01-31T09:30:00.000Z``."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def start_of_day(moment: datetime) -> str:
    """The timestamp of the last midnight where the clock stands."""
    midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    return timestamp(midnight)
