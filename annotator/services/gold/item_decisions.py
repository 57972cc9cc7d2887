"""How each item of gold came about: who decided last on it, when, how long it took, who had proposed it."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from annotator.core.fold import ADOPT
from annotator.core.model import (
    GOLD_STATUSES,
    ExtractorName,
    How,
    ItemDecision,
    ItemKind,
    Status,
)
from annotator.store import Transaction
from annotator.store.repositories.reviews import ReviewRow, is_adjudicated


def item_decisions(
    transaction: Transaction, review: ReviewRow, proposed: AbstractSet[tuple[ItemKind, str]]
) -> Mapping[tuple[ItemKind, str], ItemDecision]:
    """How the items of a review came about, by kind and id; those that nobody decided on are left out.

    Args:
        transaction: where the log is.
        review: shared or own.
        proposed: the items of it that a machine proposed.
    """
    extractor = extractor_behind(transaction, review)
    found: dict[tuple[ItemKind, str], ItemDecision] = {}
    for kind, item_id, status, verb, who, at, seconds in transaction.reviews.items.decided(review.id):
        if status in GOLD_STATUSES:
            made_by = extractor if (kind, item_id) in proposed else None
            how = _how(status, verb, adjudicated=is_adjudicated(review))
            found[kind, item_id] = ItemDecision(how, who, at, seconds, made_by)
    return found


def _how(status: Status, verb: str, *, adjudicated: bool) -> How:
    if adjudicated:
        return "agreed" if verb == ADOPT else "adjudicated"
    if status == "accepted" or status == "corrected":
        return status
    return "added"


def extractor_behind(transaction: Transaction, review: ReviewRow) -> ExtractorName | None:
    """Whose proposals a review began with; of one made of several, those that one of them began with."""
    if not is_adjudicated(review):
        return review.extractor
    own = transaction.reviews.own(review.article_id)
    return next((one.extractor for one in own if one.extractor is not None), None)
