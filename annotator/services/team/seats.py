"""Who has which article: seen by all, changed by admins."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.errors import InputError, OperationRefused
from annotator.services.database.reviewers import reviewer_name
from annotator.services.team.assigned_review import lease_end
from annotator.services.team.plan import plan_of, require
from annotator.services.team.settled_articles import unsettled
from annotator.store import Store, Transaction
from annotator.store.repositories.reviews import is_adjudicated
from annotator.store.repositories.team import Seat
from annotator.store.repositories.team_counts import ArticleCount


@dataclass(frozen=True, slots=True)
class TeamProgress:
    """How far a team is.

    Attributes:
        reviewers: everybody who keeps or has completed an article, and how many.
        articles: all articles.
        completed: those that are gold.
        taken: seats that somebody keeps just now.
        waiting: articles that all who share them have completed and that are not adjudicated yet.
    """

    reviewers: tuple[ArticleCount, ...]
    articles: int
    completed: int
    taken: int
    waiting: int


def team_progress(store: Store) -> TeamProgress:
    """Count seats and articles."""
    with store.read() as transaction:
        counts = transaction.listing.counts()
        reviewers = tuple(transaction.team.counts.people())
        return TeamProgress(
            reviewers,
            sum(counts.values()),
            counts["complete"],
            sum(one.kept for one in reviewers),
            len(set(transaction.team.counts.waiting()) - unsettled(transaction)),
        )


def kept_seats(store: Store, reviewer: str | None = None) -> list[Seat]:
    """The seats that somebody (``None``: anybody) keeps and has not completed, as they run out."""
    with store.read() as transaction:
        return transaction.team.kept(reviewer)


def reassign(store: Store, who: str | None, article_id: str, number: int, reviewer: str | None) -> None:
    """Give a seat at an article to somebody else, or (``None``) back to the queue.

    What was decided from it stays: in the shared review, or in that of whoever had it.

    Raises:
        InputError: there is no such seat, or the name is none.
        OperationRefused: ``who`` is no admin, the article is adjudicated, or that reviewer has a seat there.
    """
    name = None if reviewer is None else reviewer_name(reviewer)

    def job(transaction: Transaction) -> None:
        require(transaction, who, "admin")
        plan = plan_of(transaction)
        seats = {seat.number: seat for seat in transaction.team.seats(article_id)}
        if plan is None or number not in seats:
            raise InputError(f"article {article_id!r} has no seat {number}; only what is handed out has")
        if is_adjudicated(transaction.reviews.shared(article_id)):
            raise OperationRefused(f"article {article_id!r} is being adjudicated, or has been")
        if name is None:
            transaction.team.give_back(article_id, number)
        elif any(seat.reviewer == name for seat in seats.values()):
            raise OperationRefused(f"{name} has a seat at article {article_id!r} already")
        elif seats[number].mode == "blind" and _has_seen(transaction, article_id, name):
            raise OperationRefused(
                f"{name} has seen article {article_id!r} with proposals; this seat has none"
            )
        else:
            transaction.team.lease(article_id, number, name, lease_end(transaction, plan))

    store.write(job)


def _has_seen(transaction: Transaction, article_id: str, name: str) -> bool:
    review = transaction.reviews.of(article_id, name)
    return review is not None and review.mode == "assisted"
