"""Whatever stands in a file, an import ends in records and typed faults: nothing else is ever raised.

``ANNOTATOR_FUZZ=10000`` runs as many cases for each format; the usual run tries some dozens.
"""

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.core.model import Record
from annotator.errors import InputError
from annotator.formats.protocol import Found
from annotator.formats.registry import format_names
from tests.formats.build import record
from tests.formats.memory import Shelf, read, write

CASES = int(os.environ.get("ANNOTATOR_FUZZ", "40"))
HOSTILE = [
    *(
        b"\x00",
        b"\xff",
        b"\xed\xa0\x80",
        b"\xef\xbb\xbf",
        b"\r",
        b"\n\n",
        b"\t",
        b'"',
        b"'",
        b"\\",
        b"-1",
        b"1e999",
    ),
    *(
        b"NaN",
        b"9" * 400,
        b"[" * 2000,
        b"null",
        b"true",
        b"3.5",
        b"{}",
        b"e9",
        b"T9",
        b"I-ORG",
        b"\xf0\x9f\x98\x80",
    ),
]

piece = st.one_of(st.sampled_from(HOSTILE), st.binary(max_size=6))
edit = st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 12), piece)


def changed(raw, edits):
    for where, length, new in edits:
        at = int(where * (len(raw) + 1))
        raw = raw[:at] + new + raw[at + length :]
    return raw


@pytest.mark.parametrize("name", format_names())
@settings(max_examples=CASES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(which=st.integers(0, 10), edits=st.lists(edit, min_size=1, max_size=3))
def test_a_damaged_file_ends_in_records_and_typed_faults(name, which, edits):
    files = dict(GOOD[name].files)
    file = sorted(files)[which % len(files)]
    files[file] = changed(files[file], edits)
    for found in read(name, Shelf(files)):
        assert isinstance(found, Found)
        assert isinstance(found.what, Record | InputError)
        assert isinstance(found.raw(), bytes)
        if isinstance(found.what, InputError):
            assert "\n" not in str(found.what)


@pytest.mark.parametrize("name", format_names())
@settings(max_examples=CASES, deadline=None)
@given(
    raw=st.one_of(
        st.binary(max_size=80), st.text(max_size=60).map(lambda text: text.encode("utf-8", "replace"))
    )
)
def test_bytes_of_any_kind_end_in_records_and_typed_faults(name, raw):
    for file in sorted(GOOD[name].files)[:2]:
        for found in read(name, Shelf({**GOOD[name].files, file: raw})):
            assert isinstance(found.what, Record | InputError)


GOOD = {
    name: write(name, [record(), record("a2", "Bo left. Ada too, in 😀 Oslo.\r\nAgain.")])[0]
    for name in format_names()
}
