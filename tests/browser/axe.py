"""axe-core in a page: what people who use a screen reader, a keyboard or large contrast would trip over."""

from __future__ import annotations

from functools import cache
from typing import Any

from playwright.sync_api import Page

from tests.browser.serving import ROOT

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]

#: Elements that are Streamlit's own and that nothing of ours can reach, each with the reason.
EXCLUDED: dict[str, str] = {}

_RUN = """async ({ rules, excluded, within }) => {
  const part = { include: [[within]], exclude: excluded };
  const found = await axe.run(part, { runOnly: rules, resultTypes: ["violations"] });
  return found.violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}: ${node.html.slice(0, 200)} ${node.failureSummary ?? ""}`));
}"""


@cache
def _source() -> str:
    return (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")


def violations(page: Page, within: str = "html") -> list[str]:
    """Each element in a part of the page that breaks a rule of axe-core, in a line."""
    if not page.evaluate("() => 'axe' in globalThis"):
        page.evaluate(_source())
    question: dict[str, Any] = {"rules": RULES, "excluded": [[found] for found in EXCLUDED], "within": within}
    return page.evaluate(_RUN, question)
