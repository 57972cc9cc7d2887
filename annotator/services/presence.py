"""Who else looks at a review just now: kept in the memory of this server, forgotten when it ends.

It protects nothing, because every decision is checked when it is written; it lets two people know of each
other before their decisions meet. In a module, because any browser may empty the caches of Streamlit.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from weakref import WeakKeyDictionary

from annotator.services.team.desk import find_desk
from annotator.store import Store

#: Seconds after which somebody who has not been heard of is gone; browsers tell every 15.
GONE_AFTER = 40.0


class Presence:
    """Who was seen last where. All methods may be called from any thread."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._seen: dict[str, tuple[int, float]] = {}

    def here(self, reviewer: str, review_id: int) -> list[str]:
        """Note that a reviewer looks at a review; gives the others who do, by name."""
        now = self._clock()
        with self._lock:
            self._seen[reviewer] = (review_id, now)
            for name, (_, last) in list(self._seen.items()):
                if now - last > GONE_AFTER:
                    del self._seen[name]
            return sorted(
                name for name, (place, _) in self._seen.items() if place == review_id and name != reviewer
            )


_of_stores: WeakKeyDictionary[Store, Presence] = WeakKeyDictionary()
_registry = threading.Lock()


def others_here(store: Store, article_id: str, reviewer: str) -> list[str]:
    """Note that a reviewer looks at an article; gives the others who work in the same review of it.

    Whoever has a review of their own of the article is not among them: they are not to know of each other.
    """
    with store.read() as transaction:
        review = find_desk(transaction, article_id, reviewer).review
    if review is None:
        return []
    with _registry:
        presence = _of_stores.setdefault(store, Presence())
    return presence.here(reviewer, review.id)
