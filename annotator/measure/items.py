"""The alignment item by item, for lists and pages: what each gold and predicted item stands against."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Literal, TypeVar

import numpy as np

from annotator.core.model import Entity, Relation
from annotator.measure.corpus import Corpus, Pair, Side, read_corpora
from annotator.measure.entities import ENTITY_ERRORS, align_entities, settle
from annotator.measure.overlaps import find_overlaps
from annotator.measure.relation_errors import RELATION_ERRORS, align_relations
from annotator.measure.rows import Ints, at

Item = TypeVar("Item")
Cause = Literal["argument_not_found", "not_related"]
_CAUSES: tuple[Cause | None, ...] = (None, "argument_not_found", "not_related")


@dataclass(frozen=True, slots=True)
class AlignedEntity:
    """A gold entity, the predicted one that stands against it, and the class: one of ``ENTITY_ERRORS``."""

    gold: Entity | None
    predicted: Entity | None
    error: str


@dataclass(frozen=True, slots=True)
class AlignedRelation:
    """A gold relation, the predicted one that stands against it, and the class: one of ``RELATION_ERRORS``.

    ``cause`` says why a gold relation was missed: an argument was not predicted (same span and label), or
    both were, but no relation that comes near.
    """

    gold: Relation | None
    predicted: Relation | None
    error: str
    cause: Cause | None = None


@dataclass(frozen=True, slots=True)
class AlignedArticle:
    """The items of one article in reading order, duplicates left out (the first of them stands for all)."""

    entities: tuple[AlignedEntity, ...]
    relations: tuple[AlignedRelation, ...]


def align(
    pairs: Iterable[Pair], *, symmetric: Iterable[str] = frozenset(), names: Sequence[str] | None = None
) -> list[AlignedArticle]:
    """Align gold and predicted annotations, article by article.

    The classes add up to the ``errors`` of :func:`annotator.measure.evaluate` on the same pairs.

    Args:
        pairs: gold and predicted annotations of each article.
        symmetric: the relation labels whose arguments have no order.
        names: what to call the articles in an error, in the order of ``pairs``.

    Raises:
        ValueError: an annotation cannot be counted (see :func:`read_corpora`).
    """
    aligned: list[AlignedArticle] = []
    for batch, corpus in read_corpora(pairs, symmetric=symmetric, names=names):
        entities: list[list[AlignedEntity]] = [[] for _ in batch]
        for article, entity in _entities(batch, corpus):
            entities[article].append(entity)
        relations: list[list[AlignedRelation]] = [[] for _ in batch]
        for article, relation in _relations(batch, corpus):
            relations[article].append(relation)
        aligned.extend(
            AlignedArticle(tuple(es), tuple(rs)) for es, rs in zip(entities, relations, strict=True)
        )
    return aligned


def _entities(pairs: Sequence[Pair], corpus: Corpus) -> Iterator[tuple[int, AlignedEntity]]:
    """Every aligned entity with the number of its article, by position in the text."""
    alignment = align_entities(corpus, *settle(corpus, find_overlaps(corpus)))
    gold, predicted, error = alignment.table()
    first = np.where(gold >= 0, gold, predicted)
    columns = (
        corpus.mentions.article[first],
        _source(corpus, corpus.gold)[gold],
        _source(corpus, corpus.predicted)[predicted],
        error,
    )
    golds = _or_none(chain.from_iterable(pair[0].entities for pair in pairs))
    predicteds = _or_none(chain.from_iterable(pair[1].entities for pair in pairs))
    for article, this, that, kind in _ordered(columns, np.lexsort((predicted, first))):
        yield article, AlignedEntity(golds[this], predicteds[that], ENTITY_ERRORS[kind])


def _relations(pairs: Sequence[Pair], corpus: Corpus) -> Iterator[tuple[int, AlignedRelation]]:
    """Every aligned relation with the number of its article, by position of its head, then of its tail."""
    gold, predicted, error = align_relations(corpus).table()
    left, right = corpus.gold.relations, corpus.predicted.relations
    head = np.where(gold >= 0, at(left.head, gold), at(right.head, predicted))
    tail = np.where(gold >= 0, at(left.tail, gold), at(right.tail, predicted))
    found = np.isin(head, corpus.predicted.mentions) & np.isin(tail, corpus.predicted.mentions)
    cause = np.where(error == RELATION_ERRORS.index("missed"), 1 + found, 0)
    columns = (
        corpus.mentions.article[head],
        at(left.source, gold),
        at(right.source, predicted),
        error,
        cause,
    )
    golds = _or_none(chain.from_iterable(pair[0].relations for pair in pairs))
    predicteds = _or_none(chain.from_iterable(pair[1].relations for pair in pairs))
    for article, this, that, kind, why in _ordered(columns, np.lexsort((predicted, gold, tail, head))):
        yield article, AlignedRelation(golds[this], predicteds[that], RELATION_ERRORS[kind], _CAUSES[why])


def _source(corpus: Corpus, side: Side) -> Ints:
    """For each mention, which entity of the input stands for it; -1 for none, also in an extra last place."""
    source = np.full(len(corpus.mentions.article) + 1, -1)
    source[side.mentions] = side.source
    return source


def _or_none(items: Iterable[Item]) -> list[Item | None]:
    """The items and ``None``, which then stands at position -1."""
    return [*items, None]


def _ordered(columns: Sequence[Ints], order: Ints) -> Iterator[tuple[int, ...]]:
    """The rows of the columns in the given order."""
    return zip(*(column[order].tolist() for column in columns), strict=True)
