"""The history beside the text: what a reviewer finds out there, and how they get to the place."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.articles import second, visit
from tests.browser.reviewer import Reviewer


@pytest.fixture
def reviewer(page, serve):
    server = serve([visit(), second()])
    return Reviewer(page, server.url).open("visit").saved()


def rows(reviewer):
    return reviewer.page.locator(".an-history [data-outcome]")


def test_what_was_decided_stands_there_newest_first_and_what_was_undone_is_struck_through(reviewer):
    reviewer.go_to("entity", "e3").press("6")
    reviewer.press("Shift+A", "u")
    reviewer.saved()
    reviewer.press("Shift+H")
    expect(rows(reviewer)).to_have_text(
        [
            re.compile(r"^\d\d:\d\dundid: accepted 10 items at once$"),
            re.compile(r"^\d\d:\d\daccepted 10 items at onceundone$"),
            re.compile(r"^\d\d:\d\drelabelled “Brussels” GPE → LOC$"),
        ]
    )
    expect(rows(reviewer).nth(1)).to_have_attribute("data-undone", "")
    expect(reviewer.page.locator(".an-history")).to_contain_text("Today")


def test_arrows_and_enter_lead_to_the_item_and_the_text_has_the_keys_again(reviewer):
    reviewer.go_to("entity", "e3").press("6")
    reviewer.go_to("entity", "e8").press("x")
    reviewer.saved()
    reviewer.press("Shift+H")
    expect(rows(reviewer)).to_have_count(2)
    reviewer.press("ArrowDown", "Enter")
    assert reviewer.focused() == ("entity", "e3")
    reviewer.press("4")
    expect(reviewer.mark("e3")).to_have_attribute("data-label", "ORG")
    expect(rows(reviewer).first).to_contain_text("relabelled “Brussels” LOC → ORG")


def test_a_click_leads_to_the_place_of_what_has_been_deleted_since(reviewer):
    reviewer.double_click(16, 19)
    reviewer.press("4")
    reviewer.saved()
    reviewer.press("Delete")
    reviewer.saved()
    reviewer.page.get_by_role("button", name="history").first.click()
    rows(reviewer).last.click()
    expect(reviewer.page.get_by_role("alert")).to_contain_text("“met” has been deleted since")
    assert reviewer.page.evaluate("CSS.highlights.has('an-current')")
    reviewer.press("j")
    assert not reviewer.page.evaluate("CSS.highlights.has('an-current')")


def test_undo_and_redo_work_in_the_panel_and_it_follows(reviewer):
    reviewer.go_to("entity", "e3").press("x")
    reviewer.saved()
    reviewer.press("Shift+H")
    expect(rows(reviewer)).to_have_count(1)
    reviewer.press("u")
    expect(rows(reviewer)).to_have_count(2)
    expect(reviewer.mark("e3")).to_have_attribute("data-status", "pending")
    reviewer.press("Shift+U")
    expect(rows(reviewer).first).to_contain_text("did again: rejected “Brussels” GPE")
    expect(rows(reviewer).last).not_to_have_attribute("data-undone", "")
    reviewer.press("Escape")
    expect(reviewer.page.locator(".an-history")).to_be_hidden()
    expect(reviewer.row("r1")).to_be_visible()


def test_it_stays_open_over_the_next_article_and_shows_what_was_decided_there(reviewer):
    reviewer.press("Shift+A")
    reviewer.saved()
    reviewer.press("Shift+H")
    expect(rows(reviewer)).to_have_count(1)
    reviewer.press("Enter", "Control+Enter")
    reviewer.sees("second")
    expect(reviewer.page.locator(".an-history")).to_contain_text("Nobody has decided anything here yet.")
    reviewer.press("a")
    expect(rows(reviewer)).to_have_count(1)


def test_what_somebody_else_was_quicker_with_stands_there_with_its_reason(reviewer, open_page):
    other = Reviewer(open_page(), reviewer.url).open("visit").saved()
    other.go_to("entity", "e3").press("6")
    other.saved()
    reviewer.go_to("entity", "e3").press("4")
    expect(reviewer.page.get_by_role("alert")).to_be_visible()
    reviewer.press("Shift+H")
    expect(rows(reviewer).first).to_contain_text("wanted to relabel “Brussels” LOC → ORG")
    expect(rows(reviewer).first).to_contain_text("collided: reviewer-1 changed this since you saw it")
