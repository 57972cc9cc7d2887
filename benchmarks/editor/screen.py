"""The editor in a Chromium: press a key, select a word, open an article, and say how long each took."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.editor.articles import article_id
from tests.browser.serving import find_chromium

_PROBE = Path(__file__).with_name("probe.js")
_EDITOR = '[data-annotator="editor"]'

# Only in blocks in sight: whoever measures inside one that the browser has left out makes it lay it out.
_FREE_WORDS = """() => {
  const pane = document.querySelector(".an-pane").getBoundingClientRect();
  const inSight = (box) => box.bottom > pane.top + 80 && box.top < pane.bottom - 80;
  const found = [];
  for (const block of document.querySelectorAll(".an-block")) {
    if (!inSight(block.getBoundingClientRect())) continue;
    for (const line of block.querySelectorAll("[data-line]")) {
      for (const node of line.childNodes) {
        if (node.nodeType !== Node.TEXT_NODE) continue;
        for (const word of node.data.matchAll(/[a-z]{5,}/g)) {
          const range = document.createRange();
          range.setStart(node, word.index);
          range.setEnd(node, word.index + word[0].length);
          const box = range.getBoundingClientRect();
          if (box.top > pane.top + 80 && box.bottom < pane.bottom - 80)
            found.push({ x: box.left + box.width / 2, y: box.top + box.height / 2 });
        }
      }
    }
  }
  return found;
}"""


@dataclass(frozen=True, slots=True)
class Record:
    """What one key or pointer did (``probe.js``), in milliseconds.

    Attributes:
        at: the time stamp of the event, since 1970.
        took: from there to the frame that shows it.
        worked: of that, handlers, style and layout.
        picture: what was focused then, and how it looked.
    """

    at: float
    took: float
    worked: float
    picture: str


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless Chromium, the same as the tests drive."""
    options = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=options)
        try:
            yield browser
        finally:
            browser.close()


class Screen:
    """One tab of the browser, with the probe in it."""

    def __init__(self, browser: Browser, address: str) -> None:
        self._browser, self._address = browser, address
        self._context = browser.new_context(viewport={"width": 1440, "height": 900})
        self._context.add_init_script(path=_PROBE)
        self.page: Page = self._context.new_page()
        self._pauses = random.Random(1)

    def close(self) -> None:
        """Leave; whatever the browser has kept goes with it."""
        self._context.close()

    def elsewhere(self) -> Screen:
        """A tab of another browser window, with an empty cache and storage."""
        return Screen(self._browser, self._address)

    def load(self, size: int, number: int) -> float:
        """Load the page with an article; milliseconds from the start of the navigation to its first mark."""
        opened = self.visit(f"{self._address}/?article={article_id(size, number)}")
        self.settle()
        origin: float = self.page.evaluate("performance.timeOrigin")
        return opened - origin

    def visit(self, address: str) -> float:
        """Load a page; the moment of its first mark, in milliseconds since 1970."""
        self.page.goto(address)
        return self._opened()

    def press(self, key: str) -> Record:
        """Press a key, and wait until what it did has been shown."""
        seen = self.count()
        self.page.keyboard.press(key)
        return self.record(seen)

    def count(self) -> int:
        """How many events have been measured on this page."""
        return int(self.page.evaluate("benchmark.records.length"))

    def record(self, index: int) -> Record:
        """A measured event, as soon as it is there."""
        self.page.wait_for_function("index => benchmark.records.length > index", arg=index)
        found = self.page.evaluate("index => benchmark.records[index]", index)
        return Record(found["at"], found["took"], found["worked"], found["picture"])

    def pause(self) -> None:
        """As long as between two keys of a quick typist, and never in step with the frames."""
        self.page.wait_for_timeout(self._pauses.uniform(60, 140))

    def settle(self) -> None:
        """Wait until everything is saved and nothing is under way."""
        # not wait_for_selector: Playwright walks the whole page in every frame for it
        saved = f'{_EDITOR}[data-saved="true"]'
        self.page.wait_for_function("saved => document.querySelector(saved)", arg=saved)
        self.pause()

    def rest(self) -> None:
        """Do nothing until the next article is in the browser and has been drawn, or none is left."""
        self.page.wait_for_function(
            """() => {
              const { review, ahead } = __annotator.editor;
              const { held } = review.prefetch;
              return held && (held.data === null || ahead.held?.page);
            }"""
        )

    def forget_next(self) -> None:
        """Drop the next article, as if the reviewer had not paused for it."""
        self.page.evaluate("() => void (__annotator.editor.review.prefetch.held = null)")

    def focus_entity(self) -> None:
        """Go on to the next entity."""
        self.page.keyboard.press("j")
        while not self.page.evaluate("!!document.querySelector('[data-entity-id][data-focused]')"):
            self.page.keyboard.press("j")

    def select_word(self, place: int) -> Record:
        """Double click a word in sight that lies in no mark; gives what the last pointerup did."""
        words = self.page.evaluate(_FREE_WORDS)
        word = words[place % len(words)]
        mouse = self.page.mouse
        mouse.move(word["x"], word["y"])
        # not mouse.dblclick: it sends all four at once, and the last would wait for what the first one does
        seen = self.count()
        mouse.down()
        mouse.up()
        self.record(seen)  # on a busy machine it may come after the pause, and would be taken for the second
        self.pause()
        mouse.down(click_count=2)
        seen = self.count()
        mouse.up(click_count=2)
        return self.record(seen)

    def go_on(self, key: str) -> float:
        """Press a key that opens another article; milliseconds until its first mark is shown."""
        self._expect()
        seen = self.count()
        self.page.keyboard.press(key)
        opened = self._opened()
        return opened - self.record(seen).at

    def open_from_the_list(self, size: int, number: int) -> float:
        """Go to the list of articles, and click one; milliseconds from the click to its first mark."""
        self.page.get_by_role("link", name="Articles", exact=True).click()
        row = self.page.locator(f'tr[data-article-id="{article_id(size, number)}"] td:nth-child(3)')
        row.wait_for()
        self.pause()
        self._expect()
        seen = self.count()
        row.click()
        opened = self._opened()
        return opened - self.record(seen).at

    def clock_ahead(self) -> float:
        """By how many milliseconds the page's clock is ahead of this process's."""
        best, ahead = float("inf"), 0.0
        for _ in range(20):
            before = time.time_ns() / 1e6
            page: float = self.page.evaluate("performance.timeOrigin + performance.now()")
            after = time.time_ns() / 1e6
            if after - before < best:
                best, ahead = after - before, page - (before + after) / 2
        return ahead

    def _expect(self) -> None:
        self.page.evaluate(
            f"""() => {{
              benchmark.openings.length = 0;
              benchmark.expectArticle(document.querySelector('{_EDITOR}')?.getAttribute("data-article-id"));
            }}"""
        )

    def _opened(self) -> float:
        self.page.wait_for_function("() => globalThis.benchmark?.openings.length > 0")
        opened: float = self.page.evaluate("benchmark.openings[0].at")
        return opened
