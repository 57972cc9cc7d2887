"""Search over all articles: found, read, opened at the place, without the mouse."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.articles import marked, second, visit
from tests.browser.reviewer import Reviewer

FILLER = "Nothing of note was said that day.\n" * 60


@pytest.fixture
def reviewer(page, serve):
    far = marked(
        "far",
        f"{FILLER}In the end [Élysée|FAC] officials met [Greece|GPE] again.\n{FILLER}",
        title="Far down",
    )
    server = serve([visit(), second(), far])
    return Reviewer(page, server.url).open("visit").saved()


def hits(reviewer):
    return reviewer.page.locator(".an-hits [data-article]")


def test_tab_leads_to_other_articles_and_enter_opens_one_at_the_place(reviewer):
    reviewer.press("/")
    reviewer.page.keyboard.type("greece")
    expect(reviewer.page.locator(".an-search")).to_contain_text("1 of 1")
    expect(reviewer.page.get_by_role("button", name="1 other article")).to_be_visible()
    reviewer.press("Tab")
    expect(hits(reviewer)).to_have_text(["Far downIn the end Élysée officials met Greece again."])
    reviewer.press("Enter")
    reviewer.sees("far")
    expect(reviewer.mark("e2")).to_be_in_viewport()
    assert reviewer.page.evaluate("CSS.highlights.has('an-current')")
    assert reviewer.focused() == ("entity", "e2")
    reviewer.page.reload()
    reviewer.sees("far")
    expect(reviewer.mark("e2")).to_be_in_viewport()
    assert reviewer.focused() == ("entity", "e2")


def test_words_that_are_not_here_are_looked_for_elsewhere_at_once(reviewer):
    reviewer.press("/")
    reviewer.page.keyboard.type("elysee off")
    expect(hits(reviewer)).to_have_count(1)
    expect(hits(reviewer).locator("b")).to_have_text("Élysée officials")
    expect(reviewer.page.locator(".an-search input")).to_have_attribute("aria-activedescendant", "an-hit-0")
    reviewer.press("Enter")
    reviewer.sees("far")
    expect(reviewer.mark("e1")).to_be_in_viewport()


def test_escape_leaves_the_search_where_one_was(reviewer):
    before = reviewer.focused()
    reviewer.press("/")
    reviewer.page.keyboard.type("officials")
    expect(hits(reviewer)).to_have_count(1)
    reviewer.press("Escape")
    expect(reviewer.page.locator(".an-search")).to_be_hidden()
    assert reviewer.focused() == before
    reviewer.press("a")
    expect(reviewer.mark("e1")).to_have_attribute("data-status", "accepted")


def test_markup_in_what_was_found_is_shown_and_never_run(page, serve):
    text = "<img src=x onerror=\"document.title='run'\"> officials '\"; DROP TABLE articles"
    server = serve([visit(), marked("evil", text, title="<b>Evil</b>")])
    reviewer = Reviewer(page, server.url).open("visit")
    reviewer.press("/")
    page.keyboard.type("officials '\"; drop")
    expect(hits(reviewer)).to_contain_text(["<b>Evil</b>"])
    assert page.title() != "run"


def test_an_address_leads_to_a_place_in_an_article_until_one_goes_on(reviewer):
    page = reviewer.page
    start = len(FILLER) + len("In the end Élysée ")
    page.goto(f"{reviewer.url}/?article=far&at={start}")
    reviewer.sees("far")
    words = "() => [...CSS.highlights.get('an-current')].join()"
    assert page.evaluate(words) == "officials"
    page.goto(f"{reviewer.url}/?article=far&at={start - 7}-{start - 1}")
    reviewer.sees("far")
    expect(reviewer.mark("e1")).to_be_in_viewport()
    assert (page.evaluate(words), reviewer.focused()) == ("Élysée", ("entity", "e1"))
    page.reload()
    reviewer.sees("far")
    assert page.evaluate(words) == "Élysée"
    reviewer.press("j")
    assert "at=" not in page.url
    page.goto(f"{reviewer.url}/?article=far&at={start}")
    reviewer.sees("far")
    reviewer.press("Shift+S")
    expect(reviewer.editor).not_to_have_attribute("data-article-id", "far")
    page.wait_for_function("() => !location.search.includes('at=')")
