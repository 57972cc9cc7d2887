"""Gold of others becomes a completed review: everything added in one decision of the log, and complete."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

from annotator.core.json_values import JsonObject
from annotator.core.json_values import Path as JsonPath
from annotator.core.label_schema import LabelSchema
from annotator.core.model import Entity, Record, Relation
from annotator.core.operations import parse_numbered
from annotator.errors import InputError
from annotator.services.gold.review_states import ReviewStates
from annotator.services.review.apply import Message
from annotator.services.team.plan import plan_of
from annotator.store import Transaction
from annotator.store.repositories.reviews import ReviewRow

#: Who made gold that names nobody.
SOMEBODY = "import"
#: What the selection of an imported review begins with; the file and line follow.
IMPORTED = "import of "


def keep_gold(
    transaction: Transaction,
    states: ReviewStates,
    schema: LabelSchema,
    article_id: str,
    record: Record,
    reviewer: str | None,
    origin: str,
) -> bool:
    """Complete the review of an article with the annotations of a record.

    Args:
        transaction: the one it all happens in.
        states: of the reviews.
        schema: the label schema in use.
        article_id: the article in the database.
        record: what it is completed with.
        reviewer: who made it, where the record does not say it.
        origin: the file and line it comes from, which its review keeps.

    Returns:
        Whether it is new; the same record taken again changes nothing.

    Raises:
        InputError: somebody has decided on the article already, or the annotations cannot be gold.
    """
    client = _client(article_id, record)
    if transaction.decisions.last_number(client) is not None:
        return False
    _check_gold(record, schema)
    review = _empty_review(transaction, schema, article_id)
    made_by = (record.review and record.review.reviewer) or reviewer or SOMEBODY
    _take_seat(transaction, article_id, review)
    rows = _operations(record, article_id, review.revision)
    message = Message(transaction, states, schema, made_by, client)
    message.apply([parse_numbered(row, JsonPath(InputError)) for row in rows])
    if message.refused:
        raise InputError(message.refused[0].reason)
    mode = record.review.mode if record.review is not None else "assisted"
    transaction.reviews.say_origin(review.id, mode, f"{IMPORTED}{origin}")
    return True


def _check_gold(record: Record, schema: LabelSchema) -> None:
    """What decisions would refuse, with the item it is about; they say only why."""
    found = record.annotations
    spans = [(one.start, one.end, one.label) for one in found.entities]
    _check_once("entities", spans, "there is a {2} at {0} to {1} already")
    links = []
    for at, one in enumerate(found.relations):
        if one.head == one.tail:
            raise InputError(
                f"relations[{at}]: {one.label} joins {one.head!r} with itself; it needs two entities"
            )
        ends = sorted((one.head, one.tail)) if schema.is_symmetric(one.label) else (one.head, one.tail)
        links.append((*ends, one.label))
    _check_once("relations", links, "there is a {2} between {0!r} and {1!r} already")


def _check_once(name: str, items: Sequence[tuple[object, ...]], problem: str) -> None:
    first: dict[tuple[object, ...], int] = {}
    for at, item in enumerate(items):
        if first.setdefault(item, at) != at:
            raise InputError(f"{name}[{at}]: {problem.format(*item)} ({name}[{first[item]}]); take one out")


def _empty_review(transaction: Transaction, schema: LabelSchema, article_id: str) -> ReviewRow:
    transaction.schemas.pin(schema)
    review = transaction.reviews.shared(article_id)
    if review is None:
        return transaction.reviews.create(article_id, schema.sha256, None)
    if not review.untouched:
        raise InputError(f"article {article_id!r} has been reviewed here; its gold is not replaced")
    return transaction.reviews.restart(review, schema.sha256, None)


def _take_seat(transaction: Transaction, article_id: str, review: ReviewRow) -> None:
    """Where a team shares articles out, the one seat of this one, which nobody else gets any more."""
    if any(seat.reviewer is not None for seat in transaction.team.seats(article_id)):
        raise InputError(f"article {article_id!r} is being reviewed here; its gold is not replaced")
    if plan_of(transaction) is not None:
        transaction.team.close(article_id)
        transaction.team.set_out(article_id, (review.mode,))


def _operations(record: Record, article_id: str, revision: int) -> list[JsonObject]:
    found = record.annotations
    steps = [
        *(step for entity in found.entities for step in _entity_steps(entity)),
        *(step for relation in found.relations for step in _relation_steps(relation)),
    ]
    # that a record has no entity is what its maker says of it
    asked: list[JsonObject] = [{"op": "complete", **({} if found.entities else {"empty": True})}]
    if steps:
        asked.insert(0, {"op": "batch", "operations": steps})
    about = {"article_id": article_id, "revision": revision}
    return [{"seq": seq, **about, **operation} for seq, operation in enumerate(asked, start=1)]


def _entity_steps(entity: Entity) -> list[JsonObject]:
    made = {
        "op": "add_entity",
        "id": entity.id,
        "start": entity.start,
        "end": entity.end,
        "label": entity.label,
    }
    return [made, *_attributes("entity", entity)]


def _relation_steps(relation: Relation) -> list[JsonObject]:
    ends = {"head": relation.head, "tail": relation.tail}
    made: JsonObject = {"op": "add_relation", "id": relation.id, **ends, "label": relation.label}
    if relation.pattern is not None:
        made["pattern"] = relation.pattern
    return [made, *_attributes("relation", relation)]


def _attributes(kind: str, item: Entity | Relation) -> list[JsonObject]:
    return [
        {"op": "set_attribute", "kind": kind, "id": item.id, "name": name, "value": value}
        for name, value in item.attributes.items()
    ]


def _client(article_id: str, record: Record) -> str:
    """The same for the same annotations of the same article: what was taken is known again."""
    found = record.annotations
    told = [
        article_id,
        [[one.id, one.start, one.end, one.label, dict(one.attributes)] for one in found.entities],
        [[one.id, one.head, one.tail, one.label, dict(one.attributes)] for one in found.relations],
    ]
    digest = hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()
    return f"import-{digest[:40]}"
