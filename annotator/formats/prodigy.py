"""Prodigy's JSONL as ``rel.manual`` reads and writes it.

Tokens are words and signs, cut at the edges of entities; white space that is more than one space is a
token of its own, as in spaCy. ``token_end`` of a span is inclusive; ``head`` and ``child`` of a relation
are the last token of each end, and ``head_span`` and ``child_span`` say which entity is meant. Offsets
are code points.
"""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Iterator, Mapping
from functools import partial

from annotator.core.json_values import JsonObject, show
from annotator.core.label_schema import LabelSchema
from annotator.core.model import Entity, Record
from annotator.errors import ItemError, NotGoldError
from annotator.formats.contract.annotated import PROPOSED_BY, predicted, proposed_by, unannotated
from annotator.formats.contract.capabilities import Capability, all_but
from annotator.formats.contract.losses import Losses
from annotator.formats.contract.protocol import Found, Layout, Reading, Source, Target, Written
from annotator.formats.reading.json_lines import read_raw_lines
from annotator.formats.reading.plain import Plain, expect_row, read_record, values_of
from annotator.formats.reading.tokens import tokenise

_META = ("title", "source", "published")


class Prodigy:
    """The format named ``prodigy``."""

    name = "prodigy"
    extension = ".jsonl"
    carries: tuple[Capability, ...] = all_but("attributes of entities", "attributes of relations")
    layout: Layout = "file"
    description = "Prodigy's JSONL with tokens, spans and relations"
    loses: tuple[str, ...] = ("attributes", "scores", "reviewer, extractor and label schema", "ids of items")

    def write(
        self, records: Iterable[Record], target: Target, schema: LabelSchema, losses: Losses
    ) -> Written:
        """Write one task a line, answered with ``accept``; proposals wait for their answer."""
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
        """Yield each task; gold are those that were answered with ``accept`` as a whole, span by span."""
        with source.file() as stream:
            for number, raw, value in read_raw_lines(stream):
                what, annotated = read_record(partial(_plain, value), reading)
                yield Found(what, number, raw=partial(bytes, raw), annotated=annotated)


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
    meta |= proposed_by(record)
    answer = {} if PROPOSED_BY in meta else {"answer": "accept"}
    task: JsonObject = {"text": article.text, "tokens": tokens, "spans": list(spans.values())}
    return {**task, "relations": relations, "meta": meta, **answer}, len(spans), len(relations)


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


def _plain(value: object) -> Plain:
    row = expect_row(value)
    meta = row.get("meta")
    made = Plain.about({**(meta if isinstance(meta, dict) else {}), "text": row.get("text")})
    made.doubt = made.doubt or _doubt(row)
    keys: dict[object, str] = {}
    rejected: set[object] = set()
    for where, one in made.objects(row, "spans"):
        with made.item():
            start, end, label = _told(one, where, "start", "end")
            if _is_rejected(one, where, made):
                made.passed_over["span that was rejected"] += 1
                rejected.update((_place(one), one.get("token_end")))
                continue
            if label is None:
                raise ItemError(f"{where}: it has no label; give it one", "unlabelled")
            made.entity(where, where, start, end, label)
            for known in (_place(one), one.get("token_end")):
                keys.setdefault(known, where)
    for where, one in made.objects(row, "relations"):
        with made.item():
            _take_relation(made, where, one, keys, rejected - set(keys))
    return made


def _told(one: JsonObject, where: str, *keys: str) -> tuple[object, ...]:
    """The values of these keys, and the label, which may be missing."""
    return (*values_of(one, where, keys), one.get("label"))


def _take_relation(
    made: Plain, where: str, one: JsonObject, keys: Mapping[object, str], rejected: Container[object]
) -> None:
    ends = [_wanted(one, *names) for names in (("head_span", "head"), ("child_span", "child"))]
    if _is_rejected(one, where, made):
        made.passed_over["relation that was rejected"] += 1
    elif any(isinstance(end, int | tuple) and end in rejected for end in ends):
        made.passed_over["relation of a span that was rejected"] += 1
    else:
        head, tail = (
            _key(end, where, token, keys) for end, token in zip(ends, ("head", "child"), strict=True)
        )
        made.relation(where, None, head, tail, one.get("label"))


def _doubt(row: JsonObject) -> NotGoldError | None:
    """Why a task is no gold: it was not accepted, or the answer is not about all that is in the text."""
    answer, view = row.get("answer"), row.get("_view_id")
    if answer is None:
        if row.get("spans"):
            return predicted("answer: is missing, so nobody has said that the spans are right")
        return unannotated("answer: is missing")
    if answer != "accept":
        return NotGoldError(
            f"answer: {show(answer)} is not 'accept': the task was not taken as right", "rejected"
        )
    if row.get("_is_binary") is True or view == "ner":
        return NotGoldError(
            "_is_binary: the answer is about one suggestion; what else is in the text nobody has said:"
            " annotate it with ner.manual or rel.manual",
            "unfinished",
        )
    if "spans" not in row:
        if view in (None, "ner_manual", "spans_manual", "relations"):
            return unannotated("spans: is missing")
        return NotGoldError(f"_view_id: {show(view)} marks no spans, so it is no gold", "elsewhere")
    return None


def _is_rejected(one: JsonObject, where: str, made: Plain) -> bool:
    """Whether a span or relation was turned down; one that was passed leaves the task undecided."""
    answer = one.get("answer", "accept")
    if answer not in ("accept", "reject"):
        undecided = f"{where}.answer: {show(answer)} is neither 'accept' nor 'reject': nobody has decided it"
        made.doubt = made.doubt or NotGoldError(undecided, "unfinished")
    return answer == "reject"


def _place(span: Mapping[str, object]) -> object:
    values = (span.get("start"), span.get("end"), span.get("label"))
    return values if all(isinstance(one, int | str) for one in values) else None


def _wanted(one: JsonObject, span: str, token: str) -> object:
    """What an end is named by: the place and label of a span where they are given, else its last token."""
    given = one.get(span)
    return _place(given) if isinstance(given, dict) else one.get(token)


def _key(wanted: object, where: str, token: str, keys: Mapping[object, str]) -> str:
    if not isinstance(wanted, int | tuple) or wanted not in keys:
        raise ItemError(f"{where}: its {token} is no span of this task: {show(wanted)}", "end")
    return keys[wanted]
