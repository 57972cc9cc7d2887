"""Seeded checks: a proposal that is known to be wrong, to see whether it is caught; it never becomes gold.

A word that is no name anywhere ("because", "which") is put among the proposals of some articles as an entity.
Whoever accepts it has not read it. When the article is completed what was not caught is rejected by the
service, in the same transaction, before the completion.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from annotator.core.adopt import Adopted, Adoption
from annotator.core.decide import completion_fault, decide
from annotator.core.label_schema import LabelSchema
from annotator.core.model import Annotations, Entity
from annotator.core.operations import ItemRef, Reject
from annotator.core.state import ReviewState
from annotator.services.database.reviewers import CHECKER
from annotator.services.gold.review_states import ReviewStates
from annotator.services.team.adopt import adopt, decide_for
from annotator.services.team.plan import plan_of
from annotator.store import Store, Transaction
from annotator.store.repositories.reviews import ReviewRow

Drawn = TypeVar("Drawn")
#: Words that name nothing, in lower case inside a sentence.
_WORDS = re.compile(
    r"(?<= )(?:although|because|became|become|before|could|during|either|however|might|neither|should"
    r"|their|themselves|therefore|these|those|though|through|unless|until|whether|which|while|whose|without"
    r"|would)(?= )"
)


@dataclass(frozen=True, slots=True)
class CatchRate:
    """How many wrong proposals a reviewer was shown in articles that are completed, and rejected."""

    reviewer: str
    shown: int
    caught: int


def seed_check(transaction: Transaction, review: ReviewRow, schema: LabelSchema) -> None:
    """Put a wrong proposal into a review that has just begun, if the plan wants one in this article."""
    plan = plan_of(transaction)
    if plan is None or review.proposal_set_id is None or not plan.is_checked(review.article_id):
        return
    article = transaction.articles.get(review.article_id)
    shown = transaction.reviews.annotations(review.id)
    wrong = None if article is None else _wrong(article.text, article.id, shown, schema)
    if wrong is not None:
        adopt(transaction, review, schema, Adoption((CHECKER,), (Adopted(wrong, {}),)), CHECKER)


def take_checks_out(
    transaction: Transaction, states: ReviewStates, review: ReviewRow, schema: LabelSchema
) -> ReviewState:
    """Reject what the service put into a review and its reviewer has accepted; gives its state then.

    Nothing happens while the review cannot be completed: nobody is to learn of it before.
    """
    now = transaction.reviews.get(review.id) or review
    state = states.take(transaction, now)
    if completion_fault(state, schema) is not None:
        return state
    for item in transaction.decisions.brought_in(review.id, CHECKER):
        entity = state.entities.get(item)
        if entity is not None and entity.status not in ("rejected", "pending"):
            operation = Reject(ItemRef("entity", item))
            payload = {"op": "reject", "kind": "entity", "id": item}
            changes = decide(state, schema, operation)
            decide_for(transaction, review, state, changes, dict(payload), CHECKER)
    return state


def catch_rates(store: Store) -> list[CatchRate]:
    """How many wrong proposals each reviewer was shown and caught, by name."""
    with store.read() as transaction:
        return [CatchRate(*row) for row in transaction.decisions.checks(CHECKER)]


def _wrong(text: str, article_id: str, shown: Annotations, schema: LabelSchema) -> Entity | None:
    """An entity that cannot be one, as sure as another one, where none is proposed; the same every time."""
    free = [
        found.span()
        for found in _WORDS.finditer(text)
        if all(one.end <= found.start() or found.end() <= one.start for one in shown.entities)
    ]
    if not free or not shown.entities:
        return None
    start, end = _drawn(article_id, "place", free)
    like = _drawn(article_id, "like", shown.entities)
    label = _drawn(article_id, "label", [one.label for one in schema.entity_labels])
    taken = {one.id for one in shown.entities}
    name = next(made for number in range(1, len(taken) + 2) if (made := f"e{number}") not in taken)
    return Entity(name, start, end, label, score=like.score)


def _drawn(article_id: str, purpose: str, found: Sequence[Drawn]) -> Drawn:
    digest = hashlib.sha256(f"check:{purpose}:{article_id}".encode()).digest()
    return found[int.from_bytes(digest[:4]) % len(found)]
