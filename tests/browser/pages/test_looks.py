"""The look of the page in numbers: characters in a row, what stays where it is, what a finger can hit."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page, expect

from tests.browser.articles import marked, visit
from tests.browser.every_command import ENTER
from tests.browser.harness import harness_server
from tests.browser.reviewer import EDITOR, Reviewer
from tests.browser.serving import prepared, write_schema

SIZES = ["15", "16", "18", "20", "22"]

# Characters of the article in each row that is full: all rows but the last one of each paragraph.
_ROWS = """() => {
  const full = [];
  for (const line of document.querySelectorAll(".an-line:not(.an-blank, .an-furniture)")) {
    const rows = [];
    const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      for (let at = 0; at < node.length; at += 1) {
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        const box = range.getClientRects()[0];
        if (!box) continue;
        const middle = box.top + box.height / 2;
        const last = rows.at(-1);
        if (last && Math.abs(last.middle - middle) < 12) last.count += 1;
        else rows.push({ middle, count: 1 });
      }
    }
    full.push(...rows.slice(0, -1).map((row) => row.count));
  }
  return full.sort((one, other) => one - other);
}"""

# Where everything stands: lines of the text, marks and rows of the list, by what they are known by.
_PLACES = """() => {
  const places = {};
  const add = (name, found) => {
    const { left, top } = found.getBoundingClientRect();
    places[name] = [Math.round(left * 10) / 10, Math.round(top * 10) / 10];
  };
  document.querySelectorAll("[data-line]").forEach((line) => add(`line ${line.dataset.line}`, line));
  document.querySelectorAll("[data-relation-id]").forEach((row) => add(`row ${row.dataset.relationId}`, row));
  for (const name of [".an-head", ".an-detail", ".an-status", ".an-filter"]) {
    add(name, document.querySelector(name));
  }
  return places;
}"""

_SMALL = """() => [...document.querySelectorAll("button, a, select, input, [role=option], [role=radio]")]
  .filter((found) => found.checkVisibility() && !found.closest(".stAppSkipLink, [data-testid=stSkipLink]"))
  .map((found) => [found.textContent.trim() || found.ariaLabel, found.getBoundingClientRect()])
  .filter(([, box]) => box.width > 1 && (box.width < 24 || box.height < 24))
  .map(([name, box]) => `${name}: ${Math.round(box.width)} x ${Math.round(box.height)}`)"""


@pytest.fixture
def page(open_page):
    """With a storage of its own: the harness has one address for all."""
    return open_page()


@pytest.fixture(scope="module")
def harness():
    with harness_server() as url:
        yield url


def _seed(page: Page, harness: str, settings: dict[str, str] | None = None) -> Reviewer:
    page.goto(harness)
    page.evaluate("kept => localStorage.setItem('annotator:settings', kept)", json.dumps(settings or {}))
    page.goto(f"{harness}?article=seed")
    page.wait_for_function(f"() => document.querySelector('{EDITOR}')?.dataset.mode")
    return Reviewer(page, harness)


@pytest.mark.parametrize("face", ["serif", "sans"])
@pytest.mark.parametrize("size", SIZES)
def test_a_row_holds_60_to_80_characters_at_every_size_from_1024_pixels_on(size, face, page, harness):
    _seed(page, harness, {"face": face, "size": size})
    for width in (1024, 1100, 1200, 1280, 1600):
        page.set_viewport_size({"width": width, "height": 800})
        page.wait_for_function("() => new Promise((done) => requestAnimationFrame(() => done(true)))")
        rows = page.evaluate(_ROWS)
        assert 59 <= rows[len(rows) // 2] <= 80, (width, rows)
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_nothing_moves_while_one_decides_on_entities(page, harness):
    reviewer = _seed(page, harness)
    reviewer.press("j")
    before = page.evaluate(_PLACES)
    for key in ["a", "u", "ArrowRight", "ArrowLeft", "x", "u", "m", "Escape", "r", "Escape"]:
        reviewer.press(key)
        assert page.evaluate(_PLACES) == before, key


def test_a_longer_label_moves_no_line_above_it_and_no_row_of_the_list(page, harness):
    reviewer = _seed(page, harness)
    reviewer.press("j", "j", "j")
    kind, focused = reviewer.focused()
    line = int(reviewer.mark(focused).evaluate("mark => mark.closest('[data-line]').dataset.line"))
    before = page.evaluate(_PLACES)
    reviewer.press("9")
    after = page.evaluate(_PLACES)
    assert kind == "entity"
    kept = [name for name in before if not name.startswith("line ") or int(name.split()[1]) <= line]
    assert {name: after[name] for name in kept} == {name: before[name] for name in kept}


@pytest.mark.parametrize("width", [1280, 1024, 820])
def test_no_line_and_no_row_above_moves_while_one_decides_on_relations(width, open_page, harness):
    page = open_page(viewport={"width": width, "height": 800})
    reviewer = _seed(page, harness)
    reviewer.row("r1").click()
    before = page.evaluate(_PLACES)
    focused = before["row r1"][1]
    # a chip may make the focused row longer; turned round, it goes to the rows of its new head
    above = [name for name, (_, top) in before.items() if not name.startswith("row ") or top <= focused]
    beside = [name for name in before if not name.startswith("row ")]
    for name, keys, kept in [
        ("attribute", "!", above),
        ("undo", "u", above),
        ("an entity", "ArrowLeft", above),
        ("the relation again", "ArrowRight", above),
        ("flip", "f", beside),
        ("undo the flip", "u", beside),
    ]:
        reviewer.press(keys)
        after = page.evaluate(_PLACES)
        assert {found: after[found] for found in kept} == {found: before[found] for found in kept}, name


@pytest.mark.parametrize("width", [1024, 820])
def test_both_ends_of_the_focused_relation_are_in_sight_below_the_list(width, open_page, harness):
    page = open_page(viewport={"width": width, "height": 800})
    reviewer = _seed(page, harness)
    for row in range(page.locator("[data-relation-id]").count()):
        page.locator("[data-relation-id]").nth(row).click()
        hidden = page.evaluate(
            """() => {
              const frame = document.querySelector(".an-detail .an-context").getBoundingClientRect();
              const [first] = document.querySelectorAll(".an-detail b[data-end]");
              const { top, bottom } = first.getBoundingClientRect();
              return top < frame.top - 1 || bottom > frame.bottom + 1;
            }"""
        )
        assert not hidden, reviewer.focused()


def test_every_button_and_row_of_the_editor_is_24_pixels_high_and_wide(open_page, harness):
    page = open_page(viewport={"width": 820, "height": 1180}, has_touch=True)
    reviewer = _seed(page, harness)
    small = {}
    for mode, steps in ENTER.items():
        for step in steps:
            step(reviewer)
        small[mode] = page.evaluate(_SMALL)
        reviewer.press("Escape", "Escape")
    for name, keys in {"menu": ".", "guidelines": "g", "flag": "Shift+F"}.items():
        reviewer.press(keys)
        small[name] = page.evaluate(_SMALL)
        reviewer.press("Escape")
    reviewer.row("r1").click()
    small["relation"] = page.evaluate(_SMALL)
    assert {name: found for name, found in small.items() if found} == {}


def test_every_link_and_button_of_the_other_pages_is_24_pixels_high_and_wide(page, serve):
    server = serve([visit(), marked("b", "[Paris|GPE] called.")])
    reviewer = Reviewer(page, server.url).open("visit")
    small = {"review": page.evaluate(_SMALL)}
    reviewer.press("Shift+A", "Control+Enter")
    reviewer.sees("b").saved()
    for name, title in {
        name.lower(): name for name in ("Articles", "Accuracy", "Extractors", "Export", "Releases")
    }.items():
        page.goto(f"{server.url}/{name}")
        expect(page.get_by_role("heading", name=title).first).to_be_visible(timeout=30_000)
        page.wait_for_function("() => !document.querySelector('[data-testid=stStatusWidget]')")
        small[name] = page.evaluate(_SMALL)
    assert {name: found for name, found in small.items() if found} == {}


def test_an_empty_list_names_the_key_that_the_label_schema_gives(page, serve, tmp_path):
    schema = write_schema(
        tmp_path / "keys.json",
        json.dumps(
            {
                "name": "keys",
                "version": "1",
                "entity_labels": [{"label": "A"}, {"label": "B"}],
                "relation_labels": [{"label": "near", "head": ["A"], "tail": ["B"]}],
                "keys": {"relate": ["y"], "settings": ["z"]},
            }
        ),
    )
    server = serve([prepared("a", "Anna met Bert.", [("Anna", "A"), ("Bert", "B")])], schema=schema)
    reviewer = Reviewer(page, server.url).open("a")
    expect(page.locator(".an-empty")).to_have_text(
        "No relations yet. Focus an entity and press y to add one."
    )
    settings = page.get_by_role("dialog", name="Settings")
    reviewer.press("z")
    expect(settings).to_be_visible()
    reviewer.press(",")
    expect(settings).to_be_visible()
    reviewer.press("z")
    expect(settings).to_have_count(0)
