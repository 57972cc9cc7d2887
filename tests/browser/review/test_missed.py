"""What was probably missed: asked after the last decision, answered with one key, never asked twice."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from annotator.core.model import Article
from tests.browser.articles import marked, second
from tests.browser.reviewer import Reviewer
from tests.browser.serving import Prepared, Server

TALKS = marked(
    "talks",
    "[Secretary|TITLE] [Antony Blinken|PERSON] met [Mevlut Cavusoglu|PERSON] in [Turkey|GPE] on Monday.\n"
    "Blinken left Turkey late. The weather in Turkey was fine.",
    ("e2", "met_with", "e3"),
    title="Talks",
)


def _open(page: Page, serve, *articles: Prepared) -> tuple[Server, Reviewer]:
    server = serve(articles or [TALKS, second()])
    return server, Reviewer(page, server.url).open("talks")


def _asked(page: Page, words: str) -> None:
    expect(page.get_by_role("group", name="Probably missing")).to_contain_text(words, timeout=10_000)


def _answer(page: Page, reviewer: Reviewer, key: str) -> None:
    """Press a key when the question may be answered: not at once where it has appeared by itself."""
    expect(page.locator(".an-missed:not([data-unread])")).to_be_visible()
    reviewer.press(key)


def _settle(page: Page, reviewer: Reviewer, key: str) -> None:
    """Answer, and wait for the next question: it may have the same words, but never the same number."""
    before = page.locator(".an-missed").text_content()
    _answer(page, reviewer, key)
    page.wait_for_function(
        "before => document.querySelector('.an-missed:not([hidden])')?.textContent !== before", arg=before
    )


def test_after_the_last_decision_names_and_pairs_are_asked_about_and_a_yes_is_an_ordinary_edit(page, serve):
    server, reviewer = _open(page, serve)
    reviewer.press("Shift+A")
    _asked(page, "Blinken, as in Antony Blinken, PERSON?")
    _settle(page, reviewer, "y")
    _asked(page, "Turkey again, GPE?")
    _settle(page, reviewer, "n")
    _asked(page, "Turkey again, GPE?")
    _settle(page, reviewer, "y")
    _asked(page, "Antony Blinken holds title Secretary?")
    _settle(page, reviewer, "y")
    shown = reviewer.saved().picture()
    added = [shown.words(key) for key, found in shown.entities.items() if found["status"] == "added"]
    assert added == ["Blinken", "Turkey"]
    joined = [found["label"] for found in shown.relations.values() if found["status"] == "added"]
    assert joined == ["holds_title"]
    reviewer.press("u")
    expect(page.locator("[data-relation-id][data-status=added]")).to_have_count(0)
    reviewer.press("Control+Enter")
    reviewer.sees("second").saved()
    assert server.rows("SELECT status FROM reviews WHERE article_id = 'talks'") == [("complete",)]


def test_a_pair_with_several_legal_labels_offers_them_and_one_key_takes_one(page, serve):
    article = marked("talks", "[Washington|GPE] [Ankara|GPE] rose.")
    _, reviewer = _open(page, serve, article)
    reviewer.press("Shift+A")
    _asked(page, "Washington and Ankara related?")
    _answer(page, reviewer, "y")
    expect(page.get_by_role("option").first).to_be_visible()
    reviewer.press("Escape")
    _asked(page, "Washington and Ankara related?")
    _answer(page, reviewer, "y")
    reviewer.press("d")
    expect(page.locator("[data-relation-id]")).to_have_attribute("data-label", "urged")


def test_enough_and_no_are_remembered_and_shift_m_asks_again(page, serve):
    _, reviewer = _open(page, serve)
    reviewer.press("Shift+A")
    _asked(page, "Blinken, as in")
    _answer(page, reviewer, "n")
    _asked(page, "Turkey again")
    reviewer.press("Escape")
    expect(page.locator(".an-missed")).to_be_hidden()
    reviewer.saved()
    page.reload()
    reviewer.sees("talks").press("Shift+M")
    _asked(page, "Turkey again")


def test_a_key_typed_ahead_does_not_answer_a_question_that_nobody_has_read(page, serve):
    _, reviewer = _open(page, serve)
    page.evaluate(
        """() => new MutationObserver(() => {
          if (!document.querySelector(".an-missed:not([hidden])")) return;
          const press = new KeyboardEvent("keydown", { key: "y", code: "KeyY", bubbles: true });
          document.body.dispatchEvent(press);
        }).observe(document.querySelector(".an-missed"), { attributeFilter: ["hidden"] })"""
    )
    reviewer.press("Shift+A")
    _asked(page, "Blinken, as in")
    assert len(reviewer.picture().entities) == 4


def test_it_can_be_switched_off_and_an_article_without_relations_is_asked_about_once(page, serve):
    article = marked("talks", "[Secretary|TITLE] [Antony Blinken|PERSON] left.")
    _, reviewer = _open(page, serve, article)
    reviewer.press(",", "ArrowDown", "ArrowDown", "ArrowRight", "Escape", "Shift+A")
    reviewer.saved()
    reviewer.press("Shift+M")
    _asked(page, "holds title")
    reviewer.press("n")
    _asked(page, "This article has no relation")
    reviewer.press("n", "Shift+M")
    expect(page.get_by_role("alert")).to_contain_text("nothing seems to be missing")


#: The browser is idle when the test says so, for one step of what is looked for at a time.
IDLE_ON_DEMAND = """() => {
  const held = [];
  let now = performance.now();
  performance.now = () => (now += 10);
  globalThis.requestIdleCallback = (job) => held.push(job);
  globalThis.beIdle = (steps) => {
    for (let done = 0; done < steps && held.length > 0; done += 1) held.shift()({ timeRemaining: () => 0 });
    return held.length;
  };
}"""


def test_a_no_stands_though_it_is_said_while_the_browser_still_looks(page, serve):
    _, reviewer = _open(page, serve)
    reviewer.press("Shift+A")
    _asked(page, "Blinken, as in Antony Blinken, PERSON?")
    page.evaluate(IDLE_ON_DEMAND)
    _answer(page, reviewer, "y")
    _asked(page, "Turkey again, GPE?")
    assert page.evaluate("beIdle(4)") > 0, "it has begun to look, and is not done"
    reviewer.press("n")
    assert page.evaluate("beIdle(10_000)") == 0
    reviewer.press("y")
    shown = reviewer.picture()
    added = [found["start"] for key, found in shown.entities.items() if found["status"] == "added"]
    assert sorted(added) == [TALKS.article.text.index("Blinken left"), TALKS.article.text.rindex("Turkey")]


def test_the_keys_of_deciding_answer_nothing_and_change_nothing_while_something_is_asked(page, serve):
    _, reviewer = _open(page, serve)
    reviewer.press("Shift+A")
    _asked(page, "Blinken, as in Antony Blinken, PERSON?")
    expect(page.locator(".an-missed:not([data-unread])")).to_be_visible()
    before = reviewer.picture()
    for key in ("a", "x", "a", "a", "Delete", "1", "r", "m", "Shift+ArrowRight"):
        reviewer.press(key)
        _asked(page, "Blinken, as in Antony Blinken, PERSON?")
    assert reviewer.picture() == before
    expect(page.get_by_role("alert")).to_contain_text("y yes, n no, Esc leaves it")
    reviewer.press("y")
    expect(page.locator("[data-entity-id][data-status=added]")).to_have_count(1)


def test_while_something_is_asked_nothing_else_has_the_focus_and_escape_gives_it_back(page, serve):
    _, reviewer = _open(page, serve)
    reviewer.press("j")
    assert reviewer.focused() is not None
    reviewer.press("Shift+A")
    _asked(page, "Blinken, as in")
    assert reviewer.focused() is None
    _settle(page, reviewer, "y")
    assert reviewer.focused() is None, "what was added takes no focus from the next question"
    reviewer.press("Escape")
    expect(page.locator(".an-missed")).to_be_hidden()
    assert reviewer.focused() is not None


def test_a_page_loaded_again_while_something_is_asked_has_the_focus_where_it_was(page, serve):
    _, reviewer = _open(page, serve)
    reviewer.press("Shift+A")
    _asked(page, "Blinken, as in")
    reviewer.press("Escape")
    had = reviewer.focused()
    reviewer.press("Shift+M")
    _asked(page, "Blinken, as in")
    within = "() => document.querySelector('[data-annotator=editor]').contains(document.activeElement)"
    assert page.evaluate(within), "the keyboard stays in the editor"
    page.reload()
    reviewer.sees("talks").press("Shift+M")
    _asked(page, "Blinken, as in")
    reviewer.press("Escape")
    expect(page.locator(".an-missed")).to_be_hidden()
    assert reviewer.focused() == had


def test_a_click_on_the_buttons_answers_too(page, serve):
    _, reviewer = _open(page, serve)
    page.locator(".an-pane").click(position={"x": 5, "y": 5})
    reviewer.press("Shift+A")
    _asked(page, "Blinken, as in")
    expect(page.locator(".an-missed:not([data-unread])")).to_be_visible()
    page.locator(".an-missed [data-command=missed-no]").click()
    _asked(page, "Turkey again")
    page.locator(".an-missed [data-command=missed-yes]").click()
    expect(page.locator("[data-entity-id][data-status=added]")).to_have_count(1)
    page.locator(".an-missed [data-command=cancel]").click()
    expect(page.locator(".an-missed")).to_be_hidden()


def test_nobody_who_marks_without_proposals_is_asked_unless_asked_for(page, serve):
    bare = Prepared(Article("talks", "Antony Blinken left. Antony Blinken came back. Antony Blinken rests."))
    server = serve([bare, second()])
    reviewer = Reviewer(page, server.url).open("talks")
    page.evaluate(IDLE_ON_DEMAND)
    reviewer.double_click(0, 6)
    reviewer.press("1")
    expect(page.locator("[data-entity-id][data-status=added]")).to_have_count(1)
    page.evaluate("beIdle(10_000)")
    expect(page.locator(".an-missed")).to_be_hidden()
    reviewer.press("Shift+M")
    page.evaluate("beIdle(10_000)")
    _asked(page, "Antony again, PERSON?")
