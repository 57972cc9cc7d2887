"""The database and the conversation: what every page of one browser session shares."""

from __future__ import annotations

import streamlit as st

from annotator.store import Store, database_path, open_store
from annotator.ui.session.editor_session import Conversation
from annotator.ui.session.reviewer import current_reviewer

_CONVERSATION = "annotator-conversation"


def current_store() -> Store:
    """The store of this process; opened once, whatever empties Streamlit's caches.

    Raises:
        StoreError: the database cannot be used.
    """
    return open_store(database_path())


def conversation() -> Conversation:
    """This browser session's conversation about the article on screen; it survives a change of page.

    Raises:
        NotSignedIn: nobody has said who reviews here.
        StoreError: the database cannot be used.
    """
    store, reviewer = current_store(), current_reviewer()
    found = st.session_state.get(_CONVERSATION)
    if not isinstance(found, Conversation) or found.store is not store or found.reviewer != reviewer:
        found = Conversation(store, reviewer)
        st.session_state[_CONVERSATION] = found
    return found
