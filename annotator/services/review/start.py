"""Beginning the review of an article: the proposals that it shows become its items, all to be decided.

Where a reviewer is to see none, it begins with nothing.
"""

from __future__ import annotations

from annotator.core.label_schema import LabelSchema
from annotator.services.team.assigned_review import Desk
from annotator.services.team.seeded_checks import seed_check
from annotator.store import Transaction
from annotator.store.repositories.reviews import ReviewRow, is_adjudicated


def is_current(transaction: Transaction, desk: Desk, schema: LabelSchema) -> bool:
    """Whether the review of a desk exists and needs no (other) proposals."""
    review = desk.review
    if review is None:
        return False
    if not review.untouched or is_adjudicated(review) or desk.refusal is not None:
        return True
    wanted = _proposals(transaction, desk, schema)
    kept = (review.proposal_set_id, review.schema_sha256, review.mode)
    return kept == (wanted, schema.sha256, desk.mode)


def begin_review(transaction: Transaction, desk: Desk, schema: LabelSchema) -> ReviewRow:
    """The review of a desk that was taken: as it is, begun now, or begun again from other proposals."""
    if desk.review is not None and is_current(transaction, desk, schema):
        return desk.review
    transaction.schemas.pin(schema)
    set_id = _proposals(transaction, desk, schema)
    if desk.review is None:
        made = transaction.reviews.create(desk.article_id, schema.sha256, set_id, desk.owner, desk.mode)
    else:
        made = transaction.reviews.restart(desk.review, schema.sha256, set_id, desk.mode)
    seed_check(transaction, made, schema)
    return transaction.reviews.get(made.id) or made


def _proposals(transaction: Transaction, desk: Desk, schema: LabelSchema) -> int | None:
    shown = None if desk.mode == "blind" else transaction.proposals.shown(desk.article_id)
    if shown is None or shown.schema_sha256 not in transaction.schemas.covered(schema):
        return None
    return shown.id
