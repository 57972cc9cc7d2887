"""A server over a database made by hand, and pages of a real Chromium.

``serve(articles)`` gives a running :class:`~tests.browser.serving.Server`; its ``kill()`` and ``start()``
end it as a power cut would and start it again on the same port and database. ``page`` is a fresh browser
window, ``open_page`` makes more of them (each with a storage of its own unless ``context=`` shares one).
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from tests.browser.serving import Server, fill, find_chromium, prepared

EDITOR = '[data-annotator="editor"]'
HERE = Path(__file__).parent

# A busy machine shows the same things later; what is there at once is not waited for.
expect.set_options(timeout=20_000)


def pytest_collection_modifyitems(items):
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


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


@pytest.fixture
def page(open_page):
    return open_page()


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
