import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from annotator.core import operations as ops
from annotator.core.json_values import Path as JsonPath
from annotator.core.operations import parse_numbered, parse_operation
from annotator.errors import InputError

FILE = Path(__file__).resolve().parents[2] / "schemas" / "editor-message.schema.json"
MESSAGE = Draft202012Validator(json.loads(FILE.read_text(encoding="utf-8")))
ITEM = {"kind": "entity", "id": "e1"}
RELATION = {"kind": "relation", "id": "r1"}
HERE = JsonPath(InputError)

GOOD = [
    ({"op": "accept", **ITEM}, ops.Accept(ops.ItemRef("entity", "e1"))),
    ({"op": "reject", **RELATION}, ops.Reject(ops.ItemRef("relation", "r1"))),
    ({"op": "relabel", **ITEM, "label": "ORG"}, ops.Relabel(ops.ItemRef("entity", "e1"), "ORG")),
    ({"op": "move", **ITEM, "start": 1, "end": 4}, ops.Move(ops.ItemRef("entity", "e1"), 1, 4)),
    ({"op": "delete", **ITEM}, ops.Delete(ops.ItemRef("entity", "e1"))),
    ({"op": "add_entity", "id": "h1", "start": 0, "end": 2, "label": "X"}, ops.AddEntity("h1", 0, 2, "X")),
    (
        {"op": "add_relation", "id": "h2", "head": "e1", "tail": "e2", "label": "y"},
        ops.AddRelation("h2", "e1", "e2", "y"),
    ),
    (
        {"op": "add_relation", "id": "h2", "head": "e1", "tail": "e2", "label": "y", "pattern": "met"},
        ops.AddRelation("h2", "e1", "e2", "y", "met"),
    ),
    ({"op": "flip", **RELATION}, ops.Flip(ops.ItemRef("relation", "r1"))),
    (
        {"op": "reattach", **RELATION, "head": "a", "tail": "b"},
        ops.Reattach(ops.ItemRef("relation", "r1"), "a", "b"),
    ),
    (
        {"op": "set_attribute", **RELATION, "name": "polarity", "value": "negated"},
        ops.SetAttribute(ops.ItemRef("relation", "r1"), "polarity", "negated"),
    ),
    ({"op": "accept_all", "items": [ITEM]}, ops.AcceptAll((ops.ItemRef("entity", "e1"),))),
    (
        {"op": "batch", "operations": [{"op": "accept", **ITEM}]},
        ops.Batch((ops.Accept(ops.ItemRef("entity", "e1")),)),
    ),
    ({"op": "undo", "target": {"client": "c1", "seq": 3}}, ops.Undo(ops.DecisionRef("c1", 3))),
    ({"op": "redo", "target": {"client": "c1", "seq": 3}}, ops.Redo(ops.DecisionRef("c1", 3))),
    ({"op": "complete"}, ops.Complete()),
    ({"op": "complete", "empty": True}, ops.Complete(empty=True)),
    ({"op": "skip"}, ops.Skip()),
    ({"op": "flag", "comment": "odd"}, ops.Flag("odd")),
]
BAD = [
    ({}, "op: None is not a string"),
    ({"op": "explode"}, "op: 'explode' is not an operation"),
    ({"op": "accept"}, 'kind: must be "entity" or "relation"'),
    ({"op": "accept", "kind": "entity"}, "id: None is not a string"),
    ({"op": "accept", "kind": "entity", "id": "e 1"}, "id: 'e 1' is not an id"),
    ({"op": "accept", "kind": ["entity"], "id": "e1"}, "kind: must be"),
    ({"op": "move", **RELATION, "start": 0, "end": 1}, 'kind: must be "entity" for this operation'),
    (
        {"op": "add_relation", "id": "h2", "head": "e1", "tail": "e2", "label": "y", "pattern": None},
        "pattern: None is not a string",
    ),
    ({"op": "flip", **ITEM}, 'kind: must be "relation" for this operation'),
    ({"op": "move", **ITEM, "start": -1, "end": 1}, "start: -1 is not between"),
    ({"op": "move", **ITEM, "start": 1.5, "end": 2}, "start: 1.5 is not a whole number"),
    ({"op": "move", **ITEM, "start": 0, "end": 10**25}, "end: 10000000000000000000000000 is not between"),
    ({"op": "relabel", **ITEM, "label": ""}, "label: is empty"),
    ({"op": "relabel", **ITEM, "label": "X" * 201}, "label: is 201 characters long"),
    ({"op": "flag", "comment": "a\x00"}, "comment: holds a NUL"),
    ({"op": "flag", "comment": "x" * 4001}, "comment: is 4001 characters long"),
    ({"op": "complete", "empty": "yes"}, "empty: must be true or false"),
    ({"op": "accept_all", "items": []}, "items: has 0 entries"),
    ({"op": "accept_all", "items": [3]}, "items[0]: 3 is not an object"),
    (
        {"op": "batch", "operations": [{"op": "complete"}]},
        "operations[0].op: 'complete' cannot stand in a batch",
    ),
    (
        {"op": "batch", "operations": [{"op": "batch", "operations": []}]},
        "operations[0].op: 'batch' cannot stand",
    ),
    ({"op": "undo", "target": {"client": "c1"}}, "target: 'seq' is missing"),
    ({"op": "undo", "target": {"client": "c1", "seq": 0}}, "target.seq: 0 is not between"),
]


def message(row):
    numbered = {"seq": 1, "article_id": "a1", "revision": 0, **row}
    return {"format": "annotator-message/1", "client": "c1", "number": 1, "operations": [numbered]}


@pytest.mark.parametrize(
    ("row", "operation"), GOOD, ids=lambda found: found.get("op") if isinstance(found, dict) else ""
)
def test_every_operation_is_made_of_its_json(row, operation):
    assert parse_operation(row, HERE) == operation
    MESSAGE.validate(message(row))


@pytest.mark.parametrize(("row", "fault"), BAD)
def test_what_is_no_operation_is_refused_by_its_path(row, fault):
    with pytest.raises(InputError) as caught:
        parse_operation(row, HERE)
    assert str(caught.value).startswith(fault)
    assert not MESSAGE.is_valid(message(row))


def test_a_faulty_operation_keeps_its_number_so_that_the_queue_goes_on():
    numbered = parse_numbered({"seq": 4, "article_id": "a1", "revision": 2, "op": "explode"}, HERE)
    assert (numbered.seq, numbered.article_id, numbered.revision) == (4, "a1", 2)
    assert numbered.operation is None
    assert numbered.fault == "op: 'explode' is not an operation"


@pytest.mark.parametrize(
    "change",
    [
        {"seq": 0},
        {"seq": "1"},
        {"article_id": ""},
        {"article_id": None},
        {"revision": -1},
        {"revision": 2**60},
    ],
)
def test_an_envelope_that_cannot_be_numbered_is_refused(change):
    row = {"seq": 1, "article_id": "a1", "revision": 0, "op": "complete", **change}
    with pytest.raises(InputError):
        parse_numbered(row, HERE)
    assert not MESSAGE.is_valid(message(row))


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-1, 5),
    st.sampled_from(["", "a", "entity", "relation", "e 1", "\x00", "x" * 201, "accept", "\udc00"]),
    st.builds(list),
    st.builds(dict),
)


@settings(max_examples=600, deadline=None)
@given(st.sampled_from(GOOD), st.data())
def test_parser_and_json_schema_agree_on_what_is_an_operation(good, data):
    row = dict(good[0])
    row[data.draw(st.sampled_from(sorted({*row, "kind", "id", "label"})))] = data.draw(VALUES)
    try:
        parse_operation(row, HERE)
    except InputError:
        assert not MESSAGE.is_valid(message(row))
    else:
        assert MESSAGE.is_valid(message(row))
