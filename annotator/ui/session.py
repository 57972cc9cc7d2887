"""Who is here and with which database: what every page of one browser session shares."""

from __future__ import annotations

import os
from urllib.parse import unquote

import streamlit as st

from annotator.errors import InputError
from annotator.services.reviewers import reviewer_name
from annotator.store import Store, database_path, open_store
from annotator.ui.conversation import Conversation

REVIEWER_VARIABLE = "ANNOTATOR_REVIEWER"
REVIEWER_COOKIE = "annotator-reviewer"
DEFAULT_REVIEWER = "reviewer-1"

_CONVERSATION = "annotator-conversation"


def current_store() -> Store:
    """The store of this process; opened once, whatever empties Streamlit's caches.

    Raises:
        StoreError: the database cannot be used.
    """
    return open_store(database_path())


def fixed_reviewer() -> str | None:
    """Who decides in every browser, where ANNOTATOR_REVIEWER says it.

    Raises:
        InputError: it is no name.
    """
    name = os.environ.get(REVIEWER_VARIABLE)
    return reviewer_name(name) if name else None


def current_reviewer() -> str:
    """Who decides in this session: ANNOTATOR_REVIEWER, else who this browser says, else ``reviewer-1``."""
    return fixed_reviewer() or _named_here() or DEFAULT_REVIEWER


def _named_here() -> str | None:
    """The name that the browser keeps; anybody can write anything there."""
    kept: object = st.context.cookies.get(REVIEWER_COOKIE)
    try:
        return reviewer_name(unquote(kept)) if isinstance(kept, str) else None
    except InputError:
        return None


def conversation() -> Conversation:
    """This browser session's conversation about the article on screen; it survives a change of page."""
    store, reviewer = current_store(), current_reviewer()
    found = st.session_state.get(_CONVERSATION)
    if not isinstance(found, Conversation) or found.store is not store or found.reviewer != reviewer:
        found = Conversation(store, reviewer)
        st.session_state[_CONVERSATION] = found
    return found
