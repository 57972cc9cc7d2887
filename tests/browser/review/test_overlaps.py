"""Entities that overlap are all visible, and each can be focused."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from annotator.core.model import Entity
from tests.browser.serving import prepared
from tests.browser.shelf import Shelf

TEXT = "The Bank of England Governor Andrew Bailey spoke.\nHe left."


def span(item_id: str, words: str, label: str) -> Entity:
    start = TEXT.index(words)
    return Entity(item_id, start, start + len(words), label)


ENTITIES = {
    "bank": span("bank", "Bank of England", "ORG"),
    "england": span("england", "England", "GPE"),
    "office": span("office", "Bank of England Governor", "TITLE"),
    "crossing": span("crossing", "England Governor Andrew Bailey", "WORK_OF_ART"),
    "bailey": span("bailey", "Andrew Bailey", "PERSON"),
    "lines": span("lines", "spoke.\nHe", "EVENT"),
    "same": span("same", "Andrew Bailey", "NORP"),
}


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    made = Shelf(
        tmp_path_factory.mktemp("overlaps") / "a.db",
        lambda article_id: prepared(article_id, TEXT, list(ENTITIES.values())),
    )
    yield made
    made.server.kill()


@pytest.fixture
def reviewer(window, shelf):
    return shelf.open_next(window)


def test_every_overlapping_entity_is_on_the_page_with_its_own_words(reviewer):
    shown = reviewer.picture()
    assert shown.text.startswith(TEXT)
    assert {found: shown.words(found) for found in shown.entities} == {
        item_id: TEXT[found.start : found.end] for item_id, found in ENTITIES.items()
    }
    for item_id in ENTITIES:
        expect(reviewer.mark(item_id)).to_be_visible()


def test_the_arrow_keys_reach_every_overlapping_entity_in_reading_order(reviewer):
    reached = [reviewer.focused()]
    for _ in range(len(ENTITIES) - 1):
        reviewer.press("ArrowRight")
        reached.append(reviewer.focused())
    wanted = sorted(ENTITIES.values(), key=lambda found: (found.start, -found.end, found.id))
    assert reached == [("entity", found.id) for found in wanted]


@pytest.mark.parametrize("item_id", ENTITIES)
def test_an_overlapping_entity_is_focused_by_clicking_its_words_until_it_has_its_turn(item_id, reviewer):
    place = reviewer.page.evaluate(
        """(id) => {
          const [box] = document.querySelector(`[data-entity-id="${id}"]`).getClientRects();
          return { x: box.left + 3, y: box.top + box.height / 2 };
        }""",
        item_id,
    )
    for _ in ENTITIES:
        reviewer.page.mouse.click(place["x"], place["y"])
        if reviewer.focused() == ("entity", item_id):
            break
        reviewer.page.wait_for_timeout(0)
    assert reviewer.focused() == ("entity", item_id)
    expect(reviewer.page.locator("[data-entity-id][data-focused]").first).to_have_attribute(
        "data-entity-id", item_id
    )


def test_a_decision_on_one_of_them_leaves_the_others_alone(reviewer):
    reviewer.go_to("entity", "england").press("x")
    reviewer.go_to("entity", "crossing").press("Shift+ArrowLeft")
    reviewer.saved()
    shown = reviewer.picture()
    assert shown.words("crossing") == "England Governor Andrew"
    assert {found: shown.entities[found]["status"] for found in ENTITIES} == {
        **dict.fromkeys(ENTITIES, "pending"),
        "england": "rejected",
        "crossing": "corrected",
    }


def test_the_focused_entity_has_a_ring_after_a_click_as_after_a_key(reviewer):
    for focus in (lambda: reviewer.mark("bailey").click(), lambda: reviewer.press("ArrowRight")):
        focus()
        expect(reviewer.page.locator("[data-entity-id][data-focused]").first).to_have_css(
            "outline-width", "2px"
        )
