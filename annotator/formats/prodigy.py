"""Prodigy's JSONL as ``rel.manual`` reads and writes it.

Tokens are words and signs, cut at the edges of entities; white space that is more than one space is a
token of its own, as in spaCy. ``token_end`` of a span is inclusive; ``head`` and ``child`` of a relation
are the last token of each end, and ``head_span`` and ``child_span`` say which entity is meant. Offsets
are code points.
"""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from annotator.core.json_values import JsonObject, show
from annotator.core.label_schema import LabelSchema
from annotator.core.model import Entity, Record
from annotator.errors import InputError, RecordError
from annotator.formats.json_lines import read_raw_lines
from annotator.formats.losses import Losses
from annotator.formats.plain import Plain, objects_of, record_of, values_of
from annotator.formats.protocol import Found, Layout, Reading, Source, Target, Written
from annotator.formats.tokens import tokenise

_META = ("title", "source", "published")


class Prodigy:
    """The format named ``prodigy``."""

    name = "prodigy"
    extension = ".jsonl"
    layout: Layout = "file"
    description = "Prodigy's JSONL with tokens, spans and relations"
    loses: tuple[str, ...] = ("attributes", "scores", "reviewer, extractor and label schema", "ids of items")

    def write(
        self, records: Iterable[Record], target: Target, schema: LabelSchema, losses: Losses
    ) -> Written:
        """Write one task a line, answered with ``accept``."""
        articles = entities = relations = 0
        with target.file() as stream:
            for record in records:
                task, spans, links = _task(record, losses)
                stream.write(json.dumps(task, ensure_ascii=False).encode() + b"\n")
                articles += 1
                entities += spans
                relations += links
        return Written(articles, entities, relations)

    def read(self, source: Source, reading: Reading) -> Iterator[Found]:
        """Yield each task; one that was answered with ``reject`` or ``ignore`` is a fault."""
        with source.file() as stream:
            for number, raw, value in read_raw_lines(stream):
                what = value if isinstance(value, InputError) else _record(value, reading)
                yield Found(what, number, raw=partial(bytes, raw))


def _task(record: Record, losses: Losses) -> tuple[JsonObject, int, int]:
    """The task, and how many spans and relations it has."""
    article, found = record.article, record.annotations
    tokens = _tokens(article.text, found.entities)
    spans: dict[str, JsonObject] = {}
    for entity in found.entities:
        span = _span(entity, tokens)
        if span is None:
            losses.entity(record, entity, "is made of white space")
        else:
            spans[entity.id] = span
            for name in entity.attributes:
                losses.attribute(record, entity, name, "Prodigy has no attributes")
    relations = []
    for link in found.relations:
        if link.head not in spans or link.tail not in spans:
            losses.relation(record, link, "one of its entities is lost")
            continue
        for name in link.attributes:
            losses.attribute(record, link, name, "Prodigy has no attributes")
        head, child = spans[link.head], spans[link.tail]
        relations.append(
            {
                **{"head": head["token_end"], "child": child["token_end"]},
                **{"head_span": head, "child_span": child, "label": link.label},
            }
        )
    meta = {"id": article.id, **{name: getattr(article, name) for name in _META if getattr(article, name)}}
    task: JsonObject = {"text": article.text, "tokens": tokens, "spans": list(spans.values())}
    return {**task, "relations": relations, "meta": meta, "answer": "accept"}, len(spans), len(relations)


def _tokens(text: str, entities: Iterable[Entity]) -> list[JsonObject]:
    made: list[JsonObject] = []

    def add(start: int, end: int, ws: bool) -> None:
        made.append({"text": text[start:end], "start": start, "end": end, "id": len(made), "ws": ws})

    found = tokenise(text, entities)
    before = 0
    for start, end in zip((*found.starts, len(text)), (*found.ends, len(text)), strict=True):
        if made and text[before : before + 1] == " " and before < start:
            made[-1]["ws"] = True
            before += 1
        if before < start:
            add(before, start, ws=False)
        if start < end:
            add(start, end, ws=False)
        before = end
    return made


def _span(entity: Entity, tokens: list[JsonObject]) -> JsonObject | None:
    first = bisect_left(tokens, entity.start, key=_start)
    last = bisect_right(tokens, entity.end, key=_end) - 1
    if first > last:
        return None
    place = {"start": entity.start, "end": entity.end, "token_start": first, "token_end": last}
    return {**place, "label": entity.label}


def _start(token: JsonObject) -> int:
    start = token["start"]
    return start if isinstance(start, int) else 0


def _end(token: JsonObject) -> int:
    end = token["end"]
    return end if isinstance(end, int) else 0


def _record(row: JsonObject, reading: Reading) -> Record | InputError:
    try:
        return record_of(_plain(row), reading)
    except InputError as fault:
        return fault


def _plain(row: JsonObject) -> Plain:
    answer = row.get("answer", "accept")
    if answer != "accept":
        raise RecordError(f"answer: {show(answer)} is not 'accept': the task was not taken as right")
    meta = row.get("meta")
    made = Plain.about({**(meta if isinstance(meta, dict) else {}), "text": row.get("text")})
    keys: dict[object, str] = {}
    for where, one in objects_of(row, "spans"):
        start, end, label = values_of(one, where, ("start", "end", "label"))
        made.entity(where, where, start, end, label)
        for known in (_place(one), one.get("token_end")):
            keys.setdefault(known, where)
    for where, one in objects_of(row, "relations"):
        head = _key(one, where, "head_span", "head", keys)
        tail = _key(one, where, "child_span", "child", keys)
        (label,) = values_of(one, where, ("label",))
        made.relation(where, None, head, tail, label)
    return made


def _place(span: Mapping[str, object]) -> object:
    values = (span.get("start"), span.get("end"), span.get("label"))
    return values if all(isinstance(one, int | str) for one in values) else None


def _key(one: JsonObject, where: str, span: str, token: str, keys: Mapping[object, str]) -> str:
    """Which span is an end: the one with the place and label that are given, else with that last token."""
    given = one.get(span)
    wanted = _place(given) if isinstance(given, dict) else one.get(token)
    if not isinstance(wanted, int | tuple) or wanted not in keys:
        raise RecordError(f"{where}: its {token} is no span of this task: {show(given or wanted)}")
    return keys[wanted]
