"""A Parquet file: each row a native record, or just an article with its text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from annotator.core.json_values import JsonObject
from annotator.errors import InputError
from annotator.services.files.files import open_input
from annotator.services.ingest.article_files.found import FoundArticle, plain_article, record_article


def read_parquet_file(path: Path) -> Iterator[FoundArticle | InputError]:
    """Its articles, or the fault of a row in its place.

    Raises:
        InputError: it cannot be read, is no Parquet file, or has no row.
    """
    from annotator.formats.parquet.rows import read_rows  # Arrow is large: for those only who have such files

    number = 0
    with open_input(path) as source:
        for number, row in read_rows(source, str(path)):
            try:
                yield _found_in_row(row, str(path), number)
            except InputError as fault:
                yield fault.at(str(path), number)
    if not number:
        raise InputError("holds no row", source=str(path))


def _found_in_row(row: JsonObject, source: str, number: int) -> FoundArticle:
    from annotator.formats.parquet.rows import record_of_row

    if "entities" in row:
        return record_article(record_of_row(row), source, number)
    if not isinstance(row.get("text"), str):
        raise InputError("'text' is missing: a row is a record, or an article with its \"text\"")
    return plain_article(row, source, number, "")
