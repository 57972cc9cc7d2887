"""Several reviews of one article laid over one another: what all have, and where they differ.

Entities are the same where span and label are. What only some have is grouped by overlap: such a group is
one disagreement. A relation is the same where its label is and its ends are the same or, with one entity from
each reviewer in a group, stand for each other: then the disagreement is about the entity alone.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias, TypeVar

from annotator.core.adopt import Adopted, Adoption
from annotator.core.label_schema import LabelSchema
from annotator.core.model import Annotations, Entity, Relation, Status
from annotator.core.operations import ItemRef

#: Item ids of reviews begin otherwise: what was meant for one of those cannot hit an item of the other.
_ENTITY_ID, _RELATION_ID = "both:", "both:r"

Item = TypeVar("Item", Entity, Relation)
#: What is the same in several reviews, to each reviewer's own item.
_Held: TypeAlias = dict[Hashable, dict[str, Item]]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One place where reviews differ, and what each reviewer has there.

    Attributes:
        sides: by reviewer, the items of the adopted review that this reviewer has there; perhaps none.
    """

    sides: Mapping[str, tuple[ItemRef, ...]] = field(hash=False)

    @property
    def items(self) -> tuple[ItemRef, ...]:
        """All items that it is about."""
        return tuple(dict.fromkeys(item for side in self.sides.values() for item in side))


def lay_together(reviews: Mapping[str, Annotations], schema: LabelSchema) -> Adoption:
    """All items of some reviews, each once: settled where all reviewers agree on it, else pending.

    Args:
        reviews: reviewer to what the reviewer completed.
        schema: says which relations have no direction.
    """
    names = tuple(reviews)
    entities: _Held[Entity] = {}
    for name, review in reviews.items():
        for entity in review.entities:
            entities.setdefault((entity.start, entity.end, entity.label), {})[name] = entity
    ordered = sorted(entities.items(), key=lambda found: _place(next(iter(found[1].values()))))
    ids = {key: f"{_ENTITY_ID}{number}" for number, (key, _) in enumerate(ordered, start=1)}
    came = {(name, one.id): ids[key] for key, held in ordered for name, one in held.items()}
    brought = tuple(_adopted(held, names, id=ids[key]) for key, held in ordered)
    return Adoption(names, brought, _relations(reviews, came, brought, schema))


def disagreements(adoption: Adoption, schema: LabelSchema) -> tuple[Disagreement, ...]:
    """Where the reviews differ: entities in reading order, then relations in that of their heads."""
    groups = _groups(adoption.entities)
    stands = _stand_ins(adoption, groups)
    found = [_disagreement(adoption.reviewers, group) for group in groups]
    by_ends: dict[Hashable, list[Adopted]] = {}
    place = {one.item.id: at for at, one in enumerate(adoption.entities)}
    for one in sorted(adoption.relations, key=lambda one: place[_relation(one).head]):
        if one.item.status == "pending":
            relation = _relation(one)
            ends = frozenset((stands[relation.head], stands[relation.tail]))
            by_ends.setdefault(ends, []).append(one)
    return (*found, *(_disagreement(adoption.reviewers, group) for group in by_ends.values()))


def _relations(
    reviews: Mapping[str, Annotations],
    came: Mapping[tuple[str, str], str],
    entities: tuple[Adopted, ...],
    schema: LabelSchema,
) -> tuple[Adopted, ...]:
    stands = _stand_ins(Adoption(tuple(reviews), entities), _groups(entities))
    exact: _Held[Relation] = {}
    holders: dict[Hashable, dict[str, dict[str, str]]] = {}
    for name, review in reviews.items():
        for one in review.relations:
            there = replace(one, head=came[name, one.head], tail=came[name, one.tail])
            exact.setdefault(_relation_key(there, schema, {}), {}).setdefault(name, there)
            loose = holders.setdefault(_relation_key(there, schema, stands), {})
            loose[name] = dict(one.attributes)
    brought = []
    for number, held in enumerate(exact.values(), start=1):
        alike = holders[_relation_key(next(iter(held.values())), schema, stands)]
        agreed = alike.keys() == reviews.keys() and len({_key(values) for values in alike.values()}) == 1
        brought.append(_adopted(held, tuple(reviews), id=f"{_RELATION_ID}{number}", agreed=agreed))
    return tuple(brought)


def _adopted(
    held: Mapping[str, Item], names: tuple[str, ...], *, id: str, agreed: bool | None = None
) -> Adopted:
    """An item as it comes in: proposed by a machine where it was so for anybody."""
    proposed = [one for one in held.values() if one.origin == "machine"]
    first = (proposed or list(held.values()))[0]
    attributes = {name: dict(one.attributes) for name, one in held.items()}
    if agreed is None:
        agreed = held.keys() == set(names) and len({_key(values) for values in attributes.values()}) == 1
    status: Status = "pending"
    if agreed:
        is_corrected = any(one.status == "corrected" for one in held.values())
        status = "added" if not proposed else "corrected" if is_corrected else "accepted"
    return Adopted(replace(first, id=id, status=status), attributes)


def _groups(entities: Iterable[Adopted]) -> list[list[Adopted]]:
    """What is not agreed, by overlap, in reading order."""
    groups: list[list[Adopted]] = []
    reach = -1
    for found in entities:
        if found.item.status != "pending":
            continue
        entity = _entity(found)
        if entity.start < reach:
            groups[-1].append(found)
        else:
            groups.append([found])
        reach = max(reach, entity.end)
    return groups


def _stand_ins(adoption: Adoption, groups: Iterable[list[Adopted]]) -> dict[str, str]:
    """Entity id to the id that stands for it: in a group with at most one from each, its first one's."""
    stands = {found.item.id: found.item.id for found in adoption.entities}
    for group in groups:
        names = [name for found in group for name in found.attributes]
        if len(names) == len(set(names)):
            stands.update({found.item.id: group[0].item.id for found in group})
    return stands


def _disagreement(names: tuple[str, ...], group: Iterable[Adopted]) -> Disagreement:
    listed = list(group)
    return Disagreement(
        {name: tuple(found.ref for found in listed if name in found.attributes) for name in names}
    )


def _relation_key(relation: Relation, schema: LabelSchema, stands: Mapping[str, str]) -> Hashable:
    ends = (stands.get(relation.head, relation.head), stands.get(relation.tail, relation.tail))
    return (frozenset(ends) if schema.is_symmetric(relation.label) else ends, relation.label)


def _key(attributes: Mapping[str, str]) -> Hashable:
    return frozenset(attributes.items())


def _place(entity: Entity) -> tuple[int, int, str]:
    return entity.start, -entity.end, entity.label


def _entity(found: Adopted) -> Entity:
    if not isinstance(found.item, Entity):
        raise TypeError(f"{found.item.id} is no entity")
    return found.item


def _relation(found: Adopted) -> Relation:
    if not isinstance(found.item, Relation):
        raise TypeError(f"{found.item.id} is no relation")
    return found.item
