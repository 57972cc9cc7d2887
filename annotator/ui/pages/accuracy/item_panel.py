"""The panel with the items behind a number, and the article of one of them with gold beside predicted."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

import streamlit as st

from annotator.core.json_values import JsonObject
from annotator.editor.assets import PARTS
from annotator.presentation.item_blocks import marked
from annotator.presentation.segments import segments
from annotator.services.accuracy.compare import Compared
from annotator.services.accuracy.item_context import Version
from annotator.services.accuracy.item_lists import ListedItem
from annotator.services.accuracy.lists_behind_numbers import AnyCell, list_cell
from annotator.services.accuracy.measurement import Measured
from annotator.services.accuracy.score_text import counted
from annotator.services.accuracy.side_by_side import sides_of
from annotator.store import Store
from annotator.ui.navigation import open_article
from annotator.ui.pages.accuracy.view_state import PAGE, Opened, opened
from annotator.ui.parts.faults import faults_shown

_KEY = "annotator-accuracy-items"
#: The fragment of the panel: a chart asks for it by this name.
FRAGMENT = "annotator-accuracy-panel"
#: Gives what is measured now, and what it is compared with.
Measure = Callable[[Store], tuple[Measured, Compared | None]]


@cache
def _component() -> Callable[..., Any]:
    return st.components.v2.component(
        "annotator.items",
        js=(PARTS / "item_panel.js").read_text("utf-8"),
        css=(PARTS / "item_panel.css").read_text("utf-8"),
        isolate_styles=False,
    )


@st.fragment(key=FRAGMENT)
def list_panel(store: Store, measure: Measure) -> None:
    """Draw the panel; it is not there while no list is open."""
    data = None
    with faults_shown():
        known = opened()
        if known.cell is not None:
            data = _panel(store, *measure(store), known.cell, known)
    result = _component()(key=_KEY, data=data, on_ask_change=_heard, on_open_change=_nothing)
    wanted = result.open
    if isinstance(wanted, dict) and isinstance(wanted.get("article"), str):
        open_article(wanted["article"], _place(wanted.get("at")))


def _place(value: object) -> tuple[int, int] | None:
    found = re.fullmatch(r"(\d{1,9})-(\d{1,9})", value) if isinstance(value, str) else None
    return None if found is None else (int(found[1]), int(found[2]))


def _heard() -> None:
    opened().hear(st.session_state[_KEY].get("ask"))


def _panel(
    store: Store, measured: Measured, compared: Compared | None, cell: AnyCell, known: Opened
) -> JsonObject:
    page = list_cell(store, measured, compared, cell, limit=PAGE, offset=known.offset)
    if not page.items and known.offset:
        known.offset = 0  # the list has become shorter since
        page = list_cell(store, measured, compared, cell, limit=PAGE)
    known.at = min(known.at, max(len(page.items) - 1, 0))
    shown = page.items[known.at] if page.items else None
    titles = _titles(store, page.items)
    return {
        "title": known.title,
        "total": page.total,
        "counted": counted(page.total, "item"),
        "offset": known.offset,
        "limit": PAGE,
        "at": known.at,
        "items": [_item(item, titles) for item in page.items],
        "article": None if shown is None else _article(store, measured, cell, shown),
    }


def _titles(store: Store, items: tuple[ListedItem, ...]) -> dict[str, str]:
    with store.read() as transaction:
        return transaction.articles.titles({item.article_id for item in items})


def _item(item: ListedItem, titles: dict[str, str]) -> JsonObject:
    around = marked(item.passage, item.gold, item.predicted)
    why = item.cause if item.cause is not None else item.error
    return {
        "article": item.article_id,
        "title": titles.get(item.article_id) or item.article_id,
        "start": item.start,
        "end": item.end,
        "error": why.replace("_", " "),
        "detail": item.detail,
        "passage": [list(piece) for piece in segments(around)],
    }


def _article(store: Store, measured: Measured, cell: AnyCell, item: ListedItem) -> JsonObject | None:
    sides = sides_of(store, measured, cell, item)
    if sides is None:
        return None
    return {
        "id": sides.article.id,
        "title": sides.article.title or sides.article.id,
        "text": sides.article.text,
        "at": f"{item.start}-{item.end}",
        "gold": _in_words(item.gold),
        "predicted": _in_words(item.predicted) + _score(item.predicted),
        "complete": sides.complete,
        "marks": [[mark.start, mark.end, mark.label, mark.where, mark.focused] for mark in sides.marks],
    }


def _in_words(version: Version | None) -> str:
    if version is None:
        return "–"
    if len(version.parts) == 1:
        return f"{version.words} ({version.label})"
    head, tail = version.parts
    return f"{head.words} ({head.label}) {version.label} {tail.words} ({tail.label})"


def _score(version: Version | None) -> str:
    return "" if version is None or version.score is None else f", score {version.score:.2f}"


def _nothing() -> None:
    """A trigger needs a callback; what it brought is read from the result."""
