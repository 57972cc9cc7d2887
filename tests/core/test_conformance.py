"""The browser decides as Python does: hand-made cases on both sides, and random ones against each other."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.core import operations as ops
from annotator.core.decide import decide
from annotator.core.fold import redone, undone
from annotator.core.json_values import Path as JsonPath
from annotator.core.label_schema import LabelSchema, parse_label_schema
from annotator.core.model import Annotations, Entity, Relation
from annotator.core.soundness import sound
from annotator.core.state import Change, ReviewState, item_fields
from annotator.errors import InputError, OperationRefused
from setup.node import find_node

FOLDER = Path(__file__).parent.parent / "conformance"
RAW_SCHEMA = json.loads((FOLDER / "schema.json").read_text("utf-8"))
SCHEMA = parse_label_schema(RAW_SCHEMA)
SCENES = json.loads((FOLDER / "scenes.json").read_text("utf-8"))
CASES = [
    pytest.param(case, id=f"{path.stem}: {case['name']}")
    for path in sorted((FOLDER / "cases").glob("*.json"))
    for case in json.loads(path.read_text("utf-8"))
]
Row = dict[str, Any]


def state_of(scene: Row) -> ReviewState:
    entities = tuple(Entity(**row) for row in scene["entities"])
    relations = tuple(Relation(**row) for row in scene["relations"])
    state = ReviewState.of(len(scene["text"]), Annotations(entities, relations))
    state.status, state.comment = scene["status"], scene["comment"]
    return state


def changes_of(
    state: ReviewState, schema: LabelSchema, row: Row, made: list[tuple[Change, ...]]
) -> tuple[Change, ...]:
    """What the store would write for an operation, as services.review decides it."""
    match ops.parse_operation(row, JsonPath(InputError)):
        case ops.Undo(target):
            changes = undone(state, made[target.seq - 1] if target.seq <= len(made) else ())
            return sound(state, schema, changes, replayed=True)
        case ops.Redo(target):
            changes = redone(state, made[target.seq - 1] if target.seq <= len(made) else ())
            return sound(state, schema, changes, replayed=True)
        case operation:
            return sound(state, schema, decide(state, schema, operation), replayed=False)


def schema_of(case: Row) -> Row:
    """The small schema of the cases, with the keys that the case changes."""
    return {**RAW_SCHEMA, "keys": case.get("keys", {})}


def answers(state: ReviewState, rows: list[Row], schema: LabelSchema = SCHEMA) -> list[Row]:
    """Decide operations one after the other; the n-th is decision n for undo and redo."""
    made: list[tuple[Change, ...]] = []
    given = []
    for row in rows:
        try:
            changes = changes_of(state, schema, row, made)
        except OperationRefused as refusal:
            changes = ()
            given.append({"refused": str(refusal)})
        else:
            state.apply(changes)
            given.append({"changes": [change.to_json() for change in changes]})
        made.append(changes)
    return given


def end_of(state: ReviewState) -> Row:
    return {
        "entities": [{"id": found.id, **item_fields(found)} for found in state.entities.values()],
        "relations": [{"id": found.id, **item_fields(found)} for found in state.relations.values()],
        "status": state.status,
        "comment": state.comment,
    }


def becomes(changes: list[list[Any]]) -> Row:
    after: Row = {}
    for kind, item_id, _, fields in changes:
        key = f"{kind}:{item_id}"
        after[key] = None if fields is None else {**(after.get(key) or {}), **fields}
    return after


class Browser:
    """The frontend's reducer in one node process, asked a line at a time."""

    def __init__(self, node: Path) -> None:
        command = [str(node), str(FOLDER / "answer.js")]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )

    def answer(self, scene: Row, rows: list[Row], schema: Row = RAW_SCHEMA) -> Row:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        question = {"scene": scene, "schema": schema, "operations": rows}
        self.process.stdin.write(json.dumps(question) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        assert line, "node gave no answer; its error stands above"
        return json.loads(line)

    def close(self) -> None:
        self.process.communicate()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    node = find_node()
    assert node is not None, "the conformance tests need Node 20 or newer"
    made = Browser(node)
    yield made
    made.close()


@pytest.mark.parametrize("case", CASES)
def test_an_operation_does_what_the_case_says(case):
    schema = parse_label_schema(schema_of(case))
    *earlier, last = answers(state_of(SCENES[case["scene"]]), case["operations"], schema)
    assert not [answer for answer in earlier if "refused" in answer]
    if "refused" in case:
        assert last == {"refused": case["refused"]}
    else:
        assert becomes(last["changes"]) == case["becomes"]


@pytest.mark.parametrize("case", CASES)
def test_the_browser_makes_the_same_changes_as_python(case, browser):
    state = state_of(SCENES[case["scene"]])
    schema = schema_of(case)
    given = answers(state, case["operations"], parse_label_schema(schema))
    assert browser.answer(SCENES[case["scene"]], case["operations"], schema) == {
        "answers": given,
        "end": end_of(state),
    }


IDS = st.sampled_from(["e1", "e2", "e3", "e4", "h1", "h2", "a.b:c-d", "Z"])
ENTITY_LABELS = st.sampled_from(["PERSON", "ORG", "GPE", "DATE"])
RELATION_LABELS = st.sampled_from(["met_with", "represents", "located_in", "works_with"])
ODD_TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cn"], exclude_characters="\x00"), min_size=1, max_size=6
)
STATUSES = st.sampled_from(["pending", "accepted", "rejected", "corrected", "added"])
CHARACTERS = st.sampled_from(["a", " ", "é", "👩‍👧", "😀", "ا", "e\u0301"])
TEXT = st.lists(CHARACTERS, min_size=2, max_size=8).map("".join)
REVIEWS = st.sampled_from(["new", "in_progress", "complete", "skipped", "flagged"])


def items(**fields):
    """Rows of entities or relations, each id once; scores and origins at random."""
    common = {
        "id": IDS,
        "origin": st.sampled_from(["machine", "human"]),
        "score": st.none() | st.floats(0, 1),
        "status": STATUSES,
    }
    return st.lists(st.fixed_dictionaries({**common, **fields}), max_size=6, unique_by=lambda row: row["id"])


@st.composite
def scenes(draw):
    text = draw(TEXT)
    ends = st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text))).filter(
        lambda span: span[0] < span[1]
    )
    entities = draw(
        items(span=ends, label=ENTITY_LABELS, attributes=st.sampled_from([{}, {"role": "actor"}]))
    )
    for row in entities:
        row["start"], row["end"] = row.pop("span")
    attributes = st.sampled_from(
        [{}, {"polarity": "negated"}, {"polarity": "affirmed", "certainty": "planned"}]
    )
    relations = draw(
        items(head=IDS, tail=IDS, label=RELATION_LABELS | ODD_TEXT, attributes=attributes, pattern=st.none())
    )
    return {
        "text": text,
        "status": draw(REVIEWS),
        "comment": "",
        "entities": entities,
        "relations": relations,
    }


def operation(verb, /, **fields):
    return st.fixed_dictionaries({"op": st.just(verb), **fields})


KINDS = st.sampled_from(["entity", "relation"])
LABELS = ENTITY_LABELS | RELATION_LABELS | ODD_TEXT
PLACES = st.integers(0, 12)
TARGETS = st.fixed_dictionaries({"client": st.just("c-1"), "seq": st.integers(1, 12)})
VALUES = st.sampled_from(["negated", "affirmed", "planned", "actor", "speaker", "other"])
SIMPLE = st.one_of(
    *(operation(name, kind=KINDS, id=IDS) for name in ("accept", "reject", "delete")),
    operation("relabel", kind=KINDS, id=IDS, label=LABELS),
    operation("move", kind=st.just("entity"), id=IDS, start=PLACES, end=PLACES),
    operation("add_entity", id=IDS, start=PLACES, end=PLACES, label=LABELS),
    operation("add_relation", id=IDS, head=IDS, tail=IDS, label=LABELS),
    operation("add_relation", id=IDS, head=IDS, tail=IDS, label=LABELS, pattern=ODD_TEXT),
    operation("flip", kind=st.just("relation"), id=IDS),
    operation("reattach", kind=st.just("relation"), id=IDS, head=IDS, tail=IDS),
    operation(
        "set_attribute",
        kind=KINDS,
        id=IDS,
        name=st.sampled_from(["polarity", "certainty", "role"]) | ODD_TEXT,
        value=VALUES | ODD_TEXT,
    ),
)
REFERENCES = st.lists(st.fixed_dictionaries({"kind": KINDS, "id": IDS}), min_size=1, max_size=8)
OPERATIONS = st.one_of(
    SIMPLE,
    SIMPLE,
    operation("accept_all", items=REFERENCES),
    operation("batch", operations=st.lists(SIMPLE, min_size=1, max_size=4)),
    operation("complete"),
    operation("complete", empty=st.booleans()),
    operation("skip"),
    operation("flag", comment=ODD_TEXT),
    operation("undo", target=TARGETS),
    operation("redo", target=TARGETS),
)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(scene=scenes(), rows=st.lists(OPERATIONS, min_size=1, max_size=12))
def test_whatever_is_done_the_browser_and_python_agree(browser, scene, rows):
    state = state_of(scene)
    given = answers(state, rows)
    assert browser.answer(scene, rows) == {"answers": given, "end": end_of(state)}
