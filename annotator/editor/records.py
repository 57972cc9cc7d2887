"""What the browser is told of the log: pure, and the only place that knows this JSON.

``schemas/editor-answer.schema.json`` describes its shape.
"""

from __future__ import annotations

from dataclasses import asdict

from annotator.core.json_values import JsonObject
from annotator.services.database.search import SearchResult
from annotator.services.review.history import HistoryPage, HistoryRow, ItemHistory
from annotator.services.review.history_items import HistoryItem, ItemThen


def history_json(page: HistoryPage) -> JsonObject:
    """A page of the history of an article."""
    return {"rows": [_row(found) for found in page.rows], "older": page.older}


def item_json(found: ItemHistory) -> JsonObject:
    """Where an item comes from."""
    return {
        "proposed_by": found.proposed_by,
        "score": found.score,
        "pattern": found.pattern,
        **history_json(found.page),
    }


def search_json(result: SearchResult) -> JsonObject:
    """What was found in all articles."""
    return {"hits": [asdict(found) for found in result.hits], "total": result.total}


def _row(row: HistoryRow) -> JsonObject:
    return {
        "sequence": row.sequence,
        "reviewer": row.reviewer,
        "at": row.at,
        "verb": row.verb,
        "target": row.target,
        "of": row.of,
        "outcome": row.outcome,
        "reason": row.reason,
        "by": row.by,
        "comment": row.comment,
        "items": [_item(found) for found in row.items],
        "count": row.count,
    }


def _item(found: HistoryItem) -> JsonObject:
    return {
        "kind": found.item.kind,
        "id": found.item.id,
        "start": found.start,
        "end": found.end,
        "before": _then(found.before),
        "after": _then(found.after),
    }


def _then(then: ItemThen | None) -> JsonObject | None:
    return None if then is None else asdict(then)
