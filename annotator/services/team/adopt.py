"""Items that the service itself brings into a review: logged like any decision, by a client of its own."""

from __future__ import annotations

import hashlib

from annotator.core.adopt import Adoption, adopted
from annotator.core.fold import ADOPT
from annotator.core.json_values import JsonObject
from annotator.core.label_schema import LabelSchema
from annotator.core.operations import DecisionRef, ItemRef
from annotator.core.state import Change, ReviewState
from annotator.store import Transaction
from annotator.store.repositories.decisions import NewDecision
from annotator.store.repositories.reviews import ReviewRow


def adopt(
    transaction: Transaction, review: ReviewRow, schema: LabelSchema, adoption: Adoption, who: str
) -> None:
    """Bring items into a review, in the name of ``who``.

    Raises:
        OperationRefused: an item cannot stand there.
    """
    state = transaction.reviews.load(review)
    changes = adopted(state, schema, adoption)
    decide_for(transaction, review, state, changes, adoption.to_json(), who)


def decide_for(
    transaction: Transaction,
    review: ReviewRow,
    state: ReviewState,
    changes: tuple[Change, ...],
    payload: JsonObject,
    who: str,
    target: DecisionRef | None = None,
) -> None:
    """Apply and log a decision of the service.

    Args:
        transaction: the one it happens in.
        review: where.
        state: of the review; has the changes afterwards.
        changes: what it changes.
        payload: the operation, for the log.
        who: whose decision it is said to be.
        target: the decision that it takes back, if it is an undo.
    """
    base = state.revision
    state.apply(changes)
    state.revision += 1
    client = f"{ADOPT}-{hashlib.sha256(f'{review.id}:{review.article_id}'.encode()).hexdigest()[:40]}"
    touched = [ItemRef(change.kind, change.id) for change in changes if change.kind != "review"]
    transaction.reviews.items.write(review.id, state, touched, client)
    transaction.reviews.record(review.id, state, who, changes)
    verb = str(payload["op"])
    transaction.decisions.add(
        NewDecision(
            ref=DecisionRef(client, (transaction.decisions.last_number(client) or 0) + 1),
            reviewer=who,
            article_id=review.article_id,
            review_id=review.id,
            base_revision=base,
            verb=verb,
            payload=payload,
            outcome="applied",
            revision=state.revision,
            changes=changes,
            target=target,
        )
    )
    transaction.pace.add(who, verb, payload.get("kind"), "", None)
