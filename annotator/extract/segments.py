"""Cuts an article into the pieces that the models read, one paragraph each.

No entity crosses a line, page furniture is not read at all, and no piece is longer than what spaCy takes.
Within a piece characters are replaced one for one (typographic quotes, no-break blanks, line ends of wrapped
text), so that an offset in a piece plus the start of the piece is an offset in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from annotator.extract.headlines import is_headline, sentence_case

#: Code points; the memory that a batch of pieces takes goes with the longest of them.
LONGEST_SEGMENT = 4_000

_LAST_LATIN = "\u024f"
_LINE = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+")
_BLANK = re.compile(
    r"(?:\r\n?|\n|[\x0b\x0c\x85\u2028\u2029])[ \t\u00a0]*(?:\r\n?|\n|[\x0b\x0c\x85\u2028\u2029])"
)
_PLAIN = {
    **{ord(mark): "'" for mark in "\u2018\u2019\u201a\u201b\u02bc\u00b4`"},
    **{ord(mark): '"' for mark in "\u201c\u201d\u201e\u201f\u00ab\u00bb"},
    **{ord(blank): " " for blank in "\u00a0\u2002\u2003\u2009\u200a\u202f\t\r\n\x0b\x0c\x85\u2028\u2029"},
    **{ord(dash): "-" for dash in "\u2010\u2011"},
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
}
#: Wrapped text: lines of about this length that end without the end of a sentence.
_WRAPPED_FROM, _WRAPPED_TO = 50, 110


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of an article: where it starts (code points) and its text, plain and of the same length."""

    start: int
    text: str
    headline: bool = False


def plain(text: str) -> str:
    """The text with typographic characters made plain, one code point for one."""
    return text.translate(_PLAIN)


def segments(text: str, furniture: Sequence[tuple[int, int]] = ()) -> Iterator[Segment]:
    """The pieces of a text in order, without the furniture.

    Args:
        text: the exact text of the article.
        furniture: half-open ranges that are left out, in order.
    """
    readable = plain(text)
    for start, end in _paragraphs(text):
        for first, last in _outside(start, end, furniture):
            piece = readable[first:last]
            if is_headline(piece):
                yield Segment(first, sentence_case(piece, readable), headline=True)
                continue
            yield from _short_enough(first, piece)


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for blank in _BLANK.finditer(text):
        yield from _block(text, start, blank.start())
        start = blank.end()
    yield from _block(text, start, len(text))


def _block(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The lines of a block, or the whole block where its lines are wrapped in the middle of sentences."""
    lines = [found.span() for found in _LINE.finditer(text, start, end) if found.group().strip()]
    if len(lines) >= 2 and _is_wrapped(text, lines):
        yield lines[0][0], lines[-1][1]
    else:
        yield from lines


def _is_wrapped(text: str, lines: Sequence[tuple[int, int]]) -> bool:
    inner = lines[:-1]
    lengths = [end - start for start, end in inner]
    if not all(_WRAPPED_FROM <= length <= _WRAPPED_TO for length in lengths):
        return False
    if len(inner) > 1 and max(lengths) - min(lengths) > 30:
        return False
    open_ends = sum(text[start:end].rstrip()[-1] not in ".!?:;\"'\u201d\u2019" for start, end in inner)
    low_starts = sum(text[start:end].lstrip()[:1].islower() for start, end in lines[1:])
    return open_ends * 2 > len(inner) and low_starts * 3 >= len(inner)


def _outside(start: int, end: int, ranges: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for first, last in ranges:
        if last <= start or first >= end:
            continue
        if first > start:
            yield start, first
        start = max(start, last)
    if start < end:
        yield start, end


def _short_enough(start: int, piece: str) -> Iterator[Segment]:
    while len(piece) > LONGEST_SEGMENT:
        cut = max(piece.rfind(". ", 0, LONGEST_SEGMENT) + 2, LONGEST_SEGMENT // 2)
        if cut == LONGEST_SEGMENT // 2:
            cut = piece.rfind(" ", cut, LONGEST_SEGMENT) + 1 or LONGEST_SEGMENT
        yield Segment(start, piece[:cut])
        start, piece = start + cut, piece[cut:]
    if piece.strip() and not _is_foreign(piece):
        yield Segment(start, piece)


def _is_foreign(piece: str) -> bool:
    """Whether most letters are of another script: English models only make noise of it."""
    if piece.isascii():
        return False
    letters = [char for char in piece if char.isalpha()]
    return sum(char > _LAST_LATIN for char in letters) * 2 > len(letters)
