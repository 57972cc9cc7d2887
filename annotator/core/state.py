"""The state of one review, and the changes that decisions make to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any, Literal, TypeAlias

from annotator.core.model import Annotations, Entity, Relation, ReviewStatus

ChangeKind = Literal["entity", "relation", "review"]
#: Field values of an item: all of them where it appears or goes, else those that differ.
Fields: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """One item before and after a decision.

    Attributes:
        kind: entity, relation, or review (the status of the article; its id is empty).
        id: the item.
        before: the fields that differ, as they were; ``None`` where the item appears.
        after: the same fields as they become; ``None`` where the item goes.
    """

    kind: ChangeKind
    id: str
    before: Fields | None = field(hash=False)
    after: Fields | None = field(hash=False)

    def inverse(self) -> Change:
        """The change that takes this one back."""
        return Change(self.kind, self.id, self.after, self.before)

    def to_json(self) -> list[object]:
        """``[kind, id, before, after]``, as the log and the editor's messages carry it."""
        return [self.kind, self.id, _plain(self.before), _plain(self.after)]

    @classmethod
    def from_json(cls, value: list[Any]) -> Change:
        """Read what :meth:`to_json` wrote (from the log, never from a browser)."""
        kind, item_id, before, after = value
        return cls(kind, item_id, before, after)


def _plain(values: Fields | None) -> dict[str, Any] | None:
    return None if values is None else dict(values)


def item_fields(item: Entity | Relation) -> dict[str, Any]:
    """All fields of an item but its id, as plain JSON values."""
    values = {found.name: getattr(item, found.name) for found in fields(item) if found.name != "id"}
    values["attributes"] = dict(item.attributes)
    return values


def _kind_of(item: Entity | Relation) -> ChangeKind:
    return "entity" if isinstance(item, Entity) else "relation"


def added(item: Entity | Relation) -> Change:
    """The change by which an item appears."""
    return Change(_kind_of(item), item.id, None, item_fields(item))


def removed(item: Entity | Relation) -> Change:
    """The change by which an item goes."""
    return Change(_kind_of(item), item.id, item_fields(item), None)


def edited(item: Entity | Relation, **values: object) -> Iterator[Change]:
    """The change of some fields of an item; nothing where they all have these values already."""
    changed = {name: value for name, value in values.items() if getattr(item, name) != value}
    if changed:
        before = {name: getattr(item, name) for name in changed}
        yield Change(_kind_of(item), item.id, before, changed)


@dataclass(slots=True)
class ReviewState:
    """Where one review stands: a projection of its decisions, the one mutable value of the core.

    ``revision`` counts the decisions applied. Lookups by span and by end are kept up to date, so that
    deciding an operation costs the same in a long article as in a short one.
    """

    text_length: int
    entities: dict[str, Entity] = field(default_factory=dict)
    relations: dict[str, Relation] = field(default_factory=dict)
    status: ReviewStatus = "new"
    comment: str = ""
    revision: int = 0
    _spans: dict[tuple[int, int], set[str]] = field(default_factory=dict, repr=False, compare=False)
    _ends: dict[str, set[str]] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, text_length: int, annotations: Annotations) -> ReviewState:
        """The state in which a review of these proposals begins."""
        state = cls(text_length)
        for entity in annotations.entities:
            state._put(entity)
        for relation in annotations.relations:
            state._put(relation)
        return state

    def fork(self) -> ReviewState:
        """A copy that may be changed without touching this one."""
        return replace(
            self,
            entities=dict(self.entities),
            relations=dict(self.relations),
            _spans={span: set(ids) for span, ids in self._spans.items()},
            _ends={end: set(ids) for end, ids in self._ends.items()},
        )

    def annotations(self) -> Annotations:
        """All items, of any status."""
        return Annotations(tuple(self.entities.values()), tuple(self.relations.values()))

    def entities_at(self, start: int, end: int) -> frozenset[str]:
        """The ids of the entities with exactly these boundaries."""
        return frozenset(self._spans.get((start, end), ()))

    def relations_of(self, entity_id: str) -> tuple[Relation, ...]:
        """The relations that begin or end at an entity, in a fixed order."""
        return tuple(self.relations[found] for found in sorted(self._ends.get(entity_id, ())))

    def holds(self, change: Change, side: Literal["before", "after"]) -> bool:
        """Whether the item of a change is now as the change has it on one side."""
        wanted = change.before if side == "before" else change.after
        if change.kind == "review":
            return wanted is not None and all(getattr(self, name) == value for name, value in wanted.items())
        item = self._item(change)
        if wanted is None or item is None:
            return wanted is None and item is None
        return all(getattr(item, name) == value for name, value in wanted.items())

    def apply(self, changes: Iterable[Change]) -> None:
        """Make changes that :func:`~annotator.core.decide.decide` or an undo gave for this state."""
        for change in changes:
            if change.kind == "review":
                for name, value in (change.after or {}).items():
                    setattr(self, name, value)
                continue
            old = self._item(change)
            if old is not None:
                self._drop(old)
            if change.after is not None:
                self._put(_made(change, old))

    def _item(self, change: Change) -> Entity | Relation | None:
        return self.entities.get(change.id) if change.kind == "entity" else self.relations.get(change.id)

    def _put(self, item: Entity | Relation) -> None:
        if isinstance(item, Entity):
            self.entities[item.id] = item
            self._spans.setdefault((item.start, item.end), set()).add(item.id)
        else:
            self.relations[item.id] = item
            for end in (item.head, item.tail):
                self._ends.setdefault(end, set()).add(item.id)

    def _drop(self, item: Entity | Relation) -> None:
        if isinstance(item, Entity):
            del self.entities[item.id]
            self._spans[(item.start, item.end)].discard(item.id)
        else:
            del self.relations[item.id]
            for end in (item.head, item.tail):
                self._ends[end].discard(item.id)


def _made(change: Change, old: Entity | Relation | None) -> Entity | Relation:
    values: dict[str, Any] = dict(change.after or {})
    if old is not None:
        return replace(old, **values)
    return Entity(change.id, **values) if change.kind == "entity" else Relation(change.id, **values)


def review_change(
    state: ReviewState, *, status: ReviewStatus, comment: str | None = None
) -> tuple[Change, ...]:
    """The change of the review's own status (and comment); nothing where it has them already."""
    wanted: dict[str, Any] = {"status": status}
    if comment is not None:
        wanted["comment"] = comment
    changed = {name: value for name, value in wanted.items() if getattr(state, name) != value}
    if not changed:
        return ()
    return (Change("review", "", {name: getattr(state, name) for name in changed}, changed),)


def growth(changes: Sequence[Change]) -> tuple[int, int, int]:
    """By how many the entities, relations (rejected ones aside) and pending items of a review grow."""
    entities = relations = pending = 0
    for change in changes:
        for values, sign in ((change.before, -1), (change.after, 1)):
            status = (values or {}).get("status")
            if change.kind == "review" or status is None:
                continue
            pending += sign * (status == "pending")
            entities += sign * (status != "rejected" and change.kind == "entity")
            relations += sign * (status != "rejected" and change.kind == "relation")
    return entities, relations, pending
