"""Read pairs of gold and predicted annotations into columns that can be counted quickly.

A *mention* is a distinct (article, start, end, label) of either side, numbered in that order, so that two
entities are identical when their mention is the same number and the canonical order of two arguments of a
symmetric relation (by start, end, label) is the order of their numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from annotator.core.model import Annotations, Entity
from annotator.measure.rows import Flags, Ints, row_ids, sorted_row_ids

Pair = tuple[Annotations, Annotations]

#: How many articles are read at a time.
_BATCH = 2000


@dataclass(frozen=True, slots=True)
class Mentions:
    """Columns of the distinct entities of both sides, sorted by article, start, end, label.

    Attributes:
        article: number of the article, from 0.
        start: first code point.
        end: one past the last code point.
        label: position in the corpus' ``entity_labels``.
        span: number of the distinct (article, start, end).
    """

    article: Ints
    start: Ints
    end: Ints
    label: Ints
    span: Ints


@dataclass(frozen=True, slots=True)
class Relations:
    """Columns of the distinct relations of one side, sorted by head and tail mention, then label.

    Attributes:
        article: number of the article.
        label: position in the corpus' ``relation_labels``.
        head: mention (the earlier one where the label is symmetric).
        tail: mention.
        source: which relation of the input stands for the row, counted over all articles of the side.
        duplicates: how many relations of the input were dropped because an equal one was there.
    """

    article: Ints
    label: Ints
    head: Ints
    tail: Ints
    source: Ints
    duplicates: int

    @property
    def low(self) -> Ints:
        """The earlier argument."""
        return np.minimum(self.head, self.tail)

    @property
    def high(self) -> Ints:
        """The later argument."""
        return np.maximum(self.head, self.tail)


@dataclass(frozen=True, slots=True)
class Side:
    """Gold, or what was predicted.

    Attributes:
        mentions: the mentions that occur, ascending.
        source: which entity of the input stands for each, counted over all articles of the side.
        duplicates: how many entities of the input were dropped because an equal one was there.
        relations: the relations.
    """

    mentions: Ints
    source: Ints
    duplicates: int
    relations: Relations


@dataclass(frozen=True, slots=True)
class Corpus:
    """All articles of an evaluation. Labels are sorted; ``symmetric`` has a flag per relation label."""

    articles: int
    entity_labels: tuple[str, ...]
    relation_labels: tuple[str, ...]
    symmetric: Flags
    mentions: Mentions
    gold: Side
    predicted: Side


def read_corpora(
    pairs: Iterable[Pair], *, symmetric: Iterable[str], names: Sequence[str] | None = None
) -> Iterator[tuple[Sequence[Pair], Corpus]]:
    """Turn pairs (gold, predicted), one an article, into columns, a batch of articles at a time.

    Nothing crosses the border of an article, so batches change no count; they bound the memory, and what
    takes longer than linear time stays small.

    Args:
        pairs: gold and predicted annotations of each article; the status of an item is not looked at.
        symmetric: the relation labels whose two arguments have no order.
        names: what to call the articles in an error, in the order of ``pairs``.

    Raises:
        ValueError: ``names`` has another length than ``pairs``, a span is empty or negative, or a relation
            names an entity that its article lacks or has twice.
    """
    pairs = list(pairs)
    if names is None:
        places = [f"article number {number}" for number in range(1, len(pairs) + 1)]
    elif len(names) != len(pairs):
        raise ValueError(f"{len(names)} names were given for {len(pairs)} articles")
    else:
        places = [f"article {name!r}" for name in names]
    unordered = frozenset(symmetric)
    for first in range(0, len(pairs), _BATCH):
        batch = pairs[first : first + _BATCH]
        yield batch, _read_corpus(batch, unordered, places[first : first + _BATCH])


def _read_corpus(pairs: Sequence[Pair], symmetric: frozenset[str], places: Sequence[str]) -> Corpus:
    """Read one batch."""
    sides = [gold for gold, _ in pairs] + [predicted for _, predicted in pairs]
    mentions, mention, entity_labels = _read_mentions(sides, places)
    label, head, tail, relation_labels = _read_relations(sides, places)
    flags = np.array([name in symmetric for name in relation_labels], dtype=np.bool_)
    cut = sum(len(gold.entities) for gold, _ in pairs)
    relation_cut = sum(len(gold.relations) for gold, _ in pairs)
    arguments = (label, mention[head], mention[tail])
    gold_relations = _distinct_relations(mentions, flags, *(column[:relation_cut] for column in arguments))
    predicted_relations = _distinct_relations(
        mentions, flags, *(column[relation_cut:] for column in arguments)
    )
    return Corpus(
        articles=len(pairs),
        entity_labels=entity_labels,
        relation_labels=relation_labels,
        symmetric=flags,
        mentions=mentions,
        gold=_side(mention[:cut], gold_relations),
        predicted=_side(mention[cut:], predicted_relations),
    )


def _read_mentions(
    sides: Sequence[Annotations], places: Sequence[str]
) -> tuple[Mentions, Ints, tuple[str, ...]]:
    """The mentions, the mention of every entity of the input, and the entity labels."""
    counts = np.array([len(side.entities) for side in sides], dtype=np.int64)
    article = np.repeat(np.tile(np.arange(len(places)), 2), counts)
    entities = list(chain.from_iterable(side.entities for side in sides))
    start = np.array([entity.start for entity in entities], dtype=np.int64)
    end = np.array([entity.end for entity in entities], dtype=np.int64)
    label, labels = _codes([entity.label for entity in entities])
    wrong = np.flatnonzero((start < 0) | (end <= start))
    if len(wrong):
        place = places[article[wrong[0]]]
        raise ValueError(
            f"{place}: entity {_describe(entities[wrong[0]])} has no text: 0 <= start < end must hold"
        )
    mention = row_ids(article, start, end, label)
    _, first = np.unique(mention, return_index=True)
    columns = (article[first], start[first], end[first])
    return Mentions(*columns, label[first], sorted_row_ids(*columns)), mention, labels


def _read_relations(
    sides: Sequence[Annotations], places: Sequence[str]
) -> tuple[Ints, Ints, Ints, tuple[str, ...]]:
    """Label, head and tail (positions among all entities of the input) of every relation, and the labels."""
    heads: list[int] = []
    tails: list[int] = []
    labels: list[str] = []
    offset = 0
    for number, side in enumerate(sides):
        if side.relations:
            positions = {entity.id: position for position, entity in enumerate(side.entities, offset)}
            fault = _argument_fault(side, positions)
            if fault:
                raise ValueError(f"{places[number % len(places)]}: {fault}")
            heads.extend([positions[relation.head] for relation in side.relations])
            tails.extend([positions[relation.tail] for relation in side.relations])
            labels.extend([relation.label for relation in side.relations])
        offset += len(side.entities)
    label, names_of_labels = _codes(labels)
    return label, np.array(heads, dtype=np.int64), np.array(tails, dtype=np.int64), names_of_labels


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


def _distinct_relations(
    mentions: Mentions, symmetric: Flags, label: Ints, head: Ints, tail: Ints
) -> Relations:
    """Put symmetric relations in canonical order and collapse duplicates."""
    swap = symmetric[label] & (head > tail)
    head, tail = np.where(swap, tail, head), np.where(swap, head, tail)
    _, first = np.unique(row_ids(head, tail, label), return_index=True)
    head = head[first]
    return Relations(mentions.article[head], label[first], head, tail[first], first, len(label) - len(first))


def _side(mention: Ints, relations: Relations) -> Side:
    """Collapse duplicate entities of one side."""
    distinct, first = np.unique(mention, return_index=True)
    return Side(distinct, first, len(mention) - len(distinct), relations)


def _codes(labels: list[str]) -> tuple[Ints, tuple[str, ...]]:
    """Each label as its position among the sorted labels, and those."""
    names = tuple(sorted(set(labels)))
    code = {name: position for position, name in enumerate(names)}
    return np.array([code[label] for label in labels], dtype=np.int64), names


def _describe(entity: Entity) -> str:
    """An entity in an error."""
    return f"{entity.id!r} ({entity.start}, {entity.end}, {entity.label!r})"
