"""Read pairs of gold and predicted annotations into columns that can be counted quickly.

A *mention* is a distinct (article, start, end, label) of either side, numbered in that order, so that two
entities are identical when their mention is the same number and the canonical order of two arguments of a
symmetric relation (by start, end, label) is the order of their numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from annotator.core.model import Annotations
from annotator.measure.corpus.integer_tables import Flags, Ints, row_ids, sorted_row_ids
from annotator.measure.corpus.item_columns import Columns

Pair = tuple[Annotations, Annotations]

#: How many articles are counted at a time.
BATCH = 2000


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


@dataclass(frozen=True, slots=True)
class Read:
    """A corpus with the columns that it was made of: ``source`` of a side counts in them."""

    corpus: Corpus
    gold: Columns
    predicted: Columns


def read_corpora(
    pairs: Iterable[Pair], *, symmetric: Iterable[str], names: Sequence[str] | None = None
) -> Iterator[tuple[Sequence[Pair], Read]]:
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
    for first in range(0, len(pairs), BATCH):
        batch, called = pairs[first : first + BATCH], places[first : first + BATCH]
        gold, predicted = (Columns.of([pair[side] for pair in batch], called) for side in (0, 1))
        yield batch, read_columns(gold, predicted, symmetric=unordered)


def read_columns(gold: Columns, predicted: Columns, *, symmetric: frozenset[str]) -> Read:
    """Gold and predicted columns of the same articles, as a corpus."""
    mentions, mention, entity_labels = _mentions(gold, predicted)
    label, relation_labels = _codes([*gold.relation_label, *predicted.relation_label])
    flags = np.array([name in symmetric for name in relation_labels], dtype=np.bool_)
    cut, relation_cut = len(gold.start), len(gold.head)
    parts = (
        (gold, mention[:cut], label[:relation_cut]),
        (predicted, mention[cut:], label[relation_cut:]),
    )
    sides = [
        _side(own, _distinct_relations(mentions, flags, codes, own[side.head], own[side.tail]))
        for side, own, codes in parts
    ]
    corpus = Corpus(gold.articles, entity_labels, relation_labels, flags, mentions, *sides)
    return Read(corpus, gold, predicted)


def _mentions(gold: Columns, predicted: Columns) -> tuple[Mentions, Ints, tuple[str, ...]]:
    """The mentions, the mention of every entity of both sides, and the entity labels."""
    article, start, end = (
        np.concatenate([getattr(side, name) for side in (gold, predicted)])
        for name in ("article", "start", "end")
    )
    label, labels = _codes([*gold.label, *predicted.label])
    mention = row_ids(article, start, end, label)
    _, first = np.unique(mention, return_index=True)
    columns = (article[first], start[first], end[first])
    return Mentions(*columns, label[first], sorted_row_ids(*columns)), mention, labels


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
