"""W3C Web Annotations: an annotation page in JSON-LD for each article, one a line.

An entity is an annotation whose target has a TextPositionSelector (code points, half-open, as the
recommendation has them) and a TextQuoteSelector; its body is a tag with the label. A relation is an
annotation with motivation ``linking``: two targets, the annotations of head and tail in this order, and
a tag. Attributes are further bodies, ``name=value``. Ids are IRIs below ``urn:annotator:``. The text
itself stands in the page, under ``x_article``, as the standard only points at texts.

W3C, *Web Annotation Data Model* (2017), https://www.w3.org/TR/annotation-model/.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from annotator.core.json_values import JsonObject, show
from annotator.core.label_schema import LabelSchema
from annotator.core.model import Entity, Record, Relation
from annotator.errors import InputError, ItemError, RecordError
from annotator.formats.contract.annotated import predicted, proposed_by, unannotated
from annotator.formats.contract.capabilities import CAPABILITIES, Capability
from annotator.formats.contract.losses import Losses
from annotator.formats.contract.protocol import Found, Layout, Reading, Source, Target, Written
from annotator.formats.reading.json_array import as_line, read_json_array
from annotator.formats.reading.plain import Plain, expect_row, objects_of, read_record, values_of

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_ARTICLE = "x_article"
#: Characters before and after the words of an entity, by which another version of the text is searched.
_AROUND = 32


class WebAnnotation:
    """The format named ``web-annotation``."""

    name = "web-annotation"
    extension = ".jsonl"
    carries: tuple[Capability, ...] = CAPABILITIES
    layout: Layout = "file"
    description = "W3C Web Annotations, a JSON-LD page for each article"
    loses: tuple[str, ...] = ("scores", "reviewer, extractor and label schema")

    def write(
        self, records: Iterable[Record], target: Target, schema: LabelSchema, losses: Losses
    ) -> Written:
        """Write one page a line."""
        articles = entities = relations = 0
        with target.file() as stream:
            for record in records:
                stream.write(json.dumps(_page(record), ensure_ascii=False).encode() + b"\n")
                articles += 1
                entities += len(record.annotations.entities)
                relations += len(record.annotations.relations)
        return Written(articles, entities, relations)

    def read(self, source: Source, reading: Reading) -> Iterator[Found]:
        """Yield the article of each page."""
        with source.file() as stream:
            for number, (line, raw, value) in enumerate(read_json_array(stream), start=1):
                what, annotated = read_record(partial(_plain, value), reading)
                if isinstance(what, InputError):
                    what = RecordError(f"page {number}: {what.problem}")
                yield Found(
                    what, line, raw=partial(as_line, raw), annotated=annotated.within(f"page {number}")
                )


def _page(record: Record) -> JsonObject:
    article, found = record.article, record.annotations
    base = f"urn:annotator:{article.id}"
    items = [
        *(_entity(one, article.text, base) for one in found.entities),
        *(_relation(one, base) for one in found.relations),
    ]
    told: JsonObject = {"title": article.title, "source": article.source, "published": article.published}
    told |= proposed_by(record)
    page: JsonObject = {"@context": _CONTEXT, "id": f"{base}:page", "type": "AnnotationPage"}
    return {
        **page,
        "items": items,
        _ARTICLE: {"id": article.id, "text": article.text, **told},
    }


def _entity(entity: Entity, text: str, base: str) -> JsonObject:
    start, end = entity.start, entity.end
    quote = {
        **{"type": "TextQuoteSelector", "exact": text[start:end]},
        **{"prefix": text[max(0, start - _AROUND) : start], "suffix": text[end : end + _AROUND]},
    }
    position = {"type": "TextPositionSelector", "start": start, "end": end}
    return {
        **{"id": f"{base}:{entity.id}", "type": "Annotation", "motivation": "tagging"},
        "body": _bodies(entity.label, entity.attributes),
        "target": {"source": base, "selector": [position, quote]},
    }


def _relation(relation: Relation, base: str) -> JsonObject:
    return {
        **{"id": f"{base}:{relation.id}", "type": "Annotation", "motivation": "linking"},
        "body": _bodies(relation.label, relation.attributes),
        "target": [f"{base}:{relation.head}", f"{base}:{relation.tail}"],
    }


def _bodies(label: str, attributes: Mapping[str, str]) -> list[JsonObject]:
    told = [("tagging", label), *(("describing", f"{name}={value}") for name, value in attributes.items())]
    return [{"type": "TextualBody", "purpose": purpose, "value": value} for purpose, value in told]


def _plain(value: object) -> Plain:
    page = expect_row(value)
    about = page.get(_ARTICLE)
    if not isinstance(about, dict):
        raise RecordError(f"{_ARTICLE} is missing: the text that the annotations are about")
    made = Plain.about(about)
    if page.get("items") is None:
        made.doubt = unannotated("it has no items")
    elif any(_is_software(one) for one in _items(page)):
        made.doubt = predicted("the creator of its annotations is software")
    for where, one in made.objects(page, "items"):
        with made.item():
            _take(made, where, one)
    return made


def _take(made: Plain, where: str, one: JsonObject) -> None:
    key, target = values_of(one, where, ("id", "target"))
    label, attributes = _told(one, where)
    if isinstance(target, list):
        if len(target) != 2:
            raise RecordError(f"{where}.target: a relation has two ends, this has {len(target)}")
        made.relation(where, key, target[0], target[1], label, attributes)
    else:
        start, end, words = _place(made.text, target, f"{where}.target")
        made.entity(where, key, start, end, label, words, attributes)


def _items(page: JsonObject) -> Sequence[object]:
    items = page.get("items")
    return items if isinstance(items, list) else []


def _is_software(item: object) -> bool:
    creator = item.get("creator") if isinstance(item, dict) else None
    return isinstance(creator, dict) and creator.get("type") in ("Software", "SoftwareAgent")


def _told(one: JsonObject, where: str) -> tuple[object, dict[str, str]]:
    """The label, and attributes that stand as ``name=value``."""
    label: object = None
    attributes: dict[str, str] = {}
    row: JsonObject = one if isinstance(one.get("body"), list) else {"body": [one.get("body")]}
    for _, body in objects_of(row, "body"):
        value = body.get("value")
        if body.get("purpose") == "describing" and isinstance(value, str) and "=" in value:
            name, _, told = value.partition("=")
            attributes[name] = told
        elif label is None:
            label = value
    if label is None:
        raise ItemError(f"{where}.body: has no tag: the label", "unlabelled")
    return label, attributes


def _place(text: str, target: object, where: str) -> tuple[object, object, str | None]:
    """Where a target is: at its position, else where its quote stands, if that is one place."""
    if not isinstance(target, dict):
        raise RecordError(f"{where}: {show(target)} has no selector")
    selector = target.get("selector")
    row: JsonObject = {"selector": selector if isinstance(selector, list) else [selector]}
    kinds = {one.get("type"): one for _, one in objects_of(row, "selector")}
    quote = kinds.get("TextQuoteSelector", {})
    exact = quote.get("exact")
    words = exact if isinstance(exact, str) else None
    if "TextPositionSelector" in kinds:
        position = kinds["TextPositionSelector"]
        return position.get("start"), position.get("end"), words
    if not words:
        raise RecordError(f"{where}.selector: there is no TextPositionSelector and no TextQuoteSelector")
    before, after = (str(quote.get(key) or "") for key in ("prefix", "suffix"))
    places = [found.start() + len(before) for found in re.finditer(re.escape(before + words + after), text)]
    if len(places) != 1:
        problem = f"{where}.selector: {show(words)} with what stands around it is there {len(places)} times"
        raise ItemError(f"{problem}; a quote has to be there once", "place")
    return places[0], places[0] + len(words), words
