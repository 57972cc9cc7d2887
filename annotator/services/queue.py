"""Which article comes next."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.core.model import ReviewStatus
from annotator.store import Store, Transaction

_OPEN: tuple[ReviewStatus, ...] = ("new", "in_progress")
_PUT_OFF: tuple[ReviewStatus, ...] = ("skipped", "flagged")


def next_article(store: Store, reviewer: str, after: str | None = None) -> str | None:
    """The next article to review, as ingested and wrapping round; ``None`` when nothing is left.

    Skipped and flagged ones come once no other is left. ``after`` itself never comes next. The queue is the
    same for every ``reviewer`` while a review is shared.
    """
    with store.read() as transaction:
        place = 0 if after is None else transaction.articles.ordinal(after) or 0
        for statuses in (_OPEN, _PUT_OFF):
            found = _round(transaction, statuses, place)
            if found is not None:
                return found
    return None


def _round(transaction: Transaction, statuses: Sequence[ReviewStatus], place: int) -> str | None:
    ahead = transaction.listing.first(statuses, after=place)
    return ahead if ahead is not None else transaction.listing.first(statuses, after=0, until=place)


def previous_article(store: Store, reviewer: str, before: str) -> str | None:
    """The article ingested just before, whatever its status; ``None`` where there is none."""
    with store.read() as transaction:
        place = transaction.articles.ordinal(before)
        return None if place is None else transaction.articles.before(place)
