"""What travels between Python and the browser, held to the JSON Schemas."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some
from jsonschema import Draft202012Validator

from annotator.core.model import Annotations, Article, Entity, Proposals, Relation
from annotator.core.operations import Accept, ItemRef
from annotator.editor import wire
from annotator.editor.picture import editor_data
from annotator.errors import InputError
from annotator.services.review.review import (
    Acknowledgement,
    Progress,
    RefusedOperation,
    apply_operations,
    open_review,
)
from annotator.store import open_store
from tests.browser.serving import Prepared, fill

SCHEMAS = Path(__file__).resolve().parents[2] / "schemas"
HOSTILE = "<script>alert(1)</script> 👨‍👩‍👧 \u0628\u0644\u064a\u0646\u0643\u0646 \r\n\ttabs"


def schema_of(name):
    return Draft202012Validator(json.loads((SCHEMAS / f"{name}.schema.json").read_text("utf-8")))


def message(**values):
    row = {
        "format": "annotator-message/1",
        "client": "c-1",
        "number": 1,
        "resync": False,
        "open": None,
        "operations": [],
    }
    return json.dumps({**row, **values})


def numbered(seq=1, **values):
    return {"seq": seq, "article_id": "a1", "revision": 0, "seconds": 1.5, **values}


ACCEPT = {"op": "accept", "kind": "entity", "id": "e0"}


@pytest.fixture
def store(tmp_path):
    entities = (Entity("e0", 0, 8, "PERSON", score=0.5), Entity("e1", 9, 14, "GPE", attributes={}))
    relations = (Relation("r0", "e0", "e1", "represents", score=None, pattern="of"),)
    whole = Prepared(
        Article("a1", HOSTILE, title=HOSTILE, source="x", published="2021-03-24"),
        Proposals(Annotations(entities, relations), furniture=((0, 3),)),
    )
    fill(tmp_path / "a.db", [whole, Prepared(Article("a2", "Nobody has read this."))])
    opened = open_store(tmp_path / "a.db")
    yield opened
    opened.close()


@pytest.mark.parametrize("article_id", ["a1", "a2"], ids=["with proposals", "without proposals"])
@pytest.mark.parametrize("acked", [None, ("c-1", 3)])
def test_what_the_editor_is_sent_is_what_its_schema_says(store, article_id, acked):
    opened = open_review(store, article_id, "reviewer-1")
    data = editor_data(opened, generation="1:0:x", reviewer="reviewer-1", acked=acked)
    schema_of("editor-data").validate(json.loads(json.dumps(data)))


def test_undo_collisions_and_the_decision_before_are_sent_as_the_schema_says(store):
    operations = [numbered(1, **ACCEPT), numbered(2, op="delete", kind="relation", id="r0")]
    taken = wire.parse_message(message(operations=operations)).operations
    apply_operations(store, "reviewer-1", "c-1", taken)
    late = wire.parse_message(
        message(client="c-2", operations=[numbered(1, op="reject", kind="entity", id="e0")])
    )
    answer = apply_operations(store, "reviewer-1", "c-2", late.operations)
    assert [found.outcome for found in answer.refused] == ["collided"]
    schema_of("editor-ack").validate(wire.ack_json(answer, late))
    here, there = open_review(store, "a1", "reviewer-1"), open_review(store, "a2", "reviewer-1")
    for opened in (here, there):
        data = editor_data(opened, generation="g", reviewer="reviewer-1", acked=None)
        schema_of("editor-data").validate(json.loads(json.dumps(data)))
    assert len(here.undo) == 2
    assert here.collisions
    assert there.previous is not None


def test_the_texts_offsets_stay_code_points_of_the_exact_text(store):
    data = editor_data(open_review(store, "a1", "r"), generation="g", reviewer="r", acked=None)
    again = json.loads(json.dumps(data))
    assert again["article"]["text"] == HOSTILE
    entity = next(found for found in again["entities"] if found["id"] == "e0")
    assert again["article"]["text"][entity["start"] : entity["end"]] == "<script>"


@pytest.mark.parametrize("open_", [None, {"next": True}, {"next": True, "after": "a1"}, {"article_id": "a2"}])
def test_a_message_that_its_schema_allows_is_read(open_):
    text = message(open=open_, operations=[numbered(7, **ACCEPT)])
    schema_of("editor-message").validate(json.loads(text))
    found = wire.parse_message(text)
    assert found.client == "c-1"
    assert found.operations[0].seq == 7
    assert found.operations[0].operation == Accept(ItemRef("entity", "e0"))
    assert (found.open is None) == (open_ is None)


def test_what_may_be_left_out_of_a_message_has_its_default():
    found = wire.parse_message(
        '{"format": "annotator-message/1", "client": "c", "number": 2, "operations": []}'
    )
    assert (found.resync, found.open, found.operations) == (False, None, ())


@pytest.mark.parametrize(
    "text",
    [
        None,
        17,
        {"format": "annotator-message/1"},
        "",
        "[]",
        "{",
        "null",
        message(format="annotator-message/2"),
        message(client=""),
        message(client="a b"),
        message(client="c" * 65),
        message(client="c\n"),
        message(number=-1),
        message(number=1.5),
        message(number=True),
        message(number=2**53),
        message(resync="yes"),
        message(open={}),
        message(open=[]),
        message(open={"article_id": ""}),
        message(open={"article_id": 3}),
        message(operations={}),
        message(operations=[7]),
        message(operations=[{}]),
        message(operations=[numbered(0, **ACCEPT)]),
        message(operations=[{**numbered(), "op": "accept", "article_id": "\x00"}]),
        message(extra=1),
        message()[:-1] + ', "number": NaN}',
        message(operations=[numbered(**ACCEPT)]).replace("1.5", "1e999"),
        message(operations=[numbered(**ACCEPT)]).replace("1.5", "1" * 5000),
        message(operations=[numbered(**ACCEPT, note="LONE")]).replace("LONE", "\\ud83d"),
        message().replace("[]", "[" * 100_000),
        message(client="c" * 3_000_000),
        message(operations=[numbered(**ACCEPT, note="é" * 1_500_000)]).encode().decode("unicode-escape"),
    ],
)
def test_what_is_no_message_is_refused_with_its_reason(text):
    with pytest.raises(InputError):
        wire.parse_message(text)


def test_a_wrong_operation_keeps_its_number_so_that_the_queue_behind_it_goes_on():
    found = wire.parse_message(message(operations=[numbered(1, op="explode"), numbered(2, **ACCEPT)]))
    assert found.operations[0].operation is None
    assert "explode" in str(found.operations[0].fault)
    assert found.operations[1].operation is not None


JSON = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.text(),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
KEYS = some.sampled_from(["format", "client", "number", "resync", "open", "operations", "other"])


@given(some.dictionaries(KEYS, JSON, max_size=6) | some.text(max_size=60))
def test_whatever_a_browser_sends_is_a_message_or_an_input_error(value):
    row = value if isinstance(value, str) else message(**value)
    try:
        found = wire.parse_message(row)
    except InputError:
        return
    assert isinstance(found, wire.Message)


def answer(acked, *refused):
    rows = tuple(RefusedOperation(seq, "refused", "because") for seq in refused)
    return Acknowledgement("c-1", acked, "a1", 4, rows, bool(refused), Progress(1, 2, 1))


@pytest.mark.parametrize(
    ("given_answer", "may"),
    [(answer(2), True), (answer(2, 1), True), (answer(2, 2), False), (answer(1), False)],
    ids=["all taken", "something before was refused", "complete was refused", "complete was not reached"],
)
@pytest.mark.parametrize("closing", [{"op": "complete"}, {"op": "skip"}, {"op": "flag", "comment": "odd"}])
def test_the_next_article_opens_only_when_the_last_one_is_closed(given_answer, may, closing):
    found = wire.parse_message(
        message(open={"next": True}, operations=[numbered(1, **ACCEPT), numbered(2, **closing)])
    )
    assert wire.may_open(found, given_answer) is may


@pytest.mark.parametrize("resync", [False, True])
def test_an_acknowledgement_repeats_the_number_and_says_when_new_data_follows(resync):
    found = wire.parse_message(message(number=41, resync=resync))
    row = wire.ack_json(answer(2), found)
    schema_of("editor-ack").validate(row)
    assert (row["number"], row["resync"], row["acked"]) == (41, resync, 2)


def test_the_acknowledgement_of_what_was_no_message_takes_nothing():
    row = wire.nothing_taken()
    schema_of("editor-ack").validate(row)
    assert (row["acked"], row["refused"]) == (0, [])
