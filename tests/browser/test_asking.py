"""What the editor asks the server for, beside the save path."""

from __future__ import annotations

from tests.browser.database import decisions
from tests.browser.reviewer import Reviewer

ASK = "([what, parameters]) => __annotator.asker.ask(what, parameters)"


def test_a_question_is_answered_while_the_article_stays_and_edits_go_on(page, serve, simple_articles):
    server = serve(simple_articles)
    reviewer = Reviewer(page, server.url).open("a1")
    answer = page.evaluate(ASK, ["next", {"after": "a1"}])
    assert answer["editor"]["article"]["id"] == "a2"
    reviewer.press("a")
    assert page.evaluate(ASK, ["next", {"after": "a2"}])["editor"]["article"]["id"] == "a3"
    reviewer.press("a")
    reviewer.saved().sees("a1")
    assert [found.verb for found in decisions(server)] == ["accept", "accept"]


def test_a_question_that_has_no_answer_gets_a_sentence(page, serve, simple_articles):
    server = serve(simple_articles)
    Reviewer(page, server.url).open("a1")
    assert "nobody here can answer" in page.evaluate(ASK, ["weather", {}])["fault"]
