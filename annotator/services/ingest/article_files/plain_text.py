"""A plain text file is one article."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from annotator.core.model import Article
from annotator.core.offsets import normalise_file_text
from annotator.errors import InputError
from annotator.services.files.files import read_input
from annotator.services.ingest.article_files.found import FoundArticle, id_of_file, printable
from annotator.services.ingest.dateline import find_published
from annotator.services.ingest.headline import find_title

#: A file with one article that is larger than this is none.
MAX_BYTES = 20_000_000


def read_text_file(path: Path) -> Iterator[FoundArticle]:
    """Its article; newlines and byte order mark are normalised.

    Raises:
        InputError: it cannot be read, is too large, or is no text.
    """
    raw = read_whole(path)
    try:
        text = normalise_file_text(raw)
    except InputError as fault:
        raise fault.at(str(path)) from fault
    article = Article(
        id_of_file(path, text),
        text,
        title=find_title(text),
        source=printable(path.name),
        published=find_published(text),
    )
    yield FoundArticle(article, str(path))


def read_whole(path: Path) -> bytes:
    """The bytes of a file with one article.

    Raises:
        InputError: it cannot be read or is too large.
    """
    if os.path.isfile(path) and os.path.getsize(path) > MAX_BYTES:
        raise InputError(f"is larger than {MAX_BYTES // 10**6} MB; split it into articles", source=str(path))
    return read_input(path)
