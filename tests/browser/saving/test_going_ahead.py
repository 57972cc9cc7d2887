"""The next article is there already when the reviewer wants it."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.database import decisions
from tests.browser.reviewer import EDITOR, Reviewer

BROUGHT = "() => __annotator.editor.review.prefetch.held?.data?.article.id"

# Both within one task of the page: nothing can have come from the server in between.
COMPLETE = """() => {
  const editor = document.querySelector('[data-annotator="editor"]');
  const press = { key: "Enter", code: "Enter", ctrlKey: true, bubbles: true, cancelable: true };
  document.activeElement.dispatchEvent(new KeyboardEvent("keydown", press));
  document.activeElement.dispatchEvent(new KeyboardEvent("keyup", press));
  return [editor.dataset.articleId, document.querySelectorAll("[data-entity-id]").length, location.search];
}"""


def rested(page, server, article_id: str = "a1") -> Reviewer:
    """A reviewer who has decided everything and paused, so that the next article is here."""
    reviewer = Reviewer(page, server.url).open(article_id)
    reviewer.press("Shift+A")
    reviewer.saved()
    page.wait_for_function(BROUGHT)
    return reviewer


def verbs(server) -> list[str]:
    return [found.verb for found in decisions(server)]


def test_the_next_article_stands_in_the_frame_of_the_key_and_the_address_follows(
    page, serve, simple_articles
):
    server = serve(simple_articles)
    reviewer = rested(page, server)
    assert page.evaluate(COMPLETE) == ["a2", 4, "?article=a2"]
    reviewer.saved()
    page.wait_for_function("() => __annotator.editor.review.trail.size === 0")
    assert verbs(server) == ["accept_all", "complete"]
    page.reload()
    reviewer.sees("a2")


def test_the_next_article_has_been_drawn_before_it_is_wanted(page, serve, simple_articles):
    reviewer = rested(page, serve(simple_articles))
    page.wait_for_function("() => __annotator.editor.ahead.held?.page")
    page.evaluate("() => { globalThis.drawn = __annotator.editor.ahead.held.page.column }")
    reviewer.press("Control+Enter")
    reviewer.sees("a2").saved()
    assert page.evaluate("() => globalThis.drawn === document.querySelector('.an-column')")
    reviewer.press("Shift+A")
    expect(page.locator(".an-meta")).to_contain_text("everything decided")
    expect(page.locator(".an-row[data-status=accepted]")).to_have_count(2)


def test_a_page_loaded_again_at_once_after_going_on_loses_nothing(page, serve, simple_articles):
    server = serve(simple_articles)
    reviewer = rested(page, server)
    page.evaluate(COMPLETE)
    page.reload()
    reviewer.sees("a2").saved()
    page.wait_for_function(
        "() => !Object.keys(localStorage).some((key) => key.startsWith('annotator:queue'))"
    )
    assert verbs(server) == ["accept_all", "complete"]


def test_the_server_may_be_dead_meanwhile_and_everything_arrives_later(page, serve, simple_articles):
    server = serve(simple_articles)
    reviewer = rested(page, server)
    server.kill()
    reviewer.press("Control+Enter")
    reviewer.sees("a2")
    reviewer.press("a", "a")
    expect(reviewer.badge).to_contain_text("Offline", timeout=20_000)
    server.start()
    reviewer.saved(timeout=40_000).sees("a2")
    assert verbs(server) == ["accept_all", "complete", "accept", "accept"]
    expect(page).to_have_url(f"{server.url}/?article=a2")
    expect(reviewer.mark("e0")).to_have_attribute("data-status", "accepted")


def test_undo_right_after_going_on_brings_the_article_back_at_once(page, serve, simple_articles):
    server = serve(simple_articles)
    reviewer = rested(page, server)
    reviewer.press("Control+Enter", "u", "u")
    assert page.evaluate(f"document.querySelector('{EDITOR}').dataset.articleId") == "a1"
    reviewer.saved().sees("a1")
    page.wait_for_function("() => __annotator.editor.review.trail.size === 0")
    expect(page).to_have_url(f"{server.url}/?article=a1")
    expect(page.locator(".an-meta")).to_contain_text("everything decided")
    assert verbs(server) == ["accept_all", "complete", "undo"]


def test_a_completion_that_is_refused_afterwards_is_told_and_leads_back(
    page, open_page, serve, simple_articles
):
    server = serve(simple_articles)
    reviewer = rested(page, server)
    other = Reviewer(open_page(), server.url).open("a1")
    other.press("u")
    other.saved()
    assert verbs(server) == ["accept_all", "undo"]
    reviewer.press("Control+Enter", "a")
    reviewer.sees("a2")
    message = page.locator(".an-message")
    expect(message).to_contain_text("In “Talk number 1”: 6 left to decide")
    reviewer.saved().sees("a2")
    expect(reviewer.mark("e0")).to_have_attribute("data-status", "accepted")
    assert verbs(server)[-2:] == ["complete", "accept"]
    assert decisions(server)[-2].outcome == "refused"
    message.get_by_role("button", name="Go back to it").click()
    reviewer.sees("a1")
    expect(page.locator(".an-meta")).to_contain_text("4 of 4 entities")


def test_the_browsers_back_button_leads_to_the_article_before(page, serve, simple_articles):
    server = serve(simple_articles)
    reviewer = rested(page, server)
    page.evaluate(COMPLETE)
    reviewer.saved()
    page.wait_for_function("() => __annotator.editor.review.trail.size === 0")
    page.go_back()
    reviewer.sees("a1")
    page.go_forward()
    reviewer.sees("a2")


def test_with_the_last_article_completed_the_page_says_so(page, serve, simple_articles):
    server = serve(simple_articles[:2])
    reviewer = rested(page, server)
    reviewer.press("Control+Enter")
    reviewer.sees("a2")
    reviewer.press("Shift+A", "Control+Enter")
    expect(page.get_by_text("All done")).to_be_visible()
    assert verbs(server) == ["accept_all", "complete", "accept_all", "complete"]


def test_undo_leads_through_all_articles_after_a_reload_too_and_redo_leads_back(page, serve, simple_articles):
    server = serve(simple_articles)
    reviewer = rested(page, server)
    reviewer.press("Control+Enter")
    reviewer.sees("a2")
    reviewer.press("a")
    reviewer.saved()
    page.reload()
    reviewer.sees("a2").saved()
    # into another article only with a second press
    reviewer.press("u", "u", "u", "u")
    reviewer.sees("a1").saved()
    expect(reviewer.mark("e0")).to_have_attribute("data-status", "pending")
    reviewer.press(*["Shift+U"] * 4)
    reviewer.sees("a2").saved()
    expect(reviewer.mark("e0")).to_have_attribute("data-status", "accepted")
    done = ["accept_all", "complete", "accept"]
    assert verbs(server) == [*done, *["undo"] * 3, *["redo"] * 3]
