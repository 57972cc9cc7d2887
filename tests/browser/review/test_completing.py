"""What is complete stays so, and is never taken back, emptied or completed empty by one key."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from annotator.core.model import Article
from tests.browser.articles import second
from tests.browser.reviewer import Reviewer
from tests.browser.serving import Prepared


@pytest.fixture
def bare(page, serve):
    server = serve([Prepared(Article("bare", "Antony Blinken left.")), second()])
    return server, Reviewer(page, server.url).open("bare")


@pytest.fixture
def completed(page, serve, simple_articles):
    """The second article, after the first one was completed."""
    server = serve(simple_articles)
    reviewer = Reviewer(page, server.url).open("a1")
    reviewer.press("Shift+A", "Escape", "Control+Enter")
    reviewer.sees("a2").saved()
    return server, reviewer


def statuses(server) -> dict[str, str]:
    return dict(server.rows("SELECT article_id, status FROM reviews"))


def said(page: Page, words: str) -> None:
    expect(page.get_by_role("alert").last).to_contain_text(words)


def test_an_article_without_an_entity_is_completed_by_the_second_press(bare, page):
    server, reviewer = bare
    reviewer.press("Control+Enter")
    said(page, "No entity is marked here. Ctrl ↵ once more completes the article as one without any.")
    reviewer.sees("bare").press("Escape")
    expect(page.get_by_role("alert")).to_have_count(0)
    reviewer.press("Control+Enter")
    said(page, "No entity is marked here.")
    reviewer.press("Control+Enter")
    reviewer.sees("second").saved()
    assert statuses(server)["bare"] == "complete"


def test_with_the_mouse_the_question_has_a_button(bare, page):
    server, reviewer = bare
    page.locator(".an-status [data-command=complete]").click()
    said(page, "No entity is marked here.")
    reviewer.sees("bare")
    page.get_by_role("button", name="complete it without any").click()
    reviewer.sees("second").saved()
    assert statuses(server)["bare"] == "complete"


def test_what_is_marked_after_the_question_needs_no_second_press(bare, page):
    server, reviewer = bare
    reviewer.press("Control+Enter")
    said(page, "No entity is marked here.")
    reviewer.double_click(7, 14)
    reviewer.press("1")
    expect(page.locator(".an-message[data-tone=asked]")).to_have_count(0)
    reviewer.press("Control+Enter")
    reviewer.sees("second").saved()
    assert statuses(server)["bare"] == "complete"


def test_an_edit_of_a_completed_article_changes_its_gold_and_says_so_large(completed, page):
    server, reviewer = completed
    reviewer.open("a1")
    expect(page.locator(".an-meta [data-standing=complete]")).to_have_text("complete")
    reviewer.go_to("entity", "e3").press("x")
    said(page, "Rejected “Turkey” GPE and its relation. The article stays complete: its gold is as you see")
    assert page.locator(".an-message").evaluate("it => parseFloat(getComputedStyle(it).fontSize)") >= 15
    reviewer.saved()
    assert statuses(server)["a1"] == "complete"
    assert server.rows("SELECT count(*) FROM gold_entities") == [(3,)]
    [[completed_at, revised_at]] = server.rows(
        "SELECT completed_at, revised_at FROM reviews WHERE article_id = 'a1'"
    )
    assert completed_at < revised_at
    reviewer.press("u")
    said(page, "Undid: rejected “Turkey” GPE and its relation.")
    reviewer.saved()
    assert server.rows("SELECT count(*) FROM gold_entities") == [(4,)]


def test_an_edit_that_makes_a_relation_illegal_is_asked_about_and_then_says_what_to_press(completed, page):
    server, reviewer = completed
    reviewer.open("a1")
    reviewer.go_to("entity", "e3").press("6")
    said(page, "The article would not be complete any more")
    expect(reviewer.mark("e3")).to_have_attribute("data-label", "GPE")
    reviewer.press("6")
    said(page, "The article is not complete any more.")
    said(page, "Ctrl ↵ completes it then")
    expect(page.locator(".an-meta [data-standing=lost]")).to_contain_text("Not complete any more")
    reviewer.saved()
    assert statuses(server)["a1"] == "in_progress"
    reviewer.press("u")
    said(page, "The article is complete again.")
    reviewer.saved()
    assert statuses(server)["a1"] == "complete"


def test_undo_asks_before_it_goes_back_and_takes_a_completion_away(completed, page):
    server, reviewer = completed
    reviewer.press("u")
    said(page, "Your last decision before was made in “Talk number 1”: complete. u once more goes there")
    reviewer.sees("a2").saved()
    assert statuses(server)["a1"] == "complete"
    reviewer.press("u")
    reviewer.sees("a1").saved()
    said(page, "Undid: complete, in this article.")
    assert statuses(server)["a1"] == "in_progress"
    reviewer.press("u")
    said(page, "Undid: accepted 6 items at once.")


def test_undo_in_the_article_asks_too_and_another_step_forgets_the_question(completed, page):
    server, reviewer = completed
    reviewer.open("a1")
    reviewer.press("u")
    said(page, "This takes the completion of the article back")
    reviewer.press("ArrowRight")
    expect(page.get_by_role("alert")).to_have_count(0)
    reviewer.press("u")
    said(page, "This takes the completion of the article back")
    assert statuses(server)["a1"] == "complete"


@pytest.mark.parametrize(
    ("key", "words"), [("Shift+S", "Skipped it is no gold"), ("Shift+F", "Flagged it is no gold")]
)
def test_skipping_and_flagging_a_completed_article_are_asked_about(key, words, completed, page):
    server, reviewer = completed
    reviewer.open("a1")
    reviewer.press(key)
    said(page, words)
    reviewer.sees("a1").saved()
    assert statuses(server)["a1"] == "complete"
    reviewer.press(key)
    if key == "Shift+F":
        page.get_by_role("dialog").get_by_role("textbox").fill("odd")
        reviewer.press("Control+Enter")
        expect(page.locator(".an-meta")).to_contain_text("flagged: odd")
    else:
        reviewer.sees("a2")
    reviewer.saved()
    assert statuses(server)["a1"] in ("skipped", "flagged")
