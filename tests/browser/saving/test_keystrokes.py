"""How many keys and clicks each piece of work takes: done for real, counted by the browser, as documented."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page

from tests.browser.every_command import ENTER, focus, look
from tests.browser.harness import harness_server
from tests.browser.reviewer import EDITOR, Reviewer
from tests.browser.serving import ROOT

TABLE = ROOT / "docs" / "keystrokes.md"
Work = Callable[[Reviewer], None]

# A modifier held down is part of its key; a drag begins with one press of the button.
_COUNT = """() => {
  globalThis.counted = 0;
  const count = (event) => {
    if (event.isTrusted && !["Shift", "Control", "Alt", "Meta"].includes(event.key)) globalThis.counted += 1;
  };
  document.addEventListener("keydown", count, true);
  document.addEventListener("pointerdown", count, true);
}"""


@dataclass(frozen=True)
class Task:
    """One row of the table: what is done from where, how one sees it, and how many actions it may take."""

    most: int
    work: Work
    shows: Callable[[dict, dict], bool]
    start: Work = lambda reviewer: None
    moves: int = 0


def keys(*pressed: str) -> Work:
    return lambda reviewer: reviewer.press(*pressed)


def _focused(field: str, value: object) -> Callable[[dict, dict], bool]:
    return lambda old, new: new[field][old["focus"]] == value != old[field][old["focus"]]


def _one_more(field: str, label: str) -> Callable[[dict, dict], bool]:
    return lambda old, new: [new["label"][key] for key in new[field].keys() - old[field].keys()] == [label]


def _drag_and_key(reviewer: Reviewer) -> None:
    start = reviewer.picture().text.index("constructive atmosphere")
    reviewer.drag(start, start + len("constructive atmosphere"))
    reviewer.press("8")


def _relate(nth: int, key: str) -> Work:
    """From the focused entity to a target whose letters are ``nth`` in length."""

    def work(reviewer: Reviewer) -> None:
        reviewer.press("r")
        hints = reviewer.page.locator("[data-hint][data-label=GPE]").evaluate_all(
            "(marks) => marks.map((mark) => mark.dataset.hint)"
        )
        reviewer.press(*next(found for found in hints if len(found) == nth), key)

    return work


def _accept_all(reviewer: Reviewer) -> None:
    reviewer.press("Shift+A")


def _is_asked(reviewer: Reviewer) -> None:
    for step in ENTER["missed"]:
        step(reviewer)


_ENTITY = focus("Mevlut Cavusoglu")
_RELATION = focus("urged", "relation")
TASKS = {
    "accept all": Task(1, _accept_all, lambda _, new: set(new["status"].values()) == {"accepted"}),
    "accept one": Task(1, keys("a"), _focused("status", "accepted")),
    "reject one": Task(1, keys("x"), _focused("status", "rejected")),
    "fix a boundary by one token": Task(
        1, keys("Shift+ArrowLeft"), _focused("words", "Mevlut"), start=_ENTITY
    ),
    "relabel": Task(1, keys("4"), _focused("label", "ORG")),
    "relabel through the list": Task(2, keys("l", "4"), _focused("label", "ORG")),
    "delete": Task(1, keys("Delete"), _focused("status", "rejected")),
    "add an entity, mouse": Task(2, _drag_and_key, _one_more("words", "EVENT")),
    "add an entity, keys": Task(
        3, keys("i", "ArrowRight", "Shift+ArrowRight", "8"), _one_more("words", "EVENT"), moves=2
    ),
    "add a relation, near": Task(3, _relate(1, "e"), _one_more("ends", "urged"), start=_ENTITY),
    "add a relation, far apart": Task(4, _relate(2, "e"), _one_more("ends", "urged"), start=_ENTITY),
    "flip": Task(
        1, keys("f"), lambda old, new: new["ends"][old["focus"]] != old["ends"][old["focus"]], start=_RELATION
    ),
    "retype": Task(2, keys("t"), _focused("label", "sanctioned"), start=_RELATION),
    "answer what was missed": Task(
        1, keys("n"), lambda old, new: new["missed"] != old["missed"], start=_is_asked
    ),
    "undo a bulk action": Task(
        1, keys("u"), lambda _, new: set(new["status"].values()) == {"pending"}, start=_accept_all
    ),
}


@pytest.fixture
def page(open_page):
    """With a storage of its own: the harness has one address for all."""
    return open_page()


@pytest.fixture(scope="module")
def harness():
    with harness_server() as url:
        yield url


def _documented() -> dict[str, str]:
    rows = re.findall(r"^\| ([^|]+?) \| ([^|]+?) \|", TABLE.read_text("utf-8"), flags=re.MULTILINE)
    return {name: count for name, count in rows if name in TASKS}


@pytest.mark.parametrize("name", TASKS)
def test_the_work_takes_as_many_keys_and_clicks_as_the_table_says(name, page: Page, harness):
    task = TASKS[name]
    page.goto(f"{harness}?article=seed")
    page.wait_for_function(f"() => document.querySelector('{EDITOR}')?.dataset.mode")
    reviewer = Reviewer(page, harness)
    task.start(reviewer)
    before = look(page)
    page.evaluate(_COUNT)
    task.work(reviewer)
    counted = page.evaluate("() => globalThis.counted") - task.moves
    assert task.shows(before, look(page))
    assert counted <= task.most
    assert _documented()[name] == f"{counted}{' + moves' if task.moves else ''}"
