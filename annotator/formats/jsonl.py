"""The native format: one record a line, as ``schemas/record.schema.json`` describes it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import partial
from typing import BinaryIO

from annotator.core.label_schema import LabelSchema
from annotator.core.model import Record
from annotator.errors import InputError, RecordError
from annotator.formats.contract.capabilities import CAPABILITIES, Capability
from annotator.formats.contract.losses import Losses
from annotator.formats.contract.protocol import Found, Layout, Offsets, Reading, Source, Target, Written
from annotator.formats.reading.json_lines import read_raw_lines
from annotator.formats.reading.record_reader import read_record_json
from annotator.formats.reading.record_writer import record_to_json


class JsonLines:
    """The native format, named ``jsonl``."""

    name = "jsonl"
    extension = ".jsonl"
    carries: tuple[Capability, ...] = CAPABILITIES
    layout: Layout = "file"
    description = "the native record, one JSON object a line"
    loses: tuple[str, ...] = ("x_ keys below the record itself (read over)",)

    def write(
        self, records: Iterable[Record], target: Target, schema: LabelSchema, losses: Losses
    ) -> Written:
        """Write records as UTF-8, one a line; nothing is lost."""
        with target.file() as stream:
            return self.write_stream(records, stream)

    def read(self, source: Source, reading: Reading) -> Iterator[Found]:
        """Yield each record, or the fault in its place; an id that stands twice is a fault of the second."""
        with source.file() as stream:
            yield from _read(stream, reading.offsets)

    def write_stream(self, records: Iterable[Record], stream: BinaryIO) -> Written:
        """Write records into a stream, in the order and with the items in the order given."""
        articles = entities = relations = 0
        for record in records:
            line = json.dumps(record_to_json(record), ensure_ascii=False, allow_nan=False)
            stream.write(line.encode("utf-8") + b"\n")
            articles += 1
            entities += len(record.annotations.entities)
            relations += len(record.annotations.relations)
        return Written(articles, entities, relations)

    def read_stream(self, stream: BinaryIO, name: str) -> Iterator[tuple[int, Record | InputError]]:
        """The number of each line, from 1, with its record, or the fault in its place with name and line."""
        for found in _read(stream, needs_entities=True):
            what = found.what
            yield found.line or 0, what.at(name, found.line) if isinstance(what, InputError) else what


def _read(
    stream: BinaryIO, offsets: Offsets = "code-points", *, needs_entities: bool = False
) -> Iterator[Found]:
    lines: dict[str, int] = {}
    for number, raw, value in read_raw_lines(stream):
        what, annotated = read_record_json(value, offsets, needs_entities=needs_entities)
        if isinstance(what, Record):
            first = lines.setdefault(what.article.id, number)
            if first != number:
                what = RecordError(f"id: {what.article.id!r} stands in line {first} already")
        yield Found(what, number, raw=partial(bytes, raw), annotated=annotated)
