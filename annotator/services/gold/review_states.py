"""The states of the reviews decided on last: reading 2,000 items anew for every keystroke is too slow."""

from __future__ import annotations

import threading
from collections import OrderedDict
from weakref import WeakKeyDictionary

from annotator.core.state import ReviewState
from annotator.store import Store, Transaction
from annotator.store.repositories.reviews import ReviewRow

#: Reviews kept for each database.
_KEPT = 32


class ReviewStates:
    """States by review. Used by jobs of the writer only, which run one after the other: no lock."""

    def __init__(self) -> None:
        self._states: OrderedDict[int, ReviewState] = OrderedDict()

    def take(self, transaction: Transaction, review: ReviewRow) -> ReviewState:
        """The state of a review, to be changed along with the database.

        One of another revision is stale (another process decided) and is read anew. If the job is not
        committed after all, the state is forgotten.
        """
        state = self._states.get(review.id)
        if state is None or state.revision != review.revision:
            state = transaction.reviews.load(review)
        transaction.on_rollback(lambda: self.drop(review.id))
        self._states[review.id] = state
        self._states.move_to_end(review.id)
        if len(self._states) > _KEPT:
            self._states.popitem(last=False)
        return state

    def drop(self, review_id: int) -> None:
        """Forget a state."""
        self._states.pop(review_id, None)


_of_stores: WeakKeyDictionary[Store, ReviewStates] = WeakKeyDictionary()
_registry = threading.Lock()


def states_of(store: Store) -> ReviewStates:
    """The states kept for a database."""
    with _registry:
        return _of_stores.setdefault(store, ReviewStates())
