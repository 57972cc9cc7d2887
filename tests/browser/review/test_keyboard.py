"""What single keys do to an article, as a reviewer sees it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.reviewer import Reviewer


def test_every_pending_item_is_reached_by_pressing_one_key(page, serve, simple_articles):
    server = serve(simple_articles)
    reviewer = Reviewer(page, server.url).open("a1")
    reached = {reviewer.focused()}
    for _ in range(5):
        reviewer.press("j")
        reached.add(reviewer.focused())
    shown = reviewer.picture()
    items = {("entity", found) for found in shown.entities} | {
        ("relation", found) for found in shown.relations
    }
    assert reached == items


def test_what_was_done_before_the_page_was_loaded_again_can_still_be_undone_and_done_again(
    page, serve, simple_articles
):
    server = serve(simple_articles)
    reviewer = Reviewer(page, server.url).open("a1")
    proposed = reviewer.picture()
    reviewer.press("a", "x", "4")
    decided = reviewer.picture()
    reviewer.saved()
    page.reload()
    reviewer.sees("a1").saved()
    reviewer.press("u", "u", "u")
    page.wait_for_function("() => !document.querySelector('[data-entity-id]:not([data-status=pending])')")
    assert reviewer.saved().picture() == proposed
    reviewer.press("Shift+U", "Shift+U", "Shift+U")
    expect(page.locator("[data-entity-id][data-status=pending]")).to_have_count(1)
    assert reviewer.saved().picture() == decided


def test_an_article_completed_by_mistake_is_taken_back_from_the_next_one(page, serve, simple_articles):
    server = serve(simple_articles)
    reviewer = Reviewer(page, server.url).open("a1")
    reviewer.press("Shift+A", "Control+Enter")
    reviewer.sees("a2").saved()
    reviewer.press("u", "u")
    reviewer.sees("a1").saved()
    assert server.rows("SELECT status FROM reviews WHERE article_id = 'a1'") == [("in_progress",)]


def test_an_article_with_something_left_to_decide_is_not_completed_and_the_page_says_why(
    page, serve, simple_articles
):
    server = serve(simple_articles)
    reviewer = Reviewer(page, server.url).open("a1")
    reviewer.press("a", "Control+Enter")
    expect(page.get_by_role("alert")).to_contain_text("left to decide")
    reviewer.sees("a1").saved()
    assert server.rows("SELECT status FROM reviews WHERE article_id = 'a1'") == [("in_progress",)]


@pytest.mark.parametrize(
    ("keys", "status"), [(["Shift+S"], "skipped"), (["Shift+F", *"odd", "Control+Enter"], "flagged")]
)
def test_an_article_is_put_off_or_flagged_with_a_key(keys, status, page, serve, simple_articles):
    server = serve(simple_articles)
    reviewer = Reviewer(page, server.url).open("a1")
    reviewer.press(*keys)
    page.wait_for_function(
        "() => !Object.keys(localStorage).some((key) => key.startsWith('annotator:queue:'))"
    )
    reviewer.saved()
    assert server.rows("SELECT status, comment FROM reviews WHERE article_id = 'a1'") == [
        (status, "odd" if status == "flagged" else "")
    ]


def test_a_key_typed_at_once_after_a_dialog_was_left_is_not_lost(page, serve, simple_articles):
    server = serve(simple_articles)
    reviewer = Reviewer(page, server.url).open("a1")
    reviewer.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.evaluate(
        """() => {
          for (const key of ["Escape", "a"])
            document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
        }"""
    )
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(reviewer.mark("e0")).to_have_attribute("data-status", "accepted")
