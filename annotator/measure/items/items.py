"""The alignment item by item, for lists and pages: what each gold and predicted item stands against."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Literal, TypeVar

from annotator.core.model import Entity, Relation
from annotator.measure.corpus.corpus import Pair, read_corpora
from annotator.measure.matching.alignment import OUTCOMES
from annotator.measure.matching.item_rows import ItemRows, entity_rows, relation_rows
from annotator.measure.matching.relation_errors import RELATION_ERRORS, align_relations
from annotator.measure.scores.entities import ENTITY_ERRORS, ENTITY_SCHEMES, align_entities, match_entities
from annotator.measure.scores.relations import ALL_RELATION_SCHEMES, match_relations

Item = TypeVar("Item")
Cause = Literal["argument_not_found", "not_related"]
CAUSES: tuple[Cause | None, ...] = (None, "argument_not_found", "not_related")


@dataclass(frozen=True, slots=True)
class AlignedEntity:
    """A gold entity, the predicted one that stands against it, and the class: one of ``ENTITY_ERRORS``.

    In a scheme (see :func:`align`) the class is one of ``OUTCOMES``.
    """

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
    pairs: Iterable[Pair],
    *,
    symmetric: Iterable[str] = frozenset(),
    names: Sequence[str] | None = None,
    scheme: str | None = None,
) -> list[AlignedArticle]:
    """Align gold and predicted annotations, article by article.

    The classes add up to the ``errors`` of :func:`annotator.measure.evaluate` on the same pairs, or to the
    counts of a scheme.

    Args:
        pairs: gold and predicted annotations of each article.
        symmetric: the relation labels whose two arguments have no order.
        names: what to call the articles in an error, in the order of ``pairs``.
        scheme: pair as this scheme does; a kind that does not have it has no items then.

    Raises:
        ValueError: an annotation cannot be counted (see :func:`read_corpora`).
    """
    aligned: list[AlignedArticle] = []
    for batch, read in read_corpora(pairs, symmetric=symmetric, names=names):
        entities: list[list[AlignedEntity]] = [[] for _ in batch]
        relations: list[list[AlignedRelation]] = [[] for _ in batch]
        corpus = read.corpus
        if scheme is None:
            _put_entities(entities, batch, entity_rows(corpus, align_entities(corpus)), ENTITY_ERRORS)
            _put_relations(relations, batch, relation_rows(corpus, align_relations(corpus)), RELATION_ERRORS)
        if scheme in ENTITY_SCHEMES:
            matched = match_entities(corpus, [scheme])[scheme]
            _put_entities(entities, batch, entity_rows(corpus, matched), OUTCOMES)
        if scheme in ALL_RELATION_SCHEMES:
            matched = match_relations(corpus, [scheme])[scheme]
            _put_relations(relations, batch, relation_rows(corpus, matched), OUTCOMES)
        aligned.extend(
            AlignedArticle(tuple(es), tuple(rs)) for es, rs in zip(entities, relations, strict=True)
        )
    return aligned


def _put_entities(
    into: list[list[AlignedEntity]], pairs: Sequence[Pair], rows: ItemRows, classes: Sequence[str]
) -> None:
    """Every aligned entity to its article."""
    golds = _or_none(chain.from_iterable(pair[0].entities for pair in pairs))
    predicteds = _or_none(chain.from_iterable(pair[1].entities for pair in pairs))
    for article, this, that, kind, _ in _each(rows):
        into[article].append(AlignedEntity(golds[this], predicteds[that], classes[kind]))


def _put_relations(
    into: list[list[AlignedRelation]], pairs: Sequence[Pair], rows: ItemRows, classes: Sequence[str]
) -> None:
    """Every aligned relation to its article."""
    golds = _or_none(chain.from_iterable(pair[0].relations for pair in pairs))
    predicteds = _or_none(chain.from_iterable(pair[1].relations for pair in pairs))
    for article, this, that, kind, why in _each(rows):
        into[article].append(AlignedRelation(golds[this], predicteds[that], classes[kind], CAUSES[why]))


def _or_none(items: Iterable[Item]) -> list[Item | None]:
    """The items and ``None``, which then stands at position -1."""
    return [*items, None]


def _each(rows: ItemRows) -> Iterator[tuple[int, ...]]:
    """Article, gold and predicted item, class and cause of each row."""
    columns = (rows.article, rows.gold, rows.predicted, rows.error, rows.cause)
    return zip(*(column.tolist() for column in columns), strict=True)
