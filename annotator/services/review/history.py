"""The history of an article: who decided what, when, and what became of it, newest first.

The log keeps only what differs. What an item was called at the time is found by walking the log backwards
from the review as it stands now, so that a row still reads right when the item has changed or gone since.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from annotator.core.fold import Outcome
from annotator.core.json_values import Path
from annotator.core.model import Annotations, Relation
from annotator.core.operations import Flag, ItemRef, Operation, parse_operation
from annotator.core.state import Change
from annotator.errors import InputError
from annotator.services.database.reviewers import CHECKER
from annotator.services.gold.item_decisions import extractor_behind
from annotator.services.review.history_items import HistoryItem, StandingItems, asked_items, touched
from annotator.services.team.assigned_review import find_desk
from annotator.store import Store, Transaction
from annotator.store.repositories.decisions import LoggedDecision

#: Rows on one page.
PAGE = 200
#: Beyond the last place of any log.
_END = 2**62


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One decision.

    Attributes:
        sequence: its place in the log of the database.
        at: when, as a timestamp in UTC.
        verb: the name of the operation.
        target: the place in the log of the decision that an undo or redo is about. Which browser made one is
            told nobody: resending and undoing rest on the ids of browsers.
        of: the verb of that decision; empty where there is none.
        outcome: applied, refused or collided.
        reason: why it was not applied; empty where it was.
        by: who was quicker, where it collided with somebody.
        comment: what was said with a flag, or why an adjudicator decided so.
        items: the first items that it was about; an undo has them as the decision that it took back had.
        count: how many items there were.
    """

    sequence: int
    reviewer: str
    at: str
    verb: str
    target: int | None
    of: str
    outcome: Outcome
    reason: str
    by: str
    comment: str
    items: tuple[HistoryItem, ...]
    count: int


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """Some decisions on an article, newest first, and whether there are older ones."""

    rows: tuple[HistoryRow, ...] = ()
    older: bool = False


def article_history(
    store: Store, article_id: str, reviewer: str, *, before: int | None = None, limit: int = PAGE
) -> HistoryPage:
    """The decisions on an article, newest first.

    Args:
        store: the database.
        article_id: the article; one that nobody has opened has no history.
        reviewer: who asks: the decisions are those of the review that this reviewer works in.
        before: only what stands before this place in the log: the last ``sequence`` of the page before.
        limit: rows on a page, at most :data:`PAGE`.
    """
    most = max(1, min(limit, PAGE))
    with store.read() as transaction:
        found = list(islice(_rows(transaction, article_id, reviewer, before), most + 1))
    return HistoryPage(tuple(found[:most]), len(found) > most)


@dataclass(frozen=True, slots=True)
class ItemHistory:
    """Where one item comes from.

    Attributes:
        proposed_by: name and version of the extractor that proposed it; empty where nobody did.
        score: how sure it was.
        pattern: the pattern or model of it that found a relation; empty where it is not known.
        page: the decisions about the item, newest first.
    """

    proposed_by: str
    score: float | None
    pattern: str
    page: HistoryPage


def item_history(store: Store, article_id: str, reviewer: str, item: ItemRef) -> ItemHistory:
    """Who proposed an item and who has decided on it, in the review that a reviewer works in."""
    with store.read() as transaction:
        found = list(islice(_rows(transaction, article_id, reviewer, None, item), PAGE + 1))
        review = find_desk(transaction, article_id, reviewer).review
        items = Annotations() if review is None else transaction.reviews.annotations(review.id)
        extractor = None if review is None else extractor_behind(transaction, review)
    page = HistoryPage(tuple(found[:PAGE]), len(found) > PAGE)
    listed = items.entities if item.kind == "entity" else items.relations
    one = next((one for one in listed if one.id == item.id and one.origin == "machine"), None)
    if one is None or extractor is None:
        return ItemHistory("", None, "", page)
    pattern = one.pattern if isinstance(one, Relation) else None
    return ItemHistory(f"{extractor.name} {extractor.version}", one.score, pattern or "", page)


def _rows(
    transaction: Transaction,
    article_id: str,
    reviewer: str,
    before: int | None,
    only: ItemRef | None = None,
) -> Iterator[HistoryRow]:
    """The rows of the review that a reviewer works in, perhaps only those about one item."""
    review = find_desk(transaction, article_id, reviewer).review
    article = transaction.articles.get(article_id)
    if review is None or article is None:
        return
    standing = StandingItems(article.text, transaction.reviews.load(review))
    place = _END if before is None else before
    for changes in transaction.decisions.changes_from(review.id, place):
        standing.step_back(changes)
    for decision, changes in transaction.decisions.newest_first(review.id, place):
        hidden = decision.reviewer == CHECKER
        if not hidden and (only is None or only in touched(changes)):
            yield _row(transaction, standing, decision, changes)
        elif decision.outcome == "applied":
            standing.step_back(changes)


def _row(
    transaction: Transaction, standing: StandingItems, decision: LoggedDecision, changes: tuple[Change, ...]
) -> HistoryRow:
    target = _target(transaction, decision)
    asked = _operation(target or decision)
    if decision.outcome == "applied":
        listed = touched(changes)
        items = standing.applied(changes, getattr(asked, "item", None))
    else:
        listed = [] if asked is None else asked_items(asked)
        items = () if asked is None else standing.wished(asked, listed)
    other = decision.collided_with
    return HistoryRow(
        sequence=decision.sequence,
        reviewer=decision.reviewer,
        at=decision.created_at,
        verb=decision.verb,
        target=None if target is None else target.sequence,
        of="" if target is None else target.verb,
        outcome=decision.outcome,
        reason=decision.reason or "",
        by="" if other is None else transaction.decisions.reviewer_of(other) or "",
        comment=_comment(decision, asked),
        items=tuple(item.backwards() for item in items) if decision.verb == "undo" else items,
        count=len(listed),
    )


def _target(transaction: Transaction, decision: LoggedDecision) -> LoggedDecision | None:
    """What an undo or redo is about, if it is one's own: a refused one learns nothing of others."""
    found = None if decision.target is None else transaction.decisions.find(decision.target)
    return found if found is not None and found.reviewer == decision.reviewer else None


def _comment(decision: LoggedDecision, asked: Operation | None) -> str:
    """What was said with a flag, or why an adjudicator decided so."""
    said = asked.comment if isinstance(asked, Flag) else decision.payload.get("comment")
    return said if isinstance(said, str) else ""


def _operation(decision: LoggedDecision) -> Operation | None:
    try:
        return parse_operation(dict(decision.payload), Path(InputError))
    except InputError:
        return None
