"""The native format: one record a line, as ``schemas/record.schema.json`` describes it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from annotator.core.model import Record
from annotator.errors import InputError, RecordError
from annotator.formats.json_lines import read_json_lines
from annotator.formats.protocol import LossReport
from annotator.formats.record_reader import record_from_json
from annotator.formats.record_writer import record_to_json


class JsonLines:
    """The native format, named ``jsonl``."""

    name = "jsonl"
    extension = ".jsonl"
    description = "the native record, one JSON object a line"
    loses: tuple[str, ...] = ("x_ keys below the record itself (read over)",)

    def write(self, records: Iterable[Record], target: BinaryIO) -> LossReport:
        """Write records as UTF-8, one a line, in the order and with the items in the order given."""
        articles = entities = relations = 0
        for record in records:
            line = json.dumps(record_to_json(record), ensure_ascii=False, allow_nan=False)
            target.write(line.encode("utf-8") + b"\n")
            articles += 1
            entities += len(record.annotations.entities)
            relations += len(record.annotations.relations)
        return LossReport(articles, entities, relations)

    def read(self, source: BinaryIO, name: str) -> Iterator[Record | InputError]:
        """Yield each record, or the fault in its place; an id that stands twice is a fault of the second."""
        for _, found in self.read_numbered(source, name):
            yield found

    def read_numbered(self, source: BinaryIO, name: str) -> Iterator[tuple[int, Record | InputError]]:
        """The same with the number of each line, from 1."""
        lines: dict[str, int] = {}
        for number, found in read_json_lines(source):
            if isinstance(found, InputError):
                yield number, found.at(name, number)
                continue
            try:
                record = record_from_json(found)
            except InputError as fault:
                yield number, fault.at(name, number)
                continue
            first = lines.setdefault(record.article.id, number)
            if first != number:
                twice = f"id: {record.article.id!r} stands in line {first} already"
                yield number, RecordError(twice, source=name, line=number)
                continue
            yield number, record
