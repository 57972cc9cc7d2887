"""What a date means stands with the focused one, is said of each mark, and follows what a reviewer does."""

from __future__ import annotations

from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from tests.browser.articles import marked
from tests.browser.reviewer import Reviewer

_TALKS = marked(
    "talks",
    "[Ada Holm|PERSON] spoke on [Monday|DATE], last week and for [two years|DATE].\nShe left in May 2020.",
)
ARTICLE = replace(_TALKS, article=replace(_TALKS.article, published="2021-03-24"))


@pytest.fixture(scope="module")
def words():
    return _TALKS.article.text


def test_a_date_shows_its_time_and_goes_on_showing_it_whatever_is_done_to_it(page: Page, serve, words):
    reviewer = Reviewer(page, serve([ARTICLE]).url).open("talks")
    detail, time = page.locator(".an-detail .an-context"), page.locator(".an-time")
    # as it was proposed
    reviewer.go_to("entity", "e2")
    expect(time).to_have_text("2021-03-22")
    expect(detail).to_contain_text("Monday Date · 2021-03-22 · to decide")
    expect(reviewer.mark("e2")).to_have_attribute("title", "2021-03-22")
    expect(reviewer.mark("e2")).to_have_attribute("aria-label", "Monday, DATE, to decide, means 2021-03-22")
    # what is no point in time
    reviewer.go_to("entity", "e3")
    expect(detail).to_contain_text("two years Date · to decide")
    expect(time).to_have_count(0)
    # other boundaries, and back
    reviewer.go_to("entity", "e2")
    for _ in range(3):
        reviewer.press("Shift+ArrowRight")
    expect(detail).to_contain_text("Monday, last week Date · 2021-03-15 · corrected")
    expect(reviewer.mark("e2")).to_have_attribute("title", "2021-03-15")
    reviewer.press("u", "u", "u")
    expect(time).to_have_text("2021-03-22")
    # another label and back
    reviewer.press("1")
    expect(time).to_have_count(0)
    expect(reviewer.mark("e2")).not_to_have_attribute("title", "2021-03-22")
    reviewer.press("u")
    # one that a reviewer adds
    start = words.index("May 2020")
    reviewer.drag(start, start + len("May 2020"))
    reviewer.press("0")
    expect(time).to_have_text("2020-05 (month)")
    assert reviewer.saved().picture().text == words
