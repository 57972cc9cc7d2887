"""From gold to a version that reads new articles, on the page and by keyboard alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from annotator.services.imports.import_records import ImportOptions, import_records
from annotator.store import close_stores, open_store
from tests.browser.axe import violations
from tests.browser.serving import Server
from tests.cli.test_train import record
from tests.services.building import put, write_lines

TABLE = '[data-annotator="sheet"] table'


@pytest.fixture
def server(tmp_path):
    """200 sentences of gold, and an article that nobody has read."""
    path = tmp_path / "annotator.db"
    store = open_store(path)
    lines = write_lines(tmp_path / "gold.jsonl", *map(record, range(10)))
    import_records(store, lines, ImportOptions("gold"))
    put(store, ("new", "Minister Rask quietly envied Dahl again."))
    close_stores()
    started = Server(path).start()
    yield started
    started.kill()


@pytest.mark.timeout(400)  # models are loaded three times, beside the other tests
def test_a_version_is_trained_used_and_shown_with_its_curve(server, open_page):
    page = open_page(f"{server.url}/extractors", reduced_motion="reduce")
    page.get_by_role("button", name="Train relations").focus(timeout=60_000)
    page.keyboard.press("Enter")
    progress = page.get_by_role("status").filter(has_text="Training of relations, version v1")
    expect(progress).to_be_visible()
    assert violations(page) == []
    page.reload()
    expect(page.get_by_role("button", name="Train relations")).to_be_disabled(timeout=30_000)
    expect(page.get_by_text("it is used for new articles now")).to_be_visible(timeout=240_000)
    row = page.locator(TABLE).first.get_by_role("row").filter(has_text="learned:v1")
    expect(row).to_contain_text("yes")
    expect(page.locator(TABLE).filter(has_text="criticized")).to_contain_text("+1.000")
    expect(page.locator("[data-testid=stVegaLiteChart] svg.marks")).to_be_visible()
    read = page.get_by_role("button", name="Read 11 without proposals")
    read.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("done, 11 articles")).to_be_visible(timeout=240_000)
    assert violations(page) == []
    assert server.rows("SELECT COUNT(*) FROM proposed_relations WHERE pattern = 'learned'") != [(0,)]
