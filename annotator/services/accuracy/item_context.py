"""An item as people read it: its words, where they stand, and the text around them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from annotator.core.model import Annotations, Entity, Relation

#: Where no sentence ends, this many characters are shown on each side.
AROUND = 60
#: A passage is at most this long; of items further apart only the ends are shown.
_LONGEST = 360
_SENTENCE_END = re.compile(r"(?<=[.!?…。！？])[\"'”’)\]]*\s+|\n+")  # noqa: RUF001  # ends of sentences


@dataclass(frozen=True, slots=True)
class Part:
    """An entity: an item by itself, or an end of a relation. Offsets count code points, half-open."""

    id: str
    start: int
    end: int
    label: str
    words: str


@dataclass(frozen=True, slots=True)
class Version:
    """One side of an item: as it is in gold, or as it was predicted.

    Attributes:
        id: of the entity or relation, on its side.
        label: its label.
        parts: the entity, or head and tail of the relation.
        score: how sure the extractor was, or ``None``.
    """

    id: str
    label: str
    parts: tuple[Part, ...]
    score: float | None = None

    @property
    def start(self) -> int:
        """Where its first part begins."""
        return min(part.start for part in self.parts)

    @property
    def end(self) -> int:
        """Where its last part ends."""
        return max(part.end for part in self.parts)

    @property
    def words(self) -> str:
        """The words of an entity; ``head label tail`` of a relation."""
        if len(self.parts) == 1:
            return self.parts[0].words
        head, tail = self.parts
        return f"{head.words} {self.label} {tail.words}"

    def to_json(self) -> dict[str, object]:
        """As ``compare --json`` prints it."""
        return {
            "id": self.id,
            "label": self.label,
            "start": self.start,
            "end": self.end,
            "words": self.words,
            "parts": [
                {"id": p.id, "start": p.start, "end": p.end, "label": p.label, "words": p.words}
                for p in self.parts
            ],
        }


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of an article.

    Attributes:
        text: its text.
        start: the offset in the article at which it begins.
        cut: whether it ends in the middle of a sentence.
    """

    text: str
    start: int
    cut: bool = False


def entity_version(text: str, entity: Entity) -> Version:
    """An entity with its words."""
    return Version(entity.id, entity.label, (_part(text, entity),), entity.score)


def relation_version(text: str, relation: Relation, entities: Mapping[str, Entity]) -> Version:
    """A relation with the words of its head and tail."""
    ends = (_part(text, entities[relation.head]), _part(text, entities[relation.tail]))
    return Version(relation.id, relation.label, ends, relation.score)


def entities_by_id(annotations: Annotations) -> dict[str, Entity]:
    """The entities of an article by their ids."""
    return {entity.id: entity for entity in annotations.entities}


def passage(text: str, versions: Iterable[Version | None]) -> Passage:
    """The sentence around an item, or 60 characters on each side where a sentence is longer than that.

    Where two ends of a relation stand far apart it begins at the first and is cut.
    """
    there = [version for version in versions if version is not None]
    first, last = min(one.start for one in there), max(one.end for one in there)
    reach = min(last, first + _LONGEST - 2 * AROUND)
    start = _sentence_start(text, first)
    end, cut = _sentence_end(text, reach)
    return Passage(text[start:end], start, cut or reach < last)


def _sentence_start(text: str, first: int) -> int:
    earliest = max(0, first - 2 * AROUND)
    begins = [found.end() for found in _SENTENCE_END.finditer(text, earliest, first) if found.end() <= first]
    if begins:
        return begins[-1]
    return 0 if earliest == 0 else _word_start(text, first - AROUND)


def _sentence_end(text: str, last: int) -> tuple[int, bool]:
    """Where the passage ends, and whether the sentence goes on."""
    latest = min(len(text), last + 2 * AROUND)
    found = _SENTENCE_END.search(text, last, latest)
    if found is not None:
        return found.start(), False
    return (latest, False) if latest == len(text) else (_word_end(text, last + AROUND), True)


def _word_start(text: str, place: int) -> int:
    blank = text.find(" ", place, place + 20)
    return place if blank < 0 else blank + 1


def _word_end(text: str, place: int) -> int:
    blank = text.rfind(" ", place - 20, place)
    return place if blank < 0 else blank


def _part(text: str, entity: Entity) -> Part:
    words = " ".join(text[entity.start : entity.end].split())
    return Part(entity.id, entity.start, entity.end, entity.label, words)
