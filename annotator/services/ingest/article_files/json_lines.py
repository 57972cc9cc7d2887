"""JSON lines, compressed or not: each line a native record, or just an article with its text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from annotator.core.json_values import JsonObject
from annotator.core.json_values import Path as JsonPath
from annotator.errors import InputError, RecordError
from annotator.formats.reading.json_lines import read_json_lines
from annotator.formats.reading.record_reader import record_from_json
from annotator.services.files.files import open_input
from annotator.services.ingest.article_files.found import FoundArticle, plain_article, record_article


def read_json_lines_file(path: Path) -> Iterator[FoundArticle | InputError]:
    """Its articles, or the fault of a line in its place; what stands before a damaged place is taken.

    Raises:
        InputError: it cannot be read, is damaged, or has no line.
    """
    with open_input(path) as source:
        yield from _read(source, path)


def _read(source: BinaryIO, path: Path) -> Iterator[FoundArticle | InputError]:
    number = 0
    for number, row in read_json_lines(source):
        if isinstance(row, InputError):
            yield row.at(str(path), number)
            continue
        try:
            yield _found_in_row(row, str(path), number)
        except InputError as fault:
            yield fault.at(str(path), number)
    if not number:
        raise InputError("holds no line", source=str(path))


def _found_in_row(row: JsonObject, source: str, line: int) -> FoundArticle:
    """A native record (it says so, or has entities), or just an article: ``{"text": …, "title": …}``."""
    if "format" in row or "entities" in row:
        return record_article(record_from_json(row), source, line)
    if not isinstance(row.get("text"), str):
        fault = "'text' is missing: a line is a record, or an article with its \"text\""
        raise JsonPath(RecordError).error(fault)
    return plain_article(row, source, line, "")
