"""Which review of an article somebody works in, and whether they may decide there.

Without a plan everybody works in the one shared review of an article. With one, whoever works on it has a
seat there, for a time: at an article that one reviews it leads to the shared review, at one that several
review to a review of their own, until an adjudicator makes one of all of them: that is the shared one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import timedelta

from annotator.core.model import Mode, ReviewStatus
from annotator.core.team import Plan
from annotator.errors import InputError, OperationRefused, TakenError
from annotator.services.team.plan import acts_as, plan_of
from annotator.store import Transaction
from annotator.store.database.clock import timestamp
from annotator.store.repositories.reviews import ReviewRow, is_adjudicated
from annotator.store.repositories.team import Seat

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
    check_exists(transaction, desk)
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


def check_exists(transaction: Transaction, desk: Desk) -> None:
    """Check that the article of a desk is there.

    Raises:
        InputError: it is not.
    """
    if desk.review is None and transaction.articles.ordinal(desk.article_id) is None:
        raise InputError(f"there is no article {desk.article_id!r}")


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


def keeps_longer(transaction: Transaction, desk: Desk, reviewer: str) -> bool:
    """Whether opening the article keeps a seat that one has for longer: less than half the time is left."""
    plan = desk.plan
    if desk.seat is None or plan is None or desk.seat.reviewer != reviewer:
        return False
    half = timestamp(transaction.moment + timedelta(minutes=plan.lease / 2))
    return desk.seat.leased_until is not None and desk.seat.leased_until < half


def _of_plan(
    transaction: Transaction, plan: Plan, article_id: str, reviewer: str, shared: ReviewRow | None
) -> Desk:
    seats = transaction.team.seats(article_id) or _free_seats(plan, article_id, shared)
    owner = reviewer if len(seats) > 1 else None
    seat = _seat_for(transaction, seats, reviewer, article_id)
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


def has_room(transaction: Transaction, article_id: str, looking: AbstractSet[str]) -> bool:
    """Whether a seat at an article would be left if all who look at it began there."""
    plan = plan_of(transaction)
    if plan is None:
        return True
    seats = transaction.team.seats(article_id)
    seats = seats or _free_seats(plan, article_id, transaction.reviews.shared(article_id))
    free = [seat for seat in seats if seat.reviewer is None or _is_over(transaction, seat)]
    return len(free) > len(looking - {seat.reviewer for seat in seats if seat not in free})


def _free_seats(plan: Plan, article_id: str, shared: ReviewRow | None) -> list[Seat]:
    modes = _modes(plan, article_id, shared)
    return [Seat(article_id, number, mode, None, None) for number, mode in enumerate(modes, start=1)]


def _modes(plan: Plan, article_id: str, shared: ReviewRow | None) -> tuple[Mode, ...]:
    """What was begun together before there was a plan is gone on with together."""
    if shared is not None and not shared.untouched:
        return (shared.mode,)
    return plan.seats(article_id)


def _seat_for(transaction: Transaction, seats: list[Seat], reviewer: str, article_id: str) -> Seat | None:
    """One's own seat, else a free one: from which the article is seen as one has seen it already.

    Those who look at an article that several review are spread over the ways of seeing it, so that whoever
    begins finds a seat of theirs.
    """
    own = next((seat for seat in seats if seat.reviewer == reviewer), None)
    free = [seat for seat in seats if seat.reviewer is None or _is_over(transaction, seat)]
    if own is not None or len(seats) == 1 or not free:
        return own or next(iter(free), None)
    looking = transaction.reviews.own(article_id)
    seen = next((review.mode for review in looking if review.reviewer == reviewer), None)
    if seen is not None:
        return next((seat for seat in free if seat.mode == seen), None)
    placed = {seat.reviewer for seat in seats if seat not in free}
    others = Counter(review.mode for review in looking if review.reviewer not in placed)
    room = Counter(seat.mode for seat in free)
    return max(free, key=lambda seat: (room[seat.mode] > others[seat.mode], -seat.number))


def _is_over(transaction: Transaction, seat: Seat) -> bool:
    return seat.leased_until is not None and seat.leased_until < transaction.now


def _taken(seats: list[Seat]) -> str:
    """Who has the seats, in a sentence."""
    kept = [
        f"{seat.reviewer} has completed it"
        if seat.leased_until is None
        else f"{seat.reviewer} has it until {seat.leased_until[11:16]} UTC"
        for seat in seats
        if seat.reviewer is not None
    ]
    if not kept:
        return "you have seen this article in another way than it is reviewed by now"
    return f"this article is somebody else's: {' and '.join(kept)}"


def visible(desk: Desk) -> None:
    """Check that there is something to show.

    Raises:
        TakenError: it is somebody else's, and not gold yet.
    """
    if desk.refusal is not None and desk.review is None:
        raise TakenError(desk.refusal)
