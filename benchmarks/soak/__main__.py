"""``python -m benchmarks.soak``: edit for minutes on end; the memory of the tab, every edit in the log."""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import CDPSession, Page

from annotator.store import open_store
from benchmarks.editor.articles import fill
from benchmarks.editor.screen import Screen, chromium
from tests.browser.serving import Server

_KILOBYTE = 1024
#: What a reviewer presses, and how often beside the others; several keys are parted by spaces.
ACTIONS = {
    "j": 6,
    "a": 8,
    "x": 3,
    "1": 2,
    "5": 2,
    "Shift+ArrowRight": 3,
    "Shift+ArrowLeft": 2,
    "Alt+ArrowRight": 1,
    "ArrowRight": 3,
    "ArrowLeft": 2,
    "f": 1,
    "Delete": 1,
    "u": 4,
    "Shift+U": 2,
    "r Escape": 1,
    "l Escape": 1,
    "i ArrowRight Shift+ArrowRight 4": 2,
    "m Escape": 1,
    "? Escape": 1,
}
_SAMPLE_EVERY = 30.0


@dataclass(frozen=True, slots=True)
class Sample:
    """The tab after its garbage was collected.

    Attributes:
        at: seconds since the beginning.
        heap: bytes of JavaScript values.
        nodes: DOM nodes, those that nothing shows any more but something holds included.
        listeners: event listeners.
    """

    at: float
    heap: int
    nodes: int
    listeners: int


def main() -> None:
    """Parse the arguments, edit, print; exit code 1 where the tab grew or an edit is missing."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10.0, metavar="N", help="how long (10)")
    parser.add_argument("--rate", type=float, default=5.0, metavar="N", help="actions a second (5)")
    parser.add_argument("--size", type=int, default=20, metavar="KB", help="length of the articles (20)")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="of the choice of actions (1)")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        database = Path(folder) / "benchmark.db"
        store = open_store(database)
        size = arguments.size * _KILOBYTE
        fill(store, [(size, 40)])
        store.close()
        server = Server(database).start()
        try:
            screen = Screen(browser, server.url)
            screen.load(size, 0)
            typed = _Typist(screen.page, arguments.seed, arguments.rate)
            samples = list(typed.work(arguments.minutes * 60))
            screen.settle()
            fault = _missing(screen.page, server)
        finally:
            server.stop()
    _report(samples, typed, fault)
    sys.exit(1 if fault or _growth(samples) >= 0.10 else 0)


class _Typist:
    """Presses keys at a steady rate, and goes on to the next article every minute."""

    def __init__(self, page: Page, seed: int, rate: float) -> None:
        self._page, self._rate = page, rate
        self._random = random.Random(seed)
        self._tab: CDPSession = page.context.new_cdp_session(page)
        self._tab.send("Performance.enable")
        self.actions = self.articles = 0

    def work(self, seconds: float) -> Iterator[Sample]:
        """Work so long; a sample at the beginning, then every half minute."""
        began = time.monotonic()
        # the first is left within a minute: what a tab keeps of the article left last is there from then on
        next_sample, next_article = 0.0, 15.0
        while (now := time.monotonic() - began) < seconds:
            if now >= next_sample:
                yield self._sample(now)
                next_sample += _SAMPLE_EVERY
            if now >= next_article:
                self._go_on()
                next_article += 60.0
            self._act()
            wait = began + self.actions / self._rate - time.monotonic()
            if wait > 0:
                self._page.wait_for_timeout(wait * 1000)
        yield self._sample(seconds)

    def _act(self) -> None:
        names, weights = list(ACTIONS), list(ACTIONS.values())
        for key in self._random.choices(names, weights)[0].split():
            self._page.keyboard.press(key)
        self.actions += 1

    def _go_on(self) -> None:
        for key in ("Escape", "Shift+A", "Control+Enter"):
            self._page.keyboard.press(key)
            self._page.wait_for_timeout(100)
        self.articles += 1

    def _sample(self, at: float) -> Sample:
        self._tab.send("HeapProfiler.collectGarbage")
        found = {row["name"]: row["value"] for row in self._tab.send("Performance.getMetrics")["metrics"]}
        return Sample(at, int(found["JSHeapUsedSize"]), int(found["Nodes"]), int(found["JSEventListeners"]))


def _missing(page: Page, server: Server) -> str:
    """What the tab has numbered and the database has not, in words; nothing where all is there."""
    client, numbered = page.evaluate("[__annotator.outbox.client, __annotator.outbox.seq]")
    written = [
        row[0]
        for row in server.rows("SELECT client_seq FROM decisions WHERE client = ? ORDER BY sequence", client)
    ]
    if written == list(range(1, numbered + 1)):
        print(f"{numbered:,} edits were made, and {len(written):,} are in the log, in their order")
        return ""
    return f"{numbered:,} edits were made, but the log holds {len(written):,}, or not in their order"


def _growth(samples: list[Sample]) -> float:
    """By what share the heap grew after the first minute."""
    after = [sample for sample in samples if sample.at >= 60.0] or samples
    return after[-1].heap / after[0].heap - 1


def _report(samples: list[Sample], typed: _Typist, fault: str) -> None:
    print("seconds | heap (MB) | nodes | listeners")
    for sample in samples:
        print(f"{sample.at:7.0f} | {sample.heap / 1e6:9.1f} | {sample.nodes:5} | {sample.listeners:9}")
    print(f"{typed.actions:,} actions in {typed.articles + 1} articles")
    print(f"the heap changed by {_growth(samples):+.1%} after the first minute")
    if fault:
        print(fault)


if __name__ == "__main__":
    main()
