"""The items of a decision as they were at the time: their words, what it changed or would have changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from annotator.core import operations as ops
from annotator.core.model import Entity, Relation
from annotator.core.operations import ItemRef, named_items
from annotator.core.state import Change, ReviewState, added, edited

#: Items of one decision that are told one by one; of the others only how many there are.
TOLD = 3
#: How many characters of an item's words are quoted.
_QUOTED = 80


@dataclass(frozen=True, slots=True)
class ItemThen:
    """How an item was at one moment.

    Attributes:
        label: its label.
        words: of an entity, what it covers; of a relation nothing.
        head, tail: of a relation, the words of its ends; of an entity nothing.
        attributes: attribute name to value.
        rejected: whether it was rejected then.
    """

    label: str
    words: str
    head: str
    tail: str
    attributes: Mapping[str, str]
    rejected: bool = False


@dataclass(frozen=True, slots=True)
class HistoryItem:
    """One item that a decision was about.

    Attributes:
        item: which one; it may be gone by now.
        start, end: where it stood in the text (a relation: where its head did), in code points.
        before: how it was, or ``None`` where the decision added it.
        after: how it was then (of a decision that was not applied: how it would have been), or ``None``
            where the decision took it away.
    """

    item: ItemRef
    start: int
    end: int
    before: ItemThen | None
    after: ItemThen | None

    def backwards(self) -> HistoryItem:
        """The same of the decision that takes this one back."""
        return replace(self, before=self.after, after=self.before)


@dataclass(frozen=True, slots=True)
class _Sight:
    start: int
    end: int
    then: ItemThen


@dataclass(frozen=True, slots=True)
class StandingItems:
    """The items of a review at one moment of the walk through its log, with the words of the article."""

    text: str
    state: ReviewState

    def applied(self, changes: Sequence[Change], first: ItemRef | None) -> tuple[HistoryItem, ...]:
        """Step back over the changes of a decision; gives its items, what it named itself before the rest."""
        listed = sorted(touched(changes), key=lambda item: item != first)[:TOLD]
        after = [self._sight(item) for item in listed]
        self.step_back(changes)
        before = [self._sight(item) for item in listed]
        return _items(listed, before, after)

    def wished(self, operation: ops.Operation, listed: Sequence[ItemRef]) -> tuple[HistoryItem, ...]:
        """The items of a decision that was not applied, as it would have left them; nothing changes."""
        told = listed[:TOLD]
        before = [self._sight(item) for item in told]
        changes = tuple(_wish(self.state, operation))
        self.state.apply(changes)
        after = [self._sight(item) for item in told]
        self.step_back(changes)
        return _items(told, before, after)

    def step_back(self, changes: Sequence[Change]) -> None:
        """Take the changes of the newest decision back."""
        self.state.apply(change.inverse() for change in reversed(changes))

    def _sight(self, item: ItemRef) -> _Sight | None:
        if item.kind == "entity":
            entity = self.state.entities.get(item.id)
            if entity is None:
                return None
            rejected = entity.status == "rejected"
            then = ItemThen(entity.label, self._words(item.id), "", "", entity.attributes, rejected)
            return _Sight(entity.start, entity.end, then)
        relation = self.state.relations.get(item.id)
        if relation is None:
            return None
        head, tail = self._words(relation.head), self._words(relation.tail)
        at = self.state.entities.get(relation.head)
        start, end = (0, 0) if at is None else (at.start, at.end)
        rejected = relation.status == "rejected"
        then = ItemThen(relation.label, "", head, tail, relation.attributes, rejected)
        return _Sight(start, end, then)

    def _words(self, entity_id: str) -> str:
        entity = self.state.entities.get(entity_id)
        if entity is None:
            return "…"
        words = self.text[entity.start : min(entity.end, entity.start + _QUOTED + 1)]
        return words if len(words) <= _QUOTED else f"{words[: _QUOTED - 1]}…"


def touched(changes: Iterable[Change]) -> list[ItemRef]:
    """The items of changes, each once, in their order."""
    return list(dict.fromkeys(ItemRef(found.kind, found.id) for found in changes if found.kind != "review"))


def asked_items(operation: ops.Operation) -> list[ItemRef]:
    """The items that an operation is about, those that it would add included."""
    match operation:
        case ops.AddEntity():
            return [ItemRef("entity", operation.id)]
        case ops.AddRelation():
            return [ItemRef("relation", operation.id)]
        case ops.AcceptAll():
            return list(dict.fromkeys(operation.items))
        case ops.Batch():
            return list(dict.fromkeys(item for step in operation.operations for item in asked_items(step)))
        case _:
            return list(named_items(operation))


def _items(
    listed: Sequence[ItemRef], before: Sequence[_Sight | None], after: Sequence[_Sight | None]
) -> tuple[HistoryItem, ...]:
    made = []
    for item, was, became in zip(listed, before, after, strict=True):
        place = became or was
        if place is not None:
            old, new = (None if found is None else found.then for found in (was, became))
            made.append(HistoryItem(item, place.start, place.end, old, new))
    return tuple(made)


def _wish(state: ReviewState, operation: ops.Operation) -> Iterable[Change]:
    """The changes that an operation asks for, whatever the rules say."""
    match operation:
        case ops.AddEntity(id=item_id) if item_id not in state.entities:
            yield added(Entity(item_id, operation.start, operation.end, operation.label))
        case ops.AddRelation(id=item_id) if item_id not in state.relations:
            yield added(Relation(item_id, operation.head, operation.tail, operation.label))
        case (
            ops.Relabel(item=item)
            | ops.Move(item=item)
            | ops.Flip(item=item)
            | ops.Reattach(item=item)
            | ops.SetAttribute(item=item)
        ):
            found = state.entities.get(item.id) if item.kind == "entity" else state.relations.get(item.id)
            if found is not None:
                yield from edited(found, **_wished_fields(found, operation))


def _wished_fields(found: Entity | Relation, operation: ops.Operation) -> dict[str, object]:
    match operation:
        case ops.Relabel():
            return {"label": operation.label}
        case ops.Move():
            return {"start": operation.start, "end": operation.end}
        case ops.Flip() if isinstance(found, Relation):
            return {"head": found.tail, "tail": found.head}
        case ops.Reattach():
            return {"head": operation.head, "tail": operation.tail}
        case ops.SetAttribute():
            return {"attributes": {**found.attributes, operation.name: operation.value}}
        case _:
            return {}
