"""The name of the reviewer in the corner of every page.

Chosen once in each browser and kept in a cookie; or that of somebody who has signed in, and can sign out.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from annotator.services.reviewers import LONGEST

_SCRIPT = Path(__file__).with_name("naming.js")
_STYLES = Path(__file__).with_name("naming.css")


@cache
def _component() -> Callable[..., Any]:
    return st.components.v2.component(
        "annotator.naming",
        js=_SCRIPT.read_text("utf-8"),
        css=_STYLES.read_text("utf-8"),
        isolate_styles=False,
    )


def draw_name(name: str, schema: str) -> None:
    """Draw who reviews with which label schema, as a button that asks for another name."""
    data = {"name": name, "schema": schema, "longest": LONGEST, "signed_in": False}
    _component()(key="annotator-naming", data=data)


def draw_signed_in(name: str, schema: str) -> None:
    """Draw who has signed in and the label schema, beside a button to sign out."""
    data = {"name": name, "schema": schema, "longest": LONGEST, "signed_in": True}
    _component()(key="annotator-naming", data=data, on_leave_change=st.logout)
