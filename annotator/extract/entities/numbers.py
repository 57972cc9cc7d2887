"""Dates, times, amounts: whole dates, the words that modify a number, ages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from annotator.extract.entities.mention import NUMBER_LABELS, Mention
from annotator.extract.lexicon import alternatives, words

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.)"
)
_DAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
_YEAR = r"(?:1[5-9]|20)\d\d"
_ORDINAL = r"\d{1,2}(?:st|nd|rd|th)?"
_WHOLE_DATE = re.compile(
    rf"\b(?:{_DAY},? )?(?:{_MONTH} {_ORDINAL}(?: ?[-\u2013] ?{_ORDINAL})?(?:,? {_YEAR})?"
    rf"|{_ORDINAL}(?: ?[-\u2013] ?{_ORDINAL})? (?:of )?{_MONTH}(?:,? {_YEAR})?|{_MONTH},? {_YEAR})(?!\w)"
)
_MONEY = re.compile(
    r"(?:\b(?:US|A|C|HK|NZ|S|R) ?)?[$\u20ac\u00a3\u00a5] ?\d[\d,.]*(?:(?<=\d)[bm]n?\b)?"
    r"(?: (?:thousand|million|billion|trillion))?(?<![,.])"
)
_MONEY_WORDS = re.compile(
    r"(?<![\w.,$])(?:\d[\d.,]*(?: (?:thousand|million|billion|trillion))?"
    r"|(?:hundreds|thousands|millions|billions) of)"
    rf" (?:(?:U\.?S\.?|Australian|Canadian|Hong Kong) )?{alternatives(words('cues', 'currencies'))}(?!\w)"
)
_PERCENT = re.compile(r"(?<![\w.,])\d[\d.,]*(?:\s?%|[- ]per ?cent(?:age points?)?\b)(?:\s?-\s?\d[\d.]*\s?%)?")
_HOLIDAY = re.compile(rf"(?<![\w-]){alternatives(words('cues', 'holidays'))}(?![\w-]| [A-Z])")
_YEAR_ALONE = re.compile(r"(?:19|20)\d\d")
_PART_OF_DAY = re.compile(
    rf"\b(?:[Ee]arly hours of )?(?:{_DAY}|[Yy]esterday|[Tt]omorrow) (?:morning|afternoon|evening|night)\b"
)
_PLAIN_DAY = re.compile(
    rf"\b(?:{_DAY}|(?:[Ee]arlier )?[Tt]oday|[Yy]esterday|[Tt]omorrow"
    rf"|(?:last|next|this) (?:week|month|year|spring|summer|autumn|winter|{_DAY}|{_MONTH}))\b"
)
_MODIFIER = re.compile(rf"\b{alternatives(words('cues', 'number_modifiers'))}\s+\Z", re.IGNORECASE)
_PREPOSITIONAL = frozenset({"over", "under", "around", "about", "some", "up to"})
_AGE = re.compile(r"(?:\baged|\bage|\bage of)\s+(?P<age>\d{1,3}|[a-z]+(?:-[a-z]+)?)\b")
_AGE_AFTER_NAME = re.compile(r",\s(?P<age>\d{1,3})(?=,)")
_WAS_AGE = re.compile(
    r"\b(?:he|she|they) (?:was|were|is|turned) (?P<age>\d{1,2}|[a-z]+)(?= (?:when|and|years?\b)|[.,;])",
    re.IGNORECASE,
)
_FORMS = (
    (_WHOLE_DATE, "DATE"),
    (_HOLIDAY, "DATE"),
    (_PART_OF_DAY, "TIME"),
    (_MONEY, "MONEY"),
    (_MONEY_WORDS, "MONEY"),
    (_PERCENT, "PERCENT"),
)
_FIRST_OF_ALL = re.compile(
    r"first and foremost|first of all|first (?:lady|ladies|responders?|aid|class|hand)\b|first-", re.I
)
_NUMBER_WORDS = frozenset(words("cues", "number_words"))


def numbers(text: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Dates and ages by rule; they win over what the models made of them.

    Args:
        text: plain.
        mentions: what the models found.
    """
    for pattern, label in _FORMS:
        for found in pattern.finditer(text):
            yield Mention(found.start(), found.end(), label, "rule")
    people = {mention.end for mention in mentions if mention.label == "PERSON"}
    for pattern in (_AGE, _WAS_AGE, _AGE_AFTER_NAME):
        for found in pattern.finditer(text):
            age = found.group("age")
            if pattern == _AGE_AFTER_NAME and found.start() not in people:
                continue
            if age.isdigit() or age.split("-")[0] in _NUMBER_WORDS:
                yield Mention(found.start("age"), found.end("age"), "DATE", "rule")


def missing_days(text: str) -> Iterator[Mention]:
    """Days that the models may have overlooked."""
    for found in _PLAIN_DAY.finditer(text):
        yield Mention(found.start(), found.end(), "DATE", "rule")


def with_modifiers(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Numbers with "nearly", "at least" ... taken in; what is no number ("first and foremost") is left out.

    Args:
        text: plain.
        mentions: in reading order.
    """
    out: list[Mention] = []
    for mention in mentions:
        if mention.label not in NUMBER_LABELS:
            out.append(mention)
            continue
        if mention.label == "ORDINAL" and _FIRST_OF_ALL.match(text, mention.start):
            continue
        if mention.label == "TIME" and re.fullmatch(
            r"(?:earlier )?(?:today|yesterday|tomorrow)", text[mention.start : mention.end], re.I
        ):
            mention = replace(mention, label="DATE")
        if _is_year(text, mention):
            mention = replace(mention, label="DATE")
        out.append(_with_modifier(text, mention))
    return out


def _is_year(text: str, mention: Mention) -> bool:
    """Whether a bare number is a year that says when: "the 2016 UK-France Summit", not "2016 people"."""
    if mention.label != "CARDINAL" or not _YEAR_ALONE.fullmatch(text, mention.start, mention.end):
        return False
    return re.match(r" [a-z]", text[mention.end : mention.end + 2]) is None


def _with_modifier(text: str, mention: Mention) -> Mention:
    if mention.label not in ("CARDINAL", "MONEY", "PERCENT", "QUANTITY"):
        return mention
    found = _MODIFIER.search(text, max(0, mention.start - 20), mention.start)
    if found is None or "\n" in found.group():
        return mention
    word = found.group().strip().lower()
    digits = text[mention.start : mention.end]
    if (
        word in _PREPOSITIONAL
        and mention.label == "CARDINAL"
        and not ((digits[0].isdigit() and len(digits) > 1) or " " in digits)
    ):
        return mention
    return mention.moved(found.start(), mention.end)
