"""Gold is frozen and compared on the page, by keyboard alone."""

from __future__ import annotations

import json

from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.serving import prepared


def complete(page, article_id):
    page.wait_for_selector(f'[data-annotator="editor"][data-article-id="{article_id}"]')
    page.keyboard.press("Shift+A")
    page.keyboard.press("Control+Enter")


def test_gold_is_frozen_and_what_came_since_is_shown_and_opens(serve, page, show):
    articles = [
        prepared(f"a{number}", f"Article {number} tells of Bonn.", [("Bonn", "GPE")], title=f"Title {number}")
        for number in (1, 2, 3)
    ]
    server = serve(articles)
    page.goto(f"{server.url}/releases")
    page.get_by_role("button", name="Freeze").press("Enter")
    expect(page.get_by_text("no article is complete: there is no gold to release")).to_be_visible(
        timeout=60_000
    )
    show(page, server, "a1")
    complete(page, "a1")
    complete(page, "a2")
    page.get_by_role("link", name="Releases").click()
    page.get_by_label("Name").fill("../elsewhere")
    page.get_by_label("Name").press("Enter")
    expect(page.get_by_text("is no name of a release")).to_be_visible(timeout=60_000)
    page.get_by_label("Name").fill("v1")
    page.get_by_label("Name").press("Enter")
    expect(page.get_by_text("Release v1: done, 2 articles")).to_be_visible(timeout=60_000)
    expect(page.get_by_label("Name")).to_have_value("v2")
    assert violations(page) == []
    manifest = json.loads((server.database.parent / "releases" / "v1" / "manifest.json").read_bytes())
    assert sum(manifest["split"]["articles"].values()) == 2
    show(page, server, "a1")
    for key in ("x", "Control+Enter"):  # twice each: what leaves nothing in an article is asked about first
        page.keyboard.press(key)
        page.keyboard.press(key)
    show(page, server, "a3")
    complete(page, "a3")
    page.get_by_role("link", name="Releases").click()
    page.get_by_role("button", name="Compare").press("Enter")
    changed = page.locator('[data-annotator="table"]', has_text="What changed")
    expect(changed).to_contain_text("removed entity: 'Bonn' GPE at 19", timeout=60_000)
    expect(changed).to_contain_text("added article: 1 entity, 0 relations")
    assert violations(page) == []
    changed.get_by_role("link", name="Title 1").press("Enter")
    page.wait_for_selector('[data-annotator="editor"][data-article-id="a1"]')
