"""The list of articles: where each one stands, filtered and searched; a click opens it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast, get_args

import streamlit as st

from annotator.core.json_values import JsonObject
from annotator.core.model import ReviewStatus
from annotator.errors import AnnotatorError
from annotator.services.review.articles import ArticlePage, ArticleRow, list_articles
from annotator.services.review.queue import ORDER_TITLES, Ordering, QueueOrder, choose_order, chosen_order
from annotator.ui.parts.faults import faults_shown, show_fault
from annotator.ui.parts.frame import heading
from annotator.ui.parts.table import Column, Row, asked, draw_table
from annotator.ui.session.reviewer import current_reviewer
from annotator.ui.session.session import current_store

PAGE = 100
LONGEST_SEARCH = 200

_TABLE = "annotator-articles"
_VIEW = "annotator-articles-view"

#: How a status is called on screen.
STATUS_TITLES: dict[ReviewStatus, str] = {
    "new": "New",
    "in_progress": "In progress",
    "complete": "Completed",
    "skipped": "Skipped",
    "flagged": "Flagged",
}

_COLUMNS = (
    Column("Article"),
    Column("Status", "status"),
    Column("Entities", "number", "Entities that are not rejected"),
    Column("Relations", "number", "Relations that are not rejected"),
    Column("To decide", "number", "Entities and relations still pending"),
    Column("Source", "quiet"),
    Column("Published", "quiet"),
)


@dataclass(frozen=True, slots=True)
class View:
    """Which part of the list is on screen."""

    status: ReviewStatus | None = None
    search: str = ""
    offset: int = 0

    @classmethod
    def asked(cls, value: object) -> View:
        """The view that a browser asks for; what is no status or number is taken as if it were not there."""
        row = value if isinstance(value, dict) else {}
        status, search, offset = row.get("status"), row.get("search"), row.get("offset")
        return cls(
            cast(ReviewStatus, status) if status in get_args(ReviewStatus) else None,
            search[:LONGEST_SEARCH] if isinstance(search, str) else "",
            offset if type(offset) is int and 0 <= offset < 2**53 else 0,
        )


def articles_page() -> None:
    """Draw the list."""
    heading("Articles", "Choose one to review it, or filter by where it stands.")
    _listing()


@st.fragment
def _listing() -> None:
    with faults_shown():
        view = st.session_state.setdefault(_VIEW, View())
        found = list_articles(
            current_store(), status=view.status, search=view.search, limit=PAGE, offset=view.offset
        )
        dated = any(row.published for row in found.rows)
        columns = _COLUMNS if dated else _COLUMNS[:-1]
        rows = [_row(row, len(columns)) for row in found.rows]
        draw_table(_TABLE, columns, rows, browse=_browse(view, found), on_ask=_look)


def _look() -> None:
    wish = asked(_TABLE)
    st.session_state[_VIEW] = View.asked(wish)
    ordering = ordering_asked(wish.get("queue"))
    if ordering is not None:
        try:
            choose_order(current_store(), current_reviewer(), ordering)
        except AnnotatorError as error:
            show_fault(error)


def ordering_asked(value: object) -> Ordering | None:
    """The order of the queue that a browser asks for; ``None`` where it asks for none that there is."""
    row = value if isinstance(value, dict) else {}
    order, seed = row.get("order"), row.get("seed")
    if order not in get_args(QueueOrder):
        return None
    return Ordering(cast(QueueOrder, order), seed if type(seed) is int and 0 <= seed < 2**53 else 0)


def _row(row: ArticleRow, width: int) -> Row:
    counts = (
        "" if number is None else f"{number:,}" for number in (row.entities, row.relations, row.pending)
    )
    cells = (row.title or row.id, STATUS_TITLES[row.status], *counts, row.source, row.published or "")
    return Row(cells[:width], row.id)


def _browse(view: View, found: ArticlePage) -> JsonObject:
    every = sum(found.counts.values())
    filters: list[JsonObject] = [{"value": None, "title": "All", "count": f"{every:,}"}]
    filters += [
        {"value": status, "title": title, "count": f"{found.counts[status]:,}"}
        for status, title in STATUS_TITLES.items()
    ]
    return {
        "filters": filters,
        "status": view.status,
        "search": view.search,
        "offset": view.offset,
        "limit": PAGE,
        "total": found.total,
        "queue": _queue(),
        "empty": "No article matches."
        if view != View()
        else "There are no articles yet: annotator ingest PATH",
    }


def _queue() -> JsonObject:
    """What comes next after an article, and what else could."""
    chosen = chosen_order(current_store(), current_reviewer())
    orders = [{"value": order, "title": title} for order, title in ORDER_TITLES.items()]
    return {"order": chosen.order, "seed": chosen.seed, "orders": orders}
