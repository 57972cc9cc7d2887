"""Label Studio's JSON: an array of tasks, with the labelling configuration beside it (``NAME.config.xml``).

Gold stands as an annotation, what only an extractor made as a prediction. Offsets are code points, as
Label Studio has counted since its frontend stopped counting JavaScript's units; ``--offsets utf16``
takes older exports. Relations run from ``from_id`` to ``to_id``; attributes of entities are choices of
their region, those of relations have no place.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from xml.sax.saxutils import quoteattr

from annotator.core.json_values import JsonObject, show
from annotator.core.label_schema import LabelSchema
from annotator.core.model import Entity, Record
from annotator.errors import InputError, NotGoldError, RecordError
from annotator.formats.contract.annotated import predicted, unannotated
from annotator.formats.contract.capabilities import Capability, all_but
from annotator.formats.contract.losses import Losses
from annotator.formats.contract.protocol import Found, Layout, Reading, Source, Target, Written
from annotator.formats.reading.json_array import as_line, read_json_array
from annotator.formats.reading.plain import (
    Plain,
    expect_items,
    expect_row,
    objects_of,
    read_record,
    values_of,
)

_LABEL, _TEXT = "label", "text"
#: The keys of what people made.
_PEOPLE = ("annotations", "completions")
#: Strings that are never the text.
_KNOWN = frozenset({"article_id", "title", "source", "published", "lead_time", "created_at", "updated_at"})
#: Kinds of results that say nothing of entities and relations.
_NOTES = frozenset({"textarea", "rating", "number", "taxonomy", "datetime", "pairwise", "ranker"})
_NO_ATTRIBUTES = "relations of Label Studio have no attributes"


class LabelStudio:
    """The format named ``label-studio``."""

    name = "label-studio"
    extension = ".json"
    carries: tuple[Capability, ...] = all_but("attributes of relations")
    layout: Layout = "file"
    description = "Label Studio's JSON tasks, with the labelling configuration"
    loses: tuple[str, ...] = ("attributes of relations", "scores of items", "reviewer and label schema")

    def write(
        self, records: Iterable[Record], target: Target, schema: LabelSchema, losses: Losses
    ) -> Written:
        """Write the array task by task, and the configuration."""
        articles = entities = relations = 0
        with target.file() as stream:
            for record in records:
                stream.write(b",\n" if articles else b"[\n")
                articles += 1
                stream.write(json.dumps(_task(articles, record, losses), ensure_ascii=False).encode())
                entities += len(record.annotations.entities)
                relations += len(record.annotations.relations)
            stream.write(b"\n]\n" if articles else b"[]\n")
        with target.file("config.xml") as stream:
            stream.write(_config(schema).encode())
        return Written(articles, entities, relations)

    def read(self, source: Source, reading: Reading) -> Iterator[Found]:
        """Yield each task of an array, or of JSON lines: what a person made of it, else its prediction."""
        with source.file() as stream:
            for number, (line, raw, value) in enumerate(read_json_array(stream), start=1):
                what, annotated = read_record(partial(_plain, value, reading), reading)
                if isinstance(what, InputError):
                    what = RecordError(f"task {number}: {what.problem}")
                yield Found(
                    what, line, raw=partial(as_line, raw), annotated=annotated.within(f"task {number}")
                )


def _task(number: int, record: Record, losses: Losses) -> JsonObject:
    article = record.article
    told = {"title": article.title, "source": article.source, "published": article.published}
    result: list[JsonObject] = []
    for entity in record.annotations.entities:
        result.extend(_region(entity, article.text))
    for link in record.annotations.relations:
        for name in link.attributes:
            losses.attribute(record, link, name, _NO_ATTRIBUTES)
        ends = {"from_id": link.head, "to_id": link.tail, "direction": "right"}
        result.append({"type": "relation", **ends, "labels": [link.label]})
    task: JsonObject = {"id": number, "data": {_TEXT: article.text, "article_id": article.id, **told}}
    if record.review is None and record.extractor is not None:
        version = f"{record.extractor.name} {record.extractor.version}"
        return {**task, "predictions": [{"model_version": version, "result": result}]}
    return {**task, "annotations": [{"result": result, "was_cancelled": False, "ground_truth": False}]}


def _region(entity: Entity, text: str) -> Iterator[JsonObject]:
    place: JsonObject = {"start": entity.start, "end": entity.end, "text": text[entity.start : entity.end]}
    about = {"id": entity.id, "to_name": _TEXT}
    yield {**about, "from_name": _LABEL, "type": "labels", "value": {**place, "labels": [entity.label]}}
    for name, value in entity.attributes.items():
        yield {**about, "from_name": name, "type": "choices", "value": {**place, "choices": [value]}}


def _config(schema: LabelSchema) -> str:
    lines = ["<View>", f'  <Labels name="{_LABEL}" toName="{_TEXT}">']
    for label in schema.entity_labels:
        lines.append(f"    <Label value={quoteattr(label.label)} background={quoteattr(label.colour)}/>")
    lines += ["  </Labels>", "  <Relations>"]
    lines += [f"    <Relation value={quoteattr(one.label)}/>" for one in schema.relation_labels]
    lines += ["  </Relations>", f'  <Text name="{_TEXT}" value="${_TEXT}"/>']
    for one in schema.attributes:
        if one.on == "entity":
            lines.append(f'  <Choices name={quoteattr(one.name)} toName="{_TEXT}" perRegion="true">')
            lines += [f"    <Choice value={quoteattr(value)}/>" for value in one.values]
            lines.append("  </Choices>")
    return "\n".join((*lines, "</View>")) + "\n"


def _plain(task: object, reading: Reading) -> Plain:
    row = expect_row(task)
    if "data" not in row and not any(key in row for key in (*_PEOPLE, "predictions")):
        return _minimal(row)
    (known,) = values_of(row, "", ("data",))
    if not isinstance(known, dict):
        raise RecordError(f"data: {show(known)} is not an object")
    text = known[_text_key(row, known)]
    made = Plain.about({"id": row.get("id"), **known, _TEXT: text}, id_keys=("article_id", "id"))
    chosen = _chosen(row, made, reading)
    if chosen is None:
        return made
    where, result = chosen
    attributes: dict[object, dict[str, str]] = {}
    rows = list(made.objects({"result": result}, "result", f"{where}."))
    regions: set[object] = {
        one["id"] for _, one in rows if one.get("type") == "labels" and isinstance(one.get("id"), str)
    }
    on_regions = {
        place: (one["id"], one)
        for place, one in rows
        if one.get("type") == "choices" and isinstance(one.get("id"), str) and one["id"] in regions
    }
    for place, (key, one) in on_regions.items():
        with made.item("attribute"):
            name, value = _choice(one, place)
            attributes.setdefault(key, {})[name] = value
    for place, one in rows:
        if place not in on_regions:
            with made.item():
                _take(made, place, one, attributes, regions)
    return made


def _text_key(task: JsonObject, data: JsonObject) -> str:
    """The key of the text: ``text``, else what the regions are of, else the one string that there is."""
    if _TEXT in data:
        return _TEXT
    named = {
        one.get("to_name")
        for key in (*_PEOPLE, "predictions")
        for _, made in objects_of(task, key)
        for _, one in objects_of(made, "result")
    }
    strings = [key for key, value in data.items() if isinstance(value, str) and key not in _KNOWN]
    found = [key for key in strings if key in named] or strings
    if len(found) != 1:
        told = ", ".join(map(show, found)) or "nothing"
        raise RecordError(f"data: 'text' is missing, and its strings are {told}: call the text so")
    return found[0]


def _minimal(row: JsonObject) -> Plain:
    """A task of JSON-MIN: the keys of its data, and under the name of each control what was made with it."""
    made = Plain.about({**row, _TEXT: row[_text_key({}, row)]}, id_keys=("article_id", "id"))
    found = False
    for name, items in row.items():
        if not isinstance(items, list) or not any(isinstance(one, dict) and "start" in one for one in items):
            continue
        found = True
        for place, one in made.objects(row, name):
            with made.item():
                _take_region(made, place, None, one, {})
    if not found and row.get("annotation_id") is None:
        made.doubt = made.doubt or unannotated("it has no annotation")
    return made


def _take(
    made: Plain, place: str, one: JsonObject, attributes: dict[object, dict[str, str]], regions: set[object]
) -> None:
    """One result: a region, a relation, or what is passed over."""
    kind, key = one.get("type"), one.get("id")
    if kind == "labels":
        (value,) = values_of(one, place, ("value",))
        if not isinstance(value, dict):
            raise RecordError(f"{place}.value: {show(value)} is not an object")
        own = attributes.get(key, {}) if isinstance(key, str) else {}
        again = isinstance(key, str) and key not in regions  # another control labelled it too
        _take_region(made, place, None if again else key, value, own)
        regions.discard(key if isinstance(key, str) else None)
    elif kind == "relation":
        _take_relation(made, place, one)
    elif kind == "choices":
        made.passed_over["choice that is on no region"] += 1
    elif isinstance(kind, str) and kind in _NOTES:
        made.passed_over[f"note ({kind})"] += 1
    else:
        made.leave_out(f"{place}: {show(kind)} is none of labels, relation and choices", "event")


def _chosen(task: JsonObject, made: Plain, reading: Reading) -> tuple[str, object] | None:
    """Place and result of what counts: an annotation that was not cancelled, else the first prediction.

    Of several annotations it is the first that is marked as ground truth, else the first. Where proposals
    are wanted predictions come before annotations. The rest is counted as passed over.
    """
    people = [found for key in _PEOPLE for found in objects_of(task, key)]
    finished = [(where, one) for where, one in people if not (one.get("was_cancelled") or one.get("skipped"))]
    finished.sort(key=lambda found: found[1].get("ground_truth") is not True)
    machines = list(objects_of(task, "predictions"))
    drafts = list(objects_of(task, "drafts"))
    rest = {
        "annotation of another annotator": len(finished),
        "annotation that was cancelled": len(people) - len(finished),
        "draft": len(drafts),
        "prediction": len(machines),
    }
    chosen: list[tuple[str, JsonObject]] = []
    if machines and (reading.wanted == "proposals" or not finished):
        chosen, kind = machines, "prediction"
    elif finished:
        chosen, kind = finished, "annotation of another annotator"
    if not finished and not (chosen and reading.wanted == "proposals"):
        made.doubt = _doubt(bool(people), bool(drafts), bool(machines))
    if not chosen:
        return None
    rest[kind] -= 1
    made.passed_over.update({name: number for name, number in rest.items() if number})
    where, one = chosen[0]
    return where, expect_items(one, "result", where)


def _doubt(cancelled: bool, drafts: bool, machines: bool) -> NotGoldError:
    if cancelled:
        return NotGoldError("its annotation was cancelled or skipped, so it is no gold", "rejected")
    if drafts:
        return NotGoldError("it has only a draft, so it is no gold: submit it in Label Studio", "unfinished")
    if machines:
        return predicted("it has predictions and no annotation")
    return unannotated("it has no annotation")


def _take_region(
    made: Plain, place: str, key: object, value: JsonObject, attributes: Mapping[str, str]
) -> None:
    """A region; of one with several labels an entity for each, relations are of the first."""
    start, end = values_of(value, f"{place}.value", ("start", "end"))
    words = value.get("text")
    told = words if isinstance(words, str) else None
    labels = value.get("labels") or [None]
    if not isinstance(labels, list):
        raise RecordError(f"{place}.value.labels: {show(labels)} is not a list")
    for at, label in enumerate(labels):
        made.entity(place, None if at else key, start, end, label, told, attributes)


def _take_relation(made: Plain, place: str, one: JsonObject) -> None:
    head, tail = values_of(one, place, ("from_id", "to_id"))
    if one.get("direction") == "left":
        head, tail = tail, head
    labels = one.get("labels") or [None]
    if not isinstance(labels, list):
        raise RecordError(f"{place}.labels: {show(labels)} is not a list")
    for label in labels:
        made.relation(place, None, head, tail, label)


def _choice(one: JsonObject, place: str) -> tuple[str, str]:
    name, value = values_of(one, place, ("from_name", "value"))
    chosen = _only(value.get("choices") if isinstance(value, dict) else None, f"{place}.value.choices")
    if not isinstance(name, str) or not isinstance(chosen, str):
        raise RecordError(f"{place}: {show(name)} and {show(chosen)} are not two names")
    return name, chosen


def _only(values: object, place: str) -> object:
    if not isinstance(values, list) or len(values) != 1:
        raise RecordError(f"{place}: {show(values)} is not a list of one")
    found: object = values[0]
    return found
