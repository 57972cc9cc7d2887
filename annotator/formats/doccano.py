"""doccano's JSONL of sequence labelling with relations.

A line has ``text``, ``entities`` (``id``, ``label``, ``start_offset``, ``end_offset``) and ``relations``
(``id``, ``from_id``, ``to_id``, ``type``); offsets are code points, ids whole numbers. Other
keys are metadata, which doccano keeps and gives back: id, title, source and date of the article travel there.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import partial

from annotator.core.json_values import JsonObject, show
from annotator.core.label_schema import LabelSchema
from annotator.core.model import Record
from annotator.errors import RecordError
from annotator.formats.contract.annotated import proposed_by, unannotated
from annotator.formats.contract.capabilities import Capability, all_but
from annotator.formats.contract.losses import Losses
from annotator.formats.contract.protocol import Found, Layout, Reading, Source, Target, Written
from annotator.formats.reading.json_array import as_line, read_json_array
from annotator.formats.reading.plain import (
    Plain,
    expect_items,
    expect_row,
    read_record,
    values_of,
)

#: The keys that hold entities: of today, of exports without relations, and of older ones.
_KEYS = ("entities", "label", "labels", "annotations")


class Doccano:
    """The format named ``doccano``."""

    name = "doccano"
    extension = ".jsonl"
    carries: tuple[Capability, ...] = all_but("attributes of entities", "attributes of relations")
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
        """Yield each object of the lines, or of an array; ``[start, end, label]`` may stand under ``label``.

        It was annotated where one of the keys that hold annotations is there.
        """
        with source.file() as stream:
            for line, raw, value in read_json_array(stream):
                what, annotated = read_record(partial(_plain, value), reading)
                yield Found(what, line, raw=partial(as_line, raw), annotated=annotated)


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
        **proposed_by(record),
    }


def _plain(value: object) -> Plain:
    row = expect_row(value)
    made = Plain.about({"text": row.get("data"), **row}, id_keys=("article_id", "id"))
    found = [key for key in _KEYS if row.get(key) is not None]
    if not found:
        made.doubt = unannotated(f"it has none of the keys {', '.join(_KEYS)}")
    for key in found:
        for at, one in enumerate(expect_items(row, key, "")):
            with made.item():
                _take(made, f"{key}[{at}]", one)
    for where, one in made.objects(row, "relations"):
        with made.item():
            own, head, tail, label = values_of(one, where, ("id", "from_id", "to_id", "type"))
            made.relation(where, own, head, tail, label)
    return made


def _take(made: Plain, where: str, one: object) -> None:
    """An entity as ``[start, end, label]`` or as an object."""
    if isinstance(one, list):
        if len(one) != 3:
            raise RecordError(f"{where}: is not [start, end, label]")
        start, end, label = one
        made.entity(where, None, start, end, label)
        return
    if not isinstance(one, dict):
        raise RecordError(f"{where}: {show(one)} is not an object")
    first, last, called = values_of(one, where, ("start_offset", "end_offset", "label"))
    made.entity(where, one.get("id"), first, last, called)
