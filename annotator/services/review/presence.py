"""Who else looks at a review just now: kept in the memory of this server, forgotten when it ends.

It protects nothing, because every decision is checked when it is written; it lets two people know of each
other before their decisions meet. In a module, because any browser may empty the caches of Streamlit.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from weakref import WeakKeyDictionary

from annotator.services.team.assigned_review import find_desk
from annotator.store import Store

#: Seconds after which somebody who has not been heard of is gone; browsers tell every 15.
GONE_AFTER = 40.0


class Presence:
    """Who was seen last where. All methods may be called from any thread."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._seen: dict[str, tuple[int, float]] = {}
        self._going: dict[str, tuple[str | None, str | None]] = {}

    def here(self, reviewer: str, review_id: int) -> list[str]:
        """Note that a reviewer looks at a review; gives the others who do, by name."""
        now = self._clock()
        with self._lock:
            self._seen[reviewer] = (review_id, now)
            self._forget(now)
            return sorted(
                name for name, (place, _) in self._seen.items() if place == review_id and name != reviewer
            )

    def going(self, reviewer: str, article_id: str | None, *, ahead: bool) -> None:
        """Note which article a reviewer is shown, or will be shown after the one on screen."""
        with self._lock:
            here = self._going.get(reviewer, (None, None))[0]
            self._going[reviewer] = (here, article_id) if ahead else (article_id, None)
            self._seen[reviewer] = (self._seen.get(reviewer, (0, 0.0))[0], self._clock())

    def looking(self, *, but: str) -> dict[str, set[str]]:
        """The articles that others look at, or go on to, with their names; a courtesy, no right."""
        found: dict[str, set[str]] = {}
        with self._lock:
            self._forget(self._clock())
            for name, places in self._going.items():
                for article_id in places if name != but else ():
                    if article_id is not None:
                        found.setdefault(article_id, set()).add(name)
        return found

    def leave(self, reviewer: str) -> None:
        """Somebody goes on under another name."""
        with self._lock:
            self._seen.pop(reviewer, None)
            self._going.pop(reviewer, None)

    def _forget(self, now: float) -> None:
        for name, (_, last) in list(self._seen.items()):
            if now - last > GONE_AFTER:
                del self._seen[name]
                self._going.pop(name, None)


_of_stores: WeakKeyDictionary[Store, Presence] = WeakKeyDictionary()
_registry = threading.Lock()


def presence_of(store: Store) -> Presence:
    """Who looks at what in a database."""
    clock = store.clock  # and not the store, which would then live as long as what is known of it
    with _registry:
        return _of_stores.setdefault(store, Presence(lambda: clock().timestamp()))


def others_here(store: Store, article_id: str, reviewer: str) -> list[str]:
    """Note that a reviewer looks at an article; gives the others who work in the same review of it.

    Whoever has a review of their own of the article is not among them: they are not to know of each other.
    """
    with store.read() as transaction:
        review = find_desk(transaction, article_id, reviewer).review
    if review is None:
        return []
    presence = presence_of(store)
    presence.going(reviewer, article_id, ahead=False)
    return presence.here(reviewer, review.id)
