"""What of annotations can be gold: duplicates become one, and what cannot be is left out by name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from annotator.core.json_values import show
from annotator.core.label_check import attribute_fault, label_fault, may_join
from annotator.core.label_schema import LabelSchema
from annotator.core.model import Annotations, Entity, Relation
from annotator.errors import ItemError, ItemFaultKind

_Item = TypeVar("_Item", Entity, Relation)
#: The places of items in their source, by ``entities`` and ``relations``; without them their number.
Names = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Goldable:
    """What can be gold of annotations.

    Attributes:
        annotations: of items that are the same the first, with the attributes of all.
        left_out: a fault for each item or attribute that was left out.
        merged: how many items were the same as one before, in words.
    """

    annotations: Annotations
    left_out: tuple[ItemError, ...]
    merged: Counter[str]


def goldable(annotations: Annotations, schema: LabelSchema, names: Names | None = None) -> Goldable:
    """What of the annotations keeps to a label schema, could be decided by a reviewer, and is there once.

    Of an attribute or value that the schema lacks only that is left out, of all else the item, and the
    relations that hang on it.
    """
    work = _Work(schema, names or {})
    ends: dict[str, Entity] = {}
    entities: dict[tuple[object, ...], Entity] = {}
    for at, entity in enumerate(annotations.entities):
        place = work.place("entities", at)
        problem = label_fault("entity", entity.label, schema)
        if problem is not None:
            work.leave(place, ".label", problem, "label")
            continue
        key = (entity.start, entity.end, entity.label)
        entities[key] = work.merged("entity", entities.get(key), work.fitting("entity", entity, place), place)
        ends[entity.id] = entities[key]
    relations: dict[tuple[object, ...], Relation] = {}
    for at, relation in enumerate(annotations.relations):
        place = work.place("relations", at)
        if not work.can_be(relation, ends, place):
            continue
        head, tail = ends[relation.head].id, ends[relation.tail].id
        key = (
            *(sorted((head, tail)) if schema.is_symmetric(relation.label) else (head, tail)),
            relation.label,
        )
        fitting = work.fitting("relation", replace(relation, head=head, tail=tail), place)
        relations[key] = work.merged("relation", relations.get(key), fitting, place)
    kept = Annotations(tuple(entities.values()), tuple(relations.values()))
    return Goldable(kept, tuple(work.left_out), work.counts)


@dataclass(slots=True)
class _Work:
    schema: LabelSchema
    names: Names
    left_out: list[ItemError] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def place(self, items: str, at: int) -> str:
        return self.names[items][at] if items in self.names else f"{items}[{at}]"

    def leave(self, place: str, step: str, problem: str, kind: ItemFaultKind) -> None:
        """A path goes on behind a place that is one (``entities[3]``); a line number has none."""
        self.left_out.append(ItemError(f"{place}{step if place.endswith(']') else ''}: {problem}", kind))

    def can_be(self, relation: Relation, ends: Mapping[str, Entity], place: str) -> bool:
        """Whether a relation has a label, two ends, and may join them."""
        problem = label_fault("relation", relation.label, self.schema)
        if problem is not None:
            self.leave(place, ".label", problem, "label")
            return False
        for end, key in (("head", relation.head), ("tail", relation.tail)):
            if key not in ends:
                self.leave(place, f".{end}", f"its {end} {show(key)} was left out", "end")
                return False
        head, tail = ends[relation.head], ends[relation.tail]
        if head.id == tail.id:
            problem = f"{relation.label} joins {head.id!r} with itself; it needs two entities"
            self.leave(place, "", problem, "argument")
            return False
        problem = may_join(relation.label, head.label, tail.label, self.schema)
        if problem is not None:
            self.leave(place, "", problem, "argument")
        return problem is None

    def fitting(self, on: str, item: _Item, place: str) -> _Item:
        """The item with those attributes that the schema has."""
        kept = {}
        for name, value in item.attributes.items():
            fault = attribute_fault(on, item, name, self.schema)
            if fault is None:
                kept[name] = value
            else:
                self.leave(place, f".attributes{fault[0]}", fault[1], "attribute")
        return item if len(kept) == len(item.attributes) else replace(item, attributes=kept)

    def merged(self, on: str, first: _Item | None, item: _Item, place: str) -> _Item:
        """One item of two that are the same, with the attributes of both."""
        if first is None:
            return item
        self.counts[f"{on} that is there already"] += 1
        more = dict(first.attributes)
        for name, value in item.attributes.items():
            if more.setdefault(name, value) != value:
                problem = f"{show(value)} is not {show(more[name])}, as the same {on} before it has"
                self.leave(place, f".attributes.{name}", problem, "attribute")
        return replace(first, attributes=more)
