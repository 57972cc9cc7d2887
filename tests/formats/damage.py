"""What happens to files on their way: bytes lost, doubled, or put where they do not belong."""

import os

from hypothesis import strategies as st

#: Cases for each format and test.
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
edits = st.lists(edit, min_size=1, max_size=3)


def changed(raw, edits):
    """The bytes with each edit done: where (a part of the whole), how many go, what comes."""
    for where, length, new in edits:
        at = int(where * (len(raw) + 1))
        raw = raw[:at] + new + raw[at + length :]
    return raw
