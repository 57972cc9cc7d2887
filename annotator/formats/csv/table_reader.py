"""Tables of CSV become records again: rows of an article stand together, in the order of the articles."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from typing import BinaryIO

from annotator.core.json_values import JsonObject, show
from annotator.errors import InputError, RecordError
from annotator.formats.contract.annotated import unannotated
from annotator.formats.contract.protocol import Found, Offsets
from annotator.formats.reading.json_lines import parse_json
from annotator.formats.reading.record_reader import read_record_json

ARTICLES = "articles.csv"
ITEMS = {"entities": "entities.csv", "relations": "relations.csv"}
TEXTS = ("format", "id", "text", "text_sha256", "title", "source")
NESTED = {
    "review": ("status", "mode", "reviewer", "completed_at", "selection", "revised_at"),
    "extractor": ("name", "version"),
    "schema": ("name", "sha256"),
}
OWN = {
    "entities": ("start", "end", "text"),
    "relations": ("head", "tail", "head_text", "tail_text", "pattern"),
}
#: Longest cell that is read, in characters: an article of many megabytes is a mistake in the quotes.
_LONGEST_CELL = 16_000_000

Cells = dict[str, str]
"""A row by the names of its columns."""


@dataclass(frozen=True, slots=True)
class Misplaced:
    """A row of items that stands where no article waits for it."""

    problem: str
    file: str
    line: int


class BadTable(Exception):
    """A table that cannot be read on from here."""

    def __init__(self, problem: str, file: str, line: int | None) -> None:
        super().__init__(problem)
        self.problem, self.file, self.line = problem, file, line


def read_rows(stream: BinaryIO, file: str, take: Callable[[str], str]) -> Iterator[tuple[int, Cells]]:
    """Every row below the heading by the names of its columns, with the line that it begins in.

    Raises:
        BadTable: from here on it cannot be read.
    """
    csv.field_size_limit(_LONGEST_CELL)
    lines = _lines(stream, file)
    heading = next(lines, "")
    # spreadsheets of many countries separate cells by what is no sign of their numbers
    delimiter = next((sign for sign in ",;\t" if sign in heading), ",")
    reader = csv.reader(chain((heading,), lines), strict=True, delimiter=delimiter)
    columns: list[str] | None = None
    line = 1
    try:
        for row in reader:
            if columns is None:
                columns = row
            elif len(row) != len(columns):
                problem = f"has {len(row)} cells where the heading has {len(columns)}"
                raise BadTable(problem, file, line)
            else:
                yield line, {name: take(cell) for name, cell in zip(columns, row, strict=True)}
            line = reader.line_num + 1
    except csv.Error as error:
        raise BadTable(f"is no CSV: {error}", file, line) from error


def _lines(stream: BinaryIO, file: str) -> Iterator[str]:
    for number, raw in enumerate(stream, start=1):
        try:
            yield raw.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError as error:
            raise BadTable(
                f"byte 0x{raw[error.start]:02x} is not UTF-8; save the file as UTF-8", file, number
            ) from error


class Waiting:
    """The rows of a table, taken article by article."""

    def __init__(self, rows: Iterator[tuple[int, Cells]], places: Mapping[str, int]) -> None:
        self._rows = rows
        self._places = places
        self._ahead: tuple[int, Cells] | None = None

    def of(self, article_id: str) -> Iterator[tuple[int, Cells]]:
        """The next rows, as long as they are of this article; misplaced ones are passed over."""
        now = self._places.get(article_id, -1)
        while (row := self._take()) is not None:
            owner = row[1].get("article_id", "")
            if self._places.get(owner, -1) < now:
                continue
            if owner != article_id:
                self._ahead = row
                return
            yield row

    def _take(self) -> tuple[int, Cells] | None:
        row, self._ahead = self._ahead, None
        return next(self._rows, None) if row is None else row


def joined(
    articles: Iterator[tuple[int, Cells]],
    items: Mapping[str, Waiting],
    misplaced: Mapping[str, Misplaced],
    offsets: Offsets,
) -> Iterator[Found]:
    """One record for each article, with the items whose turn it is.

    Raises:
        BadTable: a table cannot be read on.
    """
    seen: dict[str, int] = {}
    for line, cells in articles:
        article_id = cells.get("id", "")
        first = seen.setdefault(article_id, line)
        mine = {name: list(waiting.of(article_id)) for name, waiting in items.items()}
        raw = partial(_as_line, cells, mine)
        if first != line:
            problem = f"id: {show(article_id)} stands in line {first} already"
            yield Found(RecordError(problem), line, ARTICLES, raw)
        elif article_id in misplaced:
            fault = misplaced[article_id]
            yield Found(RecordError(fault.problem), fault.line, fault.file, raw)
        else:
            yield _found(line, cells, mine, raw, offsets)
    for waiting in items.values():
        for _ in waiting.of(""):  # a table that cannot be read to its end says so
            pass


def _found(
    line: int,
    cells: Cells,
    items: Mapping[str, list[tuple[int, Cells]]],
    raw: Callable[[], bytes],
    offsets: Offsets,
) -> Found:
    places = {name: [(ITEMS[name], number) for number, _ in rows] for name, rows in items.items()}
    try:
        row = _article_json(cells)
        for name, rows in items.items():
            row[name] = [_or_fault(name, at, found) for at, (_, found) in enumerate(rows)]
        what, annotated = read_record_json(row, offsets)
        if isinstance(what, InputError):
            raise what
        if annotated.doubt is None and not row.get("entities") and what.review is None:
            annotated = replace(
                annotated, doubt=unannotated("it has no row of entities and no review_status")
            )
        return Found(what, line, ARTICLES, raw, items=places, annotated=annotated)
    except InputError as fault:
        return Found(RecordError(fault.problem), line, ARTICLES, raw, items=places)


def _or_fault(name: str, at: int, cells: Cells) -> JsonObject | InputError:
    """An item, or the fault in its place."""
    try:
        return _item_json(name, cells)
    except InputError as fault:
        return RecordError(f"{name}[{at}].{fault.problem}")


def _as_line(cells: Cells, items: Mapping[str, list[tuple[int, Cells]]]) -> bytes:
    """An article with its rows as a line of JSON: what is refused is kept so that it can be mended."""
    row = _or_cells(_article_json, cells)
    for name, rows in items.items():
        found_rows = [_or_cells(partial(_item_json, name), found) for _, found in rows]
        if found_rows or row.get("review"):  # an empty list would say that somebody found nothing
            row[name] = found_rows
    return json.dumps(row, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n"


def _or_cells(read: Callable[[Cells], JsonObject], cells: Cells) -> JsonObject:
    try:
        return read(cells)
    except InputError:
        return {name: cell for name, cell in cells.items() if cell}


def _article_json(cells: Cells) -> JsonObject:
    row: JsonObject = {name: cells[name] for name in TEXTS if name in cells}
    row["published"] = cells.get("published") or None
    for key, parts in NESTED.items():
        found = {part: cells.get(f"{key}_{part}") or None for part in parts}
        row[key] = found if any(found.values()) else None
    extra = parse_json(cells["extra"].encode()) if cells.get("extra") else {}
    if not isinstance(extra, dict):
        raise RecordError("extra: is not an object")
    return {**row, **extra}


def _item_json(name: str, cells: Cells) -> JsonObject:
    kept = ("id", "label", "origin", *(column for column in OWN[name] if not column.endswith("_text")))
    row: JsonObject = {column: cells[column] for column in kept if cells.get(column)}
    for column in ("start", "end"):
        if column in row:
            row[column] = _number(cells, column)
    row["score"] = _number(cells, "score") if cells.get("score") else None
    row["attributes"] = parse_json(cells["attributes"].encode()) if cells.get("attributes") else {}
    return row


def _number(cells: Cells, column: str) -> object:
    try:
        return parse_json(cells[column].encode())
    except InputError as fault:
        raise RecordError(f"{column}: {show(cells[column])} is not a number") from fault
