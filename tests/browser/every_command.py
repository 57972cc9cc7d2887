"""What every command of the editor does, seen from outside: how to come to where it works, and what shows it.

A command of the key table that stands here nowhere makes ``test_every_key.py`` fail.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from playwright.sync_api import Page

from tests.browser.reviewer import Reviewer

Picture = dict[str, Any]
Step = Callable[[Reviewer], None]

#: What is on screen, in values that can be compared.
LOOK = """() => {
  const root = document.querySelector('[data-annotator="editor"]');
  const all = (query) => [...root.querySelectorAll(query)];
  const shown = (query) => all(query).filter((found) => found.checkVisibility());
  const id = (found) => found.dataset.entityId ?? found.dataset.relationId;
  const items = all("[data-entity-id], [data-relation-id]");
  const words = {};
  for (const mark of all("[data-entity-id]")) words[id(mark)] = (words[id(mark)] ?? "") + mark.textContent;
  const selection = getSelection();
  const box = selection.rangeCount ? selection.getRangeAt(0).getBoundingClientRect() : null;
  return {
    mode: root.dataset.mode,
    article: root.dataset.articleId,
    focus: all('[data-focused="true"]').map(id)[0] ?? null,
    status: Object.fromEntries(items.map((item) => [id(item), item.dataset.status])),
    label: Object.fromEntries(items.map((item) => [id(item), item.dataset.label])),
    ends: Object.fromEntries(all(".an-row").map((row) => [id(row), [row.dataset.head, row.dataset.tail]])),
    words,
    hints: all("[data-hint]").length,
    dialog: shown("dialog").map((found) => found.querySelector("h2")?.textContent ?? "")[0] ?? null,
    chosen: shown('.an-popover [aria-selected="true"], [data-at][aria-selected="true"]')
      .map((found) => found.id + found.textContent)[0] ?? null,
    ticked: shown('.an-popover [aria-checked="true"]').length,
    missed: shown(".an-missed").map((found) => found.textContent)[0] ?? null,
    menu: shown("[data-menu]").length > 0,
    search: shown(".an-search").map((found) => found.textContent)[0] ?? null,
    alert: shown('[role="alert"]').map((found) => found.textContent)[0] ?? null,
    active: document.activeElement?.getAttribute("name") ?? null,
    comment: root.querySelector(".an-meta")?.textContent ?? "",
    selected: selection.toString(),
    place: box && [box.left, box.top],
  };
}"""


def look(page: Page) -> Picture:
    return page.evaluate(LOOK)


def press(*keys: str) -> Step:
    return lambda reviewer: reviewer.press(*keys)


def focus(words: str, kind: str = "entity") -> Step:
    """Go to the first entity with these words, or to the first relation with this label."""
    query = (
        "(words) => [...document.querySelectorAll('[data-entity-id]')]"
        ".find((mark) => mark.textContent === words).dataset.entityId"
        if kind == "entity"
        else "(label) => document.querySelector(`.an-row[data-label='${label}']`).dataset.relationId"
    )

    def go(reviewer: Reviewer) -> None:
        reviewer.go_to(kind, reviewer.page.evaluate(query, words))

    return go


def _first_hint(reviewer: Reviewer) -> None:
    """Type the letters of a target that more than one label may join."""
    hint = reviewer.page.locator("[data-hint][data-label=PERSON], [data-hint][data-label=GPE]").first
    reviewer.press(*(hint.get_attribute("data-hint") or ""))


def _half_a_hint(reviewer: Reviewer) -> None:
    code = reviewer.page.locator("[data-hint]").nth(40).get_attribute("data-hint") or ""
    assert len(code) > 1
    reviewer.press(code[0])


def _drag(reviewer: Reviewer) -> None:
    reviewer.drag(*_span(reviewer, "issued after"))


def _span(reviewer: Reviewer, words: str) -> tuple[int, int]:
    start = reviewer.picture().text.index(words)
    return start, start + len(words)


def _history_is_read(reviewer: Reviewer) -> None:
    reviewer.page.wait_for_selector(".an-row[data-at='1']")


def _others_are_found(reviewer: Reviewer) -> None:
    reviewer.page.wait_for_selector(".an-search [data-command='search-scope']:not([hidden])")


def _question_is_there(reviewer: Reviewer) -> None:
    reviewer.page.wait_for_selector(".an-missed:not([data-unread])")


def _nine_versions(reviewer: Reviewer) -> None:
    """The same article, which nine have reviewed; the focus is at the first place where they differ."""
    reviewer.page.goto(f"{reviewer.page.url}&reviewers=9")
    reviewer.page.wait_for_selector('[data-mode="adjudicate"]')


#: How a mode is entered from a fresh article.
ENTER: Mapping[str, tuple[Step, ...]] = {
    "normal": (),
    "select": (_drag,),
    "caret": (press("i"),),
    "hint": (press("r"),),
    "choose": (press("r"), _first_hint),
    "preview": (press("m"),),
    "list": (press("l"),),
    "input": (press("Shift+L"),),
    "search": (press("/", *"turkey"), _others_are_found),
    "help": (press("?"),),
    "settings": (press(","),),
    "history": (press("a", "Shift+H"), _history_is_read),
    "missed": (press("Shift+A"), _question_is_there, press("Escape", "Shift+M"), _question_is_there),
    "adjudicate": (_nine_versions,),
}


@dataclass(frozen=True)
class Proof:
    """How one sees that a command was done.

    Attributes:
        shows: whether the second picture is what the command makes of the first.
        before: what is done first, in the mode.
        modes: proofs of their own for some modes.
        opens: another article is opened; wait for it.
        waits: what is there only when the editor had time to think.
    """

    shows: Callable[[Picture, Picture], bool]
    before: tuple[Step, ...] = ()
    modes: Mapping[str, Proof] = field(default_factory=dict)
    opens: bool = False
    waits: str = ""

    def of(self, mode: str) -> Proof:
        return self.modes.get(mode, self)


def _differs(*names: str) -> Callable[[Picture, Picture], bool]:
    return lambda old, new: all(old[name] != new[name] for name in names)


def _becomes(status: str) -> Callable[[Picture, Picture], bool]:
    return lambda old, new: new["status"][old["focus"]] == status and new["focus"] != old["focus"]


def _is_now(**values: object) -> Callable[[Picture, Picture], bool]:
    return lambda old, new: all(new[name] == value != old[name] for name, value in values.items())


def _reads(change: Callable[[str, str], bool]) -> Callable[[Picture, Picture], bool]:
    """The focused entity has other words now; ``change`` compares them."""
    return lambda old, new: (
        new["focus"] == old["focus"] and change(old["words"][old["focus"]], new["words"][new["focus"]])
    )


def _accepts(more: int) -> Callable[[Picture, Picture], bool]:
    """So many more entities are accepted now."""

    def counted(picture: Picture) -> int:
        return list(picture["status"].values()).count("accepted")

    return lambda old, new: counted(new) - counted(old) == more


def _caret(change: Callable[[Picture, Picture], bool], *before: Step) -> Proof:
    return Proof(lambda old, new: new["mode"] == "caret" and change(old, new), before)


def _left(old: Picture, new: Picture) -> bool:
    return old["mode"] != "normal" == new["mode"] and not new["dialog"]


_MOVED = _caret(_differs("place"), press("ArrowDown", "ArrowRight", "ArrowRight"))
_LISTED = Proof(_is_now(mode="list"))
_STEPPED = Proof(
    _differs("focus"),
    (press("j", "j"),),
    {
        "preview": Proof(_differs("chosen")),
        "list": Proof(_differs("chosen")),
        "input": Proof(_differs("focus")),
        "search": Proof(_differs("search")),
        "settings": Proof(_differs("active")),
        "history": Proof(_differs("chosen")),
    },
)
_WENT_BACK = Proof(_differs("chosen"), (press("ArrowDown"),))
_MESSAGE_CLOSED = Proof(lambda old, new: old["alert"] and not new["alert"], (press("f"),))
_TWO_WORDS = (focus("Mevlut Cavusoglu"),)
_RELATION = (focus("urged", "relation"),)

#: Everything is accepted, and the question that comes by itself is answered: nothing opens any more.
_ALL_DECIDED = (*ENTER["missed"][:2], press("Escape"))

#: Every command.
PROOFS: Mapping[str, Proof] = {
    "next-pending": Proof(_differs("focus")),
    "previous-pending": Proof(_differs("focus"), (press("j"),)),
    "next": _STEPPED,
    "previous": replace(_STEPPED, modes={**_STEPPED.modes, "history": _WENT_BACK}),
    "accept": Proof(_becomes("accepted")),
    "reject": Proof(_becomes("rejected")),
    "delete": Proof(_becomes("rejected")),
    "accept-all": Proof(lambda _, new: set(new["status"].values()) == {"accepted"}),
    "undo": Proof(
        _accepts(-1),
        (press("a"),),
        {"history": Proof(_accepts(-1))},
    ),
    "redo": Proof(_accepts(1), (press("a", "u"),), {"history": Proof(_accepts(1), (press("u"),))}),
    "label-list": Proof(_is_now(mode="list"), modes={"caret": _LISTED, "choose": _LISTED}),
    "end-right": Proof(_reads(lambda old, new: new.startswith(f"{old} ")), _TWO_WORDS),
    "end-left": Proof(_reads(lambda old, new: old.startswith(f"{new} ")), _TWO_WORDS),
    "start-right": Proof(_reads(lambda old, new: old.endswith(f" {new}")), _TWO_WORDS),
    "start-left": Proof(_reads(lambda old, new: new.endswith(f" {old}")), _TWO_WORDS),
    "flip": Proof(
        lambda old, new: new["ends"][old["focus"]] == old["ends"][old["focus"]][::-1],
        _RELATION,
    ),
    "mentions": Proof(_is_now(mode="preview")),
    "caret": Proof(_is_now(mode="caret")),
    "relate": Proof(_is_now(mode="hint")),
    "complete": Proof(_differs("article"), _ALL_DECIDED, opens=True),
    "skip": Proof(_differs("article"), opens=True),
    "flag": Proof(_is_now(dialog="Flag this article")),
    "search": Proof(_is_now(mode="search")),
    "search-scope": Proof(_differs("search", "chosen")),
    "other-end": Proof(_differs("focus")),
    "back": Proof(_differs("focus"), (press("]"),)),
    "filter-list": Proof(_is_now(mode="input")),
    "reattach-head": Proof(_is_now(mode="hint"), _RELATION),
    "guidelines": Proof(_is_now(dialog="person")),
    "settings": Proof(_is_now(mode="settings"), modes={"settings": Proof(_is_now(mode="normal"))}),
    "menu": Proof(_is_now(menu=True)),
    "missed": Proof(
        _is_now(mode="missed"),
        _ALL_DECIDED,
        {"missed": Proof(lambda _, new: new["mode"] == "missed", waits='[data-mode="missed"]')},
        waits='[data-mode="missed"]',
    ),
    "missed-yes": Proof(_is_now(mode="choose")),
    "missed-no": Proof(_differs("missed")),
    "take": Proof(_differs("status", "focus")),
    "take-both": Proof(_differs("status", "focus")),
    "take-neither": Proof(_differs("status", "focus")),
    "why": Proof(_is_now(dialog="Why the next choice is as it is")),
    "origin": Proof(lambda _, new: new["dialog"] is not None, waits="dialog[open]"),
    "history": Proof(_is_now(mode="history"), modes={"history": Proof(_is_now(mode="normal"))}),
    "help": Proof(_is_now(dialog="Keys"), modes={"help": Proof(_is_now(dialog=None))}),
    "cancel": Proof(_left, modes={"normal": _MESSAGE_CLOSED, "adjudicate": _MESSAGE_CLOSED}),
    "caret-right": _MOVED,
    "caret-left": _MOVED,
    "caret-word-right": _MOVED,
    "caret-word-left": _MOVED,
    "caret-down": _MOVED,
    "caret-up": _MOVED,
    "hint-back": Proof(lambda old, new: new["hints"] > old["hints"], (_half_a_hint,)),
    "confirm": Proof(
        _differs("label"),
        (press("ArrowDown"),),
        {
            "caret": Proof(_is_now(mode="list"), (press("Shift+ArrowRight"),)),
            "preview": Proof(_differs("status", "mode")),
            "input": Proof(_is_now(mode="normal")),
            "search": Proof(_differs("search")),
            "history": Proof(_is_now(mode="normal")),
        },
    ),
    "toggle": Proof(_differs("ticked")),
}

#: Where extending with Shift keeps one end in its place: the words are others.
EXTENDED = _caret(_differs("selected"), press("ArrowDown", "ArrowRight", "ArrowRight", "Shift+ArrowRight"))
