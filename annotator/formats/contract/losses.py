"""What a format had no room for: every item by name, counted by kind and reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from annotator.core.model import Entity, Record, Relation

LostKind = Literal["entity", "relation", "attribute"]


@dataclass(frozen=True, slots=True)
class Lost:
    """One item that was left out.

    Attributes:
        article_id: of its article.
        kind: an entity, a relation, or an attribute of one that was written.
        item: the id of the entity or relation.
        label: its label; of an attribute ``name=value``.
        start, end: code points of an entity; ``None`` for a relation.
        words: what it says, for people.
        reason: why there is no room for it.
    """

    article_id: str
    kind: LostKind
    item: str
    label: str
    start: int | None
    end: int | None
    words: str
    reason: str


class Losses:
    """Counts what is lost and hands every item on.

    Args:
        tell: called with each item as it is lost; a long export keeps none of them in memory.
    """

    def __init__(self, tell: Callable[[Lost], None] = lambda lost: None) -> None:
        self._tell = tell
        self._counts: Counter[tuple[LostKind, str]] = Counter()

    def entity(self, record: Record, entity: Entity, reason: str) -> None:
        """An entity is left out. Its relations have no end then: tell of each of them too."""
        words = record.article.text[entity.start : entity.end]
        place = (entity.start, entity.end)
        self._add(Lost(record.article.id, "entity", entity.id, entity.label, *place, words, reason))

    def relation(self, record: Record, relation: Relation, reason: str) -> None:
        """A relation is left out, its attributes with it."""
        ends = {one.id: record.article.text[one.start : one.end] for one in record.annotations.entities}
        words = f"{ends.get(relation.head, '?')} → {ends.get(relation.tail, '?')}"
        found = Lost(record.article.id, "relation", relation.id, relation.label, None, None, words, reason)
        self._add(found)

    def attribute(self, record: Record, item: Entity | Relation, name: str, reason: str) -> None:
        """One attribute of an item that is written is left out."""
        label = f"{name}={item.attributes[name]}"
        self._add(Lost(record.article.id, "attribute", item.id, label, None, None, item.label, reason))

    def attributes(self, record: Record, reason: str) -> None:
        """Every attribute of every item is left out."""
        items: tuple[Entity | Relation, ...] = (*record.annotations.entities, *record.annotations.relations)
        for item in items:
            for name in item.attributes:
                self.attribute(record, item, name, reason)

    def count(self, kind: LostKind) -> int:
        """How many items of a kind were lost."""
        return sum(number for (found, _), number in self._counts.items() if found == kind)

    @property
    def reasons(self) -> dict[str, int]:
        """``relation: its head was left out`` and how often, the most frequent first."""
        ordered = sorted(self._counts.items(), key=lambda counted: (-counted[1], counted[0]))
        return {f"{kind}: {reason}": number for (kind, reason), number in ordered}

    def _add(self, lost: Lost) -> None:
        self._counts[lost.kind, lost.reason] += 1
        self._tell(lost)
