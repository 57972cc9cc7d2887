"""The one place where a page turns a fault into a sentence; what is no ``AnnotatorError`` shows as a bug."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from annotator.errors import AnnotatorError


@contextmanager
def faults_shown() -> Iterator[None]:
    """Show an ``AnnotatorError`` of the block as its sentence; the rest of the page goes on."""
    try:
        yield
    except AnnotatorError as error:
        show_fault(error)


def show_fault(error: AnnotatorError) -> None:
    """A fault that a user can do something about, as plain text: it may quote an article."""
    with st.container(key="annotator-fault"):
        st.text(str(error))
