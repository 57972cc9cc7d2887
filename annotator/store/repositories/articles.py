"""Articles: kept once by their text, never changed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from sqlite_utils import Database

from annotator.core.model import Article
from annotator.errors import InputError
from annotator.store.repositories.json_text import from_json, to_json
from annotator.store.repositories.lines import ArticleLines
from annotator.store.repositories.queue import Queue


def _article(row: tuple[str, str, str, str, str | None, str]) -> Article:
    return Article(*row[:5], extra=from_json(row[5]))


class Articles:
    """The articles in the order in which they were ingested."""

    def __init__(self, db: Database, now: str) -> None:
        self._db = db
        self._now = now

    def add(self, article: Article) -> bool:
        """Keep an article. ``False`` where its text is known already, under whatever id.

        Raises:
            InputError: its id belongs to another text.
        """
        if self.id_of_text(article.sha256) is not None:
            return False
        if self.ordinal(article.id) is not None:
            raise InputError(f"the id {article.id!r} belongs to another article; choose another id")
        self._db.execute(
            "INSERT INTO articles (id, text, title, source, published, extra, ingested_at,"
            " text_length, text_sha256)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(article.id, article.text, article.title, article.source, article.published),
                *(to_json(dict(article.extra)), self._now, len(article.text), article.sha256),
            ),
        )
        Queue(self._db).entered(article.id, len(article.text))
        ArticleLines(self._db).entered(article.id, article.source, article.text)
        return True

    def get(self, article_id: str) -> Article | None:
        """The article of that id, or ``None``."""
        row = self._db.execute(
            "SELECT id, text, title, source, published, extra FROM articles WHERE id = ?", (article_id,)
        ).fetchone()
        return None if row is None else _article(row)

    def texts(self, ids: Iterable[str]) -> dict[str, str]:
        """The texts of those of these articles that there are, by id."""
        wanted = json.dumps(list(ids))
        rows = self._db.execute(
            "SELECT id, text FROM articles WHERE id IN (SELECT value FROM json_each(?)) ORDER BY ordinal",
            (wanted,),
        )
        return {article_id: text for article_id, text in rows}

    def titles(self, ids: Iterable[str]) -> dict[str, str]:
        """The titles of those of these articles that there are, by id."""
        wanted = json.dumps(list(ids))
        rows = self._db.execute(
            "SELECT id, title FROM articles WHERE id IN (SELECT value FROM json_each(?))", (wanted,)
        )
        return {article_id: title for article_id, title in rows}

    def id_of_text(self, sha256: str) -> str | None:
        """The id of the article with that text, or ``None``."""
        row = self._db.execute("SELECT id FROM articles WHERE text_sha256 = ?", (sha256,)).fetchone()
        return None if row is None else str(row[0])

    def ordinal(self, article_id: str) -> int | None:
        """Its place in the order of ingest, from 1, or ``None`` where there is no such article."""
        row = self._db.execute("SELECT ordinal FROM articles WHERE id = ?", (article_id,)).fetchone()
        return None if row is None else int(row[0])

    def text_length(self, article_id: str) -> int | None:
        """The length of its text in code points, or ``None`` where there is no such article."""
        row = self._db.execute("SELECT text_length FROM articles WHERE id = ?", (article_id,)).fetchone()
        return None if row is None else int(row[0])

    def before(self, ordinal: int) -> str | None:
        """The id of the article that was ingested just before a place, or ``None``."""
        row = self._db.execute(
            "SELECT id FROM articles WHERE ordinal < ? ORDER BY ordinal DESC LIMIT 1", (ordinal,)
        ).fetchone()
        return None if row is None else str(row[0])

    def count(self) -> int:
        """How many there are."""
        return int(self._db.execute("SELECT count(*) FROM articles").fetchone()[0])

    def ids(self) -> Iterator[str]:
        """All ids, as ingested."""
        for (article_id,) in self._db.execute("SELECT id FROM articles ORDER BY ordinal"):
            yield article_id

    def without_any_proposals(self, schemas: Iterable[str]) -> list[str]:
        """The ids of the articles that nothing was proposed for under any of these schemas, as ingested."""
        rows = self._db.execute(
            "SELECT id FROM articles WHERE NOT EXISTS (SELECT 1 FROM proposal_sets AS made"
            " WHERE made.article_id = articles.id"
            " AND made.schema_sha256 IN (SELECT value FROM json_each(?))) ORDER BY ordinal",
            (json.dumps(list(schemas)),),
        )
        return [article_id for (article_id,) in rows]

    def without_proposals(self, extractor_id: int, schemas: Iterable[str], limit: int = -1) -> list[str]:
        """The ids of the articles that an extractor has not seen under any of these schemas, as ingested."""
        rows = self._db.execute(
            "SELECT id FROM articles WHERE NOT EXISTS (SELECT 1 FROM proposal_sets AS made"
            " WHERE made.article_id = articles.id AND made.extractor_id = ?"
            " AND made.schema_sha256 IN (SELECT value FROM json_each(?))) ORDER BY ordinal LIMIT ?",
            (extractor_id, json.dumps(list(schemas)), limit),
        )
        return [article_id for (article_id,) in rows]
