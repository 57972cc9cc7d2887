"""When what several made of an article may be seen: once nobody works on a version of their own any more.

Until then nothing of it reaches anybody who could still be swayed by it, and whoever has completed a version
cannot change it unless an adjudicator opens it again.
"""

from __future__ import annotations

from annotator.core.fold import undone
from annotator.core.json_values import JsonObject
from annotator.core.soundness import sound
from annotator.core.team import Plan
from annotator.errors import OperationRefused
from annotator.services.database.reviewers import reviewer_name
from annotator.services.team.adopt import decide_for
from annotator.services.team.assigned_review import lease_end
from annotator.services.team.plan import acts_as, plan_of, require
from annotator.store import Store, Transaction
from annotator.store.repositories.reviews import ReviewRow, is_adjudicated

#: Beyond the last place of any log.
_END = 2**62


def unsettled(transaction: Transaction) -> frozenset[str]:
    """The articles that several have completed while somebody else still may.

    Without a plan nobody works on a version of their own.
    """
    return frozenset() if plan_of(transaction) is None else frozenset(transaction.team.counts.unsettled())


def may_look(transaction: Transaction, article_id: str, who: str) -> bool:
    """Whether somebody has no part in an article that several review, or all of them are done with it."""
    return article_id not in unsettled(transaction) or not transaction.team.shares(article_id, who)


def completed_versions(store: Store, who: str) -> list[tuple[str, str]]:
    """What an adjudicator can open again: articles that are not adjudicated, and who completed a version.

    Of articles that ``who`` shares nothing is told while others are at work on them.
    """
    with store.read() as transaction:
        if not acts_as(transaction, who, "adjudicator"):
            return []
        return [
            (review.article_id, review.reviewer or "")
            for review in transaction.reviews.every_own()
            if may_look(transaction, review.article_id, who)
            and not is_adjudicated(transaction.reviews.shared(review.article_id))
        ]


def reopen_version(store: Store, who: str | None, article_id: str, reviewer: str) -> None:
    """Let a reviewer change a version that they have completed: the completion is taken back.

    Raises:
        InputError: the name is none.
        OperationRefused: ``who`` is no adjudicator, there is no such version, or the article is adjudicated.
    """
    name = reviewer_name(reviewer)

    def job(transaction: Transaction) -> None:
        require(transaction, who, "adjudicator")
        review = transaction.reviews.of(article_id, name)
        if is_adjudicated(transaction.reviews.shared(article_id)):
            raise OperationRefused(f"article {article_id!r} is being adjudicated, or has been")
        if review is None or review.status != "complete":
            raise OperationRefused(f"{name} has completed no version of article {article_id!r}")
        _take_back(transaction, review, who or name)
        for seat in transaction.team.seats(article_id):
            if seat.reviewer == name:
                until = lease_end(transaction, plan_of(transaction) or Plan())
                transaction.team.renew(article_id, seat.number, until)

    store.write(job)


def _take_back(transaction: Transaction, review: ReviewRow, who: str) -> None:
    """Undo the decision that completed a review."""
    for decision, changes in transaction.decisions.newest_first(review.id, _END):
        if any(change.kind == "review" for change in changes):
            state = transaction.reviews.load(review)
            schema = transaction.schemas.kept(review.schema_sha256)
            back = sound(state, schema, undone(state, changes), replayed=True)
            target = {"client": decision.ref.client, "seq": decision.ref.seq}
            payload: JsonObject = {"op": "undo", "target": target}
            decide_for(transaction, review, state, back, payload, who, target=decision.ref)
            return
