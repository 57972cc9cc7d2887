"""Handing articles out: everybody gets another one, and those that several review as many as they need."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.core.model import ReviewStatus
from annotator.services.team.desk import find_desk, take_desk
from annotator.store import Transaction
from annotator.store.queue import Ordering, Place

#: Statuses of what is left to review, and of what comes once no other is left.
OPEN: tuple[ReviewStatus, ...] = ("new", "in_progress")
PUT_OFF: tuple[ReviewStatus, ...] = ("skipped", "flagged")


def hand_out(transaction: Transaction, reviewer: str, ordering: Ordering, after: str | None) -> str | None:
    """Give the next article to a reviewer: one they have begun, or one at which a seat is free.

    Seats whose time has run out are free. What has been put off comes last, first that of others, then what
    the reviewer put off themselves.

    Returns:
        Its id, with the seat taken; ``None`` where nothing is left.
    """
    transaction.team.expire()
    behind = None if after is None else transaction.queue.place(after, ordering)
    for statuses, put_off in ((OPEN, False), (PUT_OFF, False), (OPEN, True)):
        for place in (behind, None) if behind is not None else (None,):
            found = _first(transaction, reviewer, ordering, place, statuses, put_off=put_off, but=after)
            if found is not None:
                take_desk(transaction, found, reviewer)
                return found
    return None


def _first(
    transaction: Transaction,
    reviewer: str,
    ordering: Ordering,
    place: Place | None,
    statuses: Sequence[ReviewStatus],
    *,
    put_off: bool,
    but: str | None,
) -> str | None:
    free = transaction.queue.first_free(statuses, ordering, place, reviewer, put_off=put_off)
    if free == but and free is not None:  # it is left, and its seat is free: what stands behind it comes
        beyond = transaction.queue.place(free, ordering)
        free = transaction.queue.first_free(statuses, ordering, beyond, reviewer, put_off=put_off)
    candidates = [] if free is None else [free]
    for seat in transaction.team.kept(reviewer):
        if seat.article_id != but and _status(transaction, seat.article_id, reviewer) in statuses:
            candidates.append(seat.article_id)
    places = [
        (found, article_id)
        for article_id in candidates
        if (found := transaction.queue.place(article_id, ordering)) is not None
        and (place is None or found > place)
    ]
    return min(places, default=(None, None))[1]


def _status(transaction: Transaction, article_id: str, reviewer: str) -> ReviewStatus:
    review = find_desk(transaction, article_id, reviewer).review
    return "new" if review is None else review.status
