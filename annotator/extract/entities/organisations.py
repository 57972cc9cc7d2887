"""Organisations by their own words ("Ministry of ...", "... Council"), and by an acronym in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from annotator.extract.entities.mention import STARTERS, Mention
from annotator.extract.lexicon import alternatives, words

_CAP = r"(?:\d+(?:st|nd|rd|th)|[A-Z](?:[\w&]|[.](?=[A-Z])|-(?=\w))*(?:(?<=\b[A-Z])\.)?(?:'s)?)"
_ACRONYM = re.compile(r"[(\[]\s?(?:the )?(?P<acronym>[A-Z][A-Za-z&-]*[A-Z][A-Za-z]?)(?:'s)?\s?[)\]]")
#: "Korean People's Army": here the possessive is part of the name.
_NO_SUBJECT = (
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:January|February|March|April|May|June|July|August"
    r"|September|October|November|December)\b"
)
_OF_PEOPLE = (
    *("People", "Women", "Men", "Children", "Workers", "Farmers"),
    *("Doctors", "Sheriff", "Mayor", "Lord", "King", "Queen"),
)


@cache
def _ending() -> re.Pattern[str]:
    last = alternatives(words("organisations", "designators"))
    return re.compile(rf"(?<![\w.-])(?:{_CAP} )(?:{_CAP} |(?:and|&) (?=[A-Z])){{0,5}}?{last}(?![\w-])")


@cache
def _of_name() -> re.Pattern[str]:
    first = alternatives(words("organisations", "of_names"))
    return re.compile(
        rf"(?<![\w-])(?:{_CAP} ){{0,3}}{first} of (?:the )?{_CAP}(?: (?:and |of (?:the )?)?[A-Z]\w+){{0,4}}"
    )


@cache
def _for_name() -> re.Pattern[str]:
    """Bodies such as "Committee to Protect Journalists" and "Council on Foreign Relations"."""
    first = alternatives(words("organisations", "for_names"))
    rest = rf"{_CAP}(?: (?:and |of (?:the )?|the )?[A-Z][\w'-]+){{0,4}}"
    return re.compile(
        rf"(?<![\w-])(?:{_CAP} ){{0,3}}{first} (?:for|on|against|to) (?:the )?(?!{_NO_SUBJECT}){rest}"
    )


@cache
def _unit() -> re.Pattern[str]:
    number, body = r"\d+(?:st|nd|rd|th)", alternatives(words("organisations", "units"))
    one = rf"{number} (?:[A-Z]\w+ ){{0,3}}{body}"
    return re.compile(rf"(?<![\w-]){one}(?:, {one})*(?![\w-])")


@cache
def _rule() -> re.Pattern[str]:
    return re.compile(rf"\b[A-Z][\w-]+ {alternatives(words('organisations', 'rule_words'))}(?=\b|'s)")


@cache
def _event() -> re.Pattern[str]:
    last = alternatives(words("organisations", "events"))
    return re.compile(
        rf"(?<![\w.-])(?:{_CAP} )(?:{_CAP} |(?:of|and|on|for|the) (?=[A-Z])){{0,5}}?"
        rf"{last}(?: I{{1,3}}\b)?(?![\w-])"
    )


def events(text: str) -> Iterator[Mention]:
    """Events by their last word: "Munich Security Conference"."""
    for found in _event().finditer(text):
        start, end = _span(text, found.start(), found.end())
        if " " in text[start:end]:
            yield Mention(start, end, "EVENT", "rule", (("EVENT", 2.0),))


def full_names(text: str) -> Iterator[Mention]:
    """Organisations whose own words say that they are: "Ministry of Defence", "Regional Government"."""
    for pattern in (_unit(), _of_name(), _for_name(), _ending()):
        for found in pattern.finditer(text):
            start, end = _span(text, found.start(), found.end())
            if " " in text[start:end]:
                yield Mention(start, end, "ORG", "rule", (("ORG", 1.0),))


def regimes(text: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """A ruler's or capital's name with "regime"."""
    people = {mention.start for mention in mentions if mention.label in ("PERSON", "ORG", "GPE")}
    for found in _rule().finditer(text):
        if found.start() in people:
            yield Mention(found.start(), found.end(), "ORG", "rule", (("ORG", 3.0),))


def acronyms(text: str) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Pairs of spans: a long name and the acronym in brackets right after it.

    The long name is the shortest run of words before the bracket whose initials give the acronym
    (small words may be left out), as in Schwartz and Hearst (2003).
    """
    for found in _ACRONYM.finditer(text):
        short = found.group("acronym")
        before = text[max(0, found.start() - 120) : found.start()].rstrip()
        offset = max(0, found.start() - 120)
        start = _long_form(before, short.replace("&", "").replace("-", ""))
        if start is not None:
            yield (offset + start, offset + len(before)), (found.start("acronym"), found.end("acronym"))


def _long_form(before: str, short: str) -> int | None:
    found = list(re.finditer(r"[\w']+", before))
    letters = [letter.lower() for letter in short if letter.isupper()]
    if len(letters) < 2:
        return None
    at = len(found) - 1
    for letter in reversed(letters):
        skipped = 0
        while at >= 0 and not found[at].group().lower().startswith(letter):
            if found[at].group()[0].isupper() and len(found[at].group()) > 3:
                skipped += 1
            if skipped > 1 or "." in before[found[at].end() : found[min(at + 1, len(found) - 1)].start()]:
                return None
            at -= 1
        if at < 0:
            return None
        at -= 1
    return found[at + 1].start() if found[at + 1].group()[0].isupper() else None


def _span(text: str, start: int, end: int) -> tuple[int, int]:
    """Without a word that only opens the sentence, and without what a possessive separates."""
    while True:
        first, _, rest = text[start:end].partition(" ")
        if rest and (
            first in STARTERS
            or first == "the"
            or (first.endswith("'s") and not first[:-2].endswith(_OF_PEOPLE))
        ):
            start += len(first) + 1
            continue
        break
    inner = text.find("'s ", start, end)
    if inner > 0 and not text[start:inner].endswith(_OF_PEOPLE):
        end = inner
    return start, end - 2 if text[start:end].endswith("'s") else end
