"""What is found in a file, and the ids of articles that come without one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from annotator.core.json_values import Path as JsonPath
from annotator.core.model import Article, Record, text_sha256
from annotator.errors import InputError, RecordError
from annotator.formats.reading.record_reader import parse_article_id, read_article
from annotator.services.ingest.headline import find_title

_PLAIN_KEYS = frozenset({"id", "text", "title", "source", "published", "text_sha256"})


@dataclass(frozen=True, slots=True)
class FoundArticle:
    """An article as a file has it.

    Attributes:
        article: the article.
        source: the file.
        line: its line there, if the file has several.
        named: whether the file gives its id; else one was made, and another may be.
        annotated: whether the file has entities or relations for it.
    """

    article: Article
    source: str
    line: int | None = None
    named: bool = False
    annotated: bool = False


@dataclass(frozen=True, slots=True)
class Ignored:
    """A file of a folder that is of no kind that has articles."""

    path: Path


Found = FoundArticle | InputError | Ignored


def plain_article(row: Mapping[str, object], source: str, line: int | None, spare_id: str) -> FoundArticle:
    """An article of ``text``, ``title``, ``source``, ``published`` and what else is known of it.

    Args:
        row: its values by key; other keys are kept under ``x_``.
        source: the file.
        line: its line there.
        spare_id: its id where the row has none; empty for one made of its text.

    Raises:
        RecordError: the first fault, with its path.
    """
    path = JsonPath(RecordError)
    named = row.get("id") is not None
    known = {key: value for key, value in row.items() if key in _PLAIN_KEYS and value is not None}
    rest = {
        key if key.startswith("x_") else f"x_{key}": value
        for key, value in row.items()
        if key not in _PLAIN_KEYS
    }
    made = spare_id or id_of_text(str(row["text"]))
    article_id = parse_article_id(row["id"], path / "id") if named else made
    return FoundArticle(titled(read_article({**known, **rest}, path, article_id)), source, line, named=named)


def record_article(record: Record, source: str, line: int) -> FoundArticle:
    """The article of a native record."""
    annotated = bool(record.annotations.entities or record.annotations.relations)
    return FoundArticle(titled(record.article), source, line, named=True, annotated=annotated)


def titled(article: Article) -> Article:
    """The article with the title that its text shows, unless it has one."""
    return article if article.title else replace(article, title=find_title(article.text))


def id_of_file(path: Path, text: str) -> str:
    """An id from the name of a file, in letters that every tool takes."""
    plain = unicodedata.normalize("NFKD", path.stem)
    plain = "".join(character for character in plain if not unicodedata.combining(character))
    return re.sub(r"[^A-Za-z0-9_.:-]+", "-", plain).strip("-")[:180] or id_of_text(text)


def id_of_text(text: str) -> str:
    """An id from a text; the same one for the same text."""
    # the text is checked after this; a lone surrogate has no UTF-8
    return f"a-{text_sha256(text.encode('utf-8', 'replace').decode('utf-8'))[:12]}"


def printable(name: str) -> str:
    """The name of a file as a source that can be shown."""
    return "".join(character if character.isprintable() else "\ufffd" for character in name)
