"""Tables with a header, comma or tab between the cells: each row is an article."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from annotator.errors import InputError
from annotator.services.files.files import open_input
from annotator.services.ingest.article_files.found import FoundArticle, plain_article
from annotator.services.ingest.article_files.plain_text import MAX_BYTES

#: What a column can be, and the names of columns that are taken for it where nobody has chosen.
FIELDS: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "article"),
    "title": ("title", "headline"),
    "source": ("source", "url", "publisher"),
    "published": ("published", "date", "published_at", "publication_date"),
    "id": ("id", "article_id"),
}

Columns = Mapping[str, str]
"""What was chosen: a key of :data:`FIELDS` to the name of a column."""


def parse_columns(chosen: Sequence[str]) -> Columns:
    """Read ``FIELD=COLUMN`` words.

    Raises:
        InputError: a word of another shape, an unknown field, or a field twice.
    """
    columns: dict[str, str] = {}
    for word in chosen:
        field, equals, column = word.partition("=")
        if not equals or field not in FIELDS or not column:
            raise InputError(f"{word!r} is not FIELD=COLUMN, with {', '.join(FIELDS)} as FIELD")
        if field in columns:
            raise InputError(f"{field} is given twice: {columns[field]!r} and {column!r}")
        columns[field] = column
    return columns


def read_table(path: Path, separator: str, columns: Columns) -> Iterator[FoundArticle | InputError]:
    """Its articles, or the fault of a row in its place; the text of a cell is taken exactly as it is.

    Raises:
        InputError: it cannot be read, is not UTF-8, has no row, or lacks a column that was chosen.
    """
    csv.field_size_limit(MAX_BYTES)
    with open_input(path) as source:
        lines = io.TextIOWrapper(source, encoding="utf-8-sig", newline="")
        rows = csv.reader(lines, delimiter=separator, strict=True)
        try:
            header = _header(next(rows, None), str(path))
            yield from _articles(rows, header, _chosen(header, columns, str(path)), path)
        except UnicodeDecodeError as error:
            fault = f"byte 0x{error.object[error.start]:02x} is not UTF-8; save the file as UTF-8"
            raise InputError(fault, source=str(path)) from error
        except csv.Error as error:
            raise InputError(f"not a table: {error}", source=str(path), line=rows.line_num) from error
        finally:
            lines.detach()


def _articles(
    rows: Iterator[list[str]], header: Sequence[str], fields: Columns, path: Path
) -> Iterator[FoundArticle | InputError]:
    number = 0
    line = _line_of(rows)
    for cells in rows:
        first, line = line + 1, _line_of(rows)  # a quoted cell may hold several lines
        if not cells:
            continue
        number += 1
        try:
            yield _article(cells, header, fields, str(path), first)
        except InputError as fault:
            yield fault.at(str(path), first)
    if not number:
        raise InputError("holds a header and no row", source=str(path))


def _line_of(rows: Iterator[list[str]]) -> int:
    return int(getattr(rows, "line_num", 0))


def _article(
    cells: Sequence[str], header: Sequence[str], fields: Columns, source: str, line: int
) -> FoundArticle:
    if len(cells) != len(header):
        raise InputError(f"the row has {len(cells)} cells, the header {len(header)}")
    values = dict(zip(header, cells, strict=True))
    row: dict[str, object] = {field: values.pop(column) for field, column in fields.items()}
    filled = {field: value for field, value in row.items() if value or field == "text"}
    return plain_article(
        {**filled, **{f"x_{name}": value for name, value in values.items()}}, source, line, ""
    )


def _header(cells: Sequence[str] | None, source: str) -> Sequence[str]:
    if not cells:
        raise InputError("holds no line", source=source)
    for name in cells:
        if cells.count(name) > 1:
            raise InputError(f"the column {name!r} stands in the header twice", source=source, line=1)
    return cells


def _chosen(header: Sequence[str], columns: Columns, source: str) -> Columns:
    """Which column is what: as chosen, else by its name."""
    names = ", ".join(repr(name) for name in header[:12])
    for field, column in columns.items():
        if column not in header:
            fault = f"--column {field}={column}: there is no such column; there are {names}"
            raise InputError(fault, source=source, line=1)
    free = {name.strip().lower(): name for name in reversed(header) if name not in columns.values()}
    known = dict(columns)
    for field, usual in FIELDS.items():
        found = next((free[name] for name in usual if name in free), None)
        if field not in known and found is not None:
            known[field] = found
    if "text" not in known:
        fault = f"no column is called text; choose one with --column text=NAME; there are {names}"
        raise InputError(fault, source=source, line=1)
    return known
