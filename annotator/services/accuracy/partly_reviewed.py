"""What articles that are not complete say about an extractor: precision of what is decided, no recall."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from annotator.core.model import ExtractorName
from annotator.measure import DecidedCounts, count_decided
from annotator.services.accuracy.reference import symmetric_labels
from annotator.services.database.cache import kept_of, remembered
from annotator.store import Store, Transaction
from annotator.store.repositories.evaluation import BegunReview


@dataclass(frozen=True, slots=True)
class PartlyReviewed:
    """Decisions on what an extractor proposed, in articles that are not complete.

    Attributes:
        articles: articles that are not complete, in which something has been decided, and that it has read.
        entities: what has been decided of its entities.
        relations: what has been decided of its relations.
    """

    articles: int
    entities: DecidedCounts
    relations: DecidedCounts

    def to_json(self) -> dict[str, object]:
        """As ``evaluate --json`` prints it."""
        return {
            "articles": self.articles,
            **{
                kind: {
                    "correct": counts.correct,
                    "wrong": counts.wrong,
                    "undecided": counts.undecided,
                    "precision": counts.precision,
                }
                for kind, counts in (("entities", self.entities), ("relations", self.relations))
            },
        }


def partly_reviewed(store: Store, extractor: ExtractorName) -> PartlyReviewed:
    """Judge an extractor by what has been decided so far in articles that are not complete.

    An accepted or added item makes the equal prediction correct; a rejected one, or what stood there before
    it was corrected, makes it wrong; what is pending does not count.
    """
    known = kept_of(store).lasting(("partly", extractor), KeptJudgements)
    return remembered(store, ("partly", extractor), lambda transaction: known.look(transaction, extractor))


Judged = tuple[DecidedCounts, DecidedCounts]


class KeptJudgements:
    """What is decided of an extractor, review by review; only reviews with new decisions are read again."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: dict[BegunReview, Judged] = {}

    def look(self, transaction: Transaction, extractor: ExtractorName) -> PartlyReviewed:
        """The sums, as it is now."""
        with self._lock:
            wanted = transaction.evaluation.begun(extractor)
            self._known = {one: self._known.get(one) or _judge(transaction, one) for one in wanted}
            entities, relations = DecidedCounts(), DecidedCounts()
            for counted in self._known.values():
                entities, relations = entities + counted[0], relations + counted[1]
            return PartlyReviewed(len(wanted), entities, relations)


def _judge(transaction: Transaction, review: BegunReview) -> Judged:
    shown = transaction.proposals.annotations(review.shown or 0)
    return count_decided(
        transaction.reviews.annotations(review.review_id),
        shown,
        shown if review.made == review.shown else transaction.proposals.annotations(review.made),
        symmetric=symmetric_labels(transaction.schemas.kept(review.schema_sha256)),
    )
