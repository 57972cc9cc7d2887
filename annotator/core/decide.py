"""What an operation does to a review: ``decide`` takes a state and an operation and returns changes.

A change names one item and holds only the fields that differ, before and after; the log stores them, so
undo is the same changes backwards and :mod:`annotator.core.fold` can prove the stored state. The browser
runs the same rules (``editor/frontend/model/decide.js``); ``tests/conformance/`` holds cases that both must
answer alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import cast

from annotator.core import operations as ops
from annotator.core.label_schema import LabelSchema
from annotator.core.model import Entity, Relation
from annotator.core.state import Change, ReviewState, added, edited, removed, review_change
from annotator.errors import OperationRefused

#: The rules that decide now. Decisions say in the log which ones they were made by: under the first ones
#: every edit took a complete review back to work, and nobody was asked about an article without an entity.
RULES = 2


def decide(
    state: ReviewState, schema: LabelSchema, operation: ops.Operation, rules: int = RULES
) -> tuple[Change, ...]:
    """The changes that an operation makes, the change of the review's own status included.

    ``Undo`` and ``Redo`` need the log and are not decided here (:mod:`annotator.core.fold`).

    Args:
        state: where the review stands.
        schema: its label schema.
        operation: what is asked for.
        rules: by which rules; older ones only where a log is proved.

    Raises:
        OperationRefused: it is not allowed as things stand, with the reason; nothing changes then.
    """
    match operation:
        case ops.Complete():
            return _complete(state, schema, confirmed=operation.empty or rules < RULES)
        case ops.Skip():
            return review_change(state, status="skipped")
        case ops.Flag():
            return review_change(state, status="flagged", comment=operation.comment)
        case ops.AcceptAll():
            changes = _many(state, schema, _still_pending(state, schema, operation.items))
        case ops.Batch():
            changes = _many(state, schema, operation.operations)
        case ops.Undo() | ops.Redo():
            raise TypeError("undo and redo are decided with the log")
        case _:
            changes = tuple(_simple(state, schema, operation))
    if not changes:
        return ()
    if state.status == "complete" and rules == RULES and stays_complete(state, schema, changes):
        return changes
    return (*changes, *review_change(state, status="in_progress"))


def relation_fault(state: ReviewState, schema: LabelSchema, relation: Relation) -> str | None:
    """Why a relation may not stand in gold as it is, or ``None``."""
    head, tail = state.entities.get(relation.head), state.entities.get(relation.tail)
    if head is None or tail is None:
        return f"relation {relation.id} has lost an end"
    if "rejected" in (head.status, tail.status):
        return f"relation {relation.id} ({relation.label}) ends at a rejected entity"
    return _label_fault(schema, relation, head, tail)


def _label_fault(schema: LabelSchema, relation: Relation, head: Entity, tail: Entity) -> str | None:
    found = schema.relation_label(relation.label)
    if found is None:
        return f"{relation.label!r} is not a relation label of this schema"
    if not found.allows(head.label, tail.label):
        return f"{relation.label} cannot go from {head.label} to {tail.label}"
    return None


def _is_forbidden(state: ReviewState, schema: LabelSchema, relation: Relation) -> bool:
    """Whether a relation that is still to be decided cannot be accepted as it is: the schema forbids it."""
    head, tail = state.entities.get(relation.head), state.entities.get(relation.tail)
    if relation.status != "pending" or head is None or tail is None:
        return False
    return _label_fault(schema, relation, head, tail) is not None


def _is_wrong(state: ReviewState, schema: LabelSchema, relation: Relation) -> bool:
    """Whether it was so when it was proposed: no reviewer has changed what it joins."""
    ends = (state.entities.get(relation.head), state.entities.get(relation.tail))
    as_proposed = all(end is not None and end.status in ("pending", "accepted") for end in ends)
    return as_proposed and _is_forbidden(state, schema, relation)


def completion_fault(state: ReviewState, schema: LabelSchema) -> str | None:
    """Why a review cannot be completed as it stands, or ``None``.

    A relation that cannot be accepted is not among those that accepting all would decide.
    """
    relations = [one for one in state.relations.values() if not _is_wrong(state, schema, one)]
    acceptable = [one for one in relations if not _is_forbidden(state, schema, one)]
    items: tuple[Entity | Relation, ...] = (*state.entities.values(), *acceptable)
    pending = sum(1 for item in items if item.status == "pending")
    if pending:
        return f"{pending} left to decide{_ways_on(schema)}"
    faults = [relation_fault(state, schema, found) for found in relations if found.status != "rejected"]
    illegal = [fault for fault in faults if fault is not None]
    if illegal:
        more = f" (and {len(illegal) - 1} more)" if len(illegal) > 1 else ""
        return f"{illegal[0]}{more}: relabel, flip or delete it first"
    return None


def is_empty(state: ReviewState) -> bool:
    """Whether no entity stands: as gold the article would say that there is none."""
    return all(found.status == "rejected" for found in state.entities.values())


def stays_complete(state: ReviewState, schema: LabelSchema, changes: Iterable[Change]) -> bool:
    """Whether a complete review is still sound after changes to its items: then they are a revision of gold.

    Without its last entity it is not: that there is none has to be confirmed.
    """
    trial = state.fork()
    trial.apply(changes)
    emptied = is_empty(trial) and not is_empty(state)
    return not emptied and completion_fault(trial, schema) is None


def _ways_on(schema: LabelSchema) -> str:
    """The keys that help on, as the schema has them; a command without a key is not named."""
    does = (("next-pending", "goes to the next one"), ("accept-all", "accepts all"))
    ways = [f"{keys[0]} {words}" for command, words in does if (keys := schema.keys_of(command))]
    return f": {', '.join(ways)}" if ways else ""


def _complete(state: ReviewState, schema: LabelSchema, *, confirmed: bool) -> tuple[Change, ...]:
    fault = completion_fault(state, schema)
    if fault is not None:
        raise OperationRefused(fault)
    if is_empty(state) and not confirmed and state.status != "complete":
        raise OperationRefused("no entity is marked: that there is none has to be confirmed")
    wrong = [found for found in state.relations.values() if _is_wrong(state, schema, found)]
    rejected = (change for found in wrong for change in edited(found, status="rejected"))
    return (*rejected, *review_change(state, status="complete"))


def _still_pending(
    state: ReviewState, schema: LabelSchema, items: Iterable[ops.ItemRef]
) -> Iterator[ops.Simple]:
    """Accept what is pending, entities before relations, so that no relation waits for its ends.

    What the schema forbids stays as it is.
    """
    listed = sorted(dict.fromkeys(items), key=lambda item: item.kind)
    for item in listed:
        found = state.entities.get(item.id) if item.kind == "entity" else state.relations.get(item.id)
        if found is None or found.status != "pending":
            continue
        if not isinstance(found, Relation) or not _is_forbidden(state, schema, found):
            yield ops.Accept(item)


def _many(state: ReviewState, schema: LabelSchema, operations: Iterable[ops.Simple]) -> tuple[Change, ...]:
    trial = state.fork()
    changes: list[Change] = []
    for operation in operations:
        for change in _simple(trial, schema, operation):
            trial.apply((change,))
            changes.append(change)
    return tuple(changes)


def _simple(state: ReviewState, schema: LabelSchema, operation: ops.Simple) -> Iterator[Change]:
    match operation:
        case ops.AddEntity():
            yield from _add_entity(state, schema, operation)
        case ops.AddRelation():
            yield from _add_relation(state, schema, operation)
        case ops.Accept(item=ops.ItemRef(kind="entity")):
            yield from edited(_entity(state, operation.item), status=_settled(_entity(state, operation.item)))
        case ops.Accept():
            yield from _accept(state, schema, _relation(state, operation.item))
        case ops.Reject() | ops.Delete():
            yield from _remove(state, operation.item)
        case ops.Relabel():
            yield from _relabel(state, schema, operation)
        case ops.Move():
            entity = _entity(state, operation.item)
            check_span(state, operation.start, operation.end)
            _check_no_twin(state, replace(entity, start=operation.start, end=operation.end))
            yield from _corrected(entity, start=operation.start, end=operation.end)
        case ops.Flip():
            relation = _relation(state, operation.item)
            yield from _rewired(state, schema, relation, relation.tail, relation.head)
        case ops.Reattach():
            relation = _relation(state, operation.item)
            yield from _rewired(state, schema, relation, operation.head, operation.tail)
        case ops.SetAttribute():
            yield from _set_attribute(state, schema, operation)


def _entity(state: ReviewState, item: ops.ItemRef) -> Entity:
    found = state.entities.get(item.id)
    if found is None:
        raise OperationRefused(f"entity {item.id} is not there any more")
    return found


def _relation(state: ReviewState, item: ops.ItemRef) -> Relation:
    found = state.relations.get(item.id)
    if found is None:
        raise OperationRefused(f"relation {item.id} is not there any more")
    return found


def _settled(item: Entity | Relation) -> str:
    """The status of an item that is accepted: a correction or addition stays one."""
    if item.origin == "human":
        return "added"
    return "corrected" if item.status == "corrected" else "accepted"


def _accept(state: ReviewState, schema: LabelSchema, relation: Relation) -> Iterator[Change]:
    """Accept a relation: one that the schema forbids never is."""
    _check_ends_stand(state, relation)
    changes = tuple(edited(relation, status=_settled(relation)))
    fault = relation_fault(state, schema, relation)
    if changes and fault is not None:
        raise OperationRefused(f"{fault}: relabel, flip or delete it")
    yield from changes


def _corrected(item: Entity | Relation, **fields: object) -> Iterator[Change]:
    """Edit fields; whatever was proposed counts as corrected from then on."""
    if all(getattr(item, name) == value for name, value in fields.items()):
        return
    status = "added" if item.origin == "human" else "corrected"
    yield from edited(item, **fields, status=status)


def _remove(state: ReviewState, item: ops.ItemRef) -> Iterator[Change]:
    """Reject what was proposed, remove what was added; the relations of an entity go first."""
    if item.kind == "entity":
        entity = _entity(state, item)
        for relation in state.relations_of(entity.id):
            yield from _gone(relation, removed_end=entity.origin == "human")
        yield from _gone(entity)
    else:
        yield from _gone(_relation(state, item))


def _gone(item: Entity | Relation, *, removed_end: bool = False) -> Iterator[Change]:
    # a relation that was rejected before stays in the log only if the entity it hangs on stays too
    if item.origin == "human" or removed_end:
        yield removed(item)
    else:
        yield from edited(item, status="rejected")


def check_span(state: ReviewState, start: int, end: int) -> None:
    """Refuse what is no stretch of the text.

    Raises:
        OperationRefused: with the offsets, code points, and the length of the text.
    """
    if not 0 <= start < end <= state.text_length:
        raise OperationRefused(f"{start} to {end} is no span of this text (0 to {state.text_length})")


def _check_no_twin(state: ReviewState, entity: Entity) -> None:
    for other_id in state.entities_at(entity.start, entity.end):
        other = state.entities[other_id]
        if other.id != entity.id and other.label == entity.label and other.status != "rejected":
            raise OperationRefused(f"there is a {entity.label} with exactly these boundaries already")


def check_entity_label(schema: LabelSchema, label: str) -> None:
    """Refuse a label that no entity may have.

    Raises:
        OperationRefused: with the label and the schema.
    """
    if schema.entity_label(label) is None:
        raise OperationRefused(f"{label!r} is not an entity label of the schema {schema.name}")


def _add_entity(state: ReviewState, schema: LabelSchema, operation: ops.AddEntity) -> Iterator[Change]:
    if operation.id in state.entities:
        raise OperationRefused(f"the id {operation.id} is taken")
    check_entity_label(schema, operation.label)
    check_span(state, operation.start, operation.end)
    entity = Entity(
        operation.id, operation.start, operation.end, operation.label, origin="human", status="added"
    )
    _check_no_twin(state, entity)
    yield added(entity)


def _check_ends_stand(state: ReviewState, relation: Relation) -> None:
    for end in (relation.head, relation.tail):
        entity = state.entities.get(end)
        if entity is None:
            raise OperationRefused(f"entity {end} is not there any more")
        if entity.status == "rejected":
            raise OperationRefused("one end of this relation is rejected; accept that entity first")
    if relation.head == relation.tail:
        raise OperationRefused("a relation needs two different entities")


def _check_relation(state: ReviewState, schema: LabelSchema, relation: Relation) -> None:
    _check_ends_stand(state, relation)
    fault = relation_fault(state, schema, relation)
    if fault is not None:
        raise OperationRefused(fault)
    _check_no_twin_relation(state, schema, relation)


def _check_no_twin_relation(state: ReviewState, schema: LabelSchema, relation: Relation) -> None:
    ways = {(relation.head, relation.tail)}
    if schema.is_symmetric(relation.label):
        ways.add((relation.tail, relation.head))
    for other in state.relations_of(relation.head):
        same = other.label == relation.label and (other.head, other.tail) in ways
        if same and other.id != relation.id and other.status != "rejected":
            raise OperationRefused(f"this {relation.label} relation is there already")


def _add_relation(state: ReviewState, schema: LabelSchema, operation: ops.AddRelation) -> Iterator[Change]:
    if operation.id in state.relations:
        raise OperationRefused(f"the id {operation.id} is taken")
    relation = Relation(
        *(operation.id, operation.head, operation.tail, operation.label),
        origin="human",
        status="added",
        pattern=operation.pattern,
    )
    _check_relation(state, schema, relation)
    yield added(relation)


def _relabel(state: ReviewState, schema: LabelSchema, operation: ops.Relabel) -> Iterator[Change]:
    if operation.item.kind == "entity":
        entity = _entity(state, operation.item)
        check_entity_label(schema, operation.label)
        if entity.label == operation.label:
            yield from edited(entity, status=_settled(entity))
            return
        _check_no_twin(state, replace(entity, label=operation.label))
        yield from _corrected(entity, label=operation.label)
        return
    relation = _relation(state, operation.item)
    if relation.label == operation.label:
        yield from _accept(state, schema, relation)
        return
    _check_relation(state, schema, replace(relation, label=operation.label))
    yield from _corrected(relation, label=operation.label)


def _rewired(
    state: ReviewState, schema: LabelSchema, relation: Relation, head: str, tail: str
) -> Iterator[Change]:
    """Other ends for a relation; where its label becomes illegal it stays, and blocks completion."""
    wanted = replace(relation, head=head, tail=tail)
    _check_ends_stand(state, wanted)
    _check_no_twin_relation(state, schema, wanted)
    yield from _corrected(relation, head=head, tail=tail)


def _set_attribute(state: ReviewState, schema: LabelSchema, operation: ops.SetAttribute) -> Iterator[Change]:
    item: Entity | Relation
    if operation.item.kind == "entity":
        item = _entity(state, operation.item)
    else:
        item = _relation(state, operation.item)
    attribute = schema.attribute(operation.item.kind, operation.name, item.label)
    if attribute is None:
        raise OperationRefused(f"{operation.name!r} is not an attribute of {item.label}")
    if operation.value not in attribute.values:
        raise OperationRefused(f"{operation.value!r} is not a value of {operation.name}")
    attributes = cast(dict[str, str], {**item.attributes, operation.name: operation.value})
    yield from _corrected(item, attributes=attributes)
