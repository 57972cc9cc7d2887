"""Beginning the review of an article: the newest proposals become its items, all to be decided."""

from __future__ import annotations

from annotator.core.label_schema import LabelSchema
from annotator.errors import InputError
from annotator.store import Transaction
from annotator.store.reviews import ReviewRow


def is_current(
    transaction: Transaction, review: ReviewRow | None, article_id: str, schema: LabelSchema
) -> bool:
    """Whether a review exists and needs no (other) proposals."""
    if review is None:
        return False
    if not review.untouched:
        return True
    newest = transaction.proposals.newest(article_id, schema.sha256)
    wanted = None if newest is None else newest.id
    return review.proposal_set_id == wanted and review.schema_sha256 == schema.sha256


def begin_review(transaction: Transaction, article_id: str, schema: LabelSchema) -> ReviewRow:
    """The shared review of an article: as it is, begun now, or begun again from newer proposals.

    Raises:
        InputError: there is no such article.
    """
    review = transaction.reviews.shared(article_id)
    if review is not None and is_current(transaction, review, article_id, schema):
        return review
    if review is None and transaction.articles.ordinal(article_id) is None:
        raise InputError(f"there is no article {article_id!r}")
    transaction.schemas.put(schema)
    newest = transaction.proposals.newest(article_id, schema.sha256)
    set_id = None if newest is None else newest.id
    if review is None:
        return transaction.reviews.create(article_id, schema.sha256, set_id)
    return transaction.reviews.restart(review, schema.sha256, set_id)
