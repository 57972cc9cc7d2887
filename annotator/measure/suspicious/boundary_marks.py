"""Marks at the edge of an entity that hardly belong to it."""

from __future__ import annotations

_PUNCTUATION = frozenset(",;:!?…，；：！？、。—–-")  # noqa: RUF001  # as articles have it
_OPENING = {"(": ")", "[": "]", "{": "}", "“": "”", "‘": "’", "«": "»", '"': '"'}
_ABBREVIATIONS = frozenset(
    (
        *("adm", "apr", "aug", "ave", "blvd", "brig", "capt", "cmdr", "co", "col", "corp", "dec", "det"),
        *("dr", "feb", "gen", "gov", "hon", "inc", "jan", "jr", "lt", "ltd", "maj", "mr", "mrs"),
        *("ms", "mt", "no", "nov", "oct", "plc", "prof", "rep", "rev", "sen", "sens", "sept", "sgt"),
        *("sr", "st", "supt", "vs", "etc", "dist", "dept", "univ", "bros"),
    )
)


def edge_mark(surface: str) -> str | None:
    """The mark at the edge of a surface that hardly belongs to a name; ``None`` where there is none.

    A full stop belongs to initials, to what has another stop inside (``U.S.``) and to common abbreviations
    (``Inc.``); a bracket or quotation mark belongs where its partner is inside as well.
    """
    first, last = surface[0], surface[-1]
    if first.isalnum() and last.isalnum():
        return None  # nearly all
    if last in _PUNCTUATION:
        return last
    if first in _PUNCTUATION - {"-", "–", "—"} or (first == "." and not surface[1:2].isdigit()):
        return first  # a minus may begin a number, and a point a decimal fraction
    if last == "." and not _abbreviates(surface):
        return last
    for opening, closing in _OPENING.items():
        if opening == closing:
            if opening in (first, last) and surface.count(opening) % 2:
                return opening
        elif first == opening and closing not in surface:
            return first
        elif last == closing and opening not in surface and closing != "’":
            return last  # an apostrophe may end a plural: the farmers’
    return None


def _abbreviates(surface: str) -> bool:
    """Whether the full stop at the end belongs to the last word."""
    words = surface.split()
    word = words[-1][:-1]
    return "." in word or len(word) <= 1 or word.casefold() in _ABBREVIATIONS
