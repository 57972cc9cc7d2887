"""What one tab and the store say to each other."""

from __future__ import annotations

import json

import pytest

from annotator.editor import wire
from annotator.errors import InputError
from annotator.services.review.review import apply_operations
from annotator.ui.session.editor_session import Conversation

ACCEPT = {"op": "accept", "kind": "entity", "id": "e0"}
EVERYTHING = {
    "op": "accept_all",
    "items": [
        {"kind": "entity", "id": "e0"},
        {"kind": "entity", "id": "e1"},
        {"kind": "relation", "id": "r0"},
    ],
}


def message(*operations, article="a1", first=1, number=1, client="c-1", revision=0, **values):
    rows = [
        {"seq": first + at, "article_id": article, "revision": revision, **operation}
        for at, operation in enumerate(operations)
    ]
    row = {"format": "annotator-message/1", "client": client, "number": number, "operations": rows}
    return json.dumps({**row, **values})


@pytest.fixture
def talk(store):
    return Conversation(store, "reviewer-1")


def test_an_edit_is_acknowledged_and_leaves_the_editors_data_the_identical_object(talk):
    before = talk.show("a1")
    assert talk.receive(message(ACCEPT)) is None
    assert (talk.acknowledgement["acked"], talk.acknowledgement["revision"]) == (1, 1)
    assert talk.show("a1") is before
    assert not talk.redraw


def test_a_resent_message_changes_nothing_and_is_acknowledged_again(talk, store):
    talk.show("a1")
    talk.receive(message(ACCEPT))
    first = talk.acknowledgement
    talk.receive(message(ACCEPT, number=2))
    assert talk.acknowledgement == {**first, "number": 2}


def test_a_browser_that_asks_for_it_gets_new_data_of_another_generation(talk):
    before = talk.show("a1")
    talk.receive(message(ACCEPT, resync=True))
    assert talk.redraw
    assert talk.acknowledgement["resync"] is True
    after = talk.show("a1")
    assert after["generation"] != before["generation"]
    assert after["entities"][0]["status"] == "accepted"
    assert after["acked"] == {"client": "c-1", "seq": 1}
    assert not talk.redraw
    assert talk.show("a1") is after


def test_decisions_of_somebody_else_bring_new_data(talk, store):
    before = talk.show("a1")
    other = wire.parse_message(message({"op": "reject", "kind": "entity", "id": "e1"}, client="c-2"))
    apply_operations(store, "reviewer-2", "c-2", other.operations)
    talk.receive(message(ACCEPT))
    assert talk.redraw
    statuses = {found["id"]: found["status"] for found in talk.show("a1")["entities"]}
    assert statuses == {"e0": "accepted", "e1": "rejected"}
    assert talk.show("a1") is not before


def test_a_page_drawn_anew_keeps_the_identical_object_while_the_store_says_the_same(talk):
    before = talk.show("a1")
    talk.page_begins()
    assert talk.show("a1") is before


def test_a_page_drawn_anew_after_edits_gets_what_the_store_says_now(talk):
    before = talk.show("a1")
    talk.receive(message(ACCEPT))
    talk.page_begins()
    after = talk.show("a1")
    assert after is not before
    assert after["review"]["revision"] == 1


def test_completing_leads_to_the_next_article(talk):
    talk.show("a1")
    wanted = talk.receive(message(EVERYTHING, {"op": "complete"}, open={"next": True}))
    assert wanted == wire.Open(None)
    assert talk.target(wanted) == "a2"


def test_a_wish_for_the_next_article_that_comes_twice_leads_to_the_same_one(talk):
    talk.show("a1")
    asked = message(EVERYTHING, {"op": "complete"}, open={"next": True, "after": "a1"})
    talk.show(talk.target(talk.receive(asked)))
    assert talk.target(talk.receive(asked)) == "a2"
    assert talk.target(wire.Open(None, after="gone")) == "a2"


def test_a_refused_completion_stays_on_the_article_and_says_why(talk):
    talk.show("a1")
    assert talk.receive(message(ACCEPT, {"op": "complete"}, open={"next": True})) is None
    assert "left to decide" in talk.acknowledgement["refused"][0]["reason"]
    assert talk.redraw


def test_after_the_last_article_there_is_no_next_one(talk):
    for article in ("a1", "a2", "a3"):
        talk.show(article)
        client = f"c-{article}"
        wanted = talk.receive(
            message(EVERYTHING, {"op": "complete"}, article=article, client=client, open={"next": True})
        )
    assert talk.target(wanted) is None


def test_a_named_article_is_opened_by_its_name(talk):
    talk.show("a1")
    assert talk.target(talk.receive(message(open={"article_id": "a3"}))) == "a3"


def test_an_article_that_is_asked_for_although_it_was_sent_is_sent_anew(talk):
    before = talk.show("a2")
    assert talk.target(talk.receive(message(open={"article_id": "a2"}))) == "a2"
    after = talk.show("a2")
    assert after["article"] == before["article"]
    assert after["generation"] != before["generation"], "a browser takes no picture twice"


def test_an_article_that_is_not_there_is_refused(talk):
    with pytest.raises(InputError, match="no article 'gone'"):
        talk.show("gone")


@pytest.mark.parametrize("text", [None, "", "{}", 7, message(ACCEPT).replace("annotator-message/1", "x")])
def test_what_is_no_message_is_logged_and_takes_nothing(text, talk, store, caplog):
    before = talk.show("a1")
    assert talk.receive(text) is None
    assert talk.acknowledgement == wire.nothing_taken()
    assert "refused" in caplog.text
    assert talk.show("a1") is before
    with store.read() as transaction:
        assert transaction.decisions.last_number("c-1") is None


def test_a_store_that_cannot_be_written_is_told_and_nothing_is_acknowledged(talk, store):
    talk.show("a1")
    store.close()
    assert talk.receive(message(ACCEPT)) is None
    assert talk.acknowledgement is None
    assert talk.fault is not None
    assert talk.redraw


def question(**parameters):
    return json.dumps({"format": "annotator-ask/1", "number": 3, "what": "next", **parameters})


def test_a_question_is_answered_and_leaves_the_article_and_its_acknowledgement_alone(talk):
    before = talk.show("a1")
    talk.receive(message(ACCEPT))
    acknowledged = talk.acknowledgement
    talk.ask(question(after="a1"))
    assert (talk.answer["number"], talk.answer["editor"]["article"]["id"]) == (3, "a2")
    assert talk.answer["editor"]["acked"] == {"client": "c-1", "seq": 1}
    assert talk.acknowledgement is acknowledged
    assert talk.show("a1") is before
    assert not talk.redraw


@pytest.mark.parametrize("text", [None, "{}", question().replace("ask", "message")])
def test_what_is_no_question_is_logged_and_not_answered(text, talk, caplog):
    talk.ask(text)
    assert talk.answer is None
    assert "refused" in caplog.text


def test_a_page_put_together_anew_is_not_given_an_old_answer(talk):
    talk.ask(question(after="a1"))
    talk.page_begins()
    assert talk.answer is None


def test_an_answer_is_not_sent_again_with_the_article_that_is_opened(talk):
    talk.show("a1")
    talk.ask(question(after="a1"))
    talk.receive(message(ACCEPT))
    assert talk.answer is not None
    assert talk.receive(message(first=2, number=2, open={"article_id": "a2"})) is not None
    assert talk.answer is None


@pytest.mark.parametrize(
    "speak", [lambda talk: talk.receive(message(ACCEPT)), lambda talk: talk.ask(question(after="a1"))]
)
def test_a_tab_has_the_editors_code_once_its_editor_has_spoken(speak, talk):
    talk.show("a1")
    talk.receive("{}")
    talk.ask("{}")
    assert not talk.heard
    speak(talk)
    assert talk.heard
