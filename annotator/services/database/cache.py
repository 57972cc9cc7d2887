"""What was read or counted of a database, kept until a decision, a review or a set of proposals is added.

In a module, because any browser may empty the caches of Streamlit. Nobody may change what is kept.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from annotator.store import Store, Transaction
from annotator.store.repositories.evaluation import Stamp

#: Values kept for each database; of large ones (all predictions of an extractor) only so many.
_MOST, _MOST_LARGE = 200, 3
#: What outlives a change; several versions of an extractor stand beside each other on a page.
_MOST_LASTING = 12
Made = TypeVar("Made")


class Kept:
    """Values of one database by key, all of one stamp: the newest that was seen."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._stamp: Stamp | None = None
        self._values: OrderedDict[Hashable, Any] = OrderedDict()
        self._large: OrderedDict[Hashable, Any] = OrderedDict()
        self._lasting: OrderedDict[Hashable, Any] = OrderedDict()

    def lasting(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What outlives a change: it must know itself what of it still holds. It is made without reading."""
        with self._lock:
            if key not in self._lasting:
                self._lasting[key] = make()
            made: Made = self._lasting[key]
            self._lasting.move_to_end(key)
            while len(self._lasting) > _MOST_LASTING:
                self._lasting.popitem(last=False)
            return made

    def get(self, stamp: Stamp, key: Hashable, make: Callable[[], Made], *, large: bool = False) -> Made:
        """The value under a key, made now if it was not made at this stamp.

        What is made from an older snapshot than another that was seen is not kept. Two who ask at once may
        both make it; no lock is held meanwhile.
        """
        with self._lock:
            self._turn_to(stamp)
            values = self._large if large else self._values
            if stamp == self._stamp and key in values:
                values.move_to_end(key)
                found: Made = values[key]
                return found
        made = make()
        with self._lock:
            if stamp == self._stamp:
                made = values.setdefault(key, made)
                while len(values) > (_MOST_LARGE if large else _MOST):
                    values.popitem(last=False)
        return made

    def peek(self, stamp: Stamp, key: Hashable) -> Any | None:  # noqa: ANN401  # as get, whatever was made
        """A large value, if it is kept; nothing is made."""
        with self._lock:
            return self._large.get(key) if stamp == self._stamp else None

    def _turn_to(self, stamp: Stamp) -> None:
        if self._stamp is None or self._stamp < stamp:
            self._stamp = stamp
            self._values.clear()
            self._large.clear()


_of_stores: WeakKeyDictionary[Store, Kept] = WeakKeyDictionary()
_registry = threading.Lock()


def kept_of(store: Store) -> Kept:
    """What is kept of a database."""
    with _registry:
        return _of_stores.setdefault(store, Kept())


def remembered(store: Store, key: Hashable, make: Callable[[Transaction], Made]) -> Made:
    """What ``make`` gives of a database as it is now; called again only after something was added to it."""
    with store.read() as transaction:
        return kept_of(store).get(transaction.evaluation.stamp(), key, lambda: make(transaction))
