"""What changed between two versions of the annotations of one article.

Items are matched one to one: first what is the same, then by id, then by place. What is matched and differs
has changed; the rest was added or removed. The order of the items changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeVar

from annotator.core.model import Annotations, Entity, Relation

What = Literal["added", "removed", "relabelled", "moved", "flipped", "reattached", "attributes"]
Item = TypeVar("Item", Entity, Relation)


@dataclass(frozen=True, slots=True)
class Difference:
    """One item that is not the same in both versions.

    Attributes:
        what: added, removed, relabelled, (boundary) moved, flipped (head and tail changed places), reattached
            (another head or tail), or attributes alone. Of several the first of: moved, flipped or
            reattached; relabelled; attributes.
        kind: entity or relation.
        before: the item in the first version, ``None`` where it was added.
        after: in the second, ``None`` where it was removed.
    """

    what: What
    kind: Literal["entity", "relation"]
    before: Entity | Relation | None = field(hash=False)
    after: Entity | Relation | None = field(hash=False)


def differences(before: Annotations, after: Annotations) -> list[Difference]:
    """Everything that changed from one version to the other, entities first, in reading order."""
    entities = _match(before.entities, after.entities, (_entity_itself, _id, _span, _start_and_label, _start))
    entities |= _overlapping(before.entities, after.entities, entities)
    same = {one: other for one, other in entities.items()}
    found = [_entity_difference(*pair) for pair in _pairs(before.entities, after.entities, same)]
    relations = _match_relations(before, after, same)
    found += [
        _relation_difference(*pair, same) for pair in _pairs(before.relations, after.relations, relations)
    ]
    places = {one.id: one.start for one in (*before.entities, *after.entities)}
    return sorted((one for one in found if one is not None), key=lambda one: _place(one, places))


def _entity_itself(entity: Entity) -> Hashable:
    return (entity.start, entity.end, entity.label, tuple(sorted(entity.attributes.items())))


def _id(item: Entity | Relation) -> Hashable:
    return item.id


def _span(entity: Entity) -> Hashable:
    return (entity.start, entity.end)


def _start_and_label(entity: Entity) -> Hashable:
    return (entity.start, entity.label)


def _start(entity: Entity) -> Hashable:
    return entity.start


def _match(
    before: Iterable[Item], after: Iterable[Item], ways: Iterable[Callable[[Item], Hashable]]
) -> dict[str, str]:
    """Ids of the first version to ids of the second, by each way in turn; each item once."""
    matched: dict[str, str] = {}
    ours = sorted(before, key=_id_of)
    theirs = sorted(after, key=_id_of)
    for way in ways:
        taken = set(matched.values())
        waiting: dict[Hashable, list[str]] = {}
        for one in theirs:
            if one.id not in taken:
                waiting.setdefault(way(one), []).append(one.id)
        for one in ours:
            found = waiting.get(way(one))
            if one.id not in matched and found:
                matched[one.id] = found.pop(0)
    return matched


def _id_of(item: Entity | Relation) -> str:
    return item.id


def _overlapping(
    before: Iterable[Entity], after: Iterable[Entity], matched: Mapping[str, str]
) -> dict[str, str]:
    """The rest by the most characters in common, the same label first."""
    taken = set(matched.values())
    ours = [one for one in before if one.id not in matched]
    theirs = [one for one in after if one.id not in taken]
    shared = [
        (one.label != other.label, -common, one.start, one.id, other.id)
        for one in ours
        for other in theirs
        if (common := min(one.end, other.end) - max(one.start, other.start)) > 0
    ]
    made: dict[str, str] = {}
    for *_, one_id, other_id in sorted(shared):
        if one_id not in made and other_id not in made.values():
            made[one_id] = other_id
    return made


def _match_relations(before: Annotations, after: Annotations, same: Mapping[str, str]) -> dict[str, str]:
    back = {other: one for one, other in same.items()}

    def ends(one: Relation, known: Mapping[str, str]) -> tuple[str, str]:
        return known.get(one.head, f"- {one.head}"), known.get(one.tail, f"- {one.tail}")

    # ids of ends are those of the first version; what is only in the second one equals nothing there
    own = {one.id: one.id for one in before.entities}
    known = {id(one): ends(one, own) for one in before.relations}
    known |= {id(one): ends(one, back) for one in after.relations}

    def itself(one: Relation) -> Hashable:
        return (*known[id(one)], one.label, tuple(sorted(one.attributes.items())))

    def labelled(one: Relation) -> Hashable:
        return (*known[id(one)], one.label)

    def turned(one: Relation) -> Hashable:
        return (frozenset(known[id(one)]), one.label)

    def joined(one: Relation) -> Hashable:
        return known[id(one)]

    return _match(before.relations, after.relations, (itself, labelled, _id, turned, joined))


def _pairs(
    before: Iterable[Item], after: Iterable[Item], matched: Mapping[str, str]
) -> Iterator[tuple[Item | None, Item | None]]:
    theirs = {one.id: one for one in after}
    for one in before:
        yield one, theirs.pop(matched[one.id]) if one.id in matched else None
    for other in theirs.values():
        yield None, other


def _entity_difference(before: Entity | None, after: Entity | None) -> Difference | None:
    if before is None or after is None:
        return _gone_or_new("entity", before, after)
    what: What | None = None
    if (before.start, before.end) != (after.start, after.end):
        what = "moved"
    elif before.label != after.label:
        what = "relabelled"
    elif dict(before.attributes) != dict(after.attributes):
        what = "attributes"
    return None if what is None else Difference(what, "entity", before, after)


def _relation_difference(
    before: Relation | None, after: Relation | None, same: Mapping[str, str]
) -> Difference | None:
    if before is None or after is None:
        return _gone_or_new("relation", before, after)
    ends, now = (same.get(before.head), same.get(before.tail)), (after.head, after.tail)
    what: What | None = None
    if ends != now:
        what = "flipped" if ends == now[::-1] else "reattached"
    elif before.label != after.label:
        what = "relabelled"
    elif dict(before.attributes) != dict(after.attributes):
        what = "attributes"
    return None if what is None else Difference(what, "relation", before, after)


def _gone_or_new(
    kind: Literal["entity", "relation"], before: Entity | Relation | None, after: Entity | Relation | None
) -> Difference:
    return Difference("removed" if after is None else "added", kind, before, after)


def _place(found: Difference, places: Mapping[str, int]) -> tuple[bool, int, str, str]:
    item = found.after or found.before
    if isinstance(item, Entity):
        return False, item.start, item.id, found.what
    if isinstance(item, Relation):
        return True, places.get(item.head, 0), item.id, found.what
    raise ValueError("a difference has an item")
