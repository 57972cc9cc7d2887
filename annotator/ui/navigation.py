"""The pages by name, and the ways to them. It imports none of them, so that each can lead to every other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

import streamlit as st
from streamlit.navigation.page import StreamlitPage

Name = Literal["review", "articles", "accuracy", "extractors", "export", "releases", "agreement", "team"]

#: What each is called, in the order of the navigation. The review stands at the root, each other at its name.
TITLES: Mapping[Name, str] = {
    "review": "Review",
    "articles": "Articles",
    "accuracy": "Accuracy",
    "extractors": "Extractors",
    "export": "Export",
    "releases": "Releases",
    "agreement": "Agreement",
    "team": "Team",
}

#: The page of an article is chosen by this parameter of the address.
ARTICLE = "article"

#: Where the editor arrives in it: ``START`` or ``START-END``, code points. The editor itself reads it.
PLACE = "at"


def _elsewhere() -> None:
    """Streamlit knows a page by its address alone; what is linked to needs no function that draws it."""


def page(name: Name, draw: Callable[[], None] = _elsewhere) -> StreamlitPage:
    """A page as Streamlit has it: to be led to, or with what draws it."""
    return st.Page(draw, title=TITLES[name], url_path=name, default=name == "review")


def link(name: Name, label: str | None = None) -> None:
    """Draw a link to a page; it says its title unless another label is given."""
    st.page_link(page(name), label=label or TITLES[name])


def open_article(article_id: str, place: tuple[int, int] | None = None) -> None:
    """Leave this page for an article, and arrive at a place in it (code points, half-open)."""
    at = {} if place is None else {PLACE: f"{place[0]}-{place[1]}"}
    st.switch_page(page("review"), query_params={ARTICLE: article_id, **at})
