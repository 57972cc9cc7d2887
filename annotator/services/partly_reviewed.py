"""What articles that are not complete say about an extractor: precision of what is decided, no recall."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.core.model import ExtractorName
from annotator.measure import DecidedCounts, count_decided
from annotator.services.kept import remembered
from annotator.services.reference import symmetric_labels
from annotator.store import Store, Transaction


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
    return remembered(store, ("partly", extractor), lambda transaction: _judge(transaction, extractor))


def _judge(transaction: Transaction, extractor: ExtractorName) -> PartlyReviewed:
    articles, entities, relations = 0, DecidedCounts(), DecidedCounts()
    for review in transaction.reviews.every():
        if review.status == "complete" or review.untouched:
            continue
        made = transaction.proposals.by(review.article_id, extractor)
        if made is None:
            continue
        shown = transaction.proposals.annotations(review.proposal_set_id or 0)
        predicted = shown if made.id == review.proposal_set_id else transaction.proposals.annotations(made.id)
        counted = count_decided(
            transaction.reviews.annotations(review.id),
            shown,
            predicted,
            symmetric=symmetric_labels(transaction.schemas.kept(review.schema_sha256)),
        )
        articles, entities, relations = articles + 1, entities + counted[0], relations + counted[1]
    return PartlyReviewed(articles, entities, relations)
