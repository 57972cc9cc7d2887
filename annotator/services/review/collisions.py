"""Two people on one article: when an operation meets what somebody else did since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from annotator.core.json_values import Path
from annotator.core.operations import ItemRef, Operation, named_items, parse_operation
from annotator.core.state import Change, ReviewState
from annotator.errors import Collision, InputError
from annotator.store import Transaction
from annotator.store.repositories.decisions import LoggedDecision
from annotator.store.repositories.reviews import ReviewRow

#: How much of the words of an entity a message quotes.
_QUOTED = 40


class ItemCollision(Collision):
    """A collision, and with which decision of the log (``None``: with newer proposals)."""

    def __init__(self, sentence: str, collided_with: int | None) -> None:
        self.collided_with = collided_with
        super().__init__(sentence)


@dataclass(frozen=True, slots=True)
class CollidedDecision:
    """A decision that was not applied because somebody else had changed the same item.

    Attributes:
        payload: the operation, so that the reviewer can do it again.
        reason: what happened, in a sentence.
        by: the reviewer who was quicker; empty where newer proposals came in between.
    """

    client: str
    seq: int
    verb: str
    payload: Mapping[str, Any]
    reason: str
    by: str


def check_collisions(
    transaction: Transaction,
    review: ReviewRow,
    state: ReviewState,
    operation: Operation,
    revision: int,
    client: str,
) -> None:
    """Refuse an operation on an item that somebody else changed after the revision that its reviewer saw.

    Raises:
        ItemCollision: with who, and how the item is now.
    """
    named = named_items(operation)
    restarted = review.start_revision > revision
    if not named or not (restarted or transaction.decisions.others_since(review.id, revision, client)):
        return
    changed = transaction.reviews.items.changed_by_others(review.id, revision, client)
    for item in named:
        gone = _standing(state, item) is None
        if item not in changed and not gone:
            continue
        found = _last_change(transaction, review.id, revision, client, item)
        if found is not None or item in changed:
            raise _collision(transaction, review, state, item, found)


def _last_change(
    transaction: Transaction, review_id: int, revision: int, client: str, item: ItemRef
) -> LoggedDecision | None:
    for decision, changes in transaction.decisions.since(review_id, revision):
        if decision.ref.client != client and _touches(changes, {item}):
            return decision
    return None


def _touches(changes: tuple[Change, ...], items: set[ItemRef]) -> bool:
    return any(change.kind != "review" and ItemRef(change.kind, change.id) in items for change in changes)


def _collision(
    transaction: Transaction,
    review: ReviewRow,
    state: ReviewState,
    item: ItemRef,
    found: LoggedDecision | None,
) -> ItemCollision:
    now = _description(transaction, review, state, item)
    if found is None:
        return ItemCollision(f"newer proposals came in since you saw this: it is now {now}", None)
    return ItemCollision(f"{found.reviewer} changed this since you saw it: it is now {now}", found.sequence)


def _description(transaction: Transaction, review: ReviewRow, state: ReviewState, item: ItemRef) -> str:
    if item.kind == "relation":
        relation = state.relations.get(item.id)
        if relation is None:
            return "deleted"
        ends = (_words(transaction, review, state, end) for end in (relation.head, relation.tail))
        return f"{relation.status}, {relation.label} from {' to '.join(ends)}"
    entity = state.entities.get(item.id)
    if entity is None:
        return "deleted"
    return f"{entity.status}, {entity.label} {_words(transaction, review, state, item.id)}"


def _words(transaction: Transaction, review: ReviewRow, state: ReviewState, entity_id: str) -> str:
    entity = state.entities[entity_id]
    article = transaction.articles.get(review.article_id)
    words = "" if article is None else article.text[entity.start : entity.end]
    return f"“{words}”" if len(words) <= _QUOTED else f"“{words[: _QUOTED - 1]}…”"


def _standing(state: ReviewState, item: ItemRef) -> object | None:
    return state.entities.get(item.id) if item.kind == "entity" else state.relations.get(item.id)


def open_collisions(transaction: Transaction, review_id: int, reviewer: str) -> tuple[CollidedDecision, ...]:
    """The collisions of a reviewer that neither a later decision on the same item nor completion settled."""
    collided = transaction.decisions.collided(review_id, reviewer)
    if not collided:
        return ()
    later = [
        (decision, changes)
        for decision, changes in transaction.decisions.since(review_id, 0)
        if decision.reviewer == reviewer and decision.sequence > collided[0].sequence
    ]
    return tuple(_as_collided(transaction, found) for found in collided if not _is_settled(found, later))


def _is_settled(collided: LoggedDecision, later: list[tuple[LoggedDecision, tuple[Change, ...]]]) -> bool:
    items = _named(collided)
    return any(
        decision.sequence > collided.sequence
        and (decision.verb == "complete" or _touches(changes, items) or items & _named(decision))
        for decision, changes in later
    )


def _named(decision: LoggedDecision) -> set[ItemRef]:
    try:
        return set(named_items(parse_operation(dict(decision.payload), Path(InputError))))
    except InputError:
        return set()


def _as_collided(transaction: Transaction, found: LoggedDecision) -> CollidedDecision:
    other = None if found.collided_with is None else transaction.decisions.reviewer_of(found.collided_with)
    return CollidedDecision(
        found.ref.client, found.ref.seq, found.verb, found.payload, found.reason or "", other or ""
    )
