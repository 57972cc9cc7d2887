"""An article is found again where it was left, and the time at work on it goes on."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.reviewer import Reviewer
from tests.browser.serving import prepared

KEPT = "id => JSON.parse(localStorage['annotator:places'] ?? '[]').find(([found]) => found === id)?.[1]"
TOP = "() => document.querySelector('[data-line=\"120\"]').getBoundingClientRect().top"


@pytest.fixture
def long_articles():
    """Two of 200 paragraphs, with an entity in each."""
    names = [f"Person{number}" for number in range(200)]
    text = "\n".join(f"{name} said that talks would go on for as long as it takes. " * 3 for name in names)
    people = [(name, "PERSON") for name in names]
    return [prepared(name, f"{text}\n{name}", people, title=name) for name in ("a1", "a2")]


def left_far_down(page, server) -> tuple[Reviewer, float]:
    """A reviewer who has decided one thing and then scrolled on; where a line stands in the page."""
    reviewer = Reviewer(page, server.url).open("a1")
    reviewer.press("a")
    reviewer.press("ArrowRight", "ArrowRight")
    reviewer.saved()
    page.evaluate("document.querySelector('[data-line=\"120\"]').scrollIntoView({ block: 'center' })")
    page.wait_for_function(f"id => ({KEPT})(id)?.start > 10000", arg="a1")
    return reviewer, page.evaluate(TOP)


def test_a_page_loaded_again_shows_the_same_lines_and_the_same_focus(page, serve, long_articles):
    reviewer, top = left_far_down(page, serve(long_articles))
    focused = reviewer.focused()
    page.reload()
    reviewer.sees("a1")
    assert focused == ("entity", "e3") == reviewer.focused()
    assert abs(page.evaluate(TOP) - top) < 3


def test_an_article_come_back_to_shows_the_same_lines_and_a_new_one_its_first_item(
    page, serve, long_articles
):
    server = serve(long_articles)
    reviewer, top = left_far_down(page, server)
    reviewer.press("Shift+S")
    reviewer.sees("a2").saved()
    assert reviewer.focused() == ("entity", "e0")
    page.go_back()
    reviewer.sees("a1")
    assert abs(page.evaluate(TOP) - top) < 3


def test_the_time_at_work_on_an_article_is_shown_stands_when_nobody_acts_and_goes_on_after_a_reload(
    open_page, serve, simple_articles
):
    server = serve(simple_articles)
    page = open_page()  # the clock is that of a whole window
    page.clock.install()
    reviewer = Reviewer(page, server.url).open("a1")
    timer = page.locator(".an-timer")
    page.clock.run_for(20_000)
    expect(timer).to_have_text(re.compile(r"0:2\d here"))
    page.clock.run_for(120_000)
    expect(timer).to_have_text("0:30 paused")
    reviewer.press("j")
    expect(timer).to_have_text("0:30 here")
    page.clock.run_for(1000)
    page.reload()
    reviewer.sees("a1")
    expect(timer).to_have_text(re.compile(r"0:3\d here"))
