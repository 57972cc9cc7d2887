"""What a review sends is what the schema of the messages and the operations of the core allow."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from annotator.core.json_values import Path as JsonPath
from annotator.core.operations import parse_numbered
from annotator.errors import InputError
from setup.node import find_node

HERE = Path(__file__).parent
SCHEMA = HERE.parent.parent / "schemas" / "editor-message.schema.json"
VERBS = {
    *("accept", "reject", "delete", "relabel", "move", "add_entity", "add_relation", "flip", "reattach"),
    *("set_attribute", "accept_all", "batch", "undo", "complete", "skip", "flag"),
}


@pytest.fixture(scope="module")
def messages():
    node = find_node()
    assert node is not None, "this test needs Node 20 or newer"
    said = subprocess.run([node, HERE / "say.js"], capture_output=True, encoding="utf-8", check=True)
    return [json.loads(line) for line in said.stdout.splitlines()]


def test_every_message_of_a_review_fits_the_schema(messages):
    validator = Draft202012Validator(json.loads(SCHEMA.read_text("utf-8")))
    assert [error.message for message in messages for error in validator.iter_errors(message)] == []


def test_every_operation_of_a_review_is_one_that_python_knows(messages):
    rows = [row for message in messages for row in message["operations"]]
    assert {row["op"] for row in rows} == VERBS
    assert [parse_numbered(row, JsonPath(InputError)).fault for row in rows] == [None] * len(rows)
