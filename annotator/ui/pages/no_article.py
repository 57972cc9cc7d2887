"""The pages' own sentences, where there is no article to show."""

from __future__ import annotations

import streamlit as st

from annotator.errors import InputError, TakenError
from annotator.services.review.articles import list_articles
from annotator.services.team.adjudicate import begin_adjudication, may_adjudicate
from annotator.store import Store
from annotator.ui.navigation import link
from annotator.ui.parts.faults import faults_shown


def queue_is_empty(store: Store) -> None:
    """Everything is decided, or nothing was ever ingested."""
    every = list_articles(store, limit=0).total
    with st.container(key="annotator-message"):
        if every:
            st.text("All done")
            st.text("Every article has been reviewed. Thank you.")
            link("articles", "See all articles")
            link("export", "Export the gold")
        else:
            st.text("There are no articles yet")
            st.text(
                "Bring some in with:  annotator ingest FOLDER\n"
                "and let the extractor read them:  annotator propose"
            )


def no_such_article(error: InputError, store: Store, article_id: str, reviewer: str) -> None:
    """The address names an article that is not there, or that is somebody else's."""
    if isinstance(error, TakenError):
        if may_adjudicate(store, article_id, reviewer):
            _several_completed(store, article_id, reviewer)
        else:
            _taken(error)
        return
    with st.container(key="annotator-message"):
        st.text("This article is not here")
        reason = str(error)
        st.text(
            f"{reason[:1].upper()}{reason[1:]}. It may have been removed, or the address may have been cut."
        )
        link("articles", "Choose one from the list")


def _taken(error: TakenError) -> None:
    reason = str(error)
    with st.container(key="annotator-message"):
        st.text("Somebody else has this article")
        st.text(f"{reason[:1].upper()}{reason[1:]}. What you decided in it is kept in the log.")
        link("review", "Go on with the next one")
        link("articles", "Choose one from the list")


def _several_completed(store: Store, article_id: str, reviewer: str) -> None:
    with st.container(key="annotator-message"):
        st.text("Several have completed this article")
        st.text("Their versions are laid together; they cannot change them after that.")
        st.button("Adjudicate it", type="primary", on_click=_adjudicate, args=(store, article_id, reviewer))
        link("agreement", "See all that wait")


def _adjudicate(store: Store, article_id: str, reviewer: str) -> None:
    with faults_shown():
        begin_adjudication(store, article_id, reviewer)
