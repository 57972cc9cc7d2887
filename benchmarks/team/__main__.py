"""How long the Team page takes from the click on its link: ``python -m benchmarks.team``.

A database of short articles, each reviewer with an article of their own and two decisions; an admin looks at
the page in Chromium. In turn with it the Export page, which reads next to nothing, says what Streamlit and
the browser take for any page on this machine now.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path
from statistics import median

from playwright.sync_api import Page

from annotator.core.json_values import Path as JsonPath
from annotator.core.operations import parse_numbered
from annotator.core.team import Plan
from annotator.errors import InputError
from annotator.services.review.queue import next_article
from annotator.services.review.review import apply_operations, open_review
from annotator.services.team.members import team_people
from annotator.services.team.pace import team_pace
from annotator.services.team.plan import give_role, set_plan
from annotator.services.team.seats import kept_seats, team_progress
from annotator.store import Store, open_store
from benchmarks.editor.screen import chromium
from tests.browser.serving import Server, fill, prepared

_TEXT = "Antony Blinken met Mevlut Cavusoglu in Brussels."
_ENTITIES = [("Antony Blinken", "PERSON"), ("Mevlut Cavusoglu", "PERSON"), ("Brussels", "GPE")]
#: What stands on a page once it can be read.
_THERE = {"Team": ".st-key-annotator-people table", "Export": ".st-key-annotator-export-choice"}
#: Milliseconds after which a page that stands has nothing more to do.
_CALM = 900
# Milliseconds from a click on a link until what is looked for stands in a frame; -1: not in ten seconds.
_LOOK = """([name, there]) => new Promise((resolve) => {
  const began = performance.now();
  const look = () => {
    if (performance.now() - began > 10_000) return resolve(-1);
    if (!document.querySelector(there)) return requestAnimationFrame(look);
    requestAnimationFrame(() => resolve(performance.now() - began));
  };
  [...document.querySelectorAll("a")].find((link) => link.textContent.trim() === name).click();
  look();
})"""


def main() -> None:
    """Make the database, then look."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.team", description=__doc__)
    parser.add_argument("--reviewers", type=int, default=230, metavar="N", help="how many (230)")
    parser.add_argument("--articles", type=int, default=2000, metavar="N", help="how many (2000)")
    parser.add_argument("--looks", type=int, default=10, metavar="N", help="at each page (10)")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "team.db"
        _make(database, arguments.articles, arguments.reviewers)
        _time_screen(database, arguments.looks)


def _make(database: Path, articles: int, reviewers: int) -> None:
    texts = (f"{_TEXT} This was talk number {number}." for number in range(max(articles, reviewers)))
    fill(database, [prepared(f"a{number}", text, _ENTITIES) for number, text in enumerate(texts)])
    store = open_store(database)
    give_role(store, None, "reviewer-1", "admin")
    set_plan(store, None, Plan(overlap=0, blind=0))
    for number in range(reviewers):
        _decide(store, f"somebody {number}")
    began = time.perf_counter()
    team_people(store, team_progress(store), team_pace(store))
    kept_seats(store)
    print(f"what the page reads: {(time.perf_counter() - began) * 1000:.1f} ms")
    store.close()


def _decide(store: Store, reviewer: str) -> None:
    """Take the next article, accept one entity and reject another."""
    article_id = next_article(store, reviewer)
    assert article_id is not None, "there are fewer articles than reviewers"
    open_review(store, article_id, reviewer)
    rows = [{"op": "accept", "kind": "entity", "id": "e0"}, {"op": "reject", "kind": "entity", "id": "e1"}]
    operations = [
        parse_numbered(
            {"seq": at, "article_id": article_id, "revision": 10**6, "seconds": 2.0, **row},
            JsonPath(InputError),
        )
        for at, row in enumerate(rows, start=1)
    ]
    answer = apply_operations(store, reviewer, f"c-{reviewer.replace(' ', '')}", operations)
    assert not answer.refused, answer.refused


def _time_screen(database: Path, looks: int) -> None:
    server = Server(database).start()
    try:
        with chromium() as browser:
            page = browser.new_page(viewport={"width": 1280, "height": 860})
            page.goto(f"{server.url}/export")
            page.wait_for_selector(_THERE["Export"])
            page.wait_for_timeout(5 * _CALM)
            times = [(_look(page, "Team"), _look(page, "Export")) for _ in range(looks)]
    finally:
        server.stop()
    for at, name in enumerate(_THERE):
        found = sorted(pair[at] for pair in times)
        print(f"{name:8} median {median(found):.0f} ms, {found[0]:.0f} to {found[-1]:.0f} ms, {looks} looks")


def _look(page: Page, name: str) -> float:
    took = float(page.evaluate(_LOOK, [name, _THERE[name]]))
    assert took >= 0, f"the {name} page does not come"
    page.wait_for_timeout(_CALM)
    return took


if __name__ == "__main__":
    main()
