"""Nothing that a reviewer typed is lost, whatever happens to the server or the tab."""

from __future__ import annotations

import json
import os
import signal

from playwright.sync_api import expect

from annotator.services.database.label_schema import default_schema
from tests.browser.articles import second, visit
from tests.browser.database import decisions, entity
from tests.browser.reviewer import EDITOR, Reviewer

EDITS = 80
#: The keys of ten entity labels, over and over: each press is an edit that differs from the one before.
KEYS = [str(number % 10) for number in range(1, EDITS + 1)]
LABEL_OF_KEY = {found.key: found.label for found in default_schema().entity_labels}
TYPED = [LABEL_OF_KEY[key] for key in KEYS]

# Timers in the page: keys sent through the debugger would come as slowly as this machine happens to be.
TYPE = """async ([keys, milliseconds]) => {
  const pause = (until) => new Promise((resolve) => setTimeout(resolve, until - performance.now()));
  const began = performance.now();
  for (const [place, key] of keys.entries()) {
    await pause(began + place * milliseconds / keys.length);
    const press = { key, code: `Digit${key}`, bubbles: true, cancelable: true };
    document.activeElement.dispatchEvent(new KeyboardEvent("keydown", press));
    document.activeElement.dispatchEvent(new KeyboardEvent("keyup", press));
  }
  return performance.now() - began;
}"""

QUEUED = """() => Object.keys(localStorage).filter((key) => key.startsWith("annotator:queue:"))
  .flatMap((key) => JSON.parse(localStorage[key]).entries.map((entry) => entry.operation.seq))"""


def at_work(page, server) -> Reviewer:
    """A reviewer with the focus on Brussels, a GPE: the first label typed differs from it."""
    reviewer = Reviewer(page, server.url).open("visit").go_to("entity", "e3")
    return reviewer.saved()


def labels_logged(server) -> list[str]:
    return [found.payload["label"] for found in decisions(server)]


def test_eighty_edits_within_a_second_and_a_half_arrive_as_eighty_decisions_in_their_order(page, serve):
    server = serve([visit()])
    reviewer = at_work(page, server)
    page.evaluate(TYPE, [KEYS, 1400])  # a slow machine types later, never fewer
    reviewer.saved()
    logged = decisions(server)
    assert [found.payload["label"] for found in logged] == TYPED
    assert [found.client_seq for found in logged] == list(range(1, EDITS + 1))
    assert {found.outcome for found in logged} == {"applied"}
    assert entity(server, "visit", "e3") == (TYPED[-1], "corrected")


def test_a_server_killed_in_the_middle_loses_nothing_that_was_shown_as_saved_and_gets_the_rest(page, serve):
    server = serve([visit()])
    reviewer = at_work(page, server)
    page.evaluate(TYPE, [KEYS[:40], 700])
    server.kill()
    typed = page.evaluate(TYPE, [KEYS[40:], 700])
    assert typed
    unsaved = page.evaluate(QUEUED)
    assert unsaved, "the server was dead: something must be waiting"
    shown_as_saved = min(unsaved) - 1
    assert labels_logged(server)[:shown_as_saved] == TYPED[:shown_as_saved]
    expect(reviewer.badge).to_contain_text("Offline", timeout=20_000)
    expect(page.locator(EDITOR)).to_have_attribute("data-saved", "false")

    server.start()
    reviewer.saved(timeout=40_000)
    assert labels_logged(server) == TYPED
    assert reviewer.picture().entities["e3"]["label"] == TYPED[-1]


def test_edits_go_on_while_the_server_is_away_and_after_it_is_back(page, serve):
    server = serve([visit()])
    reviewer = at_work(page, server)
    server.kill()
    reviewer.press("1", "2")
    server.start()
    reviewer.saved(timeout=40_000)
    reviewer.press("3")
    reviewer.saved()
    assert labels_logged(server) == ["PERSON", "NORP", "FAC"]


def test_what_a_closed_tab_had_not_sent_is_sent_by_the_next_one(open_page, serve):
    server = serve([visit()])
    page = open_page()
    at_work(page, server)
    server.kill()
    page.evaluate(TYPE, [KEYS, 1400])
    assert len(page.evaluate(QUEUED)) == EDITS
    context = page.context
    page.close()

    server.start()
    again = Reviewer(open_page(context=context), server.url).open("visit").saved()
    again.page.wait_for_function(f"() => ({QUEUED})().length === 0")
    assert labels_logged(server) == TYPED
    expect(again.mark("e3")).to_have_attribute("data-label", TYPED[-1])


def test_a_page_loaded_again_at_once_loses_nothing(page, serve):
    server = serve([visit()])
    at_work(page, server)
    page.evaluate(TYPE, [KEYS, 1400])
    page.reload()
    reviewer = Reviewer(page, server.url).sees("visit").saved()
    page.wait_for_function(f"() => ({QUEUED})().length === 0")
    assert labels_logged(server) == TYPED
    expect(reviewer.mark("e3")).to_have_attribute("data-label", TYPED[-1])


def test_a_resent_message_changes_nothing(page, serve):
    server = serve([visit()])
    page.add_init_script(
        """const set = Storage.prototype.setItem;
        Storage.prototype.setItem = function (key, value) {
          if (key.startsWith("annotator:queue:")) globalThis.kept = [key, value];
          return set.call(this, key, value);
        };"""
    )
    reviewer = at_work(page, server)
    reviewer.press("1", "2", "a")
    reviewer.saved()
    before, shown = decisions(server), reviewer.picture()
    key, queue = page.evaluate("kept")
    assert json.loads(queue)["entries"]

    # as if the acknowledgement had never come: the queue is still there when the page is loaded again
    page.evaluate(
        "([key, queue]) => addEventListener('pagehide', () => localStorage.setItem(key, queue))", [key, queue]
    )
    page.reload()
    reviewer.sees("visit")
    page.wait_for_function(f"() => ({QUEUED})().length === 0")
    assert decisions(server) == before
    assert reviewer.picture() == shown


def test_the_badge_says_saved_saving_and_offline_as_it_is(page, serve):
    server = serve([visit()])
    reviewer = at_work(page, server)
    expect(reviewer.badge).to_contain_text("Saved")
    os.kill(server.process.pid, signal.SIGSTOP)
    try:
        reviewer.press("1")
        expect(reviewer.badge).to_contain_text("Saving")
        expect(page.locator(EDITOR)).to_have_attribute("data-saved", "false")
        expect(reviewer.badge).to_contain_text("Offline", timeout=20_000)
    finally:
        os.kill(server.process.pid, signal.SIGCONT)
    expect(reviewer.badge).to_contain_text("Saved", timeout=40_000)
    expect(page.locator(EDITOR)).to_have_attribute("data-saved", "true")
    assert labels_logged(server) == ["PERSON"]


def test_completing_waits_for_everything_typed_before(page, serve):
    server = serve([visit(), second()])
    reviewer = Reviewer(page, server.url).open("visit")
    reviewer.press("a", "a", "x", "Shift+A", "Control+Enter")
    reviewer.sees("second").saved()
    logged = decisions(server)
    assert [found.verb for found in logged] == ["accept", "accept", "reject", "accept_all", "complete"]
    assert {found.outcome for found in logged} == {"applied"}
