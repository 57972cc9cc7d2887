"""What the editor in the browser is sent of one review; pure, and the only place that knows this JSON.

``schemas/editor-data.schema.json`` describes the shape; the tests hold this module to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from annotator.core.dates import DATE_LABELS, LONGEST_DATE, normalised
from annotator.core.json_values import JsonObject
from annotator.core.label_schema import Attribute, EntityLabel, LabelSchema, RelationLabel
from annotator.core.model import Article, Entity, Relation
from annotator.core.offsets import surface
from annotator.services.review.review import (
    CollidedDecision,
    OpenReview,
    PreviousDecision,
    Progress,
    ReviewRow,
    UndoEntry,
)
from annotator.services.team.adjudicate import Adjudication

DATA_FORMAT = "annotator-editor/1"


def editor_data(
    opened: OpenReview, *, generation: str, reviewer: str, acked: tuple[str, int] | None
) -> JsonObject:
    """Everything that the editor needs to show one review.

    Args:
        opened: the review as the store has it now.
        generation: changes whenever the editor must take this data instead of what it holds.
        reviewer: whose undo this is.
        acked: the browser this goes to, and the last of its operations that this data contains; ``None``
        where the
            server has not heard from it yet.
    """
    article = opened.article
    return {
        "format": DATA_FORMAT,
        "generation": generation,
        "reviewer": reviewer,
        "article": {
            "id": article.id,
            "title": article.title,
            "source": article.source,
            "published": article.published,
            "text": article.text,
            "furniture": [list(span) for span in opened.furniture],
        },
        "review": _review(opened.review),
        "entities": [_entity(found) for found in opened.annotations.entities],
        "relations": [_relation(found) for found in opened.annotations.relations],
        "dates": dates_json(article.published, _dates(article, opened.annotations.entities)),
        "schema": schema_json(opened.schema),
        "undo": _entries(opened.undo),
        "redo": _entries(opened.redo),
        "previous": _elsewhere(opened.previous),
        "following": _elsewhere(opened.following),
        "collisions": [_collision(found) for found in opened.collisions],
        "progress": progress_json(opened.progress),
        "acked": None if acked is None else {"client": acked[0], "seq": acked[1]},
        "adjudication": _adjudication(opened.adjudication),
        "locked": opened.locked,
        "kept": opened.kept,
    }


def _adjudication(found: Adjudication | None) -> JsonObject | None:
    """Where reviewers differ; of each item its attributes with every reviewer, ``null`` where it is not."""
    if found is None:
        return None
    places: list[list[JsonObject]] = [
        [
            {
                "kind": item.kind,
                "id": item.id,
                "by": [_attributes_of(found.holders[item], name) for name in found.reviewers],
            }
            for item in place.items
        ]
        for place in found.places
    ]
    return {"reviewers": list(found.reviewers), "places": places}


def _attributes_of(holders: Mapping[str, Mapping[str, str]], name: str) -> JsonObject | None:
    return dict(holders[name]) if name in holders else None


def dates_json(published: str | None, dates: Iterable[str]) -> list[JsonObject]:
    """What some dates mean in an article that was published then; ``null`` where it cannot be known."""
    times = ((words, normalised(words, published)) for words in dates)
    return [{"words": words, "time": None if time is None else time.as_json()} for words, time in times]


def _dates(article: Article, entities: Iterable[Entity]) -> list[str]:
    """The words of an article's dates, each once."""
    dates = {surface(article.text, found) for found in entities if found.label in DATE_LABELS}
    return sorted(words for words in dates if len(words) <= LONGEST_DATE)


def _review(review: ReviewRow) -> JsonObject:
    extractor = review.extractor
    return {
        "id": review.id,
        "status": review.status,
        "comment": review.comment,
        "mode": review.mode,
        "revision": review.revision,
        "extractor": None if extractor is None else {"name": extractor.name, "version": extractor.version},
    }


def _elsewhere(found: PreviousDecision | None) -> JsonObject | None:
    if found is None:
        return None
    return {
        "article_id": found.article_id,
        "client": found.client,
        "seq": found.seq,
        "verb": found.verb,
    }


def _collision(found: CollidedDecision) -> JsonObject:
    return {
        "client": found.client,
        "seq": found.seq,
        "verb": found.verb,
        "reason": found.reason,
        "by": found.by,
        "payload": dict(found.payload),
    }


def _entity(entity: Entity) -> JsonObject:
    return {
        "id": entity.id,
        "start": entity.start,
        "end": entity.end,
        "label": entity.label,
        "origin": entity.origin,
        "score": entity.score,
        "attributes": dict(entity.attributes),
        "status": entity.status,
    }


def _relation(relation: Relation) -> JsonObject:
    return {
        "id": relation.id,
        "head": relation.head,
        "tail": relation.tail,
        "label": relation.label,
        "origin": relation.origin,
        "score": relation.score,
        "attributes": dict(relation.attributes),
        "status": relation.status,
        "pattern": relation.pattern,
    }


def _entries(entries: Iterable[UndoEntry]) -> list[JsonObject]:
    return [{"client": found.client, "seq": found.seq, "verb": found.verb} for found in entries]


def progress_json(progress: Progress) -> JsonObject:
    """How far review is, as editor data and acknowledgements carry it."""
    return {"completed": progress.completed, "total": progress.total, "today": progress.today}


def schema_json(schema: LabelSchema) -> JsonObject:
    """A label schema with all defaults filled in, labels in their order."""
    return {
        "name": schema.name,
        "version": schema.version,
        "entity_labels": [_entity_label(found) for found in schema.entity_labels],
        "relation_labels": [_relation_label(found) for found in schema.relation_labels],
        "attributes": [_attribute(found) for found in schema.attributes],
        "keys": {command: list(keys) for command, keys in schema.keys.items()},
    }


def _entity_label(label: EntityLabel) -> JsonObject:
    return {
        "label": label.label,
        "title": label.title,
        "colour": label.colour,
        "key": label.key,
        "description": label.description,
        "examples": list(label.examples),
    }


def _relation_label(label: RelationLabel) -> JsonObject:
    return {
        "label": label.label,
        "head": sorted(label.head),
        "tail": sorted(label.tail),
        "symmetric": label.symmetric,
        "title": label.title,
        "key": label.key,
        "description": label.description,
        "examples": list(label.examples),
    }


def _attribute(attribute: Attribute) -> JsonObject:
    return {
        "name": attribute.name,
        "on": attribute.on,
        "labels": None if attribute.labels is None else sorted(attribute.labels),
        "values": list(attribute.values),
        "default": attribute.default,
        "key": attribute.key,
    }
