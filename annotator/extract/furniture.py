"""Page furniture (navigation, credits, blurbs): marked, without proposals, never deleted."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache

from annotator.extract.lexicon import words

_LINE = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+")
_SEPARATOR = re.compile(r"\s*(?:[|\u2022\u00b7\u25cf\u25aa\u2013\u2014>\u00bb*]|\s/\s|\s{3,})\s*")
_NO_WORD = re.compile(r"[^\w]+")
#: A line longer than this is a paragraph; only blurbs are looked for in it.
_LONGEST_LINE = 260


#: An article that shares more of its text than this with others of its source is the same news told again.
_MOST_REPEATED = 0.5


def furniture(text: str, repeated: Collection[str] = ()) -> tuple[tuple[int, int], ...]:
    """The half-open ranges of page furniture in a text, in order, without the blanks around them.

    Args:
        text: the exact text of the article.
        repeated: stripped lines that its source repeats. They do not count where they are most of the text:
            then it is the same news again, and no furniture.
    """
    if repeated:
        shared = sum(len(line) for line in map(str.strip, _LINE.findall(text)) if line in repeated)
        if shared > _MOST_REPEATED * len(text):
            repeated = ()
    return tuple(_ranges(text, repeated))


def _ranges(text: str, repeated: Collection[str]) -> Iterator[tuple[int, int]]:
    for found in _LINE.finditer(text):
        line = found.group()
        stripped = line.strip()
        if not stripped:
            continue
        start = found.start() + len(line) - len(line.lstrip())
        end = start + len(stripped)
        if stripped in repeated or is_furniture(stripped):
            yield start, end
            continue
        credit = _credits().search(stripped)
        if credit:
            yield start + credit.start(), end


def is_furniture(line: str) -> bool:
    """Whether a stripped line (or paragraph) is page furniture as a whole."""
    plain = line.replace("\u2019", "'").replace("\u00a0", " ")
    if len(plain) > _LONGEST_LINE:
        return _blurbs().fullmatch(plain) is not None
    if not any(char.isalpha() for char in plain):
        return not any(char.isdigit() for char in plain)
    return _is_navigation(plain) or _matches_line(plain) or _blurbs().fullmatch(plain) is not None


def _matches_line(plain: str) -> bool:
    return _lines().fullmatch(plain.lstrip("\u2022\u00b7*\u25cf\u25aa- ")) is not None


def _is_navigation(plain: str) -> bool:
    known = _navigation()
    pieces = [_NO_WORD.sub(" ", piece.replace("'", "")).strip().lower() for piece in _SEPARATOR.split(plain)]
    pieces = [piece for piece in pieces if piece]
    return bool(pieces) and all(piece in known for piece in pieces)


@cache
def _navigation() -> frozenset[str]:
    return frozenset(
        _NO_WORD.sub(" ", phrase.replace("'", "")).strip() for phrase in words("furniture", "navigation")
    )


@cache
def _lines() -> re.Pattern[str]:
    return _any_of("lines")


@cache
def _blurbs() -> re.Pattern[str]:
    return _any_of("blurbs")


@cache
def _credits() -> re.Pattern[str]:
    return re.compile(r"(?<=[\s.])(?:" + "|".join(words("furniture", "credits")) + r")\s*$", re.IGNORECASE)


def _any_of(key: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{line})" for line in words("furniture", key)), re.IGNORECASE)
