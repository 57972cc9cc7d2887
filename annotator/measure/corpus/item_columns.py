"""The items of one side of some articles as columns: what measuring reads, whatever they were read from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from annotator.core.model import Annotations, Entity
from annotator.measure.corpus.integer_tables import Ints

Floats = NDArray[np.float64]
EntityRow: TypeAlias = tuple[int, str, int, int, str, float | None]
RelationRow: TypeAlias = tuple[int, str, str, str, str, float | None]


@dataclass(frozen=True, slots=True)
class Columns:
    """Gold, or what was predicted, article after article; entities and relations have a place each.

    Attributes:
        articles: how many articles.
        article: number of the article of each entity, from 0.
        start: first code point.
        end: one past the last code point.
        label: the label of each entity.
        score: its score, nan where it has none.
        head: of each relation, the place of its head among the entities.
        tail: the same of its tail.
        relation_label: the label of each relation.
        relation_score: its score, nan where it has none.
    """

    articles: int
    article: Ints
    start: Ints
    end: Ints
    label: Sequence[str]
    score: Floats
    head: Ints
    tail: Ints
    relation_label: Sequence[str]
    relation_score: Floats

    @classmethod
    def of(cls, sides: Sequence[Annotations], places: Sequence[str]) -> Columns:
        """The columns of annotations, one an article; the status of an item is not looked at.

        Args:
            sides: the annotations.
            places: what to call each article in an error.

        Raises:
            ValueError: a span is empty or negative, or a relation names an entity that its article lacks or
                has twice.
        """
        entities = list(chain.from_iterable(side.entities for side in sides))
        counts = np.array([len(side.entities) for side in sides], dtype=np.int64)
        article = np.repeat(np.arange(len(sides)), counts)
        start = np.array([entity.start for entity in entities], dtype=np.int64)
        end = np.array([entity.end for entity in entities], dtype=np.int64)
        wrong = np.flatnonzero((start < 0) | (end <= start))
        if len(wrong):
            said = f"entity {_describe(entities[wrong[0]])} has no text: 0 <= start < end must hold"
            raise ValueError(f"{places[article[wrong[0]]]}: {said}")
        head, tail = _arguments(sides, places)
        relations = list(chain.from_iterable(side.relations for side in sides))
        return cls(
            len(sides),
            article,
            start,
            end,
            [entity.label for entity in entities],
            _scores([entity.score for entity in entities]),
            head,
            tail,
            [relation.label for relation in relations],
            _scores([relation.score for relation in relations]),
        )

    @classmethod
    def of_rows(
        cls, numbers: Sequence[int], entities: Sequence[EntityRow], relations: Sequence[RelationRow]
    ) -> Columns:
        """The columns of rows; a relation without one of its ends is left out.

        Args:
            numbers: what the rows of each article carry, in the order of the articles.
            entities: number, id, start, end, label, score; of equal ones the first stands for all.
            relations: number, id, head, tail, label, score.
        """
        place = {number: at for at, number in enumerate(numbers)}
        position = {(owner, item_id): at for at, (owner, item_id, *_) in enumerate(entities)}
        heads, tails, labels, scores = [], [], [], []
        for owner, _, head, tail, label, score in relations:
            there, here = position.get((owner, head)), position.get((owner, tail))
            if there is not None and here is not None:
                heads.append(there)
                tails.append(here)
                labels.append(label)
                scores.append(score)
        return cls(
            len(numbers),
            np.array([place[row[0]] for row in entities], dtype=np.int64),
            np.array([row[2] for row in entities], dtype=np.int64),
            np.array([row[3] for row in entities], dtype=np.int64),
            [row[4] for row in entities],
            _scores([row[5] for row in entities]),
            np.array(heads, dtype=np.int64),
            np.array(tails, dtype=np.int64),
            labels,
            _scores(scores),
        )


def _scores(scores: Sequence[float | None]) -> Floats:
    """Scores as a column: nan for none."""
    return np.array(scores, dtype=np.float64)


def _arguments(sides: Sequence[Annotations], places: Sequence[str]) -> tuple[Ints, Ints]:
    """Head and tail of every relation, as places among all entities."""
    heads: list[int] = []
    tails: list[int] = []
    offset = 0
    for side, place in zip(sides, places, strict=True):
        if side.relations:
            positions = {entity.id: position for position, entity in enumerate(side.entities, offset)}
            fault = _argument_fault(side, positions)
            if fault:
                raise ValueError(f"{place}: {fault}")
            heads.extend([positions[relation.head] for relation in side.relations])
            tails.extend([positions[relation.tail] for relation in side.relations])
        offset += len(side.entities)
    return np.array(heads, dtype=np.int64), np.array(tails, dtype=np.int64)


def _argument_fault(side: Annotations, positions: dict[str, int]) -> str | None:
    """Say which relation has an argument that is missing, or that could be either of two entities."""
    used = {relation.head for relation in side.relations} | {relation.tail for relation in side.relations}
    if not used <= positions.keys():
        for relation in side.relations:
            for role, argument in (("head", relation.head), ("tail", relation.tail)):
                if argument not in positions:
                    return f"relation {relation.id!r} has {role} {argument!r}, but no entity has this id"
    if len(positions) < len(side.entities):
        seen: dict[str, tuple[int, int, str]] = {}
        for entity in side.entities:
            key = (entity.start, entity.end, entity.label)
            if entity.id in used and seen.setdefault(entity.id, key) != key:
                return f"a relation names entity {entity.id!r}, but two different entities have this id"
    return None


def _describe(entity: Entity) -> str:
    """An entity in an error."""
    return f"{entity.id!r} ({entity.start}, {entity.end}, {entity.label!r})"
