"""Handing articles out: everybody is shown another one, one that several review as many as it needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from annotator.core.model import ReviewStatus
from annotator.services.team.assigned_review import find_desk, has_room
from annotator.store import Transaction
from annotator.store.repositories.queue import Ordering, Place

#: Statuses of what is left to review, and of what comes once no other is left.
OPEN: tuple[ReviewStatus, ...] = ("new", "in_progress")
PUT_OFF: tuple[ReviewStatus, ...] = ("skipped", "flagged")


def hand_out(
    transaction: Transaction,
    reviewer: str,
    ordering: Ordering,
    after: str | None,
    looked_at: Mapping[str, AbstractSet[str]],
) -> str | None:
    """The next article for a reviewer: one they have begun, or one at which a seat is free; none is taken.

    Seats whose time has run out are free. What has been put off comes last, first that of others, then what
    the reviewer put off themselves. Articles that so many others look at as could begin there are passed over
    while there are others.

    Returns:
        Its id; ``None`` where nothing is left.
    """
    transaction.team.expire()
    kept = {seat.article_id for seat in transaction.team.kept(reviewer)}
    crowded = (one for one, names in looked_at.items() if not has_room(transaction, one, names))
    passed = frozenset(crowded) - kept
    for avoided in (passed, frozenset[str]()) if passed else (passed,):
        found = _next(transaction, reviewer, ordering, after, avoided)
        if found is not None:
            return found
    return None


def _next(
    transaction: Transaction,
    reviewer: str,
    ordering: Ordering,
    after: str | None,
    avoided: AbstractSet[str],
) -> str | None:
    but = avoided if after is None else avoided | {after}
    behind = None if after is None else transaction.queue.place(after, ordering)
    for statuses, put_off in ((OPEN, False), (PUT_OFF, False), (OPEN, True)):
        for place in (behind, None) if behind is not None else (None,):
            found = _first(transaction, reviewer, ordering, place, statuses, put_off=put_off, but=but)
            if found is not None:
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
    but: AbstractSet[str],
) -> str | None:
    free = transaction.queue.first_free(statuses, ordering, place, reviewer, put_off=put_off)
    while free is not None and free in but:  # its seat is free all the same: what stands behind it comes
        beyond = transaction.queue.place(free, ordering)
        free = transaction.queue.first_free(statuses, ordering, beyond, reviewer, put_off=put_off)
    candidates = [] if free is None else [free]
    for seat in transaction.team.kept(reviewer):
        if seat.article_id not in but and _status(transaction, seat.article_id, reviewer) in statuses:
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
