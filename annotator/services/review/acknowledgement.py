"""What a browser is told about its operations."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.core.fold import Outcome
from annotator.store import Transaction
from annotator.store.database.clock import start_of_day


@dataclass(frozen=True, slots=True)
class Progress:
    """How far review is.

    Attributes:
        completed: articles that are complete.
        total: all articles.
        today: articles that this reviewer completed today.
    """

    completed: int
    total: int
    today: int


@dataclass(frozen=True, slots=True)
class RefusedOperation:
    """An operation that was logged, but changed nothing."""

    seq: int
    outcome: Outcome
    reason: str


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """The answer to one message of a browser, given after the commit.

    Attributes:
        client: whose operations these were.
        acked: every operation up to this number is in the log; the browser forgets them.
        article_id: the article of the last operation, or ``None`` where there was none.
        revision: the revision of its review now.
        refused: the operations of the message that changed nothing, with the reason.
        resync: the browser's picture may differ from what is stored: send it anew.
        renew: the client id is somebody else's: nothing was read of the message or told of that client; the
            browser goes on under another id.
    """

    client: str
    acked: int
    article_id: str | None
    revision: int
    refused: tuple[RefusedOperation, ...]
    resync: bool
    progress: Progress
    renew: bool = False


def progress_of(transaction: Transaction, reviewer: str) -> Progress:
    """How far review is, all in all and for a reviewer today."""
    counts = transaction.listing.counts()
    today = transaction.reviews.completed_since(reviewer, start_of_day(transaction.moment))
    return Progress(counts["complete"], sum(counts.values()), today)
