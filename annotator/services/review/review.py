"""Reviewing: open an article, and apply what a reviewer decides about it.

Which review of an article that is, :mod:`annotator.services.team.assigned_review` says; who decided what is
in the log.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from annotator.core.fold import undo_stacks
from annotator.core.label_schema import LabelSchema
from annotator.core.model import Annotations, Article
from annotator.core.operations import DecisionRef, Numbered
from annotator.errors import InputError, OperationRefused, TakenError
from annotator.services.database.label_schema import current_schema
from annotator.services.gold.review_states import states_of
from annotator.services.review.acknowledgement import Acknowledgement, Progress, RefusedOperation, progress_of
from annotator.services.review.apply import Message
from annotator.services.review.collisions import CollidedDecision, open_collisions
from annotator.services.review.start import begin_review, is_current
from annotator.services.team.adjudicate import Adjudication, adjudication_of
from annotator.services.team.assigned_review import (
    Desk,
    check_exists,
    find_desk,
    keeps_longer,
    take_desk,
    visible,
)
from annotator.store import Store, Transaction
from annotator.store.repositories.decisions import Decisions, LoggedStep
from annotator.store.repositories.reviews import ReviewRow

__all__ = [
    "Acknowledgement",
    "CollidedDecision",
    "OpenReview",
    "PreviousDecision",
    "Progress",
    "RefusedOperation",
    "ReviewRow",
    "UndoEntry",
    "apply_operations",
    "begin_work_on",
    "open_review",
]


@dataclass(frozen=True, slots=True)
class UndoEntry:
    """A decision that can be taken back, or done again."""

    client: str
    seq: int
    verb: str


@dataclass(frozen=True, slots=True)
class PreviousDecision:
    """A decision of a reviewer on another article that can be taken back, or done again, from this one."""

    article_id: str
    client: str
    seq: int
    verb: str


@dataclass(frozen=True, slots=True)
class OpenReview:
    """Everything that the editor shows of one article.

    Attributes:
        furniture: half-open code point ranges of page furniture.
        annotations: all items with their statuses, entities in reading order.
        schema: the label schema that this review follows.
        undo, redo: what the reviewer can take back and do again here, newest last.
        previous: what can be taken back elsewhere once nothing is left here: the newest decision on any other
            article that still stands, or ``None``.
        following: what can be done again elsewhere once nothing is left here: what was taken back last on any
            other article, or ``None`` where the reviewer has decided something new since.
        collisions: decisions of the reviewer that somebody else was quicker with, and that are still open.
        adjudication: what was laid together in it, or ``None`` where it was not made of several reviews.
        locked: why this reviewer may only read it; ``None`` where they may decide.
        kept: nobody else is given the article; ``False`` until the first decision where articles are shared
            out.
    """

    article: Article
    furniture: tuple[tuple[int, int], ...]
    review: ReviewRow
    annotations: Annotations
    schema: LabelSchema
    undo: tuple[UndoEntry, ...]
    redo: tuple[UndoEntry, ...]
    previous: PreviousDecision | None
    following: PreviousDecision | None
    collisions: tuple[CollidedDecision, ...]
    progress: Progress
    adjudication: Adjudication | None = None
    locked: str | None = None
    kept: bool = True


def open_review(store: Store, article_id: str, reviewer: str) -> OpenReview:
    """Open the review of an article that a reviewer works in; the first to open it begins it.

    To look takes no seat: the first decision does, or :func:`begin_work_on`. The review begins with the
    newest proposals that follow the current label schema, unless it is blind. While nobody has decided
    anything in it, newer proposals replace them.

    Raises:
        TakenError: others have it.
        InputError: there is no such article.
    """
    schema = current_schema(store)
    with store.read() as transaction:
        desk = find_desk(transaction, article_id, reviewer)
        visible(desk)
        if is_current(transaction, desk, schema) and not keeps_longer(transaction, desk, reviewer):
            return _opened(transaction, desk, reviewer)

    def begin(writing: Transaction) -> None:
        desk = find_desk(writing, article_id, reviewer)
        visible(desk)  # somebody may have been quicker
        if desk.refusal is None:
            check_exists(writing, desk)
            begin_review(writing, desk, schema)
        if keeps_longer(writing, desk, reviewer):
            take_desk(writing, article_id, reviewer)

    store.write(begin)
    with store.read() as transaction:
        return _opened(transaction, find_desk(transaction, article_id, reviewer), reviewer)


def begin_work_on(store: Store, article_id: str, reviewer: str) -> None:
    """Keep an article for a reviewer who means to work on it, before the first decision.

    Raises:
        TakenError: others have it.
        InputError: there is no such article.
    """

    def begin(writing: Transaction) -> None:
        try:
            take_desk(writing, article_id, reviewer)
        except OperationRefused as error:
            raise TakenError(str(error)) from error

    store.write(begin)


def apply_operations(
    store: Store, reviewer: str, client: str, operations: Sequence[Numbered]
) -> Acknowledgement:
    """Apply the queue of one browser, in one transaction; returns once it is on disk.

    What is in the log already is skipped, so that sending again is harmless. An operation that is not
    allowed is logged with the reason and changes nothing; the ones behind it go on. Where a number is
    missing, nothing from there on is taken.

    Args:
        store: the database.
        reviewer: who decided.
        client: the id of the browser, 1 to 64 characters.
        operations: what it has not been told the acknowledgement of, all of it.
    """
    schema = current_schema(store)
    states = states_of(store)
    return store.write(
        lambda transaction: Message(transaction, states, schema, reviewer, client).take(operations)
    )


def _opened(transaction: Transaction, desk: Desk, reviewer: str) -> OpenReview:
    article_id, review = desk.article_id, desk.review
    article = transaction.articles.get(article_id)
    if article is None or review is None:
        raise InputError(f"there is no article {article_id!r}")
    proposals = None if review.proposal_set_id is None else transaction.proposals.get(review.proposal_set_id)
    steps = transaction.decisions.steps(review.id, reviewer)
    stacks = undo_stacks(steps, reviewer)
    taken_back = _taken_back(transaction.decisions.newest_steps(reviewer))
    verbs = {step.ref: step.verb for step in steps}
    return OpenReview(
        article=article,
        furniture=() if proposals is None else proposals.furniture,
        review=review,
        annotations=transaction.reviews.annotations(review.id),
        schema=transaction.schemas.kept(review.schema_sha256),
        undo=_entries(stacks.undo, verbs),
        redo=_entries((ref for ref in stacks.redo if ref in taken_back), verbs),
        previous=_previous(transaction.decisions.newest_steps(reviewer), article_id),
        following=_following(transaction.decisions, taken_back, article_id),
        collisions=open_collisions(transaction, review.id, reviewer),
        progress=progress_of(transaction, reviewer),
        adjudication=adjudication_of(transaction, review),
        locked=desk.refusal,
        kept=desk.seat is None or desk.seat.reviewer == reviewer,
    )


def _entries(refs: Iterable[DecisionRef], verbs: Mapping[DecisionRef, str]) -> tuple[UndoEntry, ...]:
    return tuple(UndoEntry(ref.client, ref.seq, verbs[ref]) for ref in refs)


def _previous(newest_first: Iterable[LoggedStep], article_id: str) -> PreviousDecision | None:
    """Read the log backwards: what was undone last, and not done again, does not stand.

    What could not be undone is passed over like what was.
    """
    last: dict[DecisionRef, str] = {}
    for step in newest_first:
        if step.target is not None:
            if step.outcome == "applied" or step.verb == "undo":
                last.setdefault(step.target, step.verb)
        elif step.outcome != "applied":
            continue
        elif step.changed and step.article_id != article_id and last.get(step.ref) != "undo":
            return PreviousDecision(step.article_id, step.ref.client, step.ref.seq, step.verb)
    return None


def _taken_back(newest_first: Iterable[LoggedStep]) -> dict[DecisionRef, str]:
    """What can be done again anywhere, the last undone first, with its article.

    Nothing is done again after a new decision, wherever that was made: what a reviewer does is one line
    through all articles. What could not be done again is passed over.
    """
    last: dict[DecisionRef, LoggedStep] = {}
    for step in newest_first:
        if step.target is not None:
            if step.outcome == "applied" or step.verb == "redo":
                last.setdefault(step.target, step)
        elif step.outcome == "applied" and step.changed:
            break
    return {ref: step.article_id for ref, step in last.items() if step.verb == "undo"}


def _following(
    decisions: Decisions, taken_back: Mapping[DecisionRef, str], article_id: str
) -> PreviousDecision | None:
    for ref, elsewhere in taken_back.items():
        found = decisions.find(ref) if elsewhere != article_id else None
        if found is not None:
            return PreviousDecision(elsewhere, ref.client, ref.seq, found.verb)
    return None
