"""Relations by keys and by pointer: how few actions each takes, and what may go wrong with them."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.articles import marked
from tests.browser.reviewer import Reviewer
from tests.browser.serving import Prepared
from tests.browser.shelf import Shelf

_PARAGRAPH = "Nobody said anything about this for a long time, and the talks went on without a word of it.\n"
_POPOVER = ".an-popover:not([hidden])"


def talks(article_id: str = "talks") -> Prepared:
    """Two persons, two places, a date; e1 met e2, e3 urged e4; far below two more persons."""
    return marked(
        article_id,
        "[Blinken|PERSON] met [Cavusoglu|PERSON] in the hall.\n"
        "Then [Washington|GPE] urged [Ankara|GPE] on [Monday|DATE] to talk.\n"
        + _PARAGRAPH * 45
        + "[Lavrov|PERSON] spoke to [Truss|PERSON].\n",
        ("e1", "met_with", "e2"),
        ("e3", "urged", "e4"),
        ("e1", "urged", "e6"),
    )


@pytest.fixture
def page(window):
    return window


@pytest.fixture
def reviewer(page, shelf):
    return shelf.open_next(page)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    """One server for all tests of the module: starting one takes long."""
    shelf = Shelf(tmp_path_factory.mktemp("shelf") / "annotator.db", talks)
    yield shelf
    shelf.server.kill()


def ends(reviewer: Reviewer, relation: str) -> tuple[str, str, str]:
    found = reviewer.picture().relations[relation]
    return found["head"], found["label"], found["tail"]


def added(reviewer: Reviewer) -> tuple[str, str, str]:
    """The relation that was added."""
    expect(reviewer.page.locator('.an-row[data-status="added"]')).to_have_count(1)
    [new] = set(reviewer.picture().relations) - {"r1", "r2", "r3"}
    return ends(reviewer, new)


def hint(reviewer: Reviewer, entity: str) -> str:
    mark = reviewer.mark(entity)
    expect(mark).to_have_attribute("data-hint", re.compile("[a-z]+"))
    return mark.get_attribute("data-hint") or ""


def middle(reviewer: Reviewer, entity: str) -> tuple[float, float]:
    box = reviewer.mark(entity).bounding_box()
    assert box
    # left of the middle: a handle hangs over it
    return box["x"] + box["width"] / 4, box["y"] + box["height"] * 0.6


def drag(reviewer: Reviewer, start: tuple[float, float], end: tuple[float, float], *held: str) -> None:
    mouse = reviewer.page.mouse
    mouse.move(*start)
    for key in held:
        reviewer.page.keyboard.down(key)
    mouse.down()
    mouse.move((start[0] + end[0]) / 2, (start[1] + end[1]) / 2 + 3, steps=4)
    mouse.move(*end, steps=6)
    mouse.up()
    for key in held:
        reviewer.page.keyboard.up(key)


@pytest.mark.parametrize(("tail", "most"), [("e2", 3), ("e7", 4)], ids=["near", "over 45 lines"])
def test_a_relation_is_added_with_three_keys_near_and_four_far_away(tail, most, reviewer):
    reviewer.go_to("entity", "e1")
    reviewer.press("r")
    letters = hint(reviewer, tail)
    keys = ["r", *letters, "s"]
    assert len(keys) <= most
    reviewer.press(*letters, "s")
    assert added(reviewer) == ("e1", "supported", tail)


def test_where_one_label_is_legal_it_is_taken_without_asking(reviewer):
    reviewer.go_to("entity", "e1")
    reviewer.press("r", *hint_after_r(reviewer, "e5"))
    assert added(reviewer) == ("e1", "occurred_on", "e5")


def hint_after_r(reviewer: Reviewer, entity: str) -> str:
    """The letters that ``r`` will give, without leaving it open."""
    reviewer.press("r")
    letters = hint(reviewer, entity)
    reviewer.press("Escape")
    return letters


def test_a_relation_is_turned_round_with_one_key_and_gets_another_label_with_two_at_most(reviewer):
    reviewer.go_to("relation", "r2")
    reviewer.press("f")
    assert ends(reviewer, "r2") == ("e4", "urged", "e3")
    reviewer.press("s")
    assert ends(reviewer, "r2")[1] == "supported"
    reviewer.press("l")
    third = reviewer.page.locator(".an-option").nth(2).get_attribute("data-value")
    reviewer.press("3")
    assert ends(reviewer, "r2")[1] == third
    reviewer.press("u", "u", "u")
    assert ends(reviewer, "r2") == ("e3", "urged", "e4")


@pytest.mark.parametrize(
    ("key", "entity", "expected"),
    [("r", "e2", ("e3", "urged", "e2")), ("Shift+R", "e1", ("e1", "urged", "e4"))],
    ids=["tail", "head"],
)
def test_another_end_is_given_by_its_letters_and_the_label_stays(key, entity, expected, reviewer):
    reviewer.go_to("relation", "r2")
    reviewer.press(key)
    reviewer.press(*hint(reviewer, entity))
    assert ends(reviewer, "r2") == expected
    assert reviewer.focused() == ("relation", "r2")
    reviewer.press("u")
    assert ends(reviewer, "r2") == ("e3", "urged", "e4")


def test_another_end_that_the_label_does_not_allow_brings_a_legal_label_and_one_undo_takes_both_back(
    reviewer,
):
    reviewer.go_to("relation", "r2")
    reviewer.press("r")
    reviewer.press(*hint(reviewer, "e5"))
    assert ends(reviewer, "r2") == ("e3", "occurred_on", "e5")
    reviewer.press("u")
    assert ends(reviewer, "r2") == ("e3", "urged", "e4")


def test_another_end_is_given_with_the_buttons_and_a_click_on_the_mark(reviewer):
    reviewer.row("r2").click()
    reviewer.page.locator('.an-actions [data-command="reattach-head"]').click()
    reviewer.mark("e1").click()
    assert ends(reviewer, "r2") == ("e1", "urged", "e4")
    reviewer.page.locator('.an-actions [data-command="relate"]').click()
    reviewer.mark("e2").click()
    assert ends(reviewer, "r2") == ("e1", "urged", "e2")


def test_another_end_is_given_by_dragging_the_end_of_the_arc_to_it(reviewer):
    reviewer.row("r2").click()
    for end, entity in (("tail", "e2"), ("head", "e1")):
        box = reviewer.page.locator(f'[data-handle="{end}"]').bounding_box()
        assert box
        drag(reviewer, (box["x"] + 8, box["y"] + 5), middle(reviewer, entity))
    assert ends(reviewer, "r2") == ("e1", "urged", "e2")


def test_the_end_of_an_arc_that_is_dropped_in_plain_text_stays_where_it_was(reviewer):
    reviewer.row("r2").click()
    before = reviewer.picture()
    box = reviewer.page.locator('[data-handle="tail"]').bounding_box()
    assert box
    drag(reviewer, (box["x"] + 8, box["y"] + 5), (box["x"] + 200, box["y"] + 120))
    expect(reviewer.page.locator(".an-drag-line")).to_have_count(0)
    expect(reviewer.page.locator(_POPOVER)).to_have_count(0)
    assert reviewer.picture() == before


def test_a_drag_from_mark_to_mark_and_one_key_make_a_relation(reviewer):
    drag(reviewer, middle(reviewer, "e2"), middle(reviewer, "e3"))
    expect(reviewer.page.locator(_POPOVER)).to_be_visible()
    reviewer.press("s")
    assert added(reviewer) == ("e2", "supported", "e3")
    assert reviewer.page.evaluate("getSelection().isCollapsed")


def test_a_drag_from_mark_to_mark_alone_makes_the_only_legal_relation(reviewer):
    drag(reviewer, middle(reviewer, "e2"), middle(reviewer, "e5"))
    assert added(reviewer) == ("e2", "occurred_on", "e5")


def test_while_one_drags_a_line_follows_and_what_is_legal_is_lit_up(reviewer):
    mouse = reviewer.page.mouse
    mouse.move(*middle(reviewer, "e5"))
    mouse.down()
    mouse.move(*middle(reviewer, "e2"), steps=6)
    expect(reviewer.mark("e2")).to_have_attribute("data-over", "no")
    mouse.up()
    expect(reviewer.page.get_by_role("alert")).to_contain_text("no relation label may join these two")
    mouse.move(*middle(reviewer, "e1"))
    mouse.down()
    mouse.move(*middle(reviewer, "e3"), steps=6)
    expect(reviewer.page.locator(".an-drag-line")).to_have_count(1)
    expect(reviewer.mark("e3")).to_have_attribute("data-over", "yes")
    expect(reviewer.mark("e4")).to_have_attribute("data-target", "")
    expect(reviewer.mark("e1")).not_to_have_attribute("data-target", "")
    reviewer.press("Escape")
    expect(reviewer.page.locator(".an-drag-line, [data-target], [data-over]")).to_have_count(0)
    mouse.up()
    expect(reviewer.page.locator(_POPOVER)).to_have_count(0)
    assert set(reviewer.picture().relations) == {"r1", "r2", "r3"}


def place_of(reviewer: Reviewer, words: str) -> tuple[float, float]:
    """The middle of words that stand in the text once."""
    place = reviewer.page.evaluate(
        """(words) => {
          const walker = document.createTreeWalker(document.querySelector(".an-text"), NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const at = walker.currentNode.data.indexOf(words);
            if (at < 0) continue;
            const range = document.createRange();
            range.setStart(walker.currentNode, at);
            range.setEnd(walker.currentNode, at + words.length);
            const box = range.getBoundingClientRect();
            return [box.left + box.width / 2, box.top + box.height / 2];
          }
        }""",
        words,
    )
    return place[0], place[1]


@pytest.mark.parametrize(
    ("end", "held", "words"),
    [
        ("hall", [], "Blinken met Cavusoglu in the hall"),
        ("Cavusoglu", ["Alt"], "Blinken met Cavusoglu"),
        ("Cavusoglu", ["Shift"], "Blinken met Cavusoglu"),
    ],
    ids=["into plain text", "with Alt", "with Shift"],
)
def test_a_drag_from_a_mark_still_selects_text(end, held, words, reviewer):
    reviewer.press("Escape")
    drag(reviewer, place_of(reviewer, "Blinken"), place_of(reviewer, end), *held)
    expect(reviewer.page.locator(f"{_POPOVER} > p")).to_contain_text(f"New entity: {words}")


def test_a_drag_inside_of_one_mark_still_selects_its_words(page, serve):
    article = marked("one", "The [Bank of England|ORG] spoke to [Andrew Bailey|PERSON].")
    reviewer = Reviewer(page, serve([article]).url).open("one")
    drag(reviewer, place_of(reviewer, "Bank"), place_of(reviewer, "of"))
    expect(page.locator(f"{_POPOVER} > p")).to_contain_text("New entity: Bank of")


def test_a_finger_drags_from_the_focused_mark(shelf, open_page):
    page = open_page(has_touch=True)
    reviewer = shelf.open_next(page)
    start, end = middle(reviewer, "e2"), middle(reviewer, "e5")
    page.touchscreen.tap(*start)
    expect(reviewer.mark("e2")).to_have_attribute("data-focused", "true")
    touch = page.context.new_cdp_session(page)
    between = (start[0] + 20, start[1] + 20)
    for kind, at in (("Start", start), ("Move", between), ("Move", end), ("End", None)):
        points = [] if at is None else [{"x": at[0], "y": at[1]}]
        touch.send("Input.dispatchTouchEvent", {"type": f"touch{kind}", "touchPoints": points})
    assert added(reviewer) == ("e2", "occurred_on", "e5")


def test_a_relation_that_became_illegal_says_so_and_keeps_the_article_open(reviewer):
    reviewer.go_to("entity", "e4")
    reviewer.press("0")
    row = reviewer.row("r2")
    expect(row).to_have_attribute("data-faulty", "")
    reviewer.press("Shift+A", "Control+Enter")
    expect(reviewer.page.get_by_role("alert")).to_contain_text("urged cannot go from GPE to")
    expect(reviewer.page.locator(".an-detail .an-fault")).to_contain_text("urged cannot go from GPE to")
    assert reviewer.focused() == ("relation", "r2")
    reviewer.press("r")
    reviewer.press(*hint(reviewer, "e2"))
    assert ends(reviewer, "r2") == ("e3", "urged", "e2")
    expect(row).not_to_have_attribute("data-faulty", "")
