"""One message of a browser: its operations applied one by one, in the transaction of the whole message."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from annotator.core.decide import decide
from annotator.core.fold import Outcome, redone, undo_stacks, undone
from annotator.core.json_values import JsonObject
from annotator.core.label_schema import LabelSchema
from annotator.core.operations import Complete, DecisionRef, ItemRef, Numbered, Operation, Redo, Undo
from annotator.core.soundness import sound
from annotator.core.state import Change, ReviewState
from annotator.errors import Collision, InputError, OperationRefused
from annotator.services.gold.review_states import ReviewStates
from annotator.services.review.acknowledgement import Acknowledgement, RefusedOperation, progress_of
from annotator.services.review.collisions import ItemCollision, check_collisions
from annotator.services.review.start import begin_review
from annotator.services.team.assigned_review import Desk, find_desk, settle_seat, take_desk
from annotator.services.team.seeded_checks import take_checks_out
from annotator.store import Transaction
from annotator.store.repositories.decisions import LoggedDecision, NewDecision
from annotator.store.repositories.reviews import ReviewRow

#: More than this many seconds on one decision is somebody who went for lunch.
_LONGEST = 3600.0


@dataclass(slots=True)
class _Place:
    """One article that a message is about."""

    desk: Desk
    review: ReviewRow
    schema: LabelSchema
    state: ReviewState
    lowest: int  # the oldest revision that an operation of the message was made on


@dataclass(slots=True)
class Message:
    """What applying the operations of one message needs and finds.

    Attributes:
        schema: the current label schema, for reviews that begin now.
        refused: the operations that changed nothing, so far.
        resync: whether the browser's picture may differ from what is stored.
    """

    transaction: Transaction
    states: ReviewStates
    schema: LabelSchema
    reviewer: str
    client: str
    refused: list[RefusedOperation] = field(default_factory=list)
    resync: bool = False
    _places: dict[str, _Place] = field(default_factory=dict)

    def take(self, operations: Sequence[Numbered]) -> Acknowledgement:
        """Apply the operations in the order of their numbers, and answer."""
        if self.transaction.decisions.owner(self.client) not in (None, self.reviewer):
            return self._somebody_elses()
        acked, article_id = self.apply(operations)
        return Acknowledgement(
            client=self.client,
            acked=acked,
            article_id=article_id,
            revision=self._revision(article_id),
            refused=tuple(self.refused),
            resync=self.resync or bool(self.refused) or self._others_decided(),
            progress=progress_of(self.transaction, self.reviewer),
        )

    def apply(self, operations: Sequence[Numbered]) -> tuple[int, str | None]:
        """Apply the operations; what is ``refused`` says why, and an answer to a browser is not made.

        Returns:
            The last number that is in the log (0: none), and the article of the last operation.
        """
        last = self.transaction.decisions.last_number(self.client)
        article_id = None
        for numbered in sorted(operations, key=lambda found: found.seq):
            if last is not None and numbered.seq > last + 1:
                self.resync = True
                break
            self._take_one(numbered, known=last is not None and numbered.seq <= last)
            last = numbered.seq if last is None else max(last, numbered.seq)
            article_id = numbered.article_id
        for place in self._places.values():
            settle_seat(self.transaction, place.desk, place.state.status)
        return last or 0, article_id

    def _somebody_elses(self) -> Acknowledgement:
        """Refuse a message under the client id of another reviewer, whose numbers it would use up."""
        progress = progress_of(self.transaction, self.reviewer)
        return Acknowledgement(self.client, 0, None, 0, (), resync=True, progress=progress, renew=True)

    def _take_one(self, numbered: Numbered, *, known: bool) -> None:
        if isinstance(numbered.operation, (Undo, Redo)):
            self.resync = True
        ref = DecisionRef(self.client, numbered.seq)
        logged = self.transaction.decisions.find(ref) if known else None
        if logged is not None:
            self._answer_again(numbered, logged)
            return
        place: _Place | None = None
        try:
            place = self._place(numbered)
            changes = self._decided(place, numbered)
            with self.transaction.guarded():
                self._apply(place, numbered, changes)
        except OperationRefused as error:
            self._refuse(place, numbered, error)

    def _answer_again(self, numbered: Numbered, logged: LoggedDecision) -> None:
        """Report what became of an operation that is in the log, if it is the same one."""
        if _asked(numbered.payload) != _asked(dict(logged.payload)):
            # a browser that copies a tab copies its client id: the other tab has used this number
            reason = "another tab with the same session has been at work; this was not saved: reload this tab"
            self.refused.append(RefusedOperation(numbered.seq, "refused", reason))
        elif logged.outcome != "applied":
            self.refused.append(RefusedOperation(numbered.seq, logged.outcome, logged.reason or ""))
        place = self._places.get(numbered.article_id)
        if place is not None:
            place.lowest = min(place.lowest, numbered.revision)
        elif logged.review_id is not None:  # the article may be somebody else's by now
            review = self.transaction.reviews.get(logged.review_id)
            self.resync = self.resync or (review is not None and self._moved_on(review, numbered.revision))

    def _place(self, numbered: Numbered) -> _Place:
        place = self._places.get(numbered.article_id)
        if place is None:
            place = self._places[numbered.article_id] = self._opened(numbered)
        place.lowest = min(place.lowest, numbered.revision)
        return place

    def _opened(self, numbered: Numbered) -> _Place:
        try:
            desk = take_desk(self.transaction, numbered.article_id, self.reviewer)
        except InputError as error:
            raise OperationRefused(str(error)) from error
        # a review that exists is taken as it is: what the reviewer decided on was its picture, not newer
        # proposals
        review = desk.review or begin_review(self.transaction, desk, self.schema)
        schema = self.transaction.schemas.kept(review.schema_sha256)
        return _Place(desk, review, schema, self.states.take(self.transaction, review), numbered.revision)

    def _decided(self, place: _Place, numbered: Numbered) -> tuple[Change, ...]:
        operation = numbered.operation
        if operation is None:
            raise OperationRefused(numbered.fault or "this is no operation")
        if isinstance(operation, Complete):
            place.state = take_checks_out(self.transaction, self.states, place.review, place.schema)
        if isinstance(operation, (Undo, Redo)):
            return self._replayed(place, operation)
        check_collisions(
            self.transaction, place.review, place.state, operation, numbered.revision, self.client
        )
        changes = decide(place.state, place.schema, operation)
        return sound(place.state, place.schema, changes, replayed=False)

    def _replayed(self, place: _Place, operation: Undo | Redo) -> tuple[Change, ...]:
        steps = self.transaction.decisions.steps(place.review.id, self.reviewer)
        stacks = undo_stacks(steps, self.reviewer)
        allowed = stacks.undo if isinstance(operation, Undo) else stacks.redo
        if operation.target not in allowed:
            word = "undo" if isinstance(operation, Undo) else "redo"
            raise OperationRefused(f"there is nothing of yours to {word} there (any more)")
        changes = self.transaction.decisions.changes(operation.target)
        replay = undone if isinstance(operation, Undo) else redone
        return sound(place.state, place.schema, replay(place.state, changes), replayed=True)

    def _apply(self, place: _Place, numbered: Numbered, changes: tuple[Change, ...]) -> None:
        state, review_id = place.state, place.review.id
        label = _label_of(state, numbered.operation)
        state.apply(changes)
        state.revision += 1
        touched = [ItemRef(change.kind, change.id) for change in changes if change.kind != "review"]
        self.transaction.reviews.items.write(review_id, state, touched, self.client)
        self.transaction.reviews.record(review_id, state, self.reviewer, changes)
        self._log(place, numbered, "applied", revision=state.revision, changes=changes)
        payload = numbered.payload
        self.transaction.pace.add(
            self.reviewer, _verb(payload), payload.get("kind"), label, _seconds(payload)
        )

    def _refuse(self, place: _Place | None, numbered: Numbered, error: OperationRefused) -> None:
        outcome: Outcome = "collided" if isinstance(error, Collision) else "refused"
        if place is not None and place.state.revision != self._stored_revision(place):
            # the database had the last word: what was applied in memory is not there
            self.states.drop(place.review.id)
            del self._places[numbered.article_id]
        reason = str(error).encode("utf-8", "backslashreplace").decode("utf-8")
        other = error.collided_with if isinstance(error, ItemCollision) else None
        self._log(place, numbered, outcome, reason=reason, collided_with=other)
        self.refused.append(RefusedOperation(numbered.seq, outcome, reason))

    def _log(
        self,
        place: _Place | None,
        numbered: Numbered,
        outcome: Outcome,
        *,
        revision: int | None = None,
        reason: str | None = None,
        collided_with: int | None = None,
        changes: tuple[Change, ...] = (),
    ) -> None:
        operation = numbered.operation
        self.transaction.decisions.add(
            NewDecision(
                ref=DecisionRef(self.client, numbered.seq),
                reviewer=self.reviewer,
                article_id=numbered.article_id,
                review_id=None if place is None else place.review.id,
                base_revision=numbered.revision,
                verb=_verb(numbered.payload),
                payload=numbered.payload,
                outcome=outcome,
                revision=revision,
                reason=reason,
                collided_with=collided_with,
                changes=changes,
                target=operation.target if isinstance(operation, (Undo, Redo)) else None,
                seconds=_seconds(numbered.payload),
            )
        )

    def _stored_revision(self, place: _Place) -> int:
        stored = self.transaction.reviews.get(place.review.id)
        return -1 if stored is None else stored.revision

    def _revision(self, article_id: str | None) -> int:
        place = self._places.get(article_id or "")
        if place is not None:
            return place.state.revision
        if article_id is None:
            return 0
        stored = find_desk(self.transaction, article_id, self.reviewer).review
        return 0 if stored is None else stored.revision

    def _others_decided(self) -> bool:
        return any(self._moved_on(place.review, place.lowest) for place in self._places.values())

    def _moved_on(self, review: ReviewRow, revision: int) -> bool:
        """Whether a review began again after a revision, or somebody else has decided in it."""
        began_again = review.start_revision > revision
        return began_again or self.transaction.decisions.others_since(review.id, revision, self.client)


def _label_of(state: ReviewState, operation: Operation | None) -> str:
    """The label of the one item that an operation is about, as it becomes; empty where it is about others."""
    label = getattr(operation, "label", None)
    item = getattr(operation, "item", None)
    if isinstance(label, str):
        return label
    if not isinstance(item, ItemRef):
        return ""
    found = state.entities.get(item.id) if item.kind == "entity" else state.relations.get(item.id)
    return "" if found is None else found.label


def _asked(payload: JsonObject) -> JsonObject:
    """What an operation asks for, without how long it took."""
    return {key: value for key, value in payload.items() if key not in ("seconds", "revision")}


def _verb(payload: JsonObject) -> str:
    name = payload.get("op")
    return name if isinstance(name, str) and name.isidentifier() and len(name) <= 40 else "unknown"


def _seconds(payload: JsonObject) -> float | None:
    value = payload.get("seconds")
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value < float("inf"):
        return None
    return min(float(value), _LONGEST)
