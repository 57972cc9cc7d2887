"""The accuracy page in Chromium, on a database of evaluated articles: how long until it can be read."""

from __future__ import annotations

import os
import time
from pathlib import Path

from playwright.sync_api import Browser

from annotator.core.json_values import Path as JsonPath
from annotator.core.operations import parse_numbered
from annotator.errors import InputError
from annotator.services.review.review import apply_operations
from annotator.store import Store, open_store
from benchmarks.editor.screen import chromium
from tests.browser.serving import Server

#: Milliseconds to wait for a page.
_PATIENCE = 300_000
#: Looks of each sort after the first.
_REPETITIONS = 3
#: Milliseconds after which a page that stands has nothing more to do.
_CALM = 1500


def time_screen(path: Path) -> None:
    """Print how long the page takes: first after the start, later, by its link, after one more article.

    The export page, which measures nothing, says what Streamlit and the browser take on this machine now.
    """
    server = Server(path).start()
    try:
        with chromium() as browser:
            print(f"page in Chromium {browser.version}: headline, whole page, CPU time of the server")
            _look(browser, server, "accuracy", "first look after the start")
            for _ in range(_REPETITIONS):
                _look(browser, server, "export", "the export page")
                _look(browser, server, "accuracy", "later look")
            for _ in range(_REPETITIONS):
                _look(browser, server, "accuracy", "by its link from another page", by_link=True)
            for number in range(_REPETITIONS):
                store = open_store(path)
                change_gold(store, f"a{number}")
                store.close()
                _look(browser, server, "accuracy", "after one more article")
    finally:
        server.stop()


def _look(browser: Browser, server: Server, name: str, called: str, *, by_link: bool = False) -> None:
    """Open a page in a browser of its own, or go there from another page that stands."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(_PATIENCE)
    if by_link:
        page.goto(f"{server.url}/export")
        page.locator("h1").first.wait_for()
        page.wait_for_timeout(_CALM)
    begin, busy = time.perf_counter(), _busy(server)
    if by_link:
        page.get_by_role("link", name=name.title(), exact=True).click()
    else:
        page.goto(f"{server.url}/{name}")
        page.locator("h1").first.wait_for()
    if name == "accuracy":
        page.locator(".as-tiles dd").first.wait_for()
    headline = time.perf_counter() - begin
    if name == "accuracy":
        page.get_by_role("region", name="Gold that looks wrong").wait_for()
    whole = time.perf_counter() - begin
    print(f"  {called:30}{headline:7.2f} s{whole:9.2f} s{_busy(server) - busy:9.2f} s", flush=True)
    context.close()


def _busy(server: Server) -> float:
    """Seconds of the processor that the server has taken; not a number where /proc does not tell."""
    file = Path(f"/proc/{server.process.pid if server.process else 0}/stat")
    if not file.exists():
        return float("nan")
    user, system = file.read_text("utf-8").rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def change_gold(store: Store, name: str) -> None:
    """Complete an article with other gold than it had: without its relations, most of which make no sense."""
    with store.read() as transaction:
        review = transaction.reviews.shared(name)
        items = () if review is None else transaction.reviews.annotations(review.id).relations
    rows = [*({"op": "reject", "kind": "relation", "id": item.id} for item in items), {"op": "complete"}]
    operations = [
        parse_numbered({"seq": at, "article_id": name, "revision": 10**6, **row}, JsonPath(InputError))
        for at, row in enumerate(rows, start=1)
    ]
    acknowledged = apply_operations(store, "reviewer-1", f"benchmark-{name}", operations)
    assert not acknowledged.refused, acknowledged.refused
