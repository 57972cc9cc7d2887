"""The review page: one article in the editor, the next one without running the page again.

Each fragment stands alone in a container. When a fragment runs before a run of the whole page has reached
the browser, Streamlit leaves out what that run drew of it: the browser takes it away, what stands behind
moves up, and the fragment is then drawn over that. Alone in a container it comes back to its own place.
"""

from __future__ import annotations

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from annotator.editor import component
from annotator.errors import AnnotatorError, InputError
from annotator.services.review.queue import next_article
from annotator.ui.navigation import ARTICLE, PLACE
from annotator.ui.pages import no_article
from annotator.ui.parts.faults import faults_shown, show_fault
from annotator.ui.session.editor_session import Conversation
from annotator.ui.session.session import conversation

#: The fragment that holds the editor; a callback of the courier may ask for it by this name.
_FRAGMENT = "annotator-review"


def review_page() -> None:
    """Draw the article of ``/?article=ID`` (``&at=START``: at that place), else the next one of the queue."""
    with faults_shown():
        component.listen_for_wake()
        talk = conversation()
        talk.page_begins()
        with st.container():
            _review()
        if not talk.heard:
            component.load_editor()


@st.fragment(key=_FRAGMENT)
def _review() -> None:
    with faults_shown():
        talk = conversation()
        # First, and always: whoever completes the last article still waits for the acknowledgement.
        with st.container():
            _courier()
        with st.container():
            _reader()
        if talk.fault is not None:
            show_fault(talk.fault)
        article_id = st.query_params.get(ARTICLE) or next_article(talk.store, talk.reviewer)
        if article_id is None:
            _leave(talk)
            no_article.queue_is_empty(talk.store)
        else:
            _editor(talk, article_id)


def _editor(talk: Conversation, article_id: str) -> None:
    try:
        data = talk.show(article_id)
    except InputError as error:
        _leave(talk)
        no_article.no_such_article(error, talk.store, article_id, talk.reviewer)
        return
    if st.query_params.get(ARTICLE) != article_id:
        st.query_params[ARTICLE] = article_id
    component.mount("editor", data, _heard_editor)


def _leave(talk: Conversation) -> None:
    """No article is on screen any more: a run of the fragment goes over into one of the whole page.

    On a loaded machine the browser may miss the end of a fragment's run, and leaves what that run drew no
    longer, the editor, below what it drew instead. The end of a whole run takes all of that away.
    """
    was_shown = talk.article_id is not None
    talk.leave()
    context = get_script_run_ctx()
    if was_shown and context is not None and context.fragment_ids_this_run:
        st.rerun()


@st.fragment
def _courier() -> None:
    component.mount("courier", conversation().acknowledgement, _heard_courier)


@st.fragment
def _reader() -> None:
    component.mount("reader", conversation().answer, _heard_reader)


def _heard_reader() -> None:
    asked = component.message_of("reader")
    if asked is not None:  # the page is gone, and with it whoever asked
        conversation().ask(asked)


def _heard_editor() -> None:
    _take(conversation(), "editor")


def _heard_courier() -> None:
    talk = conversation()
    _take(talk, "courier")
    context = get_script_run_ctx()
    # A run of the whole page draws the editor anyway; asking for the fragment would replace that run.
    if talk.redraw and context is not None and context.fragment_ids_this_run:
        st.rerun(_FRAGMENT)


def _take(talk: Conversation, part: component.Part) -> None:
    message = component.message_of(part)
    if message is None:
        return  # the page is gone; the browser keeps what it was not told of, and sends it again
    wanted = talk.receive(message)
    if wanted is None:
        return
    talk.redraw = True
    try:
        article_id = talk.target(wanted)
    except AnnotatorError as error:
        talk.fault = error
        return
    st.query_params.pop(PLACE, None)  # it was one in the article that is left
    if article_id is None:
        st.query_params.pop(ARTICLE, None)
    else:
        st.query_params[ARTICLE] = article_id
