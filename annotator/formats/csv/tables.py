"""CSV: a table of articles, one of entities, one of relations, in the same order of articles.

Nothing is lost: what has no cell of its own stands as JSON. Two kinds: ``csv`` is safe to open in a
spreadsheet, as no cell can be taken for a formula (OWASP, *CSV Injection*: a cell that begins with one of
``= + - @``, a tab or a carriage return gets an apostrophe before it, and so does one that begins with an
apostrophe, so that it can be taken away again); ``csv-exact`` has every cell as it is, for programs.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack

from annotator.core.json_values import JsonObject
from annotator.core.label_schema import LabelSchema
from annotator.core.model import Record
from annotator.errors import RecordError
from annotator.formats.contract.capabilities import CAPABILITIES, Capability
from annotator.formats.contract.losses import Losses
from annotator.formats.contract.protocol import Found, Layout, Reading, Source, Target, Written
from annotator.formats.csv.table_order import misplaced_rows, order_of
from annotator.formats.csv.table_reader import (
    ARTICLES,
    ITEMS,
    NESTED,
    OWN,
    TEXTS,
    BadTable,
    Cells,
    Waiting,
    joined,
    read_rows,
)
from annotator.formats.reading.record_writer import record_to_json

_COMMON = ("origin", "score", "attributes")
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "'")


class Tables:
    """The format named ``csv``, safe for spreadsheets."""

    name = "csv"
    extension = ""
    carries: tuple[Capability, ...] = CAPABILITIES
    layout: Layout = "folder"
    description = "tables of articles, entities and relations, safe to open in a spreadsheet"
    loses: tuple[str, ...] = ("who decided each item",)
    _put: Callable[[str], str] = staticmethod(
        lambda cell: f"'{cell}" if cell.startswith(_DANGEROUS) else cell
    )
    _take: Callable[[str], str] = staticmethod(lambda cell: cell.removeprefix("'"))

    def write(
        self, records: Iterable[Record], target: Target, schema: LabelSchema, losses: Losses
    ) -> Written:
        """Write three tables at once, record by record."""
        articles = entities = relations = 0
        with ExitStack() as together:
            tables = {name: self._table(together, target, name) for name in ("articles", *ITEMS)}
            for record in records:
                row = record_to_json(record)
                tables["articles"](_article_cells(row))
                for cells in _entity_rows(row):
                    tables["entities"](cells)
                for cells in _relation_rows(row):
                    tables["relations"](cells)
                articles += 1
                entities += len(record.annotations.entities)
                relations += len(record.annotations.relations)
        return Written(articles, entities, relations)

    def read(self, source: Source, reading: Reading) -> Iterator[Found]:
        """Join the tables again; rows of an article stand together, in the order of the articles."""
        if ARTICLES not in source.names():
            yield Found(RecordError(f"there is no {ARTICLES} in it"))
            return
        with ExitStack() as together:
            places, is_whole = order_of(self._rows(together, source, "articles"))
            there = [name for name, file in ITEMS.items() if file in source.names()]
            tables = {name: self._rows(together, source, name) for name in there}
            misplaced = misplaced_rows(places, tables) if is_whole else {}
            nobodys = misplaced.pop("", None)
            if nobodys is not None:
                yield Found(RecordError(nobodys.problem), nobodys.line, nobodys.file)
            waiting = {name: Waiting(self._rows(together, source, name), places) for name in there}
            try:
                rows = self._rows(together, source, "articles")
                yield from joined(rows, waiting, misplaced, reading.offsets)
            except BadTable as fault:
                yield Found(RecordError(fault.problem), fault.line, fault.file)

    def _table(
        self, together: ExitStack, target: Target, name: str
    ) -> Callable[[Mapping[str, object]], None]:
        stream = together.enter_context(target.file(f"{name}.csv"))
        text = io.TextIOWrapper(stream, "utf-8", newline="", write_through=True)
        together.callback(text.detach)
        columns = _columns(name)
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(columns)

        def put(row: Mapping[str, object]) -> None:
            writer.writerow([self._put(_cell(row.get(column))) for column in columns])

        return put

    def _rows(self, together: ExitStack, source: Source, name: str) -> Iterator[tuple[int, Cells]]:
        file = f"{name}.csv"
        return read_rows(together.enter_context(source.file(file)), file, self._take)


class ExactTables(Tables):
    """The format named ``csv-exact``: cells as they are."""

    name = "csv-exact"
    description = "tables of articles, entities and relations for programs, every cell as it is"
    _put = staticmethod(lambda cell: cell)
    _take = staticmethod(lambda cell: cell)


def _columns(name: str) -> tuple[str, ...]:
    if name == "articles":
        nested = (f"{key}_{part}" for key, parts in NESTED.items() for part in parts)
        return (*TEXTS, "published", *nested, "extra")
    return ("article_id", "id", "label", *OWN[name], *_COMMON)


def _cell(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _article_cells(row: JsonObject) -> JsonObject:
    cells: JsonObject = {name: row[name] for name in (*TEXTS, "published")}
    for key, parts in NESTED.items():
        found = row[key]
        if isinstance(found, dict):
            cells.update({f"{key}_{part}": found[part] for part in parts})
    extra = {key: value for key, value in row.items() if key.startswith("x_")}
    return {**cells, "extra": extra or None}


def _entity_rows(row: JsonObject) -> Iterator[JsonObject]:
    return ({**one, "article_id": row["id"]} for one in _objects(row["entities"]))


def _relation_rows(row: JsonObject) -> Iterator[JsonObject]:
    words = {one["id"]: one["text"] for one in _objects(row["entities"])}
    for one in _objects(row["relations"]):
        ends = {f"{end}_text": words[one[end]] for end in ("head", "tail")}
        yield {**one, **ends, "article_id": row["id"]}


def _objects(value: object) -> Sequence[JsonObject]:
    return value if isinstance(value, list) else []
