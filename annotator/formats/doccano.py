"""doccano's JSONL of sequence labelling with relations.

A line has ``text``, ``entities`` (``id``, ``label``, ``start_offset``, ``end_offset``) and ``relations``
(``id``, ``from_id``, ``to_id``, ``type``); offsets are code points, ids whole numbers. Other
keys are metadata, which doccano keeps and gives back: id, title, source and date of the article travel there.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import partial
from typing import BinaryIO

from annotator.core.json_values import JsonObject
from annotator.core.label_schema import LabelSchema
from annotator.core.model import Record
from annotator.errors import InputError, RecordError
from annotator.formats.json_lines import read_raw_lines
from annotator.formats.losses import Losses
from annotator.formats.plain import Plain, objects_of, record_of, values_of
from annotator.formats.protocol import Found, Layout, Reading, Source, Target, Written


class Doccano:
    """The format named ``doccano``."""

    name = "doccano"
    extension = ".jsonl"
    layout: Layout = "file"
    description = "doccano's JSONL of sequence labelling with relations"
    loses: tuple[str, ...] = ("attributes", "scores", "reviewer, extractor and label schema", "ids of items")

    def write(
        self, records: Iterable[Record], target: Target, schema: LabelSchema, losses: Losses
    ) -> Written:
        """Write one object a line."""
        articles = entities = relations = 0
        with target.file() as stream:
            for record in records:
                articles += 1
                losses.attributes(record, "doccano has no attributes")
                stream.write(json.dumps(_row(record), ensure_ascii=False).encode() + b"\n")
                entities += len(record.annotations.entities)
                relations += len(record.annotations.relations)
        return Written(articles, entities, relations)

    def read(self, source: Source, reading: Reading) -> Iterator[Found]:
        """Yield each line; one without relations is fine, ``[start, end, label]`` under ``label`` too."""
        with source.file() as stream:
            yield from _read(stream, reading)


def _row(record: Record) -> JsonObject:
    numbers = {entity.id: number for number, entity in enumerate(record.annotations.entities, start=1)}
    article = record.article
    return {
        "text": article.text,
        "entities": [
            {"id": numbers[one.id], "label": one.label, "start_offset": one.start, "end_offset": one.end}
            for one in record.annotations.entities
        ],
        "relations": [
            {"id": number, "from_id": numbers[one.head], "to_id": numbers[one.tail], "type": one.label}
            for number, one in enumerate(record.annotations.relations, start=1)
        ],
        "article_id": article.id,
        "title": article.title,
        "source": article.source,
        "published": article.published,
    }


def _read(stream: BinaryIO, reading: Reading) -> Iterator[Found]:
    for number, raw, value in read_raw_lines(stream):
        yield Found(
            value if isinstance(value, InputError) else _record(value, reading),
            number,
            raw=partial(bytes, raw),
        )


def _record(row: JsonObject, reading: Reading) -> Record | InputError:
    try:
        return record_of(_plain(row), reading)
    except InputError as fault:
        return fault


def _plain(row: JsonObject) -> Plain:
    made = Plain.about(row, id_keys=("article_id", "id"))
    if "label" in row and "entities" not in row:
        for at, triple in enumerate(_triples(row["label"])):
            made.entity(f"label[{at}]", None, *triple)
    for where, one in objects_of(row, "entities"):
        key, start, end, label = values_of(one, where, ("id", "start_offset", "end_offset", "label"))
        made.entity(where, key, start, end, label)
    for where, one in objects_of(row, "relations"):
        key, head, tail, label = values_of(one, where, ("id", "from_id", "to_id", "type"))
        made.relation(where, key, head, tail, label)
    return made


def _triples(value: object) -> Iterator[tuple[object, object, object]]:
    rows = value if isinstance(value, list) else [value]
    for at, row in enumerate(rows):
        if not isinstance(row, list) or len(row) != 3:
            raise RecordError(f"label[{at}]: is not [start, end, label]")
        yield row[0], row[1], row[2]
