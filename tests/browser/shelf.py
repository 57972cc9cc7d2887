"""One server with many copies of an article: each test takes the next one, and need not start a server."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests.browser.reviewer import EDITOR, Reviewer
from tests.browser.serving import Prepared, Server, fill

_COPIES = 40
# From the mode in which keys decide only: a test that failed may have left the editor in another one.
_GO = """(articleId) => {
  const editor = globalThis.__annotator?.editor;
  if (editor?.root.dataset.mode !== "normal") return false;
  editor.review.navigate({ article_id: articleId });
  return true;
}"""

# What is told of a page that does not do it: rare, and seen on machines where nobody can look.
_STATE = """() => {
  const { editor, outbox } = globalThis.__annotator ?? {};
  const { flight, wanted, shown, state } = outbox ?? {};
  const told = { url: location.href, ...editor?.root.dataset, there: editor?.root.isConnected };
  return JSON.stringify({ ...told, flight, wanted, shown, state });
}"""


class Shelf:
    """A running server and its articles, ``copy-0`` and on."""

    def __init__(self, database: Path, make: Callable[[str], Prepared]) -> None:
        self._left = [f"copy-{number}" for number in range(_COPIES)]
        fill(database, [_own(make(article_id), article_id) for article_id in self._left])
        self.server = Server(database).start()

    def open_next(self, page: Page) -> Reviewer:
        """An article that nobody has touched; without loading the page again where it is here already."""
        reviewer = Reviewer(page, self.server.url)
        article_id = self._left.pop(0)
        if page.url.startswith(self.server.url) and page.evaluate(_GO, article_id):
            page.mouse.move(0, 0)
            self._wait_for(page, article_id)
            return reviewer
        return reviewer.open(article_id)

    def _wait_for(self, page: Page, article_id: str) -> None:
        try:
            page.wait_for_selector(f'{EDITOR}[data-article-id="{article_id}"][data-saved="true"]')
        except PlaywrightTimeout as error:
            printed = self.server.log.read_text("utf-8", "replace")[-1000:]
            raise AssertionError(f"{article_id}: {page.evaluate(_STATE)} {printed}") from error


def _own(made: Prepared, article_id: str) -> Prepared:
    """The same with a text of its own: one text is one article."""
    article = replace(made.article, text=f"{made.article.text}{article_id}\n")
    return replace(made, article=article)
