"""The lines of articles as fingerprints: what a source repeats is known without reading its texts."""

from __future__ import annotations

from collections.abc import Iterator

from sqlite_utils import Database

from annotator.core.lines import FINGERPRINT, fingerprints, site_of

MIGRATION = f"""
CREATE TABLE article_lines (
    ordinal INTEGER PRIMARY KEY REFERENCES articles (ordinal) ON DELETE CASCADE,
    site    TEXT NOT NULL CHECK (site <> ''),
    lines   BLOB NOT NULL CHECK (length(lines) % {FINGERPRINT} = 0)
) STRICT;
CREATE INDEX article_lines_by_site ON article_lines (site);
"""


class ArticleLines:
    """What is kept of the lines of the articles that have a source."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def entered(self, article_id: str, source: str, text: str) -> None:
        """An article is new: keep its lines."""
        site = site_of(source)
        if site:
            self._db.execute(
                "INSERT INTO article_lines SELECT ordinal, ?, ? FROM articles WHERE id = ?",
                (site, fingerprints(text), article_id),
            )

    def of_site(self, source: str) -> Iterator[bytes]:
        """The fingerprints of the lines of each article of the site of a source, as ingested."""
        rows = self._db.execute(
            "SELECT lines FROM article_lines WHERE site = ? ORDER BY ordinal", (site_of(source),)
        )
        for (lines,) in rows:
            yield lines

    def wrong(self) -> Iterator[str]:
        """The ids of the articles whose lines are others than those that are kept."""
        rows = self._db.execute(
            "SELECT id, source, text, site, lines FROM articles LEFT JOIN article_lines USING (ordinal)"
            " ORDER BY ordinal"
        )
        for article_id, source, text, site, lines in rows:
            right = (site_of(source), fingerprints(text)) if site_of(source) else (None, None)
            if (site, lines) != right:
                yield article_id


def fill(db: Database) -> None:
    """Keep the lines of all articles that are there; part of the migration that brings the table."""
    rows = db.execute("SELECT ordinal, source, text FROM articles ORDER BY ordinal")
    for ordinal, source, text in rows:
        if site := site_of(source):
            db.execute("INSERT INTO article_lines VALUES (?, ?, ?)", (ordinal, site, fingerprints(text)))
