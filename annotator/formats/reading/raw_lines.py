r"""The lines of a file: they end at ``\n``, ``\r\n`` or ``\r``, and nowhere else.

``str.splitlines`` also cuts at U+2028, U+0085, form feeds and others, which may stand inside of a word or a
name; ``str.strip`` and ``str.split`` take no-break and ideographic spaces away.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_LINE = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_END = re.compile(r"\r\n|\r|\n")


def raw_lines(stream: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    """The number of each line of a binary stream, from 1, and its bytes, its end included."""
    number = 0
    for piece in stream:  # which ends at a newline
        for line in _LINE.findall(piece):
            number += 1
            yield number, line


def text_lines(text: str) -> list[str]:
    """The lines of a text without their ends."""
    return _END.split(text)
