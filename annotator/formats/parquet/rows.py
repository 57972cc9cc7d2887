"""Native records as the rows of a Parquet file, whose columns have the names of the native format.

What JSON would leave open is fixed here: offsets are 64-bit integers, scores are doubles, attributes a
list of names with values (Hugging Face ``datasets`` has no maps), and the ``x_`` keys of an article stand
as JSON text in one column, ``extra``, because their values may be anything. Rows are checked on the way in
exactly as lines of the native format are.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date, time
from functools import partial
from itertools import islice
from typing import BinaryIO

from annotator.core.json_values import JsonObject, Path, expect_list, expect_object, expect_text
from annotator.core.label_schema import LabelSchema
from annotator.core.model import Record
from annotator.errors import InputError, RecordError
from annotator.formats.contract.annotated import Annotated
from annotator.formats.contract.capabilities import CAPABILITIES, Capability
from annotator.formats.contract.losses import Losses
from annotator.formats.contract.protocol import Found, Layout, Offsets, Reading, Source, Target, Written
from annotator.formats.reading.json_lines import parse_json
from annotator.formats.reading.record_reader import read_record_json, record_from_json
from annotator.formats.reading.record_writer import record_to_json

#: Records in a row group, which a reader holds at once.
_ROWS = 500
_EXTRA = "extra"
_ITEMS = ("entities", "relations")
_LONGEST_EXTRA = 10_000_000


class Parquet:
    """Records in columns, named ``parquet``."""

    name = "parquet"
    extension = ".parquet"
    carries: tuple[Capability, ...] = CAPABILITIES
    layout: Layout = "file"
    description = "the native record as columns with fixed kinds, compressed"
    loses: tuple[str, ...] = ("x_ keys below the record itself (read over)",)

    def write(
        self, records: Iterable[Record], target: Target, schema: LabelSchema, losses: Losses
    ) -> Written:
        """Write records in the order given; nothing is lost."""
        with target.file() as stream:
            return self.write_stream(records, stream)

    def read(self, source: Source, reading: Reading) -> Iterator[Found]:
        """Yield each record, or the fault in its place; the number of its row stands as its line."""
        with source.file() as stream:
            try:
                yield from _read(stream, offsets=reading.offsets)
            except InputError as fault:  # of the file as a whole
                yield Found(fault)

    def write_stream(self, records: Iterable[Record], stream: BinaryIO) -> Written:
        """Write records into a stream; the same give the same bytes with the same release of Arrow."""
        import pyarrow as pa
        from pyarrow import parquet as pq

        from annotator.formats.parquet.columns import COLUMNS

        coming = iter(records)
        articles = entities = relations = 0
        with pq.ParquetWriter(stream, COLUMNS, compression="zstd", write_page_checksum=True) as writer:
            while batch := list(islice(coming, _ROWS)):
                writer.write_table(pa.Table.from_pylist([_row(record) for record in batch], schema=COLUMNS))
                articles += len(batch)
                entities += sum(len(record.annotations.entities) for record in batch)
                relations += sum(len(record.annotations.relations) for record in batch)
        return Written(articles, entities, relations)

    def read_stream(self, stream: BinaryIO, name: str) -> Iterator[tuple[int, Record | InputError]]:
        """The number of each row, from 1, with its record, or the fault in its place with name and row.

        Raises:
            InputError: it is no Parquet file, or damaged.
        """
        for found in _read(stream, name, needs_entities=True):
            what = found.what
            yield found.line or 0, what.at(name, found.line) if isinstance(what, InputError) else what


def _read(
    stream: BinaryIO,
    name: str | None = None,
    offsets: Offsets = "code-points",
    *,
    needs_entities: bool = False,
) -> Iterator[Found]:
    rows: dict[str, int] = {}
    for number, row in read_rows(stream, name):
        try:
            what, annotated = read_record_json(json_of_row(row), offsets, needs_entities=needs_entities)
        except InputError as fault:
            what, annotated = fault, Annotated()
        if isinstance(what, Record):
            first = rows.setdefault(what.article.id, number)
            if first != number:
                what = RecordError(f"id: {what.article.id!r} stands in row {first} already")
        yield Found(what, number, raw=partial(_as_line, row), annotated=annotated)


def _as_line(row: JsonObject) -> bytes:
    """A row as a line of JSON: what is refused is kept in a form that can be mended by hand."""
    kept = row
    with suppress(InputError):  # it may be refused for this very reason: then the row as it is
        row = json_of_row(row)
    for items in _ITEMS:  # and so may an item
        found, raw = row.get(items), kept.get(items)
        if isinstance(found, list) and isinstance(raw, list):
            pairs = zip(found, raw, strict=True)
            row[items] = [before if isinstance(item, InputError) else item for item, before in pairs]
    return json.dumps(row, ensure_ascii=False, default=str).encode("utf-8") + b"\n"


def read_rows(source: BinaryIO, name: str | None) -> Iterator[tuple[int, JsonObject]]:
    """The rows of any Parquet file as JSON objects, numbered from 1; dates and times in ISO form.

    Raises:
        InputError: it is no Parquet file, or damaged.
    """
    import pyarrow as pa
    from pyarrow import parquet as pq

    number = 0
    try:
        file = pq.ParquetFile(source, page_checksum_verification=True)
        for batch in file.iter_batches(_ROWS):
            for row in batch.to_pylist(maps_as_pydicts="strict"):
                number += 1
                yield number, {key: _as_json(value) for key, value in row.items()}
    except (pa.ArrowException, OSError, ValueError, KeyError) as error:
        # Arrow raises OSError for damaged pages, and KeyError for a map with a key twice
        reason = str(error).partition("\n")[0]
        raise InputError(f"is no Parquet file, or is damaged ({reason})", source=name) from error


def json_of_row(row: JsonObject) -> JsonObject:
    """A row as an object of the native format: its ``x_`` keys come out of their column.

    Attributes of items are taken as a list of names with values, or as a map, as they were written before.

    Raises:
        RecordError: a column holds something else.
    """
    value = {key: found for key, found in row.items() if key != _EXTRA}
    for items in _ITEMS:
        found = value.get(items)
        if isinstance(found, list):
            path = Path(RecordError) / items
            value[items] = [_named_or_fault(item, path / at) for at, item in enumerate(found)]
    if row.get(_EXTRA) is None:
        return value
    path = Path(RecordError) / _EXTRA
    text = expect_text(row[_EXTRA], path, longest=_LONGEST_EXTRA)
    return {**value, **expect_object(parse_json(text.encode("utf-8")), path, optional=())}


def record_of_row(row: JsonObject, offsets: Offsets = "code-points") -> Record:
    """Make a record of a row of :func:`read_rows`; ``offsets`` says what its offsets count.

    Raises:
        RecordError: the first fault, with its path.
    """
    return record_from_json(json_of_row(row), offsets)


def _row(record: Record) -> JsonObject:
    """What :func:`record_of_row` reads."""
    extra = json.dumps(dict(record.article.extra), ensure_ascii=False, allow_nan=False)
    row = record_to_json(record)
    for items in _ITEMS:
        row[items] = [_paired(item) for item in expect_list(row[items], Path(RecordError))]
    return {**row, _EXTRA: extra if record.article.extra else None}


def _paired(item: object) -> JsonObject:
    """An item whose attributes are a list, as Arrow wants them."""
    row = expect_object(item, Path(RecordError))
    attributes = expect_object(row["attributes"], Path(RecordError))
    return {**row, "attributes": [{"name": name, "value": one} for name, one in attributes.items()]}


def _named_or_fault(item: object, path: Path) -> object:
    try:
        return _named(item, path)
    except InputError as fault:
        return fault


def _named(item: object, path: Path) -> object:
    """An item whose attributes are an object again."""
    if not isinstance(item, dict) or not isinstance(item.get("attributes"), list):
        return item
    pairs: dict[str, object] = {}
    for at, pair in enumerate(item["attributes"]):
        where = path / "attributes" / at
        row = expect_object(pair, where, required=("name", "value"), optional=())
        name = expect_text(row["name"], where / "name")
        if name in pairs:
            raise RecordError(f"{where}: {name!r} stands twice")
        pairs[name] = row["value"]
    return {**item, "attributes": pairs}


def _as_json(value: object) -> object:
    return value.isoformat() if isinstance(value, date | time) else value
