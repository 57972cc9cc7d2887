"""Whoever reviews says their name once in a browser, and it stands beside their decisions."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.serving import prepared

EDITOR = '[data-annotator="editor"]'


@pytest.fixture
def server(serve):
    return serve([prepared("a1", "Ada met Bo.", [("Ada", "PERSON"), ("Bo", "PERSON")])])


def named(page):
    return page.locator('[data-annotator="reviewer"]')


def test_a_name_is_given_by_keyboard_and_stands_beside_what_was_decided_under_it(server, page, show, saved):
    show(page, server, "a1")
    page.keyboard.press("a")
    named(page).focus()
    page.keyboard.press("Enter")
    assert violations(page) == []
    page.keyboard.type("  Zoë <b>x</b> ")
    page.keyboard.press("Enter")
    expect(named(page)).to_have_text("Zoë <b>x</b> · news")
    page.wait_for_selector(f"{EDITOR}[data-article-id=a1]")
    page.keyboard.press("x")
    saved(page)
    rows = server.rows("SELECT verb, reviewer FROM decisions ORDER BY sequence")
    assert rows == [("accept", "reviewer-1"), ("reject", "Zoë <b>x</b>")]
    page.goto(f"{server.url}/articles")
    expect(named(page)).to_have_text("Zoë <b>x</b> · news")


def test_another_browser_has_another_name_and_escape_changes_nothing(server, page):
    page.goto(f"{server.url}/articles")
    expect(named(page)).to_have_text("reviewer-1 · news")
    named(page).click()
    page.keyboard.type("Ada")
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)
    expect(named(page)).to_have_text("reviewer-1 · news")


def test_a_cookie_that_is_no_name_is_not_heard(server, page):
    page.context.add_cookies([{"name": "annotator-reviewer", "value": "a%00b", "url": server.url}])
    page.goto(f"{server.url}/articles")
    expect(named(page)).to_have_text("reviewer-1 · news")
