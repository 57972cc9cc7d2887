"""Quiet tables in the look of the review page; every cell reaches the browser as text.

``st.dataframe`` draws on a canvas of its own look, and Markdown tables would interpret what articles say;
so this is a small component of our own, which writes cells by ``textContent``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

import streamlit as st

from annotator.core.json_values import JsonObject
from annotator.editor.assets import PARTS

_SCRIPT = PARTS / "table.js"
_STYLES = PARTS / "table.css"

Kind = Literal["text", "number", "status", "quiet"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        title: its heading.
        kind: how its cells look: ``number`` stands at the right, ``quiet`` is greyed, ``status`` has a dot.
        note: explains the heading when the mouse rests on it.
    """

    title: str
    kind: Kind = "text"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: one text for each column, and the article that a click opens, if it does.

    With a place (code points, half-open) it is opened there.
    """

    cells: Sequence[str]
    article_id: str | None = None
    place: tuple[int, int] | None = None


@cache
def _component() -> Callable[..., Any]:
    return st.components.v2.component(
        "annotator.table",
        js=_SCRIPT.read_text("utf-8"),
        css=_STYLES.read_text("utf-8"),
        isolate_styles=False,
    )


def draw_table(
    key: str,
    columns: Sequence[Column],
    rows: Sequence[Row],
    *,
    browse: JsonObject | None = None,
    on_ask: Callable[[], None] | None = None,
) -> None:
    """Draw a table; a click on a row that names an article opens it, without this page being drawn again.

    Args:
        key: unique on the page; state of the table is found under it.
        columns: what stands in a row.
        rows: the rows of this view.
        browse: filters, search and paging above and below the table, as ``table.js`` describes it.
        on_ask: called before the page is drawn when another view is asked for; see :func:`asked`.
    """
    data = {
        "columns": [{"title": found.title, "kind": found.kind, "note": found.note} for found in columns],
        "rows": [_row(row) for row in rows],
        "browse": browse,
    }
    _component()(key=key, data=data, on_ask_change=on_ask or _nothing)


def _row(row: Row) -> JsonObject:
    place = None if row.place is None else f"{row.place[0]}-{row.place[1]}"
    return {"cells": list(row.cells), "article_id": row.article_id, "place": place}


def asked(key: str) -> Mapping[str, object]:
    """What a browser asked of a table, as untrusted as it came; for ``on_ask``."""
    value = st.session_state[key].get("ask")
    return value if isinstance(value, dict) else {}


def _nothing() -> None:
    """A trigger needs a callback; what it brought is read from the result."""
