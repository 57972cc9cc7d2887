"""Gold to take away: what is in it, what is left out, and the file."""

from __future__ import annotations

import io

import streamlit as st

from annotator.services.articles import ArticleRow, list_articles
from annotator.services.export import export_gold
from annotator.store import Store
from annotator.ui.articles import STATUS_TITLES
from annotator.ui.errors import faults_shown
from annotator.ui.look import heading, note, section
from annotator.ui.session import current_store
from annotator.ui.table import Column, Row, draw_table

_FORMAT = "jsonl"
_EVERY = 2**31 - 1


def export_page() -> None:
    """Draw what an export holds, and the button that downloads it."""
    heading("Export", "Gold is what reviewers left standing in the articles that they completed.")
    with faults_shown(), st.container(key="annotator-page"):
        store = current_store()
        page = list_articles(store, status="complete", limit=_EVERY)
        _counts(page.rows)
        if page.rows:
            st.download_button(
                "Download gold.jsonl",
                lambda: _gold(store),
                file_name="gold.jsonl",
                mime="application/x-ndjson",
                type="primary",
                on_click="ignore",
            )
        note(
            "One JSON object a line: text, entities, relations, reviewer and extractor."
            " The same gold gives the same bytes, and nothing of it is lost in this format."
        )
        section("Left out")
        note("What reviewers rejected is in no export; neither are these articles.")
        _left_out(
            page.counts["new"], page.counts["in_progress"], page.counts["skipped"], page.counts["flagged"]
        )


def _counts(rows: tuple[ArticleRow, ...]) -> None:
    cells = (
        f"{len(rows):,}",
        f"{sum(row.entities for row in rows):,}",
        f"{sum(row.relations for row in rows):,}",
        f"{sum(row.length for row in rows):,}",
    )
    columns = [Column(title, "number") for title in ("Articles", "Entities", "Relations", "Characters")]
    draw_table("annotator-export-gold", [Column("Gold"), *columns], [Row(("Completed", *cells))])


def _left_out(new: int, in_progress: int, skipped: int, flagged: int) -> None:
    reasons = (
        (STATUS_TITLES["new"], "Nobody has begun", new),
        (STATUS_TITLES["in_progress"], "Not every entity and relation is decided", in_progress),
        (STATUS_TITLES["skipped"], "Put off for later", skipped),
        (STATUS_TITLES["flagged"], "Something is wrong with the article", flagged),
    )
    rows = [Row((title, reason, f"{count:,}")) for title, reason, count in reasons]
    columns = (Column("What", "status"), Column("Why", "quiet"), Column("Articles", "number"))
    draw_table("annotator-export-left-out", columns, rows)


def _gold(store: Store) -> bytes:
    target = io.BytesIO()
    export_gold(store, _FORMAT, target)
    return target.getvalue()
