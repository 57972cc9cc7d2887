"""The name of the reviewer in the corner of every page.

Chosen once in each browser and kept in a cookie; or that of somebody who has signed in, and can sign out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import streamlit as st

from annotator.editor.assets import PARTS
from annotator.services.database.reviewers import LONGEST

_SCRIPT = PARTS / "reviewer_name.js"
_KEY, _SAID = "annotator-naming", "annotator-naming-said"
_STYLES = PARTS / "reviewer_name.css"


@cache
def _component() -> Callable[..., Any]:
    return st.components.v2.component(
        "annotator.naming",
        js=_SCRIPT.read_text("utf-8"),
        css=_STYLES.read_text("utf-8"),
        isolate_styles=False,
    )


def draw_name(name: str, schema: str, take_along: Callable[[str, Sequence[str]], None]) -> None:
    """Draw who reviews with which label schema, as a button that asks for another name.

    Args:
        name: who reviews here.
        schema: the name of the label schema.
        take_along: told the name that somebody says, and the client ids of the browser, before it is used.
    """

    def become() -> None:
        wish = st.session_state[_KEY].get("become")
        row = wish if isinstance(wish, dict) else {}
        said, clients = row.get("name"), row.get("clients")
        ids = [one for one in clients if isinstance(one, str)] if isinstance(clients, list) else []
        if isinstance(said, str):
            take_along(said, ids)
            st.session_state[_SAID] = said

    said = st.session_state.get(_SAID)
    data = {"name": name, "schema": schema, "longest": LONGEST, "signed_in": False, "said": said}
    _component()(key=_KEY, data=data, on_become_change=become)


def draw_signed_in(name: str, schema: str) -> None:
    """Draw who has signed in and the label schema, beside a button to sign out."""
    data = {"name": name, "schema": schema, "longest": LONGEST, "signed_in": True}
    _component()(key=_KEY, data=data, on_leave_change=st.logout)
