"""Words found in the texts of all articles, by the full-text index that the list searches too."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from sqlite_utils import Database

from annotator.core.model import ReviewStatus

#: The column of the text in ``article_search``.
_TEXT = 3


@dataclass(frozen=True, slots=True)
class FoundArticle:
    """An article that was found, with its whole text.

    Attributes:
        places: where the words stand in the text, in code points, half-open; none where only the title has
            them.
    """

    id: str
    title: str
    status: ReviewStatus
    text: str
    places: tuple[tuple[int, int], ...]


class Search:
    """Looks for words in titles and texts."""

    def __init__(self, db: Database) -> None:
        self._db = db
        # what no text holds: the index gives the text back with these around every place
        token = secrets.token_hex(8)
        self._open, self._close = f"\ue000{token}", f"\ue001{token}"

    def count(self, match: str) -> int:
        """How many articles an FTS5 expression finds."""
        row = self._db.execute("SELECT count(*) FROM article_search WHERE article_search MATCH ?", (match,))
        return int(row.fetchone()[0])

    def find(self, match: str, limit: int) -> list[FoundArticle]:
        """The first articles that an FTS5 expression finds, as they were ingested."""
        rows = self._db.execute(
            "SELECT listing.article_id, listing.title, listing.status,"
            " highlight(article_search, ?, ?, ?) FROM article_search CROSS JOIN listing"
            " ON listing.ordinal = article_search.rowid"
            " WHERE article_search MATCH ? ORDER BY article_search.rowid LIMIT ?",
            (_TEXT, self._open, self._close, match, limit),
        )
        return [
            FoundArticle(article_id, title, status, *self._places(marked))
            for article_id, title, status, marked in rows
        ]

    def scan(self, words: str, limit: int) -> list[FoundArticle]:
        """The first articles whose text holds a string as it stands; reads one text after the other."""
        pattern = "".join(f"\\{letter}" if letter in "\\%_" else letter for letter in words)
        rows = self._db.execute(
            "SELECT articles.id, articles.title, listing.status, articles.text FROM articles"
            " JOIN listing ON listing.ordinal = articles.ordinal"
            " WHERE articles.text LIKE ? ESCAPE '\\' ORDER BY articles.ordinal LIMIT ?",
            (f"%{pattern}%", limit),
        )
        return [
            FoundArticle(article_id, title, status, text, _occurrences(text, words))
            for article_id, title, status, text in rows
        ]

    def _places(self, marked: str) -> tuple[str, tuple[tuple[int, int], ...]]:
        first, *rest = marked.split(self._open)
        text, places = [first], []
        at = len(first)
        for part in rest:
            words, after = part.split(self._close)
            places.append((at, at + len(words)))
            text += (words, after)
            at += len(words) + len(after)
        return "".join(text), tuple(places)


def _occurrences(text: str, words: str) -> tuple[tuple[int, int], ...]:
    found, at = [], text.find(words)
    while at >= 0:
        found.append((at, at + len(words)))
        at = text.find(words, at + len(words))
    return tuple(found)
