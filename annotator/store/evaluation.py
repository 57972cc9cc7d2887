"""What measuring reads, in bulk: all gold, all proposals of one extractor, what became of proposals.

One query for all articles: asking article by article takes ten times as long on 10,000 of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any, Literal, NamedTuple, TypeVar

from sqlite_utils import Database

from annotator.core.model import Annotations, Entity, ExtractorName, Relation, Status
from annotator.store.json_text import from_json, to_json

Item = TypeVar("Item", Entity, Relation)


@dataclass(frozen=True, slots=True, order=True)
class Stamp:
    """What changes whenever gold or proposals do: the highest numbers given out.

    Attributes:
        decision: the last decision of the log.
        review: the last review that was begun.
        proposals: the last set of proposals.
    """

    decision: int
    review: int
    proposals: int


class Fate(NamedTuple):
    """How many proposals of one kind, label, pattern and bin of scores have one status now."""

    kind: str
    label: str
    pattern: str | None
    bin: int | None
    status: Status
    items: int


# the newest set of each completed article, under whatever label schema
_SETS = """
SELECT MAX(made.id), made.article_id FROM proposal_sets AS made
JOIN extractors AS extractor ON extractor.id = made.extractor_id
WHERE extractor.name = ? AND extractor.version = ?
AND made.article_id IN (SELECT article_id FROM reviews WHERE status = 'complete')
GROUP BY made.article_id
"""
_ENTITY_FATES = """
SELECT 'entities', was.label, NULL, MIN(CAST(was.score * ? AS INTEGER), ? - 1), now.status, COUNT(*)
FROM reviews AS review
JOIN proposal_sets AS made ON made.id = review.proposal_set_id
JOIN extractors AS extractor ON extractor.id = made.extractor_id
JOIN proposed_entities AS was ON was.set_id = made.id
JOIN review_entities AS now ON now.review_id = review.id AND now.id = was.id
WHERE extractor.name = ? AND extractor.version = ? AND review.revision > review.start_revision
GROUP BY 2, 3, 4, 5 ORDER BY 2, 3, 4, 5
"""
_RELATION_FATES = """
SELECT 'relations', was.label, was.pattern, MIN(CAST(was.score * ? AS INTEGER), ? - 1), now.status, COUNT(*)
FROM reviews AS review
JOIN proposal_sets AS made ON made.id = review.proposal_set_id
JOIN extractors AS extractor ON extractor.id = made.extractor_id
JOIN proposed_relations AS was ON was.set_id = made.id
JOIN review_relations AS now ON now.review_id = review.id AND now.id = was.id
WHERE extractor.name = ? AND extractor.version = ? AND review.revision > review.start_revision
GROUP BY 2, 3, 4, 5 ORDER BY 2, 3, 4, 5
"""

_DECIDED = """
SELECT article.id, made.id, review.id, was.id, now.status FROM reviews AS review
JOIN articles AS article ON article.id = review.article_id
JOIN proposal_sets AS made ON made.id = review.proposal_set_id
JOIN extractors AS extractor ON extractor.id = made.extractor_id
JOIN proposed_{kind} AS was ON was.set_id = made.id
JOIN review_{kind} AS now ON now.review_id = review.id AND now.id = was.id
WHERE extractor.name = :name AND extractor.version = :version AND review.revision > review.start_revision
AND CASE WHEN :status IS NULL THEN now.status <> 'pending' ELSE now.status = :status END
AND (:label IS NULL OR was.label = :label)
AND (:bin IS NULL OR MIN(CAST(was.score * :bins AS INTEGER), :bins - 1) = :bin)
"""


class Decided(NamedTuple):
    """One proposal that a reviewer saw: where it stands in its set, and what became of it."""

    article_id: str
    set_id: int
    review_id: int
    item_id: str
    status: Status


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which proposals of an extractor; ``None`` for all, of ``status`` for all that are decided."""

    kind: Literal["entities", "relations"]
    label: str | None = None
    pattern: str | None = None
    bin: int | None = None
    status: Status | None = None


class EvaluationReads:
    """Reads for measuring; writes nothing."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def stamp(self) -> Stamp:
        """The numbers given out so far; the same numbers mean the same gold and the same proposals."""
        row = self._db.execute(
            "SELECT (SELECT coalesce(MAX(sequence), 0) FROM decisions),"
            " (SELECT coalesce(MAX(id), 0) FROM reviews),"
            " (SELECT coalesce(MAX(id), 0) FROM proposal_sets)"
        ).fetchone()
        return Stamp(*row)

    def gold(self) -> dict[int, Annotations]:
        """The gold of each completed review, in reading order; relations only with both of their ends."""
        entities = self._db.execute(
            'SELECT review_id, id, start, "end", label, origin, score, attributes, status'
            ' FROM gold_entities ORDER BY review_id, start, "end" DESC, id'
        )
        relations = self._db.execute(
            "SELECT review_id, id, head, tail, label, origin, score, attributes, status, pattern"
            " FROM gold_relations ORDER BY review_id, id"
        )
        both = _both(_grouped(entities, _entity), _grouped(relations, _relation))
        return {review_id: _with_ends(*items) for review_id, items in both}

    def proposals(self, extractor: ExtractorName) -> dict[str, Annotations]:
        """What an extractor proposed for each completed article that it has read, by article id."""
        sets = dict(self._db.execute(_SETS, (extractor.name, extractor.version)))
        wanted = to_json(list(sets))
        entities = self._db.execute(
            "SELECT set_id, id, start, \"end\", label, 'machine', score, attributes, 'pending'"
            " FROM proposed_entities WHERE set_id IN (SELECT value FROM json_each(?))"
            ' ORDER BY set_id, start, "end" DESC, id',
            (wanted,),
        )
        relations = self._db.execute(
            "SELECT set_id, id, head, tail, label, 'machine', score, attributes, 'pending', pattern"
            " FROM proposed_relations WHERE set_id IN (SELECT value FROM json_each(?)) ORDER BY set_id, id",
            (wanted,),
        )
        both = _both(_grouped(entities, _entity), _grouped(relations, _relation))
        found = {set_id: Annotations(*items) for set_id, items in both}
        return {article_id: found.get(set_id, Annotations()) for set_id, article_id in sets.items()}

    def read_ids(self, extractor: ExtractorName) -> set[str]:
        """The completed articles that an extractor has read."""
        rows = self._db.execute(_SETS, (extractor.name, extractor.version))
        return {article_id for _, article_id in rows}

    def read_counts(self) -> list[tuple[ExtractorName, int]]:
        """Every extractor, oldest first, with how many completed articles it has read."""
        rows = self._db.execute(
            "SELECT extractor.name, extractor.version, COUNT(DISTINCT review.article_id)"
            " FROM extractors AS extractor"
            " LEFT JOIN proposal_sets AS made ON made.extractor_id = extractor.id"
            " LEFT JOIN reviews AS review ON review.article_id = made.article_id"
            " AND review.status = 'complete' GROUP BY extractor.id ORDER BY extractor.id"
        )
        return [(ExtractorName(name, version), int(articles)) for name, version, articles in rows]

    def fates(self, extractor: ExtractorName, bins: int) -> list[Fate]:
        """What reviewers made of the proposals of an extractor, where they saw them and decided something."""
        values = (bins, bins, extractor.name, extractor.version)
        return [
            Fate(*row)
            for query in (_ENTITY_FATES, _RELATION_FATES)
            for row in self._db.execute(query, values)
        ]

    def decided(self, extractor: ExtractorName, wanted: Wanted, bins: int) -> list[Decided]:
        """The proposals behind :meth:`fates`, in the order of the articles."""
        query = _DECIDED.replace("{kind}", wanted.kind)
        if wanted.pattern is not None:
            query += "AND was.pattern = :pattern "
        values = {
            "name": extractor.name,
            "version": extractor.version,
            "bins": bins,
            **{name: getattr(wanted, name) for name in ("label", "pattern", "bin", "status")},
        }
        place = "was.start, was.id" if wanted.kind == "entities" else "was.id"
        rows = self._db.execute(f"{query} ORDER BY article.ordinal, {place}", values)
        return [Decided(*row) for row in rows]


def _grouped(
    rows: Iterable[tuple[Any, ...]], make: Callable[[tuple[Any, ...]], Item]
) -> dict[int, tuple[Item, ...]]:
    """The items of each review or set; rows come sorted by it."""
    return {number: tuple(make(row) for row in group) for number, group in groupby(rows, key=itemgetter(0))}


def _entity(row: tuple[Any, ...]) -> Entity:
    _, item_id, start, end, label, origin, score, attributes, status = row
    return Entity(item_id, start, end, label, origin, score, from_json(attributes), status)


def _relation(row: tuple[Any, ...]) -> Relation:
    _, item_id, head, tail, label, origin, score, attributes, status, pattern = row
    return Relation(item_id, head, tail, label, origin, score, from_json(attributes), status, pattern)


def _both(
    entities: dict[int, tuple[Entity, ...]], relations: dict[int, tuple[Relation, ...]]
) -> Iterator[tuple[int, tuple[tuple[Entity, ...], tuple[Relation, ...]]]]:
    for number in entities.keys() | relations.keys():
        yield number, (entities.get(number, ()), relations.get(number, ()))


def _with_ends(entities: tuple[Entity, ...], relations: tuple[Relation, ...]) -> Annotations:
    """Gold: what ends at an entity that is not gold is not gold either."""
    standing = {entity.id for entity in entities}
    return Annotations(
        entities, tuple(found for found in relations if found.head in standing and found.tail in standing)
    )
