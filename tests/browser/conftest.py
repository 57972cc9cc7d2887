"""A server over a database made by hand, and pages of a real Chromium.

``serve(articles)`` gives a running :class:`~tests.browser.serving.Server`; its ``kill()`` and ``start()``
end it as a power cut would and start it again on the same port and database. ``page`` is a fresh tab in the
browser window of all tests, where each server, having a port to itself, finds an empty storage; ``open_page``
opens windows that share nothing with it (each with a storage of its own unless ``context=`` shares one).
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from tests.browser.serving import Server, fill, find_chromium, prepared

EDITOR = '[data-annotator="editor"]'
HERE = Path(__file__).parent
LONG = [
    HERE / name
    for name in (
        "test_whole_job.py",
        "test_releases_page.py",
        "test_extractors_page.py",
        "test_accessibility.py",
    )
]

# A busy machine shows the same things later; what is there at once is not waited for.
expect.set_options(timeout=20_000)


def pytest_collection_modifyitems(items):
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
    # Files stay together, and those tests of half a minute begin before the many short ones, not behind them.
    items.sort(key=lambda item: item.path not in LONG)


@pytest.fixture
def serve(tmp_path):
    """``serve(articles, schema=None, plain=False)``: a running server; ended with the test."""
    started = []

    def start(articles, *, schema=None, plain=False):
        folder = tmp_path / f"server-{len(started)}"
        folder.mkdir()
        database = folder / "annotator.db"
        fill(database, articles, schema)
        server = Server(database, plain=plain)
        started.append(server)
        return server.start()

    yield start
    for server in started:
        server.kill()


@pytest.fixture
def simple_articles():
    """Three short articles, each with four entities and two relations to decide."""
    text = "Antony Blinken met Mevlut Cavusoglu in Brussels. Blinken urged Turkey to talk."
    return [
        prepared(
            f"a{number}",
            f"{text} This was talk number {number}.",
            [
                ("Antony Blinken", "PERSON"),
                ("Mevlut Cavusoglu", "PERSON"),
                ("Brussels", "GPE"),
                ("Turkey", "GPE"),
            ],
            [(0, "met_with", 1), (0, "urged", 3)],
            title=f"Talk number {number}",
        )
        for number in (1, 2, 3)
    ]


@pytest.fixture(scope="package")  # not longer: Playwright keeps an event loop in the main thread
def browser():
    with sync_playwright() as playwright:
        # Chromium's sandbox does not work for root
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        opened = playwright.chromium.launch(executable_path=find_chromium(), args=arguments)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def window(browser):
    """One window for a module: loading Streamlit anew takes two seconds of a processor each time."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    yield context.new_page()
    context.close()


@pytest.fixture
def open_page(browser):
    """``open_page(url, context=None, **options)``: a page; ``options`` are those of a browser context."""
    contexts = []

    def open_one(url=None, *, context=None, **options) -> Page:
        if context is None:
            context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **options})
            contexts.append(context)
        page = context.new_page()
        if url is not None:
            page.goto(url)
        return page

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture(scope="package")
def common(browser):
    """The window that tests share, with a tab that stays: without one the next begins at the beginning."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    yield context, context.new_page()
    context.close()


@pytest.fixture
def page(common):
    """A fresh tab. Not for a clock or routes of a whole window, nor for a server that several tests use."""
    context, stays = common
    context.clear_cookies()  # which know no ports
    yield context.new_page()
    for left in context.pages:
        if left is not stays:
            left.close()


@pytest.fixture
def show():
    """``show(page, server, article_id)``: open an article and wait until it stands."""

    def shown(page, server, article_id):
        page.goto(f"{server.url}/?article={article_id}")
        page.wait_for_selector(f'{EDITOR}[data-article-id="{article_id}"]')
        return page.locator(EDITOR)

    return shown


@pytest.fixture
def saved():
    """``saved(page)``: wait until the browser says that everything is saved."""

    def wait(page, timeout=10_000):
        expect(page.locator(EDITOR)).to_have_attribute("data-saved", "true", timeout=timeout)

    return wait
