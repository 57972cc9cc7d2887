"""Queries by which ``annotator doctor`` proves a database: whole tables, in their rawest form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlite_utils import Database

from annotator.store.repositories.json_text import from_json


@dataclass(frozen=True, slots=True)
class StoredText:
    """The text of an article, and what was noted about it when it was ingested."""

    article_id: str
    text: str
    length: int
    sha256: str


@dataclass(frozen=True, slots=True)
class StoredSet:
    """A set of proposals with the length of its text and the numbers of items that it says it has."""

    id: int
    article_id: str
    text_length: int
    entities: int
    relations: int
    furniture: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class EmptyGold:
    """A completed review without an entity.

    Attributes:
        article_id: of its article.
        reviewer: who completed it.
        selection: why it was reviewed; of an import the file it came from.
    """

    article_id: str
    reviewer: str
    selection: str | None


class Inspection:
    """Reads what no other part may need."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def integrity(self) -> list[str]:
        """What SQLite's own ``integrity_check`` finds wrong."""
        found = [str(row[0]) for row in self._db.execute("PRAGMA integrity_check(100)")]
        return [] if found == ["ok"] else found

    def broken_references(self) -> list[str]:
        """Rows whose foreign keys point nowhere."""
        rows = self._db.execute("PRAGMA foreign_key_check").fetchall()
        return [f"{table}: a row refers to a row of {parent} that is missing" for table, _, parent, _ in rows]

    def missing_triggers(self, wanted: set[str]) -> set[str]:
        """The triggers that should be there and are not: without them history can be rewritten unseen."""
        rows = self._db.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
        return wanted - {name for (name,) in rows}

    def texts(self) -> Iterator[StoredText]:
        """Every text."""
        for row in self._db.execute(
            "SELECT id, text, text_length, text_sha256 FROM articles ORDER BY ordinal"
        ):
            yield StoredText(*row)

    def schemas(self) -> Iterator[tuple[str, str, str, str]]:
        """Every label schema: its sha256, name and version as noted, and its canonical JSON."""
        yield from self._db.execute("SELECT sha256, name, version, source FROM label_schemas ORDER BY sha256")

    def proposal_sets(self) -> Iterator[StoredSet]:
        """Every set of proposals."""
        rows = self._db.execute(
            "SELECT made.id, made.article_id, articles.text_length, made.entities, made.relations,"
            " made.furniture"
            " FROM proposal_sets AS made JOIN articles ON articles.id = made.article_id ORDER BY made.id"
        )
        for *row, furniture in rows:
            set_id, article_id, text_length, entities, relations = row
            spans = tuple((start, end) for start, end in from_json(furniture))
            yield StoredSet(set_id, article_id, text_length, entities, relations, spans)

    def gold(self, review_id: int) -> tuple[set[tuple[object, ...]], set[tuple[object, ...]]]:
        """What the views of gold show of a review: (id, start, end, label), (id, head, tail, label)."""
        entities = self._db.execute(
            'SELECT id, start, "end", label FROM gold_entities WHERE review_id = ?', (review_id,)
        )
        relations = self._db.execute(
            "SELECT id, head, tail, label FROM gold_relations WHERE review_id = ?", (review_id,)
        )
        return set(entities), set(relations)

    def empty_gold(self) -> Iterator[EmptyGold]:
        """Every review that is complete and has no entity in gold, unless somebody has confirmed that."""
        rows = self._db.execute(
            "SELECT review.article_id, review.completed_by, review.selection FROM reviews AS review"
            " WHERE review.status = 'complete'"
            " AND NOT EXISTS (SELECT 1 FROM gold_entities AS item WHERE item.review_id = review.id)"
            " AND NOT EXISTS (SELECT 1 FROM decisions AS done WHERE done.review_id = review.id"
            " AND done.verb = 'complete' AND done.revision IS NOT NULL AND done.client NOT LIKE 'import-%'"
            " AND json_extract(done.payload, '$.empty') IS TRUE)"
            " ORDER BY review.id"
        )
        return (EmptyGold(*row) for row in rows)

    def reopened(self) -> Iterator[tuple[str, str]]:
        """Articles that were completed and are in progress again by another decision than an undo of that.

        Each with who completed it last.
        """
        # applied: what has a revision, and is found by the review
        rows = self._db.execute(
            "SELECT review.article_id, done.reviewer FROM reviews AS review JOIN decisions AS done"
            " ON done.sequence = (SELECT max(sequence) FROM decisions WHERE review_id = review.id"
            " AND revision IS NOT NULL AND verb = 'complete')"
            " WHERE review.status = 'in_progress' AND NOT EXISTS (SELECT 1 FROM decisions AS undo"
            " WHERE undo.review_id = review.id AND undo.revision IS NOT NULL AND undo.verb = 'undo'"
            " AND undo.target_client = done.client AND undo.target_seq = done.client_seq)"
            " ORDER BY review.id"
        )
        yield from rows

    def wrong_listing(self) -> list[str]:
        """The articles whose row in the list is not what their review or newest proposals say."""
        rows = self._db.execute(
            "SELECT articles.id FROM articles LEFT JOIN listing ON listing.ordinal = articles.ordinal"
            " LEFT JOIN reviews AS review ON review.article_id = articles.id AND review.reviewer IS NULL"
            " WHERE listing.article_id IS NOT articles.id OR listing.status IS NOT"
            " coalesce(review.status, 'new')"
            " OR (listing.title, listing.published, listing.length)"
            " IS NOT (articles.title, articles.published, articles.text_length)"
            " OR (review.revision > review.start_revision AND (listing.entities,"
            " listing.relations, listing.pending)"
            " IS NOT (review.entities, review.relations, review.pending))"
        )
        return [article_id for (article_id,) in rows]

    def wrong_counts(self) -> list[str]:
        """The statuses under which the list counts another number of articles than it has."""
        rows = self._db.execute(
            "SELECT counted.status FROM listing_counts AS counted WHERE counted.articles IS NOT"
            " (SELECT count(*) FROM listing WHERE listing.status = counted.status)"
        )
        return [status for (status,) in rows]

    def misplaced_decisions(self) -> list[int]:
        """The places in the log of applied decisions whose review is of another article than they are."""
        rows = self._db.execute(
            "SELECT decisions.sequence FROM decisions JOIN reviews ON reviews.id = decisions.review_id"
            " WHERE reviews.article_id <> decisions.article_id"
        )
        return [sequence for (sequence,) in rows]

    def log_length(self) -> int:
        """How many decisions are in the log, whatever their outcome."""
        return int(self._db.execute("SELECT count(*) FROM decisions").fetchone()[0])

    def missing_decisions(self) -> int:
        """How many decisions the log has lost: its numbers run on without a gap, rollbacks included."""
        row = self._db.execute(
            "SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'decisions'), 0)"
            " - (SELECT count(*) FROM decisions)"
        ).fetchone()
        return int(row[0])
