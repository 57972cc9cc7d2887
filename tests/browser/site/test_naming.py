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


def test_a_newcomer_who_says_a_name_goes_on_with_what_they_began(serve, simple_articles, page, saved):
    server = serve(simple_articles)
    assert server.run("team", "--overlap", "0", "--blind", "0").returncode == 0
    page.goto(server.url)
    page.wait_for_selector(f"{EDITOR}[data-article-id=a1]")
    expect(page.get_by_role("button", name="Keep it for me")).to_be_visible()
    assert server.rows("SELECT count(*) FROM seats WHERE reviewer IS NOT NULL") == [(0,)]
    page.keyboard.press("a")
    saved(page)
    expect(page.get_by_role("button", name="Keep it for me")).to_have_count(0)
    named(page).click()
    page.keyboard.type("Zoë")
    page.keyboard.press("Enter")
    expect(named(page)).to_have_text("Zoë · news")
    page.wait_for_selector(f"{EDITOR}[data-article-id=a1]")
    assert server.rows("SELECT article_id, reviewer FROM seats WHERE reviewer IS NOT NULL") == [("a1", "Zoë")]
    page.keyboard.press("Shift+A")
    saved(page)
    rows = server.rows("SELECT verb, reviewer, outcome FROM decisions ORDER BY sequence")
    assert rows == [("accept", "reviewer-1", "applied"), ("accept_all", "Zoë", "applied")]


def test_what_is_unsent_when_a_name_is_said_is_sent_under_that_name(server, page, show, saved):
    show(page, server, "a1")
    page.keyboard.press("a")
    saved(page)
    left = {"seq": 1, "article_id": "a1", "revision": 9, "op": "accept", "kind": "entity", "id": "e1"}
    page.evaluate(
        "([key, queue]) => localStorage.setItem(key, JSON.stringify(queue))",
        [
            "annotator:queue:c-of-a-tab-that-is-gone",
            {
                "format": "annotator-queue/1",
                "reviewer": "reviewer-1",
                "entries": [{"operation": left, "resync": True}],
            },
        ],
    )
    named(page).click()
    page.keyboard.type("Zoë")
    page.keyboard.press("Enter")
    expect(named(page)).to_have_text("Zoë · news")
    page.wait_for_selector('[data-entity-id="e1"][data-status="accepted"]')
    rows = server.rows("SELECT reviewer, outcome FROM decisions ORDER BY sequence")
    assert rows == [("reviewer-1", "applied"), ("Zoë", "applied")]


@pytest.mark.parametrize("width", [320, 480, 768, 1280])
def test_the_name_can_be_reached_at_every_width(server, open_page, width):
    page = open_page(f"{server.url}/articles", viewport={"width": width, "height": 700})
    expect(named(page)).to_be_in_viewport(ratio=1)
    named(page).click()
    page.keyboard.type("Ada")
    page.keyboard.press("Enter")
    expect(named(page)).to_have_text("Ada · news")
    page.get_by_role("link", name="Team").click()  # scrolled to where there is no room for all
    expect(page.get_by_role("heading", name="Team")).to_be_visible()
