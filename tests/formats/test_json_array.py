import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import InputError
from annotator.formats.reading import json_array
from annotator.formats.reading.json_array import read_json_array

leaves = st.one_of(st.none(), st.booleans(), st.integers(-(2**53), 2**53), st.text(max_size=9))
values = st.recursive(
    leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3)
)


def found(raw):
    return [value for _, _, value in read_json_array(io.BytesIO(raw))]


@given(made=st.lists(values, max_size=5), chunk=st.integers(1, 9), indent=st.sampled_from([None, 1]))
def test_every_value_of_an_array_comes_however_little_is_read_at_once(made, chunk, indent):
    raw = json.dumps(made, ensure_ascii=False, indent=indent).encode()
    before, json_array._CHUNK = json_array._CHUNK, chunk
    try:
        assert found(raw) == made
        assert found(b"\n".join(json.dumps({"v": value}).encode() for value in made)) == [
            {"v": v} for v in made
        ]
    finally:
        json_array._CHUNK = before


@pytest.mark.parametrize(
    ("raw", "good", "fault"),
    [
        (b'[{"a": 1}, {"b": ', 1, "not JSON"),
        (b'[{"a": 1} {"b": 2}]', 1, "a comma or the end of the array is missing"),
        (b'[{"a": 1}', 1, "a comma or the end of the array is missing"),
        (b'[{"a": 1},', 1, "the end of the array is missing"),
        (b'[{"a": "\xff"}]', 0, "byte 0xff at position 7 is not UTF-8"),
        (b"[" * 100_000, 0, "is nested too deeply"),
        (b"[NaN]", 0, "NaN is not JSON"),
    ],
)
def test_what_came_before_a_fault_is_kept_and_the_fault_is_said(raw, good, fault):
    *before, last = found(raw)
    assert len(before) == good
    assert isinstance(last, InputError)
    assert fault in str(last)


def test_behind_a_line_that_is_no_json_the_next_ones_are_read_and_each_has_its_line():
    raw = b'{"a": 1}\n{"a": \n\n' + b"[" * 100_000 + b'\n{"a":\n2}'
    rows = list(read_json_array(io.BytesIO(raw)))
    assert [(line, isinstance(value, InputError)) for line, _, value in rows] == [
        *((1, False), (2, True), (4, True)),
        (5, False),
    ]
    assert rows[1][1] == b'{"a": '


def test_bytes_that_are_no_utf_8_are_the_fault_of_their_value_alone():
    first, second = found(b'[{"a": "\xff"}, {"a": 1}]')
    assert isinstance(first, InputError)
    assert second == {"a": 1}


def test_nothing_is_nothing():
    assert found(b" \n") == []
    assert found(b"[]") == []
