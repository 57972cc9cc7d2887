"""Whatever stands in a file, an import ends in records and typed faults: nothing else is ever raised.

``ANNOTATOR_FUZZ=10000`` runs as many cases for each format; the usual run tries some dozens.
"""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.core.model import Record
from annotator.errors import InputError
from annotator.formats.contract.protocol import Found
from annotator.formats.registry import format_names
from tests.formats.build import record
from tests.formats.damage import CASES, changed, edits
from tests.formats.memory import Shelf, read, write


@pytest.mark.parametrize("name", format_names())
@settings(max_examples=CASES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(which=st.integers(0, 10), damage=edits)
def test_a_damaged_file_ends_in_records_and_typed_faults(name, which, damage):
    files = dict(GOOD[name].files)
    file = sorted(files)[which % len(files)]
    files[file] = changed(files[file], damage)
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
