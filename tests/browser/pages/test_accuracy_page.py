"""From a number on the accuracy page to the marked place in the article."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from annotator.store import close_stores, open_store
from tests.browser.axe import violations
from tests.browser.serving import Server
from tests.services.building import put
from tests.services.measuring import FULL, NEW, OLD, TEXT, accept, add_proposals, proposals, review

PANEL = '[data-annotator="items"]'
HOSTILE = "<img src=x onerror=document.title='x'>"


@pytest.fixture
def server(tmp_path):
    """Gold of three articles; the newest version takes Bo for an ORG, and something hostile for a PERSON."""
    path = tmp_path / "annotator.db"
    store = open_store(path)
    names = [f"a{number}" for number in range(3)]
    text = f"{TEXT} {HOSTILE}"
    put(store, *((name, text.format(name)) for name in names))
    add_proposals(store, OLD, FULL, *names)
    for name in names:
        review(store, name, *(accept("entity", f"e{at}") for at in (1, 2, 3)), accept("relation", "r1"))
    right = [(0, 3, "PERSON", 0.9), (14, 18, "GPE", 0.7)]
    wrong = proposals(*right, (8, 10, "ORG", 0.4), (77, 81, "PERSON", 0.2))
    add_proposals(store, NEW, wrong, *names)
    close_stores()
    started = Server(path).start()
    yield started
    started.kill()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_cell_of_the_confusion_matrix_leads_by_keyboard_to_the_marked_place(theme, server, open_page):
    page = open_page(f"{server.url}/accuracy", color_scheme=theme, reduced_motion="reduce")
    cell = page.get_by_role("button", name="PERSON, ORG: 3, open the list")
    cell.focus(timeout=60_000)
    page.keyboard.press("Enter")
    panel = page.locator(PANEL)
    expect(panel.locator("li")).to_have_count(3)
    expect(panel.locator("li button").first).to_be_focused()
    expect(panel.locator("mark[data-focused]")).to_have_text("Bo")
    expect(panel.locator(".ai-label[data-label=ORG]")).to_have_attribute("data-where", "predicted")
    page.keyboard.press("ArrowDown")
    expect(panel.locator("h3")).to_have_text("About a1")
    expect(panel.locator("li button").nth(1)).to_be_focused()
    panel.get_by_role("button", name="Side by side").click()
    expect(panel.locator("mark[data-focused]")).to_have_text(["Bo", "Bo"])
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(cell).to_be_focused()
    page.keyboard.press("Enter")
    expect(panel.locator("li button").first).to_be_focused()
    page.keyboard.press("Enter")
    editor = page.locator('[data-annotator="editor"][data-article-id="a0"]')
    expect(editor).to_be_visible(timeout=30_000)
    expect(editor.locator('[data-entity-id="e2"]').first).to_have_attribute("data-focused", "true")


def test_points_of_charts_and_links_to_sections_lead_where_they_say(server, open_page):
    page = open_page(f"{server.url}/accuracy", reduced_motion="reduce")
    panel = page.locator(PANEL)
    for point, title, items in (
        ("f1: 0.5; label: PERSON", "Entities in gold: PERSON", 6),
        ("Version: 2; Strict F1: 0;", "Errors of relations: 2", 3),
        ("Mean score: 0.4; Share that is right: 0; items", "Entities with a score of 0.4 to 0.5", 3),
    ):
        page.locator(f'svg.marks path[aria-label^="{point}"]').last.click(timeout=60_000)
        expect(panel.locator("h2")).to_have_text(title)
        expect(panel.locator("li")).to_have_count(items)
        page.keyboard.press("Escape")
        expect(panel).to_be_hidden()
    links = page.get_by_role("navigation", name="On this page").get_by_role("link")
    sections = page.locator('[data-annotator="sheet"] h2')
    expect(links).to_have_text(sections.all_text_contents())
    links.filter(has_text="Trust").focus()
    page.keyboard.press("Enter")
    expect(sections.filter(has_text="Trust")).to_be_focused()
    expect(sections.filter(has_text="Trust")).to_be_in_viewport()


def test_hostile_text_is_text_in_lists_and_articles(server, open_page):
    page = open_page(f"{server.url}/accuracy")
    page.get_by_role("button", name="none, PERSON: 3, open the list").click(timeout=60_000)
    panel = page.locator(PANEL)
    expect(panel.locator(".ai-text")).to_contain_text(HOSTILE)
    assert page.locator("img").count() == 0
    assert page.title() != "x"
