"""Which pages there are; each module of a page is imported when it is first drawn."""

from __future__ import annotations

import streamlit as st
from streamlit.navigation.page import StreamlitPage

#: The page of an article is chosen by this parameter of the address.
ARTICLE = "article"

#: Where the editor arrives in it: ``START`` or ``START-END``, code points. The editor itself reads it.
PLACE = "at"


def every_page() -> list[StreamlitPage]:
    """All pages, in the order of the navigation."""
    return [review(), articles(), accuracy(), extractors(), export(), releases(), agreement(), team()]


def review() -> StreamlitPage:
    """One article in the editor; the page at the root."""
    return st.Page(_review, title="Review", url_path="review", default=True)


def articles() -> StreamlitPage:
    """The list of articles."""
    return st.Page(_articles, title="Articles", url_path="articles")


def accuracy() -> StreamlitPage:
    """What the extractor gets right."""
    return st.Page(_accuracy, title="Accuracy", url_path="accuracy")


def extractors() -> StreamlitPage:
    """Which extractor reads what comes, and how it learns."""
    return st.Page(_extractors, title="Extractors", url_path="extractors")


def export() -> StreamlitPage:
    """Gold to take away."""
    return st.Page(_export, title="Export", url_path="export")


def releases() -> StreamlitPage:
    """Gold frozen under a name, and what has changed."""
    return st.Page(_releases, title="Releases", url_path="releases")


def agreement() -> StreamlitPage:
    """How far reviewers agree, and what is to be adjudicated."""
    return st.Page(_agreement, title="Agreement", url_path="agreement")


def team() -> StreamlitPage:
    """Who reviews what, and may do what."""
    return st.Page(_team, title="Team", url_path="team")


def open_article(article_id: str, place: tuple[int, int] | None = None) -> None:
    """Leave this page for an article, and arrive at a place in it (code points, half-open)."""
    at = {} if place is None else {PLACE: f"{place[0]}-{place[1]}"}
    st.switch_page(review(), query_params={ARTICLE: article_id, **at})


def _review() -> None:
    from annotator.ui.review import review_page

    review_page()


def _articles() -> None:
    from annotator.ui.articles import articles_page

    articles_page()


def _accuracy() -> None:
    from annotator.ui.accuracy import accuracy_page

    accuracy_page()


def _extractors() -> None:
    from annotator.ui.extractors import extractors_page

    extractors_page()


def _export() -> None:
    from annotator.ui.export import export_page

    export_page()


def _releases() -> None:
    from annotator.ui.releases import releases_page

    releases_page()


def _agreement() -> None:
    from annotator.ui.team.agreement import agreement_page

    agreement_page()


def _team() -> None:
    from annotator.ui.team.members import team_page

    team_page()
