"""The five Streamlit components of the review editor.

* the *loader* brings the JavaScript modules and the style sheet, until the browser has them;
* the *waker* carries its wish that the whole page runs, after the server was away;
* the *editor* holds an article; its data is large and changes only when an article is opened or replaced;
* the *courier* is tiny: acknowledgements go down and messages come up through it, in a fragment of its own,
  so that an edit neither sends the article again nor runs the page;
* the *reader* is as tiny: questions go up and answers come down through it, beside the save path and in a
  fragment of its own too, so that no answer is between an edit and its acknowledgement.

All of them live in the page's own DOM (``isolate_styles=False``): selections across a shadow root differ
between browsers. Data is passed as JSON that the browser writes by ``textContent``; nothing of an article
ever reaches the ``html`` or ``js`` of a component. It goes as bytes: of a value Streamlit would make JSON
twice in every run, in ASCII, once to send it and once to see whether it is another one.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

import streamlit as st

from annotator.core.json_values import JsonObject
from annotator.editor.assets import editor_assets

Part = Literal["editor", "courier", "reader"]
_KEYS: Mapping[Part, str] = {
    "editor": "annotator-editor",
    "courier": "annotator-courier",
    "reader": "annotator-reader",
}


@dataclass(frozen=True, slots=True)
class _Components:
    loader: Callable[..., Any]
    waker: Callable[..., Any]
    parts: Mapping[Part, Callable[..., Any]]


@cache
def _components() -> _Components:
    # Registered when first needed, not at import: the command line imports no frontend.
    assets = editor_assets()
    register = st.components.v2.component
    return _Components(
        loader=register("annotator.loader", js=assets.loader, isolate_styles=False),
        waker=register("annotator.waker", js=assets.waker, isolate_styles=False),
        parts={
            "editor": register("annotator.editor", js=assets.mount("mountEditor"), isolate_styles=False),
            "courier": register("annotator.courier", js=assets.mount("mountCourier"), isolate_styles=False),
            "reader": register("annotator.reader", js=assets.mount("mountReader"), isolate_styles=False),
        },
    )


def listen_for_wake() -> None:
    """Let the browser ask for a run of the whole page; first on it, outside of all fragments."""
    _components().waker(key="annotator-waker", on_wake_change=_page_runs)


def load_editor() -> None:
    """Bring the editor's code to the browser.

    Last on the page, outside of all fragments: what stood behind it would be made anew once it is left out.
    """
    _components().loader(key="annotator-loader")


def _page_runs() -> None:
    """A run of the whole page was asked for; there is nothing else to do."""


def mount(part: Part, data: JsonObject | None, on_message: Callable[[], None]) -> None:
    """Mount the editor, the courier or the reader with its data.

    Args:
        part: which of them.
        data: editor data, an acknowledgement (:mod:`annotator.editor.wire`) or an answer
        (:mod:`annotator.editor.asking`).
        on_message: called before anything is drawn when the browser has sent a message; see
        :func:`message_of`.
    """
    component = _components().parts[part]
    component(key=_KEYS[part], data=_encoded(part, data), on_message_change=on_message)


def _encoded(part: Part, data: JsonObject | None) -> bytes | None:
    """JSON in UTF-8; made once as long as it is the identical object, as a picture may be megabytes."""
    if data is None:
        return None
    key = f"{_KEYS[part]}-encoded"
    kept = st.session_state.get(key)
    if kept is None or kept[0] is not data:
        kept = (data, json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode())
        st.session_state[key] = kept
    encoded: bytes = kept[1]
    return encoded


def message_of(part: Part) -> object:
    """The text that the browser sent through a component, as untrusted as it came; for its callback.

    ``None`` where the component went with its page while the message was on its way: Streamlit calls back
    all the same, but has forgotten its state.
    """
    state: Mapping[str, object] = st.session_state.get(_KEYS[part]) or {}
    return state.get("message")
