"""What draws each page; the module of a page is imported when it is first drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from streamlit.navigation.page import StreamlitPage

from annotator.ui.navigation import TITLES, Name, page


def every_page() -> list[StreamlitPage]:
    """All pages, in the order of the navigation."""
    return [page(name, _DRAW[name]) for name in TITLES]


def _review() -> None:
    from annotator.ui.pages.review import review_page

    review_page()


def _articles() -> None:
    from annotator.ui.pages.articles import articles_page

    articles_page()


def _accuracy() -> None:
    from annotator.ui.pages.accuracy import accuracy_page

    accuracy_page()


def _extractors() -> None:
    from annotator.ui.pages.extractors import extractors_page

    extractors_page()


def _export() -> None:
    from annotator.ui.pages.export import export_page

    export_page()


def _releases() -> None:
    from annotator.ui.pages.releases import releases_page

    releases_page()


def _agreement() -> None:
    from annotator.ui.pages.team.agreement import agreement_page

    agreement_page()


def _team() -> None:
    from annotator.ui.pages.team.members import team_page

    team_page()


_DRAW: Mapping[Name, Callable[[], None]] = {
    "review": _review,
    "articles": _articles,
    "accuracy": _accuracy,
    "extractors": _extractors,
    "export": _export,
    "releases": _releases,
    "agreement": _agreement,
    "team": _team,
}
