"""Which article comes next, in the order that a reviewer has chosen."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import get_args

from annotator.core.json_values import MAX_INTEGER
from annotator.core.model import ReviewStatus
from annotator.errors import InputError
from annotator.services.review.presence import presence_of
from annotator.services.team.adjudicate import is_adjudicator_of, next_to_adjudicate
from annotator.services.team.hand_out import OPEN, PUT_OFF, hand_out
from annotator.services.team.plan import plan_of
from annotator.store import Store, Transaction
from annotator.store.repositories.queue import Ordering, QueueOrder

__all__ = [
    "ORDER_TITLES",
    "Ordering",
    "QueueOrder",
    "choose_order",
    "chosen_order",
    "next_article",
    "previous_article",
]

#: How an order of the queue is called on screen.
ORDER_TITLES: dict[QueueOrder, str] = {
    "ingested": "as ingested",
    "least_certain": "least certain first",
    "shortest": "shortest first",
    "random": "random",
}


def next_article(store: Store, reviewer: str, after: str | None = None, *, ahead: bool = False) -> str | None:
    """The next article to review, in the reviewer's order and wrapping round; ``None`` when nothing is left.

    Skipped and flagged ones come once no other is left. ``after`` itself never comes next. Where a team
    shares articles out, others are shown other ones as long as this reviewer looks at it or goes on to it; it
    is theirs with the first decision. Otherwise all get the same ones. Who
    comes from adjudicating an article goes on with the next one that several have completed; that is not
    known ``ahead``, as its reviewers cannot change their versions once it is begun.
    """
    with store.read() as transaction:
        is_shared_out = plan_of(transaction) is not None
    if after is not None and is_adjudicator_of(store, after, reviewer):
        if ahead:
            return None
        found = next_to_adjudicate(store, reviewer, after)
        if found is not None:
            return found
    if is_shared_out:
        presence = presence_of(store)
        others = presence.looking(but=reviewer)
        handed = store.write(
            lambda writing: hand_out(writing, reviewer, _chosen(writing, reviewer), after, others)
        )
        presence.going(reviewer, handed, ahead=ahead)
        return handed
    with store.read() as transaction:
        ordering = _chosen(transaction, reviewer)
        place = None if after is None else transaction.queue.place(after, ordering)
        for statuses in (OPEN, PUT_OFF):
            found = transaction.queue.first(statuses, ordering, place)
            if found is None and place is not None:
                found = _round(transaction, statuses, ordering, after)
            if found is not None:
                return found
    return None


def _round(
    transaction: Transaction, statuses: Sequence[ReviewStatus], ordering: Ordering, after: str | None
) -> str | None:
    """The first of all, unless that is where we are: nothing was behind it, so it is the only one."""
    found = transaction.queue.first(statuses, ordering, None)
    return None if found == after else found


def previous_article(store: Store, reviewer: str, before: str) -> str | None:
    """The article ingested just before, whatever its status; ``None`` where there is none."""
    with store.read() as transaction:
        place = transaction.articles.ordinal(before)
        return None if place is None else transaction.articles.before(place)


def chosen_order(store: Store, reviewer: str) -> Ordering:
    """The order that a reviewer has chosen; as ingested until then."""
    with store.read() as transaction:
        return _chosen(transaction, reviewer)


def choose_order(store: Store, reviewer: str, ordering: Ordering) -> None:
    """Keep the order that a reviewer chooses: it is the same in every tab, and after a reload.

    Raises:
        InputError: there is no such order, or the seed is no whole number that a browser can hold.
    """
    if ordering.order not in get_args(QueueOrder):
        raise InputError(
            f"{ordering.order!r} is not an order; choose one of {', '.join(get_args(QueueOrder))}"
        )
    if not 0 <= ordering.seed <= MAX_INTEGER:
        raise InputError(f"the seed {ordering.seed} is not between 0 and {MAX_INTEGER}")
    kept = json.dumps({"order": ordering.order, "seed": ordering.seed})
    store.write(lambda transaction: transaction.settings.put(_key(reviewer), kept))


def _chosen(transaction: Transaction, reviewer: str) -> Ordering:
    kept = transaction.settings.get(_key(reviewer))
    return Ordering() if kept is None else Ordering(**json.loads(kept))


def _key(reviewer: str) -> str:
    return f"queue_order:{reviewer}"
