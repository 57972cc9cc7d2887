"""Gold to take away: what is in it, what a format has no room for, how it looks, and the file."""

from __future__ import annotations

import streamlit as st

from annotator.services.export.contents import GOLD, Exported, proposals_of_each
from annotator.services.export.preview import Preview, choices, download, preview
from annotator.services.review.articles import ArticleRow, list_articles
from annotator.store import Store
from annotator.ui.pages.articles import STATUS_TITLES
from annotator.ui.parts.faults import faults_shown
from annotator.ui.parts.frame import heading, note, section
from annotator.ui.parts.table import Column, Row, draw_table
from annotator.ui.session.session import current_store

_EVERY = 2**31 - 1


def export_page() -> None:
    """Draw what an export holds, the choice of a format, and the button that downloads it."""
    heading("Export", "Gold is what reviewers left standing in the articles that they completed.")
    with faults_shown(), st.container(key="annotator-page"):
        store = current_store()
        page = list_articles(store, status="complete", limit=_EVERY)
        _counts(page.rows)
        offered = ([GOLD] if page.rows else []) + proposals_of_each(store)
        if offered:
            _format(store, offered)
        section("Left out")
        note("What reviewers rejected is in no gold; neither are these articles.")
        _left_out(
            page.counts["new"], page.counts["in_progress"], page.counts["skipped"], page.counts["flagged"]
        )


def _format(store: Store, offered: list[Exported]) -> None:
    with st.container(key="annotator-export-choice", horizontal=True):
        what = st.selectbox("What", offered, format_func=_called, width=280)
        formats = choices(what)
        name = st.selectbox(
            "Format", list(formats), format_func=lambda found: f"{found}: {formats[found].description}"
        )
    chosen = formats[name]
    st.download_button(
        f"Download {chosen.file_name}",
        lambda: download(store, name, what),
        file_name=chosen.file_name,
        mime=chosen.mime,
        type="primary",
        on_click="ignore",
    )
    note(f"The same gold gives the same bytes. The format never has room for: {chosen.loses}.")
    _preview(preview(store, name, what))


def _called(what: Exported) -> str:
    if what.what == "gold":
        return "Gold"
    which = ", for completed articles" if what.completed else ""
    return f"Proposals of {what.extractor.replace('@', ' ')}{which}"


def _preview(found: Preview) -> None:
    if found.losses:
        section("What is lost")
        rows = [Row((reason, f"{number:,}")) for reason, number in found.losses.items()]
        draw_table("annotator-export-lost", (Column("What, and why"), Column("Items", "number")), rows)
        note(f"Counted over the first {found.articles:,} articles; a list in the archive names each item.")
    section(f"How it begins: {found.file}")
    st.code(found.beginning, language=None, wrap_lines=True)


def _counts(rows: tuple[ArticleRow, ...]) -> None:
    cells = (
        f"{len(rows):,}",
        f"{sum(row.entities or 0 for row in rows):,}",
        f"{sum(row.relations or 0 for row in rows):,}",
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
