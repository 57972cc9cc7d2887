"""The whole key table and the whole menu: each key, each button and each row does what it says."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.every_command import ENTER, EXTENDED, PROOFS, Picture, Proof, look
from tests.browser.harness import harness_server, key_table, playwright_key
from tests.browser.reviewer import EDITOR, Reviewer

ROWS = key_table()
PRESSES = [
    pytest.param(row["command"], mode, key, row.get("extend", False), id=f"{row['command']}-{mode}-{key}")
    for row in ROWS
    for mode in row["modes"]
    for key in row["keys"]
]
NORMAL = sorted({row["command"] for row in ROWS if "normal" in row["modes"]} - {"menu", "cancel"})


@pytest.fixture(scope="module")
def harness():
    with harness_server() as url:
        yield url


@pytest.fixture
def page(window: Page):
    return window


@pytest.fixture
def begin(page: Page, harness: str):
    """``begin(proof, mode)``: a fresh article, in the mode, ready for the command; its picture."""

    def begun(proof: Proof, mode: str) -> tuple[Reviewer, Picture]:
        # a page without an editor: the one before keeps its queue and its place when it goes
        page.goto(f"{harness.rpartition('/')[0]}/build.js")
        page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
        page.goto(f"{harness}?article=seed")
        page.wait_for_function(f"() => document.querySelector('{EDITOR}')?.dataset.mode")
        reviewer = Reviewer(page, harness)
        for step in (*ENTER[mode], *proof.before):
            step(reviewer)
        before = look(page)
        assert before["mode"] == mode
        return reviewer, before

    return begun


def prove(page: Page, proof: Proof, before: Picture) -> None:
    if proof.opens:
        expect(page.locator(EDITOR)).not_to_have_attribute("data-article-id", before["article"])
    if proof.waits:
        page.wait_for_selector(proof.waits)
    after = look(page)
    changed = {name: (before[name], after[name]) for name in before if before[name] != after[name]}
    assert proof.shows(before, after), changed


def test_every_command_of_the_key_table_has_its_proof():
    assert {row["command"] for row in ROWS} == PROOFS.keys()


def test_every_mode_of_the_key_table_can_be_entered():
    assert {mode for row in ROWS for mode in row["modes"]} == ENTER.keys()


@pytest.mark.parametrize(("command", "mode", "key", "extend"), PRESSES)
def test_each_key_does_what_the_table_says(command, mode, key, extend, page, begin):
    proof = EXTENDED if extend else PROOFS[command].of(mode)
    reviewer, before = begin(proof, mode)
    reviewer.press(playwright_key(key))
    prove(page, proof, before)


@pytest.mark.parametrize("mode", sorted(ENTER))
def test_each_button_of_the_bottom_line_does_what_its_key_does(mode, page, begin):
    begin(Proof(lambda *_: True), mode)
    commands = page.locator(f"{EDITOR} .an-status [data-command]").evaluate_all(
        "(buttons) => [...new Set(buttons.filter((b) => b.checkVisibility()).map((b) => b.dataset.command))]"
    )
    wrong = []
    for command in commands:
        if not any(command == row["command"] and mode in row["modes"] for row in ROWS):
            continue  # what leads out of a mode, such as the menu, is proved in the normal mode
        proof = PROOFS[command].of(mode)
        _, before = begin(proof, mode)
        page.locator(f".an-status [data-command={command}]").first.dispatch_event("click")
        after = look(page)
        if not proof.opens and not proof.shows(before, after):
            wrong.append(command)
    assert wrong == []


@pytest.mark.parametrize("command", NORMAL)
def test_each_row_of_the_menu_does_what_its_key_does(command, page, begin):
    proof = PROOFS[command].of("normal")
    reviewer, before = begin(proof, "normal")
    reviewer.press(".")
    row = page.locator(f'[data-menu-command="{command}"]')
    expect(row).not_to_have_attribute("aria-disabled", "true")
    row.click()
    prove(page, proof, before)


def test_the_menu_filters_as_one_types_and_enter_does_what_is_left(page, begin):
    reviewer, before = begin(PROOFS["flag"], "normal")
    reviewer.press(".", *"flag comment", "Enter")
    prove(page, PROOFS["flag"], before)


def test_the_menu_has_a_row_with_key_or_reason_for_every_command_that_has_no_button_always(page, begin):
    begin(PROOFS["menu"], "normal")[0].press(".")
    rows = page.locator("[data-menu-command]")
    told = rows.evaluate_all("(rows) => rows.map((row) => row.dataset.menuCommand)")
    assert {row["command"] for row in ROWS} - set(told) == {"menu", "cancel"}
    disabled = page.locator('[data-menu-command][aria-disabled="true"]')
    reasons = disabled.locator("small").all_inner_texts()
    assert len(reasons) == disabled.count()
    assert all(reasons)


def test_what_makes_no_sense_now_is_not_done_from_the_menu_and_the_reason_is_said(page, begin):
    reviewer, before = begin(PROOFS["menu"], "normal")
    reviewer.press(".", *"turn relation round", "Enter")
    expect(page.get_by_role("alert")).to_have_text("only a relation has a direction to turn round")
    reviewer.press("Escape")
    assert look(page)["status"] == before["status"]
    expect(page.locator("[data-menu]")).to_be_hidden()


def test_the_menu_button_opens_and_closes_the_menu_and_says_its_key(page, begin):
    begin(PROOFS["menu"], "normal")
    menu = page.get_by_role("button", name="menu")
    expect(menu.locator("kbd")).to_have_text(".")
    menu.click()
    expect(page.get_by_role("combobox", name="All actions")).to_be_focused()
    menu.click()
    expect(page.locator("[data-menu]")).to_be_hidden()
