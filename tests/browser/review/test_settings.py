"""The settings of a browser: opened with a key, applied at once, kept."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from annotator.core.model import Proposals
from tests.browser.articles import marked, visit
from tests.browser.reviewer import EDITOR, Reviewer

_LONG_TEXT = "\n\n".join(
    f"In town {number} nobody had expected it, and those who saw [Blinken|PERSON] were glad. "
    + "Words follow. " * 30
    for number in range(30)
)
_FONT = "() => getComputedStyle(document.querySelector('.an-column')).font"


def _top(reviewer: Reviewer, entity_id: str) -> float:
    box = reviewer.mark(entity_id).bounding_box()
    assert box is not None
    return box["y"]


def test_typeface_and_size_are_chosen_with_keys_alone_and_are_there_after_a_reload(page: Page, serve):
    server = serve([visit()])
    reviewer = Reviewer(page, server.url).open("visit")
    plain = page.evaluate(_FONT)
    reviewer.press(",")
    expect(page.get_by_role("radio", name="Serif", exact=True)).to_be_focused()
    reviewer.press("ArrowRight", "ArrowDown", "ArrowRight")
    chosen = page.evaluate(_FONT)
    assert plain.startswith("18px / 36px")
    assert chosen.startswith("20px / 40px")
    assert [family.split(",")[0].strip('"').endswith("Serif 4") for family in (plain, chosen)] == [
        True,
        False,
    ]
    reviewer.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    reviewer.press("a")
    expect(reviewer.mark("e1")).to_have_attribute("data-status", "accepted")
    page.reload()
    reviewer.sees("visit")
    assert page.evaluate(_FONT) == chosen


@pytest.mark.parametrize("keys", [["j"] * 20, []], ids=["the focus", "the middle of what is in sight"])
def test_a_new_size_leaves_the_line_that_is_read_where_it_is(keys, page: Page, serve):
    server = serve([marked("long", _LONG_TEXT)])
    reviewer = Reviewer(page, server.url).open("long")
    reviewer.press(*keys)
    if not keys:
        page.locator(".an-pane").evaluate("pane => { pane.scrollTop = 2600; }")
        page.wait_for_timeout(0)
    seen = page.evaluate(
        """() => {
          const pane = document.querySelector(".an-pane").getBoundingClientRect();
          const middle = pane.top + pane.height * 0.45;
          const away = (mark) => Math.abs(mark.getBoundingClientRect().top - middle);
          const marks = [...document.querySelectorAll("[data-entity-id]")];
          const focused = marks.find((mark) => mark.dataset.focused && away(mark) < pane.height / 2);
          return (focused ?? marks.sort((one, other) => away(one) - away(other))[0]).dataset.entityId;
        }"""
    )
    before = _top(reviewer, seen)
    reviewer.press(",", "ArrowDown", "ArrowRight", "ArrowRight", "Escape")
    # the focus stays to the pixel; beside it, what lies between the middle and the mark has grown
    assert abs(_top(reviewer, seen) - before) <= (2 if keys else 160)


def test_the_settings_open_by_mouse_too_and_a_click_into_the_text_closes_them(page: Page, serve):
    server = serve([visit()])
    reviewer = Reviewer(page, server.url).open("visit")
    page.get_by_role("button", name="Settings").click()
    page.get_by_role("radio", name="Sans").click()
    expect(reviewer.editor).to_have_attribute("data-face", "sans")
    reviewer.mark("e3").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert reviewer.focused() == ("entity", "e3")


def test_old_or_hostile_settings_of_a_browser_do_no_harm(page: Page, serve):
    server = serve([visit()])
    kept = json.dumps({"face": "url(javascript:alert(1))", "size": "9999", "order": 1})
    page.add_init_script(f"localStorage.setItem('annotator:settings', {json.dumps(kept)})")
    Reviewer(page, server.url).open("visit")
    expect(page.locator(EDITOR)).to_have_attribute("data-face", "serif")
    expect(page.locator(EDITOR)).to_have_attribute("data-size", "18")


def test_a_choice_in_one_tab_holds_in_the_other(open_page, serve):
    server = serve([visit()])
    page = open_page()
    first = Reviewer(page, server.url).open("visit")
    second = Reviewer(open_page(context=page.context), server.url).open("visit")
    first.press(",", "ArrowRight", "Escape")
    expect(second.editor).to_have_attribute("data-face", "sans")


def test_what_is_least_certain_comes_first_if_a_reviewer_wants_it_so_also_after_a_reload(page: Page, serve):
    article = visit()
    scores = dict(zip(("e1", "e2", "e3", "e4", "e6"), (0.9, 0.3, 0.6, 0.8, 0.5), strict=True))
    entities = tuple(
        replace(found, score=scores.get(found.id, 0.95)) for found in article.proposals.annotations.entities
    )
    proposals = Proposals(replace(article.proposals.annotations, entities=entities))
    reviewer = Reviewer(page, serve([replace(article, proposals=proposals)]).url).open("visit")
    assert reviewer.focused() == ("entity", "e1")
    reviewer.press(",", "ArrowDown", "ArrowDown", "ArrowDown", "ArrowRight")
    expect(page.get_by_role("radio", name="Least certain", exact=True)).to_be_checked()
    reviewer.press("Escape", "k")
    walk = [reviewer.focused()]
    for key in ("j", "a", "k"):
        reviewer.press(key)
        walk.append(reviewer.focused())
    # before e1 (0.9) comes e4 (0.8); after the decision on e1 what is a little more certain
    assert walk == [("entity", found) for found in ("e4", "e1", "e5", "e4")]
    reviewer.press("k", "k", "k", "x")
    assert reviewer.focused() == ("entity", "e6")
    assert reviewer.saved().picture().entities["e2"]["status"] == "rejected"
    page.reload()
    reviewer.sees("visit").press("j")
    assert reviewer.focused() == ("entity", "e3")
