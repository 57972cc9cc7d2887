"""What a browser session looks at on the accuracy page: extractors, the lists behind numbers."""

from __future__ import annotations

from dataclasses import dataclass, field

import streamlit as st

from annotator.core.model import ExtractorName
from annotator.services.accuracy.lists_behind_numbers import AnyCell

_KEY = "annotator-accuracy"
#: Items on one page of a list.
PAGE = 50


@dataclass(slots=True)
class Opened:
    """The state of the page in one browser session.

    Attributes:
        extractor: the one that is measured, or ``None`` for the newest.
        baseline: the one that it is compared with, or ``None``.
        cells: what each number on screen counts, by the number that the browser knows it by.
        titles: what to call each of those lists.
        cell: the list that is open.
        title: what it is called.
        offset: items before the page of it.
        at: which item of the page is shown in its article.
    """

    extractor: ExtractorName | None = None
    baseline: ExtractorName | None = None
    cells: list[AnyCell] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    cell: AnyCell | None = None
    title: str = ""
    offset: int = 0
    at: int = 0

    def add(self, cell: AnyCell, title: str) -> int:
        """Know a list; gives the number by which the browser asks for it."""
        self.cells.append(cell)
        self.titles.append(title)
        return len(self.cells) - 1

    def forget(self) -> None:
        """Other numbers come on screen; the list that is open stays."""
        self.cells.clear()
        self.titles.clear()

    def open(self, number: object) -> None:
        """Open a list by its number; what is none of the numbers on screen is not heard."""
        if type(number) is int and 0 <= number < len(self.cells):
            self.cell, self.title, self.offset, self.at = self.cells[number], self.titles[number], 0, 0

    def hear(self, value: object) -> None:
        """Take what the browser asks of the open list: another one, another page or item, or to close it."""
        row = value if isinstance(value, dict) else {}
        if row.get("close") is True:
            self.cell = None
        elif "cell" in row:
            self.open(row["cell"])
        else:
            self.offset = _whole(row.get("offset"), self.offset)
            self.at = _whole(row.get("at"), 0)

    def choose(self, extractor: ExtractorName | None, baseline: ExtractorName | None) -> None:
        """Measure another extractor; the list of the old one is closed."""
        self.extractor, self.baseline, self.cell = extractor, baseline, None


def opened() -> Opened:
    """That of this browser session."""
    found = st.session_state.get(_KEY)
    if not isinstance(found, Opened):
        found = st.session_state[_KEY] = Opened()
    return found


def _whole(value: object, otherwise: int) -> int:
    return value if type(value) is int and 0 <= value < 2**53 else otherwise
