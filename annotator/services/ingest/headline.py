"""The headline of a scraped article: the first line that is no page furniture, date or byline."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotator.extract.furniture import is_furniture

#: A headline has at least this many words (or, in scripts without blanks, characters) and at most this many.
_FEWEST_WORDS, _SHORTEST, _LONGEST = 3, 12, 250
#: Where no line looks like one, the beginning of the text stands in, cut to this many characters.
_CUT = 100
_ENDS_OF_SENTENCES = (".", ".”", '."', ".'", "،", "。", ":")
#: How many lines with words are looked at: a headline stands at the top.
_LINES = 40
_DATE = re.compile(
    r"(?i)^\W*(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day\W*)?"
    r"(?:\d{1,4}\W+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\W+\d{1,4}(?:\W+\d{2,4})?\b.{0,20}$"
)
_ASIDES = (
    r"by\s+\S+(?:\s+\S+){0,5}$",
    r"(?:https?://|www\.)",
    r"(?:(?:last )?updated|published|posted|share|(?:written|reporting) by|photo|image|we use cookies)\b",
    r"\d+\s+(?:min(?:ute)?s?\s+read|comments?)\b",
)
_ASIDE = re.compile("|".join(_ASIDES), re.IGNORECASE)


def find_title(text: str) -> str:
    """The title of a plain text: its headline, else the beginning of its first line with words."""
    first = ""
    for line in top_lines(text):
        if is_furniture(line) or _DATE.match(line) or _ASIDE.match(line):
            continue
        first = first or line
        if _looks_like_headline(line):
            return line
        if is_body(line):
            break
    return _cut(first or " ".join(text.split()))


def top_lines(text: str) -> Iterator[str]:
    """The first lines that have letters, blanks inside of them made one."""
    seen = 0
    for found in re.finditer(r"[^\r\n\u2028\u2029\x85]+", text):
        line = " ".join(found[0].split())
        if not any(character.isalpha() for character in line):
            continue
        seen += 1
        if seen > _LINES:
            return
        yield line


def _looks_like_headline(line: str) -> bool:
    if len(line) > _LONGEST or line.endswith(_ENDS_OF_SENTENCES):
        return False
    return len(line.split()) >= _FEWEST_WORDS or (len(line) >= _SHORTEST and not line.isascii())


def is_body(line: str) -> bool:
    """Whether a line is of the article itself: no headline and no date line follows."""
    return len(line) > _LONGEST or (line.endswith(_ENDS_OF_SENTENCES) and len(line) > _SHORTEST * 4)


def _cut(line: str) -> str:
    if len(line) <= _CUT:
        return line
    words = line[:_CUT].rsplit(" ", 1)
    return f"{words[0].rstrip(' ,;:–-')}…"
