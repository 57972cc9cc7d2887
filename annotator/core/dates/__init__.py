"""What a date of an article means: the time it names, seen from the day of publication.

Pure and without a library: ``dateparser`` takes a third of a second to begin, and answers what is no date
("38", "two years") with one; docs/dates.md says what was compared.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from annotator.core.dates.reading import value_of
from annotator.core.dates.values import GRANULARITIES, Granularity, Normalised
from annotator.core.dates.words import plain

__all__ = [
    "DATE_LABELS",
    "GRANULARITIES",
    "LONGEST_DATE",
    "Granularity",
    "Normalised",
    "normalised",
    "publication_day",
]

#: Entities of these labels have a time as their value.
DATE_LABELS = frozenset({"DATE", "TIME"})
#: A date has not more characters.
LONGEST_DATE = 80


@lru_cache(maxsize=4096)
def normalised(surface: str, published: str | None) -> Normalised | None:
    """The time that a date names.

    Args:
        surface: its words, as they stand in the article.
        published: when the article was published, as it was given.

    Returns:
        ``None`` where it cannot be known: durations and ages, what depends on another date ("the next day"),
        what can be read in two ways ("03/04/2021"), and without a publication date all that is seen from it.
    """
    if len(surface) > LONGEST_DATE:
        return None
    return value_of(plain(surface), publication_day(published))


@lru_cache(maxsize=4096)
def publication_day(published: str | None) -> date | None:
    """The day of a publication date that is ISO 8601 or written out; ``None`` where it names no day."""
    if published is None or len(published) > LONGEST_DATE:
        return None
    try:
        return date.fromisoformat(published.strip()[:10])
    except ValueError:
        found = value_of(plain(published), None)
    if found is None or found.granularity != "day" or "/" in found.value:
        return None
    return date.fromisoformat(found.value)
