"""Boundaries: articles, possessives, quotes, punctuation and stray words are no part of an entity."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from annotator.extract.entities.mention import NAME_LABELS, Mention
from annotator.extract.lexicon import alternatives, words

_LEADING = re.compile(
    r"(?:(?:the|a|an|this|that|these|those|its|his|her|their|our)\s+|(?:anti|pro|non)-"
    r"|[\s\"'(\[,;:.!?&/\-\u2013\u2014*#]+)",
    re.IGNORECASE,
)
_THIS = re.compile(r"(?:this|these)\s+(?=\w)", re.IGNORECASE)
_TRAILING = re.compile(
    r"(?:\s*'s?|[\s\"',;:!?&/\-\u2013\u2014*#]+|\.(?<!\b[A-Z]\.)(?<!\.[A-Z]\.)(?<!\b(?:Mr|Dr|Jr|Sr|St|Lt|Co)\.)(?<!\b(?:Inc|Ltd|Gen|Col|Sen|Rep|Gov|Sgt|Spc|Maj)\.)(?<!\b(?:Corp|Bros|Capt)\.))\Z"
)
_NUMBER_LEAD = re.compile(rf"{alternatives(words('cues', 'number_leads'))}\s+(?=\S)", re.IGNORECASE)
_SMALL_TAIL = re.compile(r"\s+(?:[a-z]+(?:-[a-z]+)*)\Z")
_BEFORE_THE = ("of", "for", "and", "to", "on", "in", "over", "by", "with", "across")
_STRAY_THE = re.compile("".join(rf"(?<!\b{word})" for word in _BEFORE_THE) + r"\s+the\s+(?=[A-Z])")
_SLASH = re.compile(r"(?<=[a-z]{2})/(?=[A-Z][a-z]{2})")
_BLANK = re.compile(r"\s")
_SMALL_HEAD = re.compile(r"\A[a-z]+(?:\s+|-)(?=[A-Z])")
_PRONOUNS = frozenset(
    ["i", "we", "you", "he", "she", "it", "they", "me", "us", "him", "them", "who", "what", "this", "that"]
)


def trim(mention: Mention, text: str) -> Iterator[Mention]:
    """The mention with its boundaries put right: one, or none where nothing is left, or two of "Iraq/Kuwait".

    Args:
        mention: in the offsets of the text.
        text: plain (typographic quotes replaced).
    """
    slash = _SLASH.search(text, mention.start, mention.end) if mention.label in NAME_LABELS else None
    if slash:
        yield from trim(mention.moved(mention.start, slash.start()), text)
        yield from trim(mention.moved(slash.end(), mention.end), text)
        return
    start, end = _trimmed(text, mention.start, mention.end, mention.label)
    if start < end and _is_sayable(text[start:end], mention.label):
        yield mention.moved(start, end)


def _trimmed(text: str, start: int, end: int, label: str) -> tuple[int, int]:
    while True:
        before = (start, end)
        if label in ("DATE", "TIME") and _THIS.match(text, start, end):
            pass  # "this week", unlike "the week", is all of the date
        elif label != "WORK_OF_ART" or text[start:end].lower().startswith("the "):
            lead = _LEADING.match(text, start, end)
            start = lead.end() if lead and lead.end() < end else start
        trail = _TRAILING.search(text, start, end)
        end = trail.start() if trail else end
        if label in NAME_LABELS:
            start, end = _without_small_words(text, start, end, label)
        else:
            lead = _NUMBER_LEAD.match(text, start, end)
            start = lead.end() if lead else start
        end = _balanced(text, start, end)
        if (start, end) == before or start >= end:
            return start, end


def _without_small_words(text: str, start: int, end: int, label: str) -> tuple[int, int]:
    if label in ("LANGUAGE", "LAW", "EVENT") or not any(c.isupper() for c in text[start:end]):
        return start, end
    if _BLANK.search(text, start, end):
        end = _without_last_words(text, start, end, label)
    head = _SMALL_HEAD.match(text[start:end])
    if head and not head.group().startswith(
        ("al-", "el-", "de ", "von ", "van ", "bin ", "abu ", "ibn ", "d", "al ")
    ):
        start += head.end()
    return start, end


def _without_last_words(text: str, start: int, end: int, label: str) -> int:
    stray = _STRAY_THE.search(text, start, end)
    end = stray.start() if stray else end
    small = _SMALL_TAIL.search(text, start, end)
    end = small.start() if small else end
    extra = _trailing_words().search(text, start, end)
    return extra.start() if extra and label in ("ORG", "GPE", "PERSON", "FAC") else end


@cache
def _trailing_words() -> re.Pattern[str]:
    return re.compile(r"(?<=\w)(?:\s+" + alternatives(words("organisations", "trailing_words")) + r")+\Z")


def _balanced(text: str, start: int, end: int) -> int:
    """Without a closing bracket that was never opened, or from an opening one that is never closed."""
    opened = text.find("(", start, end)
    closed = text.find(")", start, end)
    if opened >= 0 and closed < 0:
        return opened
    if closed >= 0 and opened < 0:
        return closed
    return end


def _is_sayable(surface: str, label: str) -> bool:
    if label in NAME_LABELS:
        named = any(char.isupper() or ord(char) > 0x24F for char in surface)
        return named and surface.lower() not in _PRONOUNS and (len(surface) > 1 or not surface.isascii())
    return any(char.isalnum() for char in surface)
