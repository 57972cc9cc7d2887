"""Arcs, chips and the relation list: what of a relation can be seen, and how one gets to the rest of it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from annotator.core.model import Entity, Relation
from tests.browser.review.test_relations import talks
from tests.browser.reviewer import Reviewer
from tests.browser.serving import Prepared, prepared
from tests.browser.shelf import Shelf

# Points of the arcs that lie on a word: on its box, less what lies above and below its letters.
_CROSSED = """() => {
  const words = [];
  const walker = document.createTreeWalker(document.querySelector(".an-text"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    for (const word of walker.currentNode.data.matchAll(/\\S+/g)) {
      const range = document.createRange();
      range.setStart(walker.currentNode, word.index);
      range.setEnd(walker.currentNode, word.index + word[0].length);
      for (const box of range.getClientRects()) words.push([word[0], box]);
    }
  }
  const crossed = [];
  for (const arc of document.querySelectorAll(".an-arc")) {
    const frame = arc.ownerSVGElement.getBoundingClientRect();
    for (let at = 8; at < arc.getTotalLength() - 8; at += 3) {
      const { x, y } = arc.getPointAtLength(at);
      const [left, top] = [x + frame.left, y + frame.top];
      for (const [word, box] of words) {
        const level = top > box.top + 1 && top < box.bottom - 1;
        if (level && left > box.left && left < box.right) crossed.push(word);
      }
    }
  }
  return [document.querySelectorAll(".an-arc").length, crossed];
}"""

_FILLER = "and so it went on for a while with nobody to say what it was about, "


def nested(article_id: str) -> Prepared:
    """Marks in marks, a line from right to left, and several relations with one end."""
    text = (
        f"The Bank of England Governor Andrew Bailey met {_FILLER * 3} and Jane Austen, "
        "then John Keats of New York came.\nالتقى بلينكن مع جاويش أوغلو في بروكسل يوم الأربعاء.\n"
    )

    def span(item_id: str, words: str, label: str) -> Entity:
        start = text.index(words)
        return Entity(item_id, start, start + len(words), label)

    entities = [
        span("office", "Bank of England Governor", "TITLE"),
        span("bank", "Bank of England", "ORG"),
        span("england", "England", "GPE"),
        span("bailey", "Andrew Bailey", "PERSON"),
        span("austen", "Jane Austen", "PERSON"),
        span("keats", "John Keats", "PERSON"),
        span("york", "New York", "GPE"),
        span("one", "بلينكن", "PERSON"),
        span("two", "جاويش أوغلو", "PERSON"),
    ]
    relations = [
        ("bailey", "holds_title", "office"),
        ("bailey", "met_with", "austen"),
        ("bailey", "criticized", "austen"),
        ("bailey", "urged", "keats"),
        ("england", "supported", "bailey"),
        ("one", "urged", "two"),
        ("york", "urged", "england"),
    ]
    made = [Relation(f"r{at}", head, tail, label) for at, (head, label, tail) in enumerate(relations, 1)]
    return prepared(article_id, text, entities, made)


@pytest.fixture(scope="module")
def shelves(tmp_path_factory):
    """One server for each kind of article, with an article of its own for each test."""
    folder = tmp_path_factory.mktemp("shelves")
    made = {make.__name__: Shelf(folder / f"{make.__name__}.db", make) for make in (talks, nested)}
    yield made
    for shelf in made.values():
        shelf.server.kill()


@pytest.fixture
def page(window):
    return window


@pytest.fixture
def reviewer(page, shelves):
    return shelves["talks"].open_next(page)


@pytest.mark.parametrize("width", [1024, 1440])
def test_no_arc_crosses_a_word(width, shelves, open_page):
    page = open_page(viewport={"width": width, "height": 800})
    reviewer = shelves["nested"].open_next(page)
    for kind, item, arcs in (
        ("entity", "bailey", 5),
        ("entity", "england", 2),
        ("relation", "r1", 1),
        ("relation", "r6", 1),
        ("relation", "r7", 1),
    ):
        reviewer.go_to(kind, item)
        assert page.evaluate(_CROSSED) == [arcs, []], item


def test_between_lines_from_right_to_left_an_arc_runs_in_the_right_margin(page, shelves):
    reviewer = shelves["nested"].open_next(page)
    page.set_viewport_size({"width": 1280, "height": 800})
    reviewer.go_to("relation", "r6")
    arc, text = page.locator(".an-arc").bounding_box(), page.locator(".an-text").bounding_box()
    assert arc
    assert text
    assert arc["x"] > text["x"] + text["width"] / 2


def test_what_the_pointer_rests_on_shows_its_arcs_until_it_leaves(reviewer):
    reviewer.go_to("entity", "e5")
    hovered = reviewer.page.locator(".an-arcs[data-hovered] .an-arc")
    expect(hovered).to_have_count(0)
    for resting in (reviewer.mark("e3"), reviewer.row("r2")):
        resting.hover()
        expect(hovered).to_have_count(1)
        expect(reviewer.mark("e4")).to_have_attribute("data-hovered", "")
        reviewer.page.mouse.move(500, 5)
        assert hovered.count() == 0
        assert reviewer.page.locator(".an-mark[data-hovered]").count() == 0
    assert reviewer.focused() == ("entity", "e5")


def test_a_relation_is_focused_by_clicking_its_row_or_its_arc(reviewer):
    reviewer.row("r1").click()
    assert reviewer.focused() == ("relation", "r1")
    reviewer.mark("e3").click()
    assert reviewer.focused() == ("entity", "e3")
    place = reviewer.page.evaluate(
        """() => {
          const arc = document.querySelector('[data-arc="r2"] .an-arc');
          const frame = arc.ownerSVGElement.getBoundingClientRect();
          const { x, y } = arc.getPointAtLength(24);
          return [x + frame.left, y + frame.top + 3];
        }"""
    )
    reviewer.page.mouse.click(*place)
    assert reviewer.focused() == ("relation", "r2")


def scrolled(reviewer: Reviewer) -> float:
    return reviewer.page.evaluate("document.querySelector('.an-pane').scrollTop")


def in_sight(reviewer: Reviewer, entity: str) -> bool:
    pane = reviewer.page.locator(".an-pane").bounding_box()
    mark = reviewer.mark(entity).bounding_box()
    assert pane
    assert mark
    return pane["y"] <= mark["y"] <= pane["y"] + pane["height"] - mark["height"]


def test_a_chip_leads_to_the_end_out_of_sight_and_another_one_back(reviewer):
    reviewer.row("r3").click()
    top = scrolled(reviewer)
    assert not in_sight(reviewer, "e6")
    chip = reviewer.page.get_by_role("button", name="go to urged Lavrov")
    expect(chip).to_contain_text("lines")
    chip.click()
    assert in_sight(reviewer, "e6")
    assert reviewer.focused() == ("relation", "r3")
    reviewer.page.get_by_role("button", name="back to Blinken").click()
    assert in_sight(reviewer, "e1")
    assert scrolled(reviewer) == top


def test_brackets_lead_along_a_relation_and_back_by_keys_alone(reviewer):
    reviewer.go_to("relation", "r3")
    top = scrolled(reviewer)
    before = in_sight(reviewer, "e1")
    reviewer.press("]")
    assert in_sight(reviewer, "e6") == before
    reviewer.press("]")
    assert in_sight(reviewer, "e1") == before
    reviewer.press("[")
    assert scrolled(reviewer) == top
    assert reviewer.focused() == ("relation", "r3")


def test_from_an_entity_brackets_lead_along_one_relation_after_the_other_and_back(reviewer):
    reviewer.go_to("entity", "e1")
    reached = []
    for _ in range(3):
        reviewer.press("]")
        reached.append(reviewer.focused())
    assert reached == [("entity", "e2"), ("entity", "e6"), ("entity", "e2")]
    reviewer.press("[")
    assert reviewer.focused() == ("entity", "e1")
    reviewer.press("[")
    expect(reviewer.page.get_by_role("alert")).to_contain_text("nowhere to go back to")


def test_the_list_is_filtered_by_words_labels_and_status_from_the_keyboard(reviewer):
    rows = reviewer.page.locator(".an-row:visible")
    reviewer.go_to("relation", "r1").press("a")
    reviewer.press("Shift+L")
    for filter_, shown in (("pending", ["r3", "r2"]), ("urged blinken", ["r3"]), ("accepted", ["r1"])):
        reviewer.page.keyboard.type(filter_)
        expect(rows).to_have_count(len(shown))
        assert [row.get_attribute("data-relation-id") for row in rows.all()] == shown
        reviewer.press("Control+A", "Delete")
    reviewer.page.keyboard.type("met")
    reviewer.press("Enter")
    assert reviewer.focused() == ("relation", "r1")
    reviewer.press("f")
    assert reviewer.picture().relations["r1"]["head"] == "e2"
    expect(rows).to_have_count(1)
    reviewer.press("Escape")
    expect(rows).to_have_count(3)


def test_no_row_moves_or_grows_whatever_is_focused(reviewer):
    def rows() -> list[list[float]]:
        return reviewer.page.evaluate(
            """() => [...document.querySelectorAll('.an-row')].map(
              (row) => [row.getBoundingClientRect().top, row.offsetHeight])"""
        )

    before = rows()
    for _ in range(9):
        reviewer.press("ArrowRight")
        assert rows() == before


def test_the_sentence_of_the_focused_relation_has_both_its_ends_marked(reviewer):
    reviewer.row("r2").click()
    context = reviewer.page.locator(".an-context")
    expect(context).to_have_text("Then Washington urged Ankara on Monday to talk.")
    expect(context.locator('[data-end="head"]')).to_have_text("Washington")
    expect(context.locator('[data-end="tail"]')).to_have_text("Ankara")
    reviewer.row("r3").click()
    expect(context).to_have_text("Blinken met Cavusoglu in the hall. ⋯ Lavrov spoke to Truss.")


def test_the_buttons_below_the_list_do_what_their_keys_do(reviewer):
    for command, field, value in (
        ("accept", "status", "accepted"),
        ("flip", "head", "e4"),
        ("reject", "status", "rejected"),
    ):
        reviewer.row("r2").click()
        reviewer.page.locator(f'.an-actions [data-command="{command}"]').click()
        assert reviewer.picture().relations["r2"][field] == value


def test_a_relation_between_words_of_either_direction_reads_in_order(page, shelves):
    reviewer = shelves["nested"].open_next(page)
    left = [
        reviewer.row("r6").locator(part).bounding_box()["x"]
        for part in ("bdi >> nth=0", ".an-relation-label", "bdi >> nth=1")
    ]
    assert left == sorted(left)
