"""Gold of others becomes a review: all added in one decision of the log, and complete if all came in."""

from __future__ import annotations

import hashlib
import itertools
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from annotator.core.json_values import JsonObject
from annotator.core.json_values import Path as JsonPath
from annotator.core.label_schema import LabelSchema
from annotator.core.model import Annotations, Entity, Record, Relation
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
#: What the client of its decisions begins with.
_CLIENT = "import-"
#: Of an entity start, end and label; of a relation those of its ends, and its label.
_Content = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Come:
    """Gold that comes in.

    Attributes:
        record: with what can be gold.
        reviewer: who made it, where the record does not say it.
        origin: the file and line it comes from, which its review keeps.
        is_whole: nothing was left out, so that its article is complete; else somebody has to look at it.
    """

    record: Record
    reviewer: str | None
    origin: str
    is_whole: bool


def keep_gold(
    transaction: Transaction, states: ReviewStates, schema: LabelSchema, article_id: str, come: Come
) -> bool:
    """Decide what a record says in the review of an article, and complete it if the record is whole.

    What an import left in progress goes on with the same record made whole: what is not there yet comes in.

    Args:
        transaction: the one it all happens in.
        states: of the reviews.
        schema: the label schema in use.
        article_id: the article in the database.
        come: what comes in.

    Returns:
        Whether it is new; the same record taken again changes nothing.

    Raises:
        InputError: somebody has decided on the article already, or the annotations cannot be gold.
    """
    record = come.record
    client = _client(article_id, record, come.is_whole)
    if transaction.decisions.last_number(client) is not None:
        return False
    review, there = _review(transaction, schema, article_id, record)
    record = replace(record, annotations=_with_ids_of(there, record.annotations, schema))
    made_by = (record.review and record.review.reviewer) or come.reviewer or SOMEBODY
    _take_seat(transaction, article_id, review)
    rows = _operations(record, there, come.is_whole, article_id, review.revision)
    message = Message(transaction, states, schema, made_by, client)
    message.apply([parse_numbered(row, JsonPath(InputError)) for row in rows])
    if message.refused:
        raise InputError(message.refused[0].reason)
    mode = record.review.mode if record.review is not None else "assisted"
    transaction.reviews.say_origin(review.id, mode, f"{IMPORTED}{come.origin}")
    return True


def _review(
    transaction: Transaction, schema: LabelSchema, article_id: str, record: Record
) -> tuple[ReviewRow, Annotations]:
    """The review that gold goes into, and which of its items stand in it already."""
    review = transaction.reviews.shared(article_id)
    if review is not None and _goes_on(transaction, review):
        there = transaction.reviews.annotations(review.id)
        if _contents(there, schema).keys() <= _contents(record.annotations, schema).keys():
            return review, there
    return _empty_review(transaction, schema, article_id), Annotations()


def _goes_on(transaction: Transaction, review: ReviewRow) -> bool:
    """Whether an import left a review in progress, and nobody has decided anything in it since."""
    if review.status != "in_progress" or not (review.selection or "").startswith(IMPORTED):
        return False
    made = transaction.decisions.of_review(review.id)
    return all(decision.ref.client.startswith(_CLIENT) for decision, _ in made)


def _items(annotations: Annotations) -> tuple[Entity | Relation, ...]:
    return (*annotations.entities, *annotations.relations)


def _contents(annotations: Annotations, schema: LabelSchema) -> dict[_Content, Entity | Relation]:
    """The items by what they say, whatever their ids: that changes where an item before them is mended."""
    spans = {one.id: (one.start, one.end, one.label) for one in annotations.entities}
    made: dict[_Content, Entity | Relation] = {spans[one.id]: one for one in annotations.entities}
    for one in annotations.relations:
        ends = [spans[one.head], spans[one.tail]]
        if schema.is_symmetric(one.label):
            ends.sort()
        made[(*ends, one.label)] = one
    return made


def _with_ids_of(there: Annotations, annotations: Annotations, schema: LabelSchema) -> Annotations:
    """The annotations with the ids of those that are there; what is new gets none of them."""
    if there == Annotations():
        return annotations
    known = _contents(there, schema)
    taken = {("entity" if isinstance(one, Entity) else "relation", one.id) for one in known.values()}
    ids: dict[tuple[str, str], str] = {}
    for content, item in _contents(annotations, schema).items():
        kind = "entity" if isinstance(item, Entity) else "relation"
        own = (f"{item.id}{'-new' * number}" for number in itertools.count())
        ids[kind, item.id] = (
            known[content].id if content in known else next(one for one in own if (kind, one) not in taken)
        )
        taken.add((kind, ids[kind, item.id]))
    entities = (replace(one, id=ids["entity", one.id]) for one in annotations.entities)
    relations = (
        replace(
            one,
            id=ids["relation", one.id],
            head=ids["entity", one.head],
            tail=ids["entity", one.tail],
        )
        for one in annotations.relations
    )
    return Annotations(tuple(entities), tuple(relations))


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


def _operations(
    record: Record, there: Annotations, is_whole: bool, article_id: str, revision: int
) -> list[JsonObject]:
    """What adds the items that are not there, and completes the article if the record is whole."""
    found = record.annotations
    old = {(type(item), item.id): item for item in _items(there)}
    steps = [
        *(step for one in found.entities for step in _steps("entity", one, old, _entity_step)),
        *(step for one in found.relations for step in _steps("relation", one, old, _relation_step)),
    ]
    asked: list[JsonObject] = [{"op": "batch", "operations": steps}] if steps else []
    if is_whole:
        # that a record has no entity is what its maker says of it
        asked.append({"op": "complete", **({} if found.entities else {"empty": True})})
    about = {"article_id": article_id, "revision": revision}
    return [{"seq": seq, **about, **operation} for seq, operation in enumerate(asked, start=1)]


_Item = TypeVar("_Item", Entity, Relation)


def _steps(
    kind: str,
    item: _Item,
    old: Mapping[tuple[type, str], Entity | Relation],
    make: Callable[[_Item], JsonObject],
) -> Iterator[JsonObject]:
    """What makes an item with its attributes, as far as it is not there."""
    before = old.get((type(item), item.id))
    if before is None:
        yield make(item)
    for name, value in item.attributes.items():
        if before is None or before.attributes.get(name) != value:
            yield {"op": "set_attribute", "kind": kind, "id": item.id, "name": name, "value": value}


def _entity_step(entity: Entity) -> JsonObject:
    place = {"start": entity.start, "end": entity.end, "label": entity.label}
    return {"op": "add_entity", "id": entity.id, **place}


def _relation_step(relation: Relation) -> JsonObject:
    ends = {"head": relation.head, "tail": relation.tail}
    made: JsonObject = {"op": "add_relation", "id": relation.id, **ends, "label": relation.label}
    if relation.pattern is not None:
        made["pattern"] = relation.pattern
    return made


def _client(article_id: str, record: Record, is_whole: bool) -> str:
    """The same for the same annotations of the same article: what was taken is known again."""
    found = record.annotations
    told: list[object] = [
        article_id,
        [[one.id, one.start, one.end, one.label, dict(one.attributes)] for one in found.entities],
        [[one.id, one.head, one.tail, one.label, dict(one.attributes)] for one in found.relations],
    ]
    if not is_whole:
        told.append("in progress")
    digest = hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()
    return f"{_CLIENT}{digest[:40]}"
