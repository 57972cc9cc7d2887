"""The log of decisions, folded: which of them can be undone, and which state they give."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, Protocol

from annotator.core.model import Annotations
from annotator.core.operations import DecisionRef
from annotator.core.state import Change, ReviewState
from annotator.errors import OperationRefused

#: The verb by which the service brings items of other reviews in (:mod:`annotator.core.adopt`).
ADOPT = "adopt"
Outcome = Literal["applied", "refused", "collided"]

_ARTICLES = {"entity": "an entity", "relation": "a relation"}


@dataclass(frozen=True, slots=True)
class Decision:
    """One entry of the log, as far as folding needs it.

    Attributes:
        sequence: its place in the log of the whole database; order is by this, never by clock.
        ref: the browser that made it and its number there.
        reviewer: who made it.
        verb: the name of the operation (``accept``, ``move``, ``undo`` …).
        outcome: only ``applied`` ones count; the others are kept so that nothing a reviewer did is lost.
        changes: what it changed.
        target: the decision that an undo or redo is about, else ``None``.
        rules: by which rules it was made (:data:`annotator.core.decide.RULES`).
    """

    sequence: int
    ref: DecisionRef
    reviewer: str
    verb: str
    outcome: Outcome
    changes: tuple[Change, ...]
    target: DecisionRef | None = None
    rules: int = 1

    @property
    def changed(self) -> bool:
        """Whether it changed anything; what did not cannot be undone."""
        return bool(self.changes)


class Step(Protocol):
    """As much of a decision as :func:`undo_stacks` needs; the store reads it without the changes."""

    @property
    def ref(self) -> DecisionRef:
        """The browser that made it and its number there."""

    @property
    def reviewer(self) -> str:
        """Who made it."""

    @property
    def verb(self) -> str:
        """The name of the operation."""

    @property
    def outcome(self) -> Outcome:
        """Only ``applied`` ones count."""

    @property
    def target(self) -> DecisionRef | None:
        """The decision that an undo or redo is about."""

    @property
    def changed(self) -> bool:
        """Whether it changed anything."""


@dataclass(frozen=True, slots=True)
class UndoStacks:
    """What a reviewer can take back and do again, newest last."""

    undo: tuple[DecisionRef, ...] = ()
    redo: tuple[DecisionRef, ...] = ()


def fold(text_length: int, proposals: Annotations, decisions: Iterable[Decision]) -> ReviewState:
    """The state that a log gives, from the proposals on; gold is what it holds when complete.

    Raises:
        ValueError: a decision does not fit the state before it (a broken log: ``annotator doctor`` shows it).
    """
    state = ReviewState.of(text_length, proposals)
    for decision in decisions:
        if decision.outcome != "applied":
            continue
        for change in decision.changes:
            if not state.holds(change, "before"):
                raise ValueError(
                    f"decision {decision.sequence} ({decision.verb}) does not fit: {change.kind} {change.id}"
                )
            state.apply((change,))
        state.revision += 1
    return state


def undo_stacks(decisions: Iterable[Step], reviewer: str) -> UndoStacks:
    """Fold a log into what one reviewer can undo and redo. A new decision empties the redo stack.

    What the service brought in from other reviews nobody can, whatever their name.

    What could not be undone or redone is passed over: it must not stand in the way of what lies below it.
    """
    undo: dict[DecisionRef, None] = {}
    redo: dict[DecisionRef, None] = {}
    for decision in decisions:
        if decision.reviewer != reviewer or decision.verb == ADOPT:
            continue
        if decision.outcome != "applied":
            if decision.target is not None:
                (undo if decision.verb == "undo" else redo).pop(decision.target, None)
        elif decision.target is None:
            if decision.changed:
                undo[decision.ref] = None
                redo.clear()
        elif decision.verb == "undo":
            undo.pop(decision.target, None)
            redo[decision.target] = None
        else:
            redo.pop(decision.target, None)
            undo[decision.target] = None
    return UndoStacks(tuple(undo), tuple(redo))


def undone(state: ReviewState, target: tuple[Change, ...]) -> tuple[Change, ...]:
    """The changes that take a decision back.

    A status of the review that moved on since is left as it is. What others did meanwhile may not bear it:
    :func:`annotator.core.soundness.sound` has the last word.

    Raises:
        OperationRefused: an item of it has been changed since.
    """
    return _replayed(state, tuple(change.inverse() for change in reversed(target)))


def redone(state: ReviewState, target: tuple[Change, ...]) -> tuple[Change, ...]:
    """The changes that do a decision again that was taken back.

    Raises:
        OperationRefused: an item of it has been changed since.
    """
    return _replayed(state, target)


def _replayed(state: ReviewState, changes: tuple[Change, ...]) -> tuple[Change, ...]:
    trial = state.fork()
    made: list[Change] = []
    for change in changes:
        if not trial.holds(change, "before"):
            if change.kind == "review":
                continue
            raise OperationRefused(f"{_ARTICLES[change.kind]} of it has been changed since")
        trial.apply((change,))
        made.append(change)
    return tuple(made)
