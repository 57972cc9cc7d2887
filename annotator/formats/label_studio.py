"""Label Studio's JSON: an array of tasks, with the labelling configuration beside it (``NAME.config.xml``).

Gold stands as an annotation, what only an extractor made as a prediction. Offsets are code points, as
Label Studio has counted since its frontend stopped counting JavaScript's units; ``--offsets utf16``
takes older exports. Relations run from ``from_id`` to ``to_id``; attributes of entities are choices of
their region, those of relations have no place.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import partial
from xml.sax.saxutils import quoteattr

from annotator.core.json_values import JsonObject, show
from annotator.core.label_schema import LabelSchema
from annotator.core.model import Entity, Record
from annotator.errors import InputError, NotGoldError, RecordError
from annotator.formats.contract.annotated import predicted, unannotated
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
_NO_ATTRIBUTES = "relations of Label Studio have no attributes"


class LabelStudio:
    """The format named ``label-studio``."""

    name = "label-studio"
    extension = ".json"
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
    (known,) = values_of(row, "", ("data",))
    if not isinstance(known, dict):
        raise RecordError(f"data: {show(known)} is not an object")
    made = Plain.about({"id": row.get("id"), **known}, id_keys=("article_id", "id"))
    chosen = _chosen(row, made, reading)
    if chosen is None:
        return made
    where, result = chosen
    attributes: dict[object, dict[str, str]] = {}
    rows = [(f"{where}.{place}", one) for place, one in objects_of({"result": result}, "result")]
    regions = {one.get("id") for _, one in rows if one.get("type") == "labels"}
    for place, one in rows:
        if one.get("type") == "choices" and one.get("id") in regions:
            name, value = _choice(one, place)
            attributes.setdefault(one.get("id"), {})[name] = value
    for place, one in rows:
        if one.get("type") == "labels":
            _take_region(made, place, one, attributes)
        elif one.get("type") == "relation":
            _take_relation(made, place, one)
        elif one.get("type") != "choices":
            raise RecordError(f"{place}: {show(one.get('type'))} is none of labels, relation and choices")
        elif one.get("id") not in regions:
            made.passed_over["choice that is on no region"] += 1
    return made


def _chosen(task: JsonObject, made: Plain, reading: Reading) -> tuple[str, object] | None:
    """Place and result of what counts: an annotation that was not cancelled, else the first prediction.

    Of several annotations it is the first that is marked as ground truth, else the first. Where proposals
    are wanted predictions come before annotations. The rest is counted as passed over.
    """
    people = [found for key in ("annotations", "completions") for found in objects_of(task, key)]
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


def _take_region(made: Plain, place: str, one: JsonObject, attributes: dict[object, dict[str, str]]) -> None:
    key, value = values_of(one, place, ("id", "value"))
    if not isinstance(value, dict):
        raise RecordError(f"{place}.value: {show(value)} is not an object")
    start, end, labels = values_of(value, f"{place}.value", ("start", "end", "labels"))
    words = value.get("text")
    label = _only(labels, f"{place}.value.labels")
    told = words if isinstance(words, str) else None
    made.entity(place, key, start, end, label, told, attributes.get(key))


def _take_relation(made: Plain, place: str, one: JsonObject) -> None:
    head, tail = values_of(one, place, ("from_id", "to_id"))
    if one.get("direction") == "left":
        head, tail = tail, head
    made.relation(place, None, head, tail, _only(one.get("labels"), f"{place}.labels"))


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
