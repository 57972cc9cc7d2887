"""Which proposals an article shows to whoever begins its review: one set of each, kept in the listing.

What is stored for measuring changes nothing there. Counts and certainty of an article that nobody has decided
on are those of the set that it shows.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlite_utils import Database

from annotator.core.model import ExtractorName
from annotator.store.repositories.json_text import to_json
from annotator.store.repositories.queue import Queue
from annotator.store.repositories.schemas import LabelSchemas

MIGRATION = """
ALTER TABLE listing ADD COLUMN shown INTEGER REFERENCES proposal_sets (id);
DROP TRIGGER proposals_listed;
DROP TRIGGER reviews_relisted;
CREATE TRIGGER reviews_relisted AFTER UPDATE OF status, entities, relations, pending, updated_at ON reviews
WHEN new.reviewer IS NULL BEGIN
    UPDATE listing
    SET status = new.status, entities = new.entities, relations = new.relations, pending = new.pending,
        updated_at = new.updated_at
    WHERE article_id = new.article_id;
END;
"""

# two questions, because each of the indexes holds the reviews of one kind
_UNTOUCHED = """
NOT EXISTS (SELECT 1 FROM reviews WHERE reviews.article_id = listing.article_id
    AND reviews.reviewer IS NULL AND revision > start_revision)
AND NOT EXISTS (SELECT 1 FROM reviews WHERE reviews.article_id = listing.article_id
    AND reviews.reviewer IS NOT NULL AND revision > start_revision)
"""
_COUNTED = """
UPDATE listing SET
    entities = coalesce((SELECT entities FROM proposal_sets WHERE id = listing.shown), 0),
    relations = coalesce((SELECT relations FROM proposal_sets WHERE id = listing.shown), 0),
    pending = coalesce((SELECT entities + relations FROM proposal_sets WHERE id = listing.shown), 0)
WHERE article_id IN (SELECT value FROM json_each(?)) AND NOT EXISTS (
    SELECT 1 FROM reviews WHERE reviews.article_id = listing.article_id
    AND reviews.reviewer IS NULL AND revision > start_revision
)
"""
# of each article the newest set of an extractor; of the whole table where no extractor is named
_NEWEST = """
SELECT article_id, max(id) AS id FROM proposal_sets
WHERE schema_sha256 IN (SELECT value FROM json_each(:schemas)) AND {whose} GROUP BY article_id
"""
_OF_EXTRACTOR = "extractor_id = (SELECT id FROM extractors WHERE name = :name AND version = :version)"
_OTHERS_OF = """
SELECT listing.article_id, newest.id
FROM ({newest}) AS newest JOIN listing ON listing.article_id = newest.article_id
WHERE listing.shown IS NOT newest.id AND {untouched}
"""
_OTHERS = _OTHERS_OF.format(newest=_NEWEST.format(whose=_OF_EXTRACTOR), untouched=_UNTOUCHED)
_SHOW = """
UPDATE listing SET shown = ? WHERE article_id = ? AND (shown IS NULL OR (? AND {untouched}))
"""
_COUNTS = """
SELECT extractors.name, extractors.version, count(*) FROM listing
JOIN proposal_sets AS made ON made.id = listing.shown
JOIN extractors ON extractors.id = made.extractor_id
WHERE made.schema_sha256 IN (SELECT value FROM json_each(?)) AND {untouched}
GROUP BY made.extractor_id
"""
_MISSING = """
SELECT newest.id, listing.article_id FROM listing
JOIN ({newest}) AS newest ON newest.article_id = listing.article_id WHERE listing.shown IS NULL
"""


class Shown:
    """The set of proposals that each article shows."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def of(self, article_id: str) -> int | None:
        """The set that an article shows, or ``None``."""
        row = self._db.execute("SELECT shown FROM listing WHERE article_id = ?", (article_id,)).fetchone()
        return None if row is None else row[0]

    def entered(self, article_id: str, set_id: int, *, preferred: bool) -> None:
        """A set is new. It is shown where none is, or, if preferred, where nobody has decided anything."""
        changed = self._db.execute(
            _SHOW.format(untouched=_UNTOUCHED), (set_id, article_id, preferred)
        ).rowcount
        if changed:
            self._count([article_id])

    def would_change(self, extractor: ExtractorName, schemas: Iterable[str]) -> int:
        """In how many articles that nobody has decided on other proposals of an extractor are there."""
        return len(self._db.execute(_OTHERS, _named(extractor, schemas)).fetchall())

    def change(self, extractor: ExtractorName, schemas: Iterable[str]) -> int:
        """Show the newest proposals of an extractor in all of those; returns how many they are."""
        rows = self._db.execute(_OTHERS, _named(extractor, schemas)).fetchall()
        self._db.conn.executemany(
            "UPDATE listing SET shown = ? WHERE article_id = ?",
            ((set_id, article_id) for article_id, set_id in rows),
        )
        self._count([article_id for article_id, _ in rows])
        return len(rows)

    def counts(self, schemas: Iterable[str]) -> dict[ExtractorName, int]:
        """How many articles that nobody has decided on show the proposals of each extractor."""
        rows = self._db.execute(_COUNTS.format(untouched=_UNTOUCHED), (to_json(list(schemas)),))
        return {ExtractorName(name, version): articles for name, version, articles in rows}

    def fill(self, schemas: Iterable[str]) -> None:
        """Show the newest proposals under these schemas where none are shown."""
        rows = self._db.execute(
            _MISSING.format(newest=_NEWEST.format(whose="TRUE")), {"schemas": to_json(list(schemas))}
        ).fetchall()
        self._db.conn.executemany("UPDATE listing SET shown = ? WHERE article_id = ?", rows)
        self._count([article_id for _, article_id in rows])

    def forget(self) -> None:
        """Count nothing where nothing is shown."""
        rows = self._db.execute("SELECT article_id FROM listing WHERE shown IS NULL")
        self._count([article_id for (article_id,) in rows])

    def wrong(self) -> list[str]:
        """The articles without a review whose counts are not those of the set that they show."""
        rows = self._db.execute(
            "SELECT listing.article_id FROM listing"
            " LEFT JOIN proposal_sets AS made ON made.id = listing.shown"
            " LEFT JOIN reviews ON reviews.article_id = listing.article_id AND reviews.reviewer IS NULL"
            " WHERE made.article_id IS NOT NULL AND made.article_id <> listing.article_id"
            " OR (reviews.id IS NULL AND (listing.entities, listing.relations, listing.pending)"
            " IS NOT (coalesce(made.entities, 0), coalesce(made.relations, 0),"
            " coalesce(made.entities + made.relations, 0)))"
        )
        return [article_id for (article_id,) in rows]

    def _count(self, articles: list[str]) -> None:
        self._db.execute(_COUNTED, (to_json(articles),))
        Queue(self._db).shown(articles)


def fill(db: Database) -> None:
    """Go on showing what every article shows: the newest proposals that follow the current label schema.

    Part of the migration that brings the choice. Counts of proposals that no article shows are forgotten.
    """
    schemas = LabelSchemas(db, "")
    current = schemas.current()
    shown = Shown(db)
    shown.fill([] if current is None else schemas.covered(current))
    shown.forget()


def _named(extractor: ExtractorName, schemas: Iterable[str]) -> dict[str, str]:
    return {"name": extractor.name, "version": extractor.version, "schemas": to_json(list(schemas))}
