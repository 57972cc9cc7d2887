"""A record becomes a JSON object of the native format, its keys always in the same order."""

from __future__ import annotations

from annotator.core.dates import DATE_LABELS, normalised
from annotator.core.json_values import JsonObject
from annotator.core.model import Article, Entity, ItemDecision, Record, Relation
from annotator.core.offsets import surface
from annotator.formats.contract.provenance import (
    decided_to_json,
    extractor_to_json,
    review_to_json,
    schema_to_json,
)
from annotator.formats.reading.record_reader import FORMAT


def record_to_json(record: Record) -> JsonObject:
    """The JSON value of a record; items keep their order, the article's ``x_`` keys come last."""
    article = record.article
    return {
        "format": FORMAT,
        "id": article.id,
        "text": article.text,
        "text_sha256": article.sha256,
        "title": article.title,
        "source": article.source,
        "published": article.published,
        "entities": [
            _with_decision(_entity(entity, article), record.decided.get(("entity", entity.id)))
            for entity in record.annotations.entities
        ],
        "relations": [
            _with_decision(_relation(relation), record.decided.get(("relation", relation.id)))
            for relation in record.annotations.relations
        ],
        "review": review_to_json(record.review),
        "extractor": extractor_to_json(record.extractor),
        "schema": schema_to_json(record.schema),
        **article.extra,
    }


def _with_decision(row: JsonObject, found: ItemDecision | None) -> JsonObject:
    return row if found is None else {**row, "decided": decided_to_json(found)}


def _entity(entity: Entity, article: Article) -> JsonObject:
    words = surface(article.text, entity)
    row: JsonObject = {
        "id": entity.id,
        "start": entity.start,
        "end": entity.end,
        "label": entity.label,
        "text": words,
        "origin": entity.origin,
        "score": entity.score,
        "attributes": dict(entity.attributes),
    }
    time = normalised(words, article.published) if entity.label in DATE_LABELS else None
    return row if time is None else {**row, "normalised": time.as_json()}


def _relation(relation: Relation) -> JsonObject:
    row: JsonObject = {
        "id": relation.id,
        "head": relation.head,
        "tail": relation.tail,
        "label": relation.label,
        "origin": relation.origin,
        "score": relation.score,
        "attributes": dict(relation.attributes),
    }
    return row if relation.pattern is None else {**row, "pattern": relation.pattern}
