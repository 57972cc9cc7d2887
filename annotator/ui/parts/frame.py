"""What all pages have in common to the eye: type, colours, spacing, the navigation at the top."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from html import escape
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from annotator.errors import AnnotatorError
from annotator.services.database.label_schema import current_schema
from annotator.services.database.reviewers import reviewer_name
from annotator.services.review.rename_reviewer import take_along
from annotator.ui.navigation import TITLES, link, page
from annotator.ui.parts.faults import faults_shown, show_fault
from annotator.ui.server.access import Provider, sign_in
from annotator.ui.session.naming import draw_name, draw_signed_in
from annotator.ui.session.reviewer import current_reviewer, fixed_reviewer
from annotator.ui.session.session import conversation, current_store

_STYLES = Path(__file__).with_name("frame.css")


@cache
def _styles() -> str:
    return f"<style>{_STYLES.read_text('utf-8')}</style>"


def draw_styles() -> None:
    """Bring the styles, which the message to somebody unknown has too."""
    st.html(_styles())


def draw(current: StreamlitPage) -> None:
    """Draw what stands on every page: navigation, reviewer and label schema."""
    with st.container(key="annotator-top", horizontal=True):
        st.text("Annotator")
        for name in TITLES:
            state = "here" if page(name).url_path == current.url_path else "there"
            with st.container(key=f"annotator-{state}-{name}", width="content"):
                link(name)
        with faults_shown():
            _draw_reviewer(current_schema(current_store()).name)


def _draw_reviewer(schema: str) -> None:
    guard, name = sign_in(), current_reviewer()
    if isinstance(guard, Provider):
        draw_signed_in(name, schema)
    elif guard is None and fixed_reviewer() is None:
        draw_name(name, schema, _take_along)
    else:
        st.text(f"{name} · {schema}")


def _take_along(said: str, clients: Sequence[str]) -> None:
    """What the browser held under the name until now goes with it."""
    try:
        talk = conversation()
        take_along(talk.store, talk.reviewer, reviewer_name(said), clients, talk.article_id)
    except AnnotatorError as error:
        show_fault(error)


def heading(title: str, note: str) -> None:
    """The title of a page, and one quiet line on what it shows."""
    with st.container(key="annotator-heading"):
        st.html(f"<h1>{escape(title)}</h1><p>{escape(note)}</p>")


def section(title: str) -> None:
    """The title of a part of a page."""
    st.html(f"<h2>{escape(title)}</h2>")


def note(text: str) -> None:
    """A quiet paragraph; plain text, whatever it quotes."""
    st.html(f'<p class="annotator-note">{escape(text)}</p>')
