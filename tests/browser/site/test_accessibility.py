"""What people without a mouse, without sight or with weak sight find on every page."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from annotator.core.model import Article
from tests.browser.articles import marked, visit
from tests.browser.axe import violations
from tests.browser.every_command import ENTER
from tests.browser.harness import harness_server
from tests.browser.reviewer import EDITOR, Reviewer
from tests.browser.serving import Prepared

THEMES = ["light", "dark"]


@pytest.fixture(scope="module")
def harness():
    with harness_server() as url:
        yield url


@pytest.fixture
def editor(open_page, harness):
    """``editor(theme, article)``: a reviewer at the editor on a plain page."""

    def opened(theme="light", article="hard") -> Reviewer:
        page = open_page(
            f"{harness}?article={article}&theme={theme}", color_scheme=theme, reduced_motion="reduce"
        )
        page.wait_for_function(f"() => document.querySelector('{EDITOR}')?.dataset.mode")
        return Reviewer(page, harness)

    return opened


def _violations(page: Page) -> list[str]:
    """Those of the editor: the plain page around it has no headings and landmarks of a real one."""
    return violations(page, within=EDITOR)


def test_axe_finds_what_is_wrong(editor):
    page = editor().page
    page.evaluate("() => document.querySelector('.an-text').append(new Image())")
    assert [line for line in _violations(page) if line.startswith("image-alt")]


@pytest.mark.parametrize("theme", THEMES)
def test_nested_marks_relations_and_other_scripts_break_no_rule(theme, editor):
    assert _violations(editor(theme).page) == []


@pytest.mark.parametrize("theme", THEMES)
def test_no_mode_and_no_popover_breaks_a_rule(theme, editor):
    reviewer = editor(theme, "seed")
    found = {}
    for mode, steps in ENTER.items():
        for step in steps:
            step(reviewer)
        found[mode] = _violations(reviewer.page)
        reviewer.press("Escape", "Escape")
    for name, keys in {"menu": ".", "guidelines": "g", "flag": "Shift+F", "refused": "f"}.items():
        reviewer.press(keys)
        found[name] = _violations(reviewer.page)
        reviewer.press("Escape")
    reviewer.row("r1").click()
    found["relation"] = _violations(reviewer.page)
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("theme", THEMES)
def test_no_page_breaks_a_rule(theme, open_page, serve):
    server = serve([visit(), marked("b", "[Paris|GPE] called."), Prepared(Article("bare", "Nothing."))])
    page = open_page(color_scheme=theme, reduced_motion="reduce")
    reviewer = Reviewer(page, server.url).open("visit")
    found = {"review": violations(page)}
    reviewer.press("/")
    page.keyboard.type("Paris")
    reviewer.press("Tab")
    expect(page.locator(".an-search [role=option]")).to_have_count(1)
    found["search everywhere"] = violations(page)
    reviewer.press("Escape", ",")
    expect(page.get_by_role("radio", name="as ingested")).to_be_checked()
    found["settings with the order of the queue"] = violations(page)
    reviewer.press("Escape", "Shift+A", "Control+Enter")
    reviewer.sees("b").saved()
    for name, title in {
        name.lower(): name for name in ("Articles", "Accuracy", "Extractors", "Export", "Releases")
    }.items():
        page.goto(f"{server.url}/{name}")
        expect(page.get_by_role("heading", name=title).first).to_be_visible(timeout=30_000)
        page.wait_for_function("() => !document.querySelector('[data-testid=stStatusWidget]')")
        found[name] = violations(page)
    page.goto(f"{server.url}/?article=nobody")
    expect(page.get_by_text("there is no article", exact=False)).to_be_visible(timeout=30_000)
    found["error"] = violations(page)
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


_STOP = """(editor) => {
  const active = document.activeElement;
  if (!active.closest(editor)) return null;
  const { outlineStyle, outlineWidth } = getComputedStyle(active);
  const ringed = outlineStyle !== "none" && parseFloat(outlineWidth) >= 1;
  // a field has its border in the colour of the focus instead
  const shows = ringed || active.matches("input");
  return [active.outerHTML.slice(0, 80), shows, active.checkVisibility()];
}"""


def test_tab_leads_out_of_the_editor_and_every_stop_on_the_way_shows_the_focus(editor):
    reviewer = editor("light", "seed")
    page = reviewer.page
    stops = []
    for _ in range(30):
        reviewer.press("Tab")
        stop = page.evaluate(
            _STOP,
            EDITOR,
        )
        if stop is None:
            break
        stops.append(stop)
    else:
        pytest.fail(f"Tab stays in the editor: {stops}")
    assert len(stops) > 3
    assert [name for name, ringed, _ in stops if not ringed] == []
    assert all(visible for *_, visible in stops)


def test_a_screen_reader_is_told_the_name_of_the_mark_and_what_became_of_it(editor):
    reviewer = editor("light", "seed")
    name = reviewer.page.evaluate("() => document.activeElement.getAttribute('aria-label')")
    assert name == "Blinken, PERSON, to decide"
    reviewer.press("a")
    expect(reviewer.page.locator("[role=status].an-hidden")).to_have_text("Blinken, PERSON, accepted")


def test_nothing_moves_by_itself_for_those_who_asked_for_that(editor):
    page = editor("light", "seed").page
    moving = page.evaluate(
        """(editor) => [...document.querySelectorAll(`${editor}, ${editor} *`)].filter((found) => {
          const style = getComputedStyle(found);
          const moves = parseFloat(style.transitionDuration) > 0 || style.animationName !== "none";
          return moves || style.scrollBehavior === "smooth";
        }).map((found) => found.outerHTML.slice(0, 80))""",
        EDITOR,
    )
    assert moving == []
