"""What the editor asks the server for, beside the save path."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.database import decisions
from tests.browser.reviewer import Reviewer

HISTORY = ["history", {"article_id": "a1", "before": None, "limit": 10}]
ASK = "([what, parameters]) => __annotator.asker.ask(what, parameters)"


def test_a_question_is_answered_while_the_article_stays_and_edits_go_on(page, serve, simple_articles):
    server = serve(simple_articles)
    reviewer = Reviewer(page, server.url).open("a1")
    # not "next": the editor asks that by itself, and of two such questions the newer one is answered
    assert page.evaluate(ASK, HISTORY)["rows"] == []
    reviewer.press("a")
    reviewer.saved()
    assert len(page.evaluate(ASK, HISTORY)["rows"]) == 1
    reviewer.press("a")
    reviewer.saved().sees("a1")
    assert [found.verb for found in decisions(server)] == ["accept", "accept"]


def test_a_question_that_has_no_answer_gets_a_sentence(page, serve, simple_articles):
    server = serve(simple_articles)
    Reviewer(page, server.url).open("a1")
    assert "nobody here can answer" in page.evaluate(ASK, ["weather", {}])["fault"]


def test_a_reviewer_who_leaves_while_a_question_is_on_its_way_sees_the_other_page(
    page, serve, simple_articles
):
    server = serve(simple_articles)
    reviewer = Reviewer(page, server.url).open("a1")
    for _ in range(4):
        page.evaluate(
            f"""(history) => {{
          void ({ASK})(history);
          [...document.querySelectorAll("a")].find((link) => link.textContent === "Articles").click();
        }}""",
            HISTORY,
        )
        expect(page.locator("tr[data-article-id]").first).to_be_visible()
        assert page.get_by_text("Traceback").count() == 0
        page.locator("tr[data-article-id='a1'] td").nth(2).click()
        reviewer.sees("a1")
