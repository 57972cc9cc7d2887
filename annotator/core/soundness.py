"""What no decision may leave behind, whoever else is at work: checked before anything is written.

:func:`~annotator.core.decide.decide` and :func:`~annotator.core.fold.undone` answer for the items that they
are about. What comes *back* through them meets what others did meanwhile: a rejected entity that is accepted
after its like was added, an undo under a relation that somebody has drawn since, an undo in a review that is
complete.
"""

from __future__ import annotations

from annotator.core.decide import RULES, completion_fault, stays_complete
from annotator.core.label_schema import LabelSchema
from annotator.core.model import Entity, Relation
from annotator.core.state import Change, ReviewState, review_change
from annotator.errors import OperationRefused


def sound(
    state: ReviewState,
    schema: LabelSchema,
    changes: tuple[Change, ...],
    *,
    replayed: bool,
    rules: int = RULES,
) -> tuple[Change, ...]:
    """The changes as they may be written.

    Args:
        state: where the review stands, before them.
        schema: its label schema.
        changes: what an operation, an undo or a redo would change.
        replayed: whether it is an undo or redo. A complete review stays complete while it is sound, and one
            that is not ready does not become complete by it.
        rules: by which rules (:data:`~annotator.core.decide.RULES`).

    Raises:
        OperationRefused: an item would stand twice, or a relation without a standing end.
    """
    returning = [change for change in changes if change.kind != "review" and (replayed or _revives(change))]
    if not returning and not replayed:
        return changes
    trial = state.fork()
    trial.apply(changes)
    for change in returning:
        _check_item(trial, schema, change)
    return _with_status(state, trial, schema, changes, rules) if replayed else changes


def _revives(change: Change) -> bool:
    return change.before is not None and change.before.get("status") == "rejected"


def _check_item(trial: ReviewState, schema: LabelSchema, change: Change) -> None:
    if change.kind == "relation":
        relation = trial.relations.get(change.id)
        if relation is not None and relation.status != "rejected":
            _check_ends(trial, relation)
            _check_no_twin_relation(trial, schema, relation)
        return
    entity = trial.entities.get(change.id)
    if entity is not None and entity.status != "rejected":
        _check_no_twin(trial, entity)
    elif any(entity is None or found.status != "rejected" for found in trial.relations_of(change.id)):
        raise OperationRefused(f"a relation ends at entity {change.id} since; delete that first")


def _check_ends(trial: ReviewState, relation: Relation) -> None:
    for end in (relation.head, relation.tail):
        entity = trial.entities.get(end)
        if entity is None:
            raise OperationRefused(f"entity {end} is not there any more")
        if entity.status == "rejected":
            raise OperationRefused("one end of this relation is rejected; accept that entity first")


# Twins that are both as they were proposed are the extractor's: they do not stand in the way of an undo.


def _check_no_twin(trial: ReviewState, entity: Entity) -> None:
    for other_id in trial.entities_at(entity.start, entity.end):
        other = trial.entities[other_id]
        if other.id != entity.id and other.label == entity.label and _clash(entity, other):
            raise OperationRefused(f"there is a {entity.label} with exactly these boundaries already")


def _check_no_twin_relation(trial: ReviewState, schema: LabelSchema, relation: Relation) -> None:
    ways = {(relation.head, relation.tail)}
    if schema.is_symmetric(relation.label):
        ways.add((relation.tail, relation.head))
    for other in trial.relations_of(relation.head):
        same = other.label == relation.label and (other.head, other.tail) in ways
        if same and other.id != relation.id and _clash(relation, other):
            raise OperationRefused(f"this {relation.label} relation is there already")


def _clash(one: Entity | Relation, other: Entity | Relation) -> bool:
    as_proposed = ("pending", "accepted")
    return other.status != "rejected" and not (one.status in as_proposed and other.status in as_proposed)


def _with_status(
    state: ReviewState, trial: ReviewState, schema: LabelSchema, changes: tuple[Change, ...], rules: int
) -> tuple[Change, ...]:
    items = tuple(change for change in changes if change.kind != "review")
    if trial.status != "complete":
        return changes
    if state.status == "complete":
        if rules == RULES and stays_complete(state, schema, changes):
            return changes
        return (*changes, *review_change(trial, status="in_progress")) if items else changes
    fault = completion_fault(trial, schema)
    if fault is None:
        return changes
    if not items:
        raise OperationRefused(fault)
    return (*items, *review_change(state, status="in_progress"))
