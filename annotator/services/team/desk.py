"""Which review of an article somebody works in, and whether they may decide there.

Without a plan everybody works in the one shared review of an article. With one, whoever works on it has a
seat there, for a time: at an article that one reviews it leads to the shared review, at one that several
review to a review of their own, until an adjudicator makes one of all of them: that is the shared one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from annotator.core.model import Mode, ReviewStatus
from annotator.core.team import Plan
from annotator.errors import InputError, OperationRefused, TakenError
from annotator.services.team.plan import acts_as, plan_of
from annotator.store import Transaction
from annotator.store.clock import timestamp
from annotator.store.reviews import ReviewRow, is_adjudicated
from annotator.store.team import Seat

#: Why who has completed a version may not change it: they could have heard of the others by then.
COMPLETED = "you have completed this article, which others review too; an adjudicator can open it again"


@dataclass(frozen=True, slots=True)
class Desk:
    """Where somebody works on an article.

    Attributes:
        article_id: the article.
        owner: whose own review it is; ``None``: the shared one.
        mode: whether proposals are seen there.
        review: the review, if it has begun.
        seat: the seat that leads there: one's own, or a free one; ``None`` where none is needed.
        plan: the plan that it is of; ``None`` where no seat is needed.
        refusal: why this person may not decide there; ``None`` where they may.
    """

    article_id: str
    owner: str | None
    mode: Mode
    review: ReviewRow | None
    seat: Seat | None = None
    plan: Plan | None = None
    refusal: str | None = None


def find_desk(transaction: Transaction, article_id: str, reviewer: str) -> Desk:
    """Where somebody would work on an article; changes nothing."""
    plan = plan_of(transaction)
    shared = transaction.reviews.shared(article_id)
    if is_adjudicated(shared):
        may = acts_as(transaction, reviewer, "adjudicator")
        refusal = None if may else "this article is being adjudicated, or has been; an adjudicator decides"
        return Desk(article_id, None, "assisted", shared, refusal=refusal)
    if plan is None:
        return Desk(article_id, None, "assisted" if shared is None else shared.mode, shared)
    return _of_plan(transaction, plan, article_id, reviewer, shared)


def take_desk(transaction: Transaction, article_id: str, reviewer: str) -> Desk:
    """Take the seat that leads to where somebody decides on an article, or keep it for longer.

    Raises:
        InputError: there is no such article.
        OperationRefused: no seat is left, with who has it.
    """
    desk = find_desk(transaction, article_id, reviewer)
    if desk.refusal is not None:
        raise OperationRefused(desk.refusal)
    if desk.review is None and transaction.articles.ordinal(article_id) is None:
        raise InputError(f"there is no article {article_id!r}")
    plan = desk.plan
    if desk.seat is None or plan is None:
        return desk
    if not transaction.team.seats(article_id):
        shared = transaction.reviews.shared(article_id)
        transaction.team.set_out(article_id, _modes(plan, article_id, shared))
    if desk.seat.reviewer == reviewer and not _is_over(transaction, desk.seat):
        if desk.seat.leased_until is not None:
            transaction.team.renew(article_id, desk.seat.number, lease_end(transaction, plan))
    else:
        transaction.team.lease(article_id, desk.seat.number, reviewer, lease_end(transaction, plan))
    return desk


def settle_seat(transaction: Transaction, desk: Desk, status: ReviewStatus) -> None:
    """Keep the seat for good where the article is completed; give it back where it is put off."""
    plan = desk.plan
    if desk.seat is None or plan is None:
        return
    place = desk.seat.article_id, desk.seat.number
    if status in ("skipped", "flagged"):
        transaction.team.give_back(*place)
    else:
        transaction.team.renew(*place, None if status == "complete" else lease_end(transaction, plan))


def lease_end(transaction: Transaction, plan: Plan) -> str:
    """Until when a seat is kept that is taken now (a timestamp)."""
    return timestamp(transaction.moment + timedelta(minutes=plan.lease))


def needs_writing(transaction: Transaction, desk: Desk, reviewer: str) -> bool:
    """Whether opening the article takes the seat, or keeps it for longer: less than half the time is left."""
    plan = desk.plan
    if desk.seat is None or plan is None:
        return False
    if desk.seat.reviewer != reviewer:
        return True
    half = timestamp(transaction.moment + timedelta(minutes=plan.lease / 2))
    return desk.seat.leased_until is not None and desk.seat.leased_until < half


def _of_plan(
    transaction: Transaction, plan: Plan, article_id: str, reviewer: str, shared: ReviewRow | None
) -> Desk:
    seats = transaction.team.seats(article_id) or _free_seats(plan, article_id, shared)
    owner = reviewer if len(seats) > 1 else None
    seat = _seat_for(transaction, seats, reviewer)
    if seat is not None:
        review = transaction.reviews.of(article_id, owner)
        if owner is not None and review is not None and review.status == "complete":
            return Desk(article_id, owner, review.mode, review, refusal=COMPLETED)
        began = shared if owner is None and shared is not None and not shared.untouched else None
        return Desk(article_id, owner, began.mode if began else seat.mode, review, seat, plan)
    may_mend = owner is None and shared is not None and seats[0].leased_until is None
    if may_mend and acts_as(transaction, reviewer, "adjudicator"):
        return Desk(article_id, None, "assisted" if shared is None else shared.mode, shared)
    refusal = _taken(seats)
    return Desk(article_id, None, "assisted", shared if may_mend else None, refusal=refusal)


def _free_seats(plan: Plan, article_id: str, shared: ReviewRow | None) -> list[Seat]:
    modes = _modes(plan, article_id, shared)
    return [Seat(article_id, number, mode, None, None) for number, mode in enumerate(modes, start=1)]


def _modes(plan: Plan, article_id: str, shared: ReviewRow | None) -> tuple[Mode, ...]:
    """What was begun together before there was a plan is gone on with together."""
    if shared is not None and not shared.untouched:
        return (shared.mode,)
    return plan.seats(article_id)


def _seat_for(transaction: Transaction, seats: list[Seat], reviewer: str) -> Seat | None:
    own = [seat for seat in seats if seat.reviewer == reviewer]
    free = [seat for seat in seats if seat.reviewer is None or _is_over(transaction, seat)]
    return next(iter((*own, *free)), None)


def _is_over(transaction: Transaction, seat: Seat) -> bool:
    return seat.leased_until is not None and seat.leased_until < transaction.now


def _taken(seats: list[Seat]) -> str:
    """Who has the seats, in a sentence."""
    kept = [
        f"{seat.reviewer} has completed it"
        if seat.leased_until is None
        else f"{seat.reviewer} has it until {seat.leased_until[11:16]} UTC"
        for seat in seats
    ]
    return f"this article is somebody else's: {' and '.join(kept)}"


def visible(desk: Desk) -> None:
    """Check that there is something to show.

    Raises:
        TakenError: it is somebody else's, and not gold yet.
    """
    if desk.refusal is not None and desk.review is None:
        raise TakenError(desk.refusal)
