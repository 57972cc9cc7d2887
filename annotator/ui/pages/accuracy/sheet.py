"""Blocks of a report on the page: the numbers of the file, and each opens the list of what it counts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import streamlit as st

from annotator.core.json_values import JsonObject
from annotator.editor.assets import PARTS
from annotator.presentation.blocks import (
    Block,
    Callout,
    Content,
    Counted,
    Heading,
    Paragraph,
    Shaded,
    Table,
    Tiles,
)
from annotator.ui.pages.accuracy.view_state import Opened


@dataclass(frozen=True, slots=True)
class Contents:
    """Links to all sections of the page, under a name; the browser fills them in as sections come."""

    title: str = "On this page"


@cache
def _component() -> Callable[..., Any]:
    return st.components.v2.component(
        "annotator.sheet",
        js=(PARTS / "blocks.js").read_text("utf-8"),
        css=(PARTS / "blocks.css").read_text("utf-8"),
        isolate_styles=False,
    )


def draw_sheet(
    key: str, blocks: Sequence[Block | Contents], known: Opened, choices: JsonObject | None = None
) -> object:
    """Draw blocks one below the other; gives what was chosen of ``choices``, as untrusted as it came.

    Args:
        key: unique on the page.
        blocks: what to draw; drawings are left out, charts stand for them.
        known: takes the lists behind the numbers.
        choices: fields to choose from, as ``sheet.js`` describes them.
    """
    data = {
        "blocks": [row for block in blocks if (row := _block(block, known)) is not None],
        "choices": choices,
    }
    return _component()(key=key, data=data, on_choose_change=_nothing).choose


def _block(block: Block | Contents, known: Opened) -> JsonObject | None:
    match block:
        case Contents(title):
            return {"is": "contents", "title": title}
        case Heading(text, level):
            return {"is": "heading", "text": text, "level": level}
        case Paragraph(text):
            return {"is": "paragraph", "text": text}
        case Callout(text):
            return {"is": "callout", "text": text}
        case Tiles(tiles):
            return {
                "is": "tiles",
                "tiles": [
                    {
                        "title": tile.title,
                        "value": tile.value,
                        "below": tile.below,
                        "cell": None if tile.cell is None else known.add(tile.cell, tile.title),
                    }
                    for tile in tiles
                ],
            }
        case Table():
            return _table(block, known)
        case _:
            return None


def _table(table: Table, known: Opened) -> JsonObject:
    return {
        "is": "table",
        "caption": table.caption,
        "note": table.note,
        "more": table.more,
        "matrix": table.matrix,
        "columns": [{"title": column.title, "number": column.number} for column in table.columns],
        "rows": [
            {
                "quiet": row.quiet,
                "cells": [
                    _content(content, f"{_name(row.cells[0])}, {column.title}", table, known)
                    for content, column in zip(row.cells, table.columns, strict=True)
                ],
            }
            for row in table.rows
        ],
    }


def _content(content: Content, name: str, table: Table, known: Opened) -> JsonObject | str:
    match content:
        case Counted(text, cell):
            return {"text": text, "cell": known.add(cell, f"{table.caption}: {name}")}
        case Shaded(text, strength, good, cell):
            number = None if cell is None else known.add(cell, f"{table.caption}: {name}")
            return {"text": text, "cell": number, "strength": round(strength, 3), "good": good}
        case _:
            return _name(content)


def _name(content: Content) -> str:
    return content if isinstance(content, str) else content.text


def _nothing() -> None:
    """A trigger needs a callback; what it brought is read from the result."""
