"""What a reviewer sees and does: the review page in a real browser, in the words of the tests."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator, Page, expect

EDITOR = '[data-annotator="editor"]'
_LONG = 20_000

# Offsets are counted from the text as it stands on screen, not taken from what the editor knows.
_PICTURE = """() => {
  const text = document.querySelector(".an-text");
  const before = (node, atEnd) => {
    const range = document.createRange();
    range.setStart(text, 0);
    if (atEnd) range.setEndAfter(node); else range.setEndBefore(node);
    return [...range.toString()].length;
  };
  const entities = {};
  for (const mark of text.querySelectorAll("[data-entity-id]")) {
    const { entityId: id, label, status } = mark.dataset;
    const start = before(mark, false), end = before(mark, true);
    entities[id] ??= { label, status, start, end };
    entities[id].end = Math.max(entities[id].end, end);
  }
  const relations = {};
  for (const row of document.querySelectorAll("[data-relation-id]")) {
    const { relationId, label, head, tail, status } = row.dataset;
    relations[relationId] = { label, head, tail, status };
  }
  return { text: text.textContent, entities, relations };
}"""

_FOCUSED = """() => {
  const found = document.querySelector('[data-annotator="editor"] [data-focused="true"]');
  if (!found) return null;
  const { entityId, relationId } = found.dataset;
  return entityId ? ["entity", entityId] : ["relation", relationId];
}"""

# Where the words stand that begin at a code point: client rectangles of the first and the last character.
_PLACE = """([start, end]) => {
  const text = document.querySelector(".an-text");
  const all = [...text.textContent];
  const from = all.slice(0, start).join("").length, to = all.slice(0, end).join("").length;
  const at = (wanted, asEnd) => {
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    let passed = 0;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const inside = wanted - passed;
      if (asEnd ? inside <= node.data.length : inside < node.data.length) return [node, inside];
      passed += node.data.length;
    }
    throw new Error("beyond the end of the text");
  };
  const range = document.createRange();
  range.setStart(...at(from, false));
  range.setEnd(...at(to, true));
  range.startContainer.parentElement.scrollIntoView({ block: "center" });
  const boxes = [...range.getClientRects()].filter((box) => box.width > 0);
  const line = range.startContainer.parentElement.closest("[dir]") ?? text;
  const rtl = getComputedStyle(line).direction === "rtl";
  const [first, last] = [boxes[0], boxes[boxes.length - 1]];
  const [near, far] = rtl ? [first.right - 1, last.left + 1] : [first.left + 1, last.right - 1];
  const middle = (box) => box.top + box.height / 2;
  return { middle: first.left + first.width / 2, y: middle(first), near, far, farY: middle(last) };
}"""


@dataclass(frozen=True)
class Picture:
    """Everything that is on screen of one article.

    Attributes:
        text: the article, as the page has it.
        entities: id to label, status, start and end (code points, counted on the page).
        relations: id to label, head, tail and status.
    """

    text: str
    entities: dict[str, dict[str, Any]]
    relations: dict[str, dict[str, Any]]

    def words(self, entity_id: str) -> str:
        entity = self.entities[entity_id]
        return self.text[entity["start"] : entity["end"]]

    def related(self) -> set[str]:
        """Entities that a relation begins or ends at."""
        return {end for found in self.relations.values() for end in (found["head"], found["tail"])}

    def gold(self) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
        """What should be exported: what is neither pending nor rejected, ordered."""
        entities = [
            (found["start"], found["end"], found["label"], self.words(item_id))
            for item_id, found in self.entities.items()
            if found["status"] in ("accepted", "corrected", "added")
        ]
        spans = {
            item_id: (found["start"], found["end"], found["label"])
            for item_id, found in self.entities.items()
        }
        relations = [
            (found["label"], spans[found["head"]], spans[found["tail"]])
            for found in self.relations.values()
            if found["status"] in ("accepted", "corrected", "added")
        ]
        return sorted(entities), sorted(relations)


class Reviewer:
    """One reviewer at one tab."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url

    @property
    def editor(self) -> Locator:
        return self.page.locator(EDITOR)

    @property
    def badge(self) -> Locator:
        return self.page.locator(".an-badge")

    def open(self, article_id: str) -> Reviewer:
        self.page.goto(f"{self.url}/?article={article_id}")
        return self.sees(article_id)

    def sees(self, article_id: str) -> Reviewer:
        expect(self.page.locator(f'{EDITOR}[data-article-id="{article_id}"]')).to_be_visible(timeout=_LONG)
        return self

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def saved(self, timeout: float = _LONG) -> Reviewer:
        """Wait until the page says that everything is saved."""
        expect(self.page.locator(f'{EDITOR}[data-saved="true"]')).to_be_attached(timeout=timeout)
        return self

    def picture(self) -> Picture:
        return Picture(**self.page.evaluate(_PICTURE))

    def focused(self) -> tuple[str, str] | None:
        """Kind and id of what has the focus."""
        found = self.page.evaluate(_FOCUSED)
        return None if found is None else (found[0], found[1])

    def go_to(self, kind: str, item_id: str) -> Reviewer:
        """Press the arrow keys until an item has the focus: to the end of the article, then back."""
        for key in ("ArrowRight", "ArrowLeft"):
            before: tuple[str, str] | str | None = "not asked yet"  # at first nothing may have the focus
            while (focused := self.focused()) != before:
                if focused == (kind, item_id):
                    return self
                before = focused
                self.press(key)
        raise AssertionError(f"no key leads to {kind} {item_id}")

    def mark(self, entity_id: str) -> Locator:
        return self.page.locator(f'[data-entity-id="{entity_id}"]').first

    def row(self, relation_id: str) -> Locator:
        return self.page.locator(f'[data-relation-id="{relation_id}"]')

    def relate(self, head: str, tail: str, key: str) -> None:
        """With the keys: from the entity ``head``, ``r``, the letters on ``tail``, the label's key."""
        self.go_to("entity", head)
        self.press("r")
        hint = self.mark(tail)
        expect(hint).to_have_attribute("data-hint", re.compile("[a-z]+"))
        self.press(*(hint.get_attribute("data-hint") or ""))
        if self.page.locator(".an-popover:not([hidden])").count():
            self.press(key)

    def double_click(self, start: int, end: int) -> None:
        """Double click the word that stands there."""
        place = self.page.evaluate(_PLACE, [start, end])
        self.page.mouse.dblclick(place["middle"], place["y"])

    def drag(self, start: int, end: int) -> None:
        """Drag from the beginning to the end of the words that stand there."""
        place = self.page.evaluate(_PLACE, [start, end])
        self.page.mouse.move(place["near"], place["y"])
        self.page.mouse.down()
        self.page.mouse.move((place["near"] + place["far"]) / 2, place["y"], steps=3)
        self.page.mouse.move(place["far"], place["farY"], steps=3)
        self.page.mouse.up()
