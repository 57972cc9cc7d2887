"""The reader is written by hand; here it is held to the JSON Schema that describes what it reads."""

import copy
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from annotator.errors import RecordError
from annotator.formats.reading.record_reader import record_from_json
from annotator.formats.reading.record_writer import record_to_json
from tests.formats.build import record, record_json

FILE = Path(__file__).resolve().parents[2] / "schemas" / "record.schema.json"
SCHEMA = Draft202012Validator(json.loads(FILE.read_text(encoding="utf-8")))
#: What the second pass says: rules that JSON Schema cannot express.
SECOND_PASS = (
    "is not after the start",
    "is behind the end of the text",
    "is not what stands at",
    "already",
    "there is no entity",
    "is not the sha256 of this text",
    "0 is not a whole number",  # 3.0 is an integer to JSON Schema
    "x_a: holds a lone surrogate",
    "x_topic: holds a lone surrogate",
)

VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-1, 20),
    st.just(10**24),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(
        ["", "a", "e1", "PERSON", "machine", "complete", "annotator/1", "a b", "a\n", "\x00", "\ud800"]
    ),
    st.sampled_from(["b" * 64, "x" * 201, "x" * 10_001, " ", "\u2003"]),
    # made anew each time, because mutations go on inside of them
    st.builds(list),
    st.builds(dict),
    st.builds(lambda: {"a": "b"}),
    st.builds(lambda: [{}]),
)


def places(value, path=()):
    """The path of every value inside a JSON value."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, found in inner:
        yield (*path, step)
        yield from places(found, (*path, step))


@st.composite
def mutations(draw):
    value = copy.deepcopy(record_json())
    for _ in range(draw(st.integers(1, 3))):
        path = draw(st.sampled_from(list(places(value)) or [("id",)]))
        parent = value
        for step in path[:-1]:
            parent = parent[step]
        match draw(st.sampled_from(["set", "set", "remove", "add"])):
            case "set":
                parent[path[-1]] = draw(VALUES)
            case "remove":
                del parent[path[-1]]
            case "add" if isinstance(parent, dict):
                parent[
                    draw(st.sampled_from(["x_a", "extra", "format", "origin", "score", "text_sha256"]))
                ] = draw(VALUES)
            case _:
                parent.append(draw(VALUES))
    return value


def fault_of(value):
    try:
        record_from_json(value)
    except RecordError as fault:
        return str(fault)
    return None


@settings(max_examples=1000, deadline=None)
@given(mutations())
def test_reader_and_schema_agree_wherever_json_schema_can_say_it(value):
    fault = fault_of(value)
    if fault is None:
        assert SCHEMA.is_valid(value), [error.message for error in SCHEMA.iter_errors(value)]
    elif SCHEMA.is_valid(value):
        assert any(rule in fault for rule in SECOND_PASS), fault


@pytest.mark.parametrize(
    "value", [record_json(), record_to_json(record()), record_json(review=None, x_a=None)]
)
def test_records_as_they_are_written_follow_the_schema(value):
    SCHEMA.validate(value)
    record_from_json(value)


@given(st.recursive(VALUES, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_whatever_json_comes_it_is_a_record_or_a_typed_fault(value):
    with pytest.raises(RecordError):
        record_from_json(value)
