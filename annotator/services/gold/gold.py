"""Gold, read from the database: what reviewers completed, or have decided so far."""

from __future__ import annotations

from collections.abc import Iterator

from annotator.core.model import (
    GOLD_STATUSES,
    Annotations,
    ItemKind,
    Record,
    ReviewInfo,
    SchemaName,
)
from annotator.errors import RecordError
from annotator.services.gold.item_decisions import item_decisions
from annotator.store import Store, Transaction
from annotator.store.repositories.reviews import ReviewRow


def gold_records(store: Store, include_partial: bool = False) -> Iterator[Record]:
    """The gold of every completed article, in the order of ingest, items in reading order.

    Args:
        store: the database.
        include_partial: with it, also what is decided so far in articles that are not complete; the status of
            their review says so.
    """
    with store.read() as transaction:
        for review in transaction.reviews.every_shared(None if include_partial else "complete"):
            if review.status == "complete" or not review.untouched:
                yield record_of(transaction, review)


def check_complete(record: Record) -> None:
    """Gold of others is of complete articles; a record without a review counts as one.

    Raises:
        RecordError: its review is not complete.
    """
    if record.review is not None and record.review.status != "complete":
        raise RecordError(
            f"review.status: {record.review.status!r}, but only complete articles are gold; leave it out"
        )


def decided(annotations: Annotations) -> Annotations:
    """The items that make it into gold, relations only with both of their ends."""
    entities = tuple(found for found in annotations.entities if found.status in GOLD_STATUSES)
    standing = {entity.id for entity in entities}
    relations = (found for found in annotations.relations if found.status in GOLD_STATUSES)
    return Annotations(entities, tuple(found for found in relations if {found.head, found.tail} <= standing))


def record_of(transaction: Transaction, review: ReviewRow) -> Record:
    """What is decided in a review, shared or own, as a record."""
    article = transaction.articles.get(review.article_id)
    schema = transaction.schemas.get(review.schema_sha256)
    if article is None or schema is None:
        raise LookupError(
            f"review {review.id} has lost its article or label schema"
        )  # foreign keys forbid it
    found = decided(transaction.reviews.annotations(review.id))
    proposed: set[tuple[ItemKind, str]] = {
        ("entity", one.id) for one in found.entities if one.origin == "machine"
    }
    proposed |= {("relation", one.id) for one in found.relations if one.origin == "machine"}
    return Record(
        article,
        found,
        review=ReviewInfo(
            *(review.status, review.mode, review.completed_by, review.completed_at),
            *(review.selection, review.revised_at),
        ),
        extractor=review.extractor,
        schema=SchemaName(schema.name, schema.sha256),
        decided=item_decisions(transaction, review, proposed),
    )
