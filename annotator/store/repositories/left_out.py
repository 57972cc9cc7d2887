"""Articles that an extractor could not read: it does not begin with them again until somebody asks for it."""

from __future__ import annotations

from sqlite_utils import Database

MIGRATION = """
CREATE TABLE left_out (
    extractor_id INTEGER NOT NULL REFERENCES extractors (id),
    article_id   TEXT NOT NULL REFERENCES articles (id),
    reason       TEXT NOT NULL,
    at           TEXT NOT NULL,
    PRIMARY KEY (extractor_id, article_id)
) STRICT, WITHOUT ROWID;
"""


class LeftOutArticles:
    """By extractor: a text that takes too long takes as long under every label schema."""

    def __init__(self, db: Database, now: str) -> None:
        self._db = db
        self._now = now

    def add(self, extractor_id: int, article_id: str, reason: str) -> None:
        """Note that an extractor could not read an article, and why; the last reason stays."""
        self._db.execute(
            "INSERT OR REPLACE INTO left_out (extractor_id, article_id, reason, at) VALUES (?, ?, ?, ?)",
            (extractor_id, article_id, reason, self._now),
        )

    def of(self, extractor_id: int) -> dict[str, str]:
        """The reasons of an extractor, by the id of the article."""
        rows = self._db.execute(
            "SELECT article_id, reason FROM left_out WHERE extractor_id = ? ORDER BY article_id",
            (extractor_id,),
        )
        return dict(rows)

    def remove(self, extractor_id: int, article_id: str) -> None:
        """It was read after all."""
        self._db.execute(
            "DELETE FROM left_out WHERE extractor_id = ? AND article_id = ?", (extractor_id, article_id)
        )
