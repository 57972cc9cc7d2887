"""Who says their name in a browser keeps what that browser held under the name before.

Where nobody signs in everybody begins as the same reviewer. What of theirs a browser held is known by the
client ids under which it decided, which nobody else knows. Decisions keep the name that they were made under.
"""

from __future__ import annotations

from collections.abc import Sequence

from annotator.services.review.presence import presence_of
from annotator.store import Store, Transaction

#: Browsers are known by so many of their newest client ids.
MOST_CLIENTS = 50


def take_along(store: Store, old: str, new: str, clients: Sequence[str], on_screen: str | None) -> list[str]:
    """Give the seats, and the reviews of their own, that a browser had under one name to another name.

    Where that one has a seat or a review already, both stay as they are.

    Args:
        store: the database.
        old: the name until now.
        new: the name from now on.
        clients: the client ids of that browser.
        on_screen: the article that it shows, on which it may have decided nothing yet.

    Returns:
        The articles that were looked at for it.
    """
    if old == new:
        return []

    def job(transaction: Transaction) -> list[str]:
        held = transaction.decisions.articles_of(clients[-MOST_CLIENTS:], old)
        if on_screen is not None and on_screen not in held and _is_untouched(transaction, on_screen, old):
            held.append(on_screen)
        for article_id in held:
            transaction.team.hand_over(article_id, old, new)
        return held

    found = store.write(job)
    presence_of(store).leave(old)
    return found


def _is_untouched(transaction: Transaction, article_id: str, reviewer: str) -> bool:
    """Whether nothing is decided in what somebody has there: what others decided is not given away."""
    review = transaction.reviews.of(article_id, reviewer) or transaction.reviews.shared(article_id)
    return review is None or review.untouched
