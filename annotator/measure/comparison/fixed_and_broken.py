"""What a second extractor mends and what it breaks, item by item."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from annotator.core.model import Annotations, Entity, Relation

EntityKey = tuple[int, int, str]
RelationKey = tuple[str, EntityKey, EntityKey]
Item = TypeVar("Item", Entity, Relation)
Key = TypeVar("Key", EntityKey, RelationKey)


@dataclass(frozen=True, slots=True)
class Changed(Generic[Item]):
    """Items that one of two extractors has right and the other has not, strictly, in reading order.

    Attributes:
        fixed: gold items that only the second found.
        broken: gold items that only the first found.
        spurious_gone: what only the first made up.
        spurious_new: what only the second made up.
    """

    fixed: tuple[Item, ...]
    broken: tuple[Item, ...]
    spurious_gone: tuple[Item, ...]
    spurious_new: tuple[Item, ...]


def changed_entities(gold: Annotations, first: Annotations, second: Annotations) -> Changed[Entity]:
    """The entities of one article that two extractors disagree on; equal means same start, end and label."""
    return _changed(*(_entities(annotations) for annotations in (gold, first, second)))


def changed_relations(
    gold: Annotations, first: Annotations, second: Annotations, *, symmetric: Iterable[str] = frozenset()
) -> Changed[Relation]:
    """The relations of one article that two extractors disagree on; equal means same label and arguments.

    Raises:
        KeyError: a relation names an entity that its side lacks.
    """
    unordered = frozenset(symmetric)
    return _changed(*(_relations(annotations, unordered) for annotations in (gold, first, second)))


def _entities(annotations: Annotations) -> dict[EntityKey, Entity]:
    """The entities by what is compared; the first of equal ones."""
    return {(e.start, e.end, e.label): e for e in reversed(annotations.entities)}


def _relations(annotations: Annotations, symmetric: frozenset[str]) -> dict[RelationKey, Relation]:
    """The relations by what is compared; the first of equal ones."""
    key = {entity.id: (entity.start, entity.end, entity.label) for entity in annotations.entities}
    found: dict[RelationKey, Relation] = {}
    for relation in reversed(annotations.relations):
        head, tail = key[relation.head], key[relation.tail]
        if relation.label in symmetric and tail < head:
            head, tail = tail, head
        found[relation.label, head, tail] = relation
    return found


def _changed(
    gold: Mapping[Key, Item], first: Mapping[Key, Item], second: Mapping[Key, Item]
) -> Changed[Item]:
    """Compare three sets of items."""
    one, two = first.keys(), second.keys()
    return Changed(
        tuple(gold[key] for key in sorted(gold.keys() & (two - one), key=_place)),
        tuple(gold[key] for key in sorted(gold.keys() & (one - two), key=_place)),
        tuple(first[key] for key in sorted(one - two - gold.keys(), key=_place)),
        tuple(second[key] for key in sorted(two - one - gold.keys(), key=_place)),
    )


def _place(key: EntityKey | RelationKey) -> tuple[object, ...]:
    """Where an item stands: a relation at its head, then its tail."""
    return (key[1], key[2], key[0]) if isinstance(key[0], str) else key
