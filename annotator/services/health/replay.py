"""A review made again from its proposals and its log, and compared with what is stored of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from annotator.core.adopt import adopted, read_adoption
from annotator.core.decide import decide
from annotator.core.fold import ADOPT, Decision, redone, undone
from annotator.core.json_values import Path
from annotator.core.label_schema import LabelSchema
from annotator.core.model import GOLD_STATUSES, Annotations, Entity, Relation
from annotator.core.operations import DecisionRef, Operation, Redo, Undo, parse_operation
from annotator.core.soundness import sound
from annotator.core.state import Change, ReviewState
from annotator.errors import InputError, OperationRefused
from annotator.store import Transaction
from annotator.store.repositories.reviews import ReviewRow

#: What can accept a relation.
_ACCEPTING = ("accept", "accept_all", "batch", "relabel")


def replay_faults(transaction: Transaction, review: ReviewRow) -> Iterator[str]:
    """Where the stored review differs from its log, in sentences."""
    schema = transaction.schemas.get(review.schema_sha256)
    if schema is None:
        return  # a broken reference, told elsewhere
    proposals = Annotations()
    if review.proposal_set_id is not None:
        proposals = transaction.proposals.annotations(review.proposal_set_id)
    state = ReviewState.of(review.text_length, proposals)
    state.revision = review.start_revision
    past: dict[DecisionRef, tuple[Change, ...]] = {}
    for decision, payload in transaction.decisions.of_review(review.id):
        where = f"decision {decision.sequence} ({decision.verb})"
        fault = _decision_fault(state, schema, decision, payload, past)
        if fault is not None:
            yield f"{where} {fault}"
        if not _folds(state, decision.changes):
            yield f"{where} does not fit what was decided before it"
            return
        past[decision.ref] = decision.changes
        state.revision += 1
    yield from _differences(transaction, review, state)


def _folds(state: ReviewState, changes: tuple[Change, ...]) -> bool:
    for change in changes:
        if not state.holds(change, "before"):
            return False
        state.apply((change,))
    return True


def _decision_fault(
    state: ReviewState,
    schema: LabelSchema,
    decision: Decision,
    payload: Mapping[str, Any],
    past: Mapping[DecisionRef, tuple[Change, ...]],
) -> str | None:
    """Decide an operation again: it must give the changes that the log has."""
    rules = decision.rules
    try:
        if decision.verb == ADOPT:
            return _unlike(adopted(state, schema, read_adoption(payload, Path(InputError))), decision)
        operation = parse_operation(dict(payload), Path(InputError))
        if isinstance(operation, (Undo, Redo)):
            if operation.target != decision.target or operation.target not in past:
                return "is about a decision that is not in the log before it"
            replay = undone if isinstance(operation, Undo) else redone
            changes = sound(state, schema, replay(state, past[operation.target]), replayed=True, rules=rules)
        else:
            changes = _decided_again(state, schema, operation, decision)
    except (InputError, OperationRefused) as error:
        return f"would be refused if it were decided again: {error}"
    return _unlike(changes, decision)


def _decided_again(
    state: ReviewState, schema: LabelSchema, operation: Operation, decision: Decision
) -> tuple[Change, ...]:
    """What an operation changes. In earlier versions a relation that the schema forbids could be accepted."""
    try:
        changes = sound(state, schema, decide(state, schema, operation, decision.rules), replayed=False)
    except OperationRefused:
        if decision.verb not in _ACCEPTING:
            raise
        changes = ()
    if decision.verb not in _ACCEPTING or _unlike(changes, decision) is None:
        return changes
    free = schema.without_arguments()
    return sound(state, free, decide(state, free, operation, decision.rules), replayed=False)


def _unlike(changes: tuple[Change, ...], decision: Decision) -> str | None:
    if [change.to_json() for change in changes] != [change.to_json() for change in decision.changes]:
        return "would change something else if it were decided again"
    return None


def _differences(transaction: Transaction, review: ReviewRow, state: ReviewState) -> Iterator[str]:
    stored = transaction.reviews.load(review)
    if stored.revision != state.revision:
        yield f"is at revision {stored.revision}, but its log ends at {state.revision}"
    if (stored.status, stored.comment) != (state.status, state.comment):
        yield f"is {stored.status}, but its log says {state.status}"
    for kind, here, there in (
        ("entity", stored.entities, state.entities),
        ("relation", stored.relations, state.relations),
    ):
        for item_id in sorted(here.keys() | there.keys()):
            if here.get(item_id) != there.get(item_id):
                yield f"{kind} {item_id} differs from what its log says"
    yield from _count_differences(review, state)
    yield from _gold_differences(transaction, review, state)


def _count_differences(review: ReviewRow, state: ReviewState) -> Iterator[str]:
    items: tuple[Entity | Relation, ...] = (*state.entities.values(), *state.relations.values())
    counted = (
        sum(found.status != "rejected" for found in state.entities.values()),
        sum(found.status != "rejected" for found in state.relations.values()),
        sum(found.status == "pending" for found in items),
    )
    if counted != (review.entities, review.relations, review.pending):
        yield "counts its items wrongly"


def _gold_differences(transaction: Transaction, review: ReviewRow, state: ReviewState) -> Iterator[str]:
    entities: set[tuple[object, ...]] = set()
    relations: set[tuple[object, ...]] = set()
    if state.status == "complete":
        entities = {
            (found.id, found.start, found.end, found.label)
            for found in state.entities.values()
            if found.status in GOLD_STATUSES
        }
        relations = {
            (found.id, found.head, found.tail, found.label)
            for found in state.relations.values()
            if found.status in GOLD_STATUSES
        }
    if transaction.inspection.gold(review.id) != (entities, relations):
        yield "its gold differs from what its log says"
