"""One server with many copies of an article: each test takes the next one, and need not start a server."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.reviewer import Reviewer
from tests.browser.serving import Prepared, Server, fill

_COPIES = 40


class Shelf:
    """A running server and its articles, ``copy-0`` and on."""

    def __init__(self, database: Path, make: Callable[[str], Prepared]) -> None:
        self._left = [f"copy-{number}" for number in range(_COPIES)]
        fill(database, [_own(make(article_id), article_id) for article_id in self._left])
        self.server = Server(database).start()

    def open_next(self, page: Page) -> Reviewer:
        """An article that nobody has touched."""
        return Reviewer(page, self.server.url).open(self._left.pop(0))


def _own(made: Prepared, article_id: str) -> Prepared:
    """The same with a text of its own: one text is one article."""
    article = replace(made.article, text=f"{made.article.text}{article_id}\n")
    return replace(made, article=article)
