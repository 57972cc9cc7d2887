"""What measuring reads, in bulk: all gold, all proposals of one extractor, what became of proposals.

Gold is what shared reviews hold: what reviewers have of their own at an article that several review is not.
One query for all articles: asking article by article takes ten times as long on 10,000 of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any, Literal, NamedTuple, TypeVar

from sqlite_utils import Database

from annotator.core.model import Annotations, Entity, ExtractorName, Mode, Relation, Status
from annotator.store.repositories.json_text import from_json, to_json

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
    """What one proposal is and what became of it: its kind, label, pattern, bin of scores, and status now."""

    kind: str
    label: str
    pattern: str | None
    bin: int | None
    status: Status


class CompletedReview(NamedTuple):
    """A completed review, and how its gold came about.

    Attributes:
        revision: rises with every decision: a review has the same gold at the same revision.
        name, version: the extractor of the proposals that it began with, or ``None``.
    """

    review_id: int
    article_id: str
    revision: int
    mode: Mode
    set_id: int | None
    schema_sha256: str
    completed_at: str
    name: str | None
    version: str | None


class BegunReview(NamedTuple):
    """A review that is not complete, the proposals that it began with, and those that are judged."""

    review_id: int
    revision: int
    shown: int | None
    schema_sha256: str
    made: int


class ItemRows(NamedTuple):
    """Entities (number, id, start, end, label, score), relations (number, id, head, tail, label, score).

    ``number`` is that of the review or set, ascending; the items of each come by id.
    """

    entities: list[tuple[int, str, int, int, str, float | None]]
    relations: list[tuple[int, str, str, str, str, float | None]]


# what reviewers made of the proposals of an extractor is found set by set
MIGRATION = "CREATE INDEX reviews_by_proposals ON reviews (proposal_set_id);"

_COMPLETED = """
SELECT review.id, review.article_id, review.revision, review.mode, review.proposal_set_id,
review.schema_sha256, review.completed_at, extractor.name, extractor.version
FROM reviews AS review
JOIN articles ON articles.id = review.article_id
LEFT JOIN proposal_sets AS made ON made.id = review.proposal_set_id
LEFT JOIN extractors AS extractor ON extractor.id = made.extractor_id
WHERE review.status = 'complete' AND review.reviewer IS NULL ORDER BY articles.ordinal, review.id
"""
# an IN over the first column of the primary key gives the rows in its order: nothing is sorted
_ROWS = """
SELECT {number}, {columns} FROM {table} WHERE {number} IN (SELECT value FROM json_each(?)) {only}
ORDER BY {number}, id
"""
_ENTITY_COLUMNS, _RELATION_COLUMNS = 'id, start, "end", label, score', "id, head, tail, label, score"
_IS_GOLD = "AND status IN ('accepted', 'corrected', 'added')"
_GOLD_ENTITY_ROWS, _GOLD_RELATION_ROWS = (
    _ROWS.format(number="review_id", columns=columns, table=table, only=_IS_GOLD)
    for columns, table in ((_ENTITY_COLUMNS, "review_entities"), (_RELATION_COLUMNS, "review_relations"))
)
_PROPOSED_ENTITY_ROWS, _PROPOSED_RELATION_ROWS = (
    _ROWS.format(number="set_id", columns=columns, table=table, only="")
    for columns, table in ((_ENTITY_COLUMNS, "proposed_entities"), (_RELATION_COLUMNS, "proposed_relations"))
)

# the newest set of each completed article, under whatever label schema
_SETS = """
SELECT MAX(made.id), made.article_id FROM proposal_sets AS made
JOIN extractors AS extractor ON extractor.id = made.extractor_id
WHERE extractor.name = ? AND extractor.version = ?
AND made.article_id IN (SELECT article_id FROM reviews WHERE status = 'complete' AND reviewer IS NULL)
GROUP BY made.article_id
"""
# the newest set of the extractor for each article
_BEGUN = """
SELECT review.id, review.revision, review.proposal_set_id, review.schema_sha256, MAX(made.id)
FROM reviews AS review
JOIN proposal_sets AS made ON made.article_id = review.article_id
JOIN extractors AS extractor ON extractor.id = made.extractor_id
WHERE extractor.name = ? AND extractor.version = ?
AND review.status <> 'complete' AND review.revision > review.start_revision AND review.reviewer IS NULL
AND review.mode <> 'blind'
GROUP BY review.id ORDER BY review.id
"""
_SEEN = """
SELECT review.id, review.revision FROM reviews AS review
JOIN proposal_sets AS made ON made.id = review.proposal_set_id
JOIN extractors AS extractor ON extractor.id = made.extractor_id
WHERE extractor.name = ? AND extractor.version = ? AND review.revision > review.start_revision
AND review.reviewer IS NULL
"""
_FATES = """
SELECT review.id, '{kind}', was.label, {pattern}, MIN(CAST(was.score * ? AS INTEGER), ? - 1), now.status
FROM reviews AS review
JOIN proposed_{kind} AS was ON was.set_id = review.proposal_set_id
JOIN review_{kind} AS now ON now.review_id = review.id AND now.id = was.id
WHERE review.id IN (SELECT value FROM json_each(?))
"""
_ALL_FATES = (
    _FATES.format(kind="entities", pattern="NULL"),
    _FATES.format(kind="relations", pattern="was.pattern"),
)

_DECIDED = """
SELECT article.id, made.id, review.id, was.id, now.status FROM reviews AS review
JOIN articles AS article ON article.id = review.article_id
JOIN proposal_sets AS made ON made.id = review.proposal_set_id
JOIN extractors AS extractor ON extractor.id = made.extractor_id
JOIN proposed_{kind} AS was ON was.set_id = made.id
JOIN review_{kind} AS now ON now.review_id = review.id AND now.id = was.id
WHERE extractor.name = :name AND extractor.version = :version AND review.revision > review.start_revision
AND review.reviewer IS NULL
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

    def completed(self) -> list[CompletedReview]:
        """Every completed review, in the order in which the articles were ingested."""
        return [CompletedReview(*row) for row in self._db.execute(_COMPLETED)]

    def revisions(self, review_ids: Iterable[int]) -> dict[int, int]:
        """The revisions of those of some reviews that are complete."""
        rows = self._db.execute(
            "SELECT id, revision FROM reviews WHERE status = 'complete'"
            " AND id IN (SELECT value FROM json_each(?))",
            (to_json(list(review_ids)),),
        )
        return dict(rows)

    def gold(self, review_ids: Iterable[int]) -> dict[int, Annotations]:
        """The gold of completed reviews, in reading order; relations only with both of their ends.

        A review without gold, or that is not complete, is left out.
        """
        wanted = to_json(sorted(review_ids))
        entities = self._db.execute(
            'SELECT review_id, id, start, "end", label, origin, score, attributes, status FROM gold_entities'
            ' WHERE review_id IN (SELECT value FROM json_each(?)) ORDER BY review_id, start, "end" DESC, id',
            (wanted,),
        )
        relations = self._db.execute(
            "SELECT review_id, id, head, tail, label, origin, score, attributes, status, pattern"
            " FROM gold_relations WHERE review_id IN (SELECT value FROM json_each(?)) ORDER BY review_id, id",
            (wanted,),
        )
        both = _both(_grouped(entities, _entity), _grouped(relations, _relation))
        return {review_id: _with_ends(*items) for review_id, items in both}

    def gold_rows(self, review_ids: Iterable[int]) -> ItemRows:
        """The same as rows, of completed reviews; ends of relations need not be gold."""
        wanted = (to_json(sorted(review_ids)),)
        return ItemRows(
            self._db.execute(_GOLD_ENTITY_ROWS, wanted).fetchall(),
            self._db.execute(_GOLD_RELATION_ROWS, wanted).fetchall(),
        )

    def proposed_rows(self, set_ids: Iterable[int]) -> ItemRows:
        """The items of sets of proposals as rows."""
        wanted = (to_json(sorted(set_ids)),)
        return ItemRows(
            self._db.execute(_PROPOSED_ENTITY_ROWS, wanted).fetchall(),
            self._db.execute(_PROPOSED_RELATION_ROWS, wanted).fetchall(),
        )

    def newest_sets(self, extractor: ExtractorName) -> dict[str, int]:
        """The set of proposals of an extractor for each completed article that it has read, by article id."""
        rows = self._db.execute(_SETS, (extractor.name, extractor.version))
        return {article_id: set_id for set_id, article_id in rows}

    def proposals(self, set_ids: Iterable[int]) -> dict[int, Annotations]:
        """The items of sets of proposals, in reading order; an empty set is left out."""
        wanted = to_json(sorted(set_ids))
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
        return {set_id: Annotations(*items) for set_id, items in both}

    def read_counts(self) -> list[tuple[ExtractorName, int]]:
        """Every extractor, oldest first, with how many completed articles it has read."""
        rows = self._db.execute(
            "SELECT extractor.name, extractor.version, COUNT(DISTINCT review.article_id)"
            " FROM extractors AS extractor"
            " LEFT JOIN proposal_sets AS made ON made.extractor_id = extractor.id"
            " LEFT JOIN reviews AS review ON review.article_id = made.article_id"
            " AND review.status = 'complete' AND review.reviewer IS NULL"
            " GROUP BY extractor.id ORDER BY extractor.id"
        )
        return [(ExtractorName(name, version), int(articles)) for name, version, articles in rows]

    def seen(self, extractor: ExtractorName) -> dict[int, int]:
        """The reviews that showed the proposals of an extractor and decided something; their revisions."""
        return dict(self._db.execute(_SEEN, (extractor.name, extractor.version)))

    def fates(self, review_ids: Iterable[int], bins: int) -> dict[int, list[Fate]]:
        """What became of each proposal that some reviews began with."""
        found: dict[int, list[Fate]] = {}
        wanted = to_json(list(review_ids))
        for query in _ALL_FATES:
            for review_id, *fate in self._db.execute(query, (bins, bins, wanted)):
                found.setdefault(review_id, []).append(Fate(*fate))
        return found

    def begun(self, extractor: ExtractorName) -> list[BegunReview]:
        """Reviews that are not complete, in which something is decided, and that the extractor has read."""
        return [BegunReview(*row) for row in self._db.execute(_BEGUN, (extractor.name, extractor.version))]

    def decided(self, extractor: ExtractorName, wanted: Wanted, bins: int) -> list[Decided]:
        """The proposals behind the fates, in the order of the articles."""
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
