"""TITLE: offices and ranks, found by a grammar of words and by what stands beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from annotator.extract.entities.mention import Mention
from annotator.extract.entities.spans import Spans
from annotator.extract.lexicon import alternatives, words

#: Between a title and a name that follows it.
_BESIDE_BEFORE = re.compile(r"(?:[ ]|, ?|, (?:an?|the) |[ ]?- ?)\Z")
#: "a spokeswoman for the Foreign Ministry, Maria ...".
_OF_BODY = re.compile(
    r" (?:of|for|to|at) (?:the )?(?:[A-Z][\w.]*(?:'s)?(?: of)? ?(?:the )?){1,6}(?:, (?:HE )?)?"
    r"(?:(?:Dr|Mr|Mrs|Ms|Sir)\.? )?"
)
_APPOSED = re.compile(
    r",? (?:\(?\w+\)? )?(?:(?:an?|the|its|their|his|her|our|former|current|then|new|outgoing"
    r"|and|as|is|was|acting|long-time|appointed|named|elected|became)[ ,]+){0,3}\Z"
)
_APPOSED_NAME = re.compile(
    r", (?:\d+, )?(?:(?:an?|the|former|new|acting) ){0,2}(?:[A-Z][\w.]*(?:'s)? ){1,4}"
    r"(?:(?:former|new|acting|deputy) )?"
)
#: Code points that a name and what is said of it may lie apart.
_FAR = 100
_LEAD = re.compile(r"(?:\b(?:and|the|The|a|an|new|its|their|his|her|our|former|Former|Acting)|'s|s')\s+\Z")
_NOT_AFTER = re.compile(
    r"'s? (?:[Oo]ffice|[Rr]esidence|[Pp]alace|[Ss]tation|[Dd]epartment)\b|s\b|'?s? Office\b"
    r"| (?:Motors|Electric|Assembly|Council|Republic|[Ee]lections?)\b"
)


@cache
def _grammar() -> re.Pattern[str]:
    heads = alternatives([*words("titles", "offices"), *words("titles", "ranks")])
    modifiers = alternatives(words("titles", "modifiers"))
    fields = alternatives(words("titles", "fields"))
    return re.compile(
        rf"(?<![\w-])(?P<modifiers>(?:{modifiers}(?:[ ]|-)(?:and[ ])?)*)(?P<head>{heads})"
        rf"(?P<elect>-(?:designate|elect|designee))?"
        rf"(?:[ ](?:of|for)[ ](?:the[ ])?(?-i:{fields})(?![\w-]))?(?![\w])",
        re.IGNORECASE,
    )


@cache
def _short_ranks() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){alternatives(words('titles', 'abbreviations'))}\.?(?= [A-Z])")


@cache
def _ranks() -> frozenset[str]:
    return frozenset(words("titles", "ranks"))


def titles(text: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """The titles of a text.

    Args:
        text: plain.
        mentions: what else was found; a person beside it makes an office of a small word.
    """
    people = Spans(mention for mention in mentions if mention.label == "PERSON")
    ends = frozenset(mention.end for mention in mentions)
    for found in _short_ranks().finditer(text):
        if people.between(found.end() + 1, found.end() + 2) or _name_follows(text, found.end()):
            yield Mention(found.start(), found.end(), "TITLE", "rule")
    for found in _offices_in(text):
        start, end = found.span()
        start = _without_small_modifiers(text, start, found)
        if _NOT_AFTER.match(text, end):
            continue
        if _counts(text, found, start, people, ends):
            yield Mention(start, end, "TITLE", "rule")


_LETTERS = re.compile(r"(?<![\w-])[^\W\d_]+")


@cache
def _first_words() -> frozenset[str]:
    known = [words("titles", key) for key in ("offices", "ranks", "modifiers")]
    first = (_LETTERS.match(phrase) for phrases in known for phrase in phrases)
    return frozenset(found.group().lower() for found in first if found)


def _offices_in(text: str) -> Iterator[re.Match[str]]:
    """What the grammar finds, tried only where a word begins one of its phrases: it has hundreds of them."""
    at = 0
    first, grammar = _first_words(), _grammar()
    for word in _LETTERS.finditer(text):
        if word.group().lower() in first and word.start() >= at:
            found = grammar.match(text, word.start())
            if found:
                yield found
                at = found.end()


def is_titled(surface: str, before: str, after: str) -> bool:
    """Whether an office stands right before a name, or after a name of several words and a comma.

    Args:
        surface: the name.
        before: the words before it, up to the name.
        after: the words after it.
    """
    if _ends_in_office(before):
        found = _office_before().search(before)
        if found is not None and found.group(1)[0].isupper():
            return True
    return " " in surface and _office_after().match(after) is not None


def is_plural_office(surface: str) -> bool:
    """Whether it is no name but offices of several people: "Ministers", "Home and Law Secretaries"."""
    last = surface.split()[-1].lower() if surface.split() else ""
    if not last.endswith("s") or (" " in surface and " and " not in surface):
        return False
    single = f"{last[:-3]}y" if last.endswith("ies") else last[:-1]
    return single in words("titles", "offices")


@cache
def _office() -> str:
    heads = alternatives([*words("titles", "offices"), *words("titles", "ranks")])
    return rf"(?:{alternatives(words('titles', 'modifiers'))}[ ])*{heads}"


_LAST_WORD = re.compile(r"([^\s-]+?),? \Z")


@cache
def _last_words() -> frozenset[str]:
    heads = (*words("titles", "offices"), *words("titles", "ranks"))
    return frozenset(re.split(r"[\s-]", head)[-1].lower() for head in heads)


def _ends_in_office(before: str) -> bool:
    """Whether the last word is one that an office ends in: trying them all, at every word, is slow."""
    last = _LAST_WORD.search(before)
    return last is not None and last.group(1).lower() in _last_words()


@cache
def _office_before() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])({_office()}),?[ ]\Z", re.IGNORECASE)


@cache
def _office_after() -> re.Pattern[str]:
    lead = r"(?:(?:the|an?|its|their|former|current|acting) ){0,2}"
    return re.compile(rf", {lead}{_office()}(?= (?:of|for|to|at)\b|,)", re.IGNORECASE)


def _without_small_modifiers(text: str, start: int, found: re.Match[str]) -> int:
    """Past small modifiers of a large head: the title of "senior Minister" is "Minister"."""
    modifiers = found.group("modifiers")
    while modifiers and modifiers[0].islower() and text[found.start("head")].isupper():
        start += len(re.split(r"[ -]", modifiers)[0]) + 1
        modifiers = text[start : found.start("head")]
    return start


def _counts(text: str, found: re.Match[str], start: int, people: Spans, ends: frozenset[int]) -> bool:
    head = found.group("head").lower()
    surface = text[start : found.end()]
    if any(one.start == start and one.end > found.end() for one in people.overlapping(start, found.end())):
        return _opens_name(found, people)  # "Pope Francis", but not "Dean Kamen"
    if _beside(text, start, found.end(), people):
        return True
    large = text[found.start("head")].isupper() and surface[0].isupper()
    several = len(surface.split()) > 1 or found.group("elect") is not None
    led = _LEAD.search(text, max(0, start - 12), start) is not None or (start - 1) in ends
    if head in _ranks() and not found.group("modifiers"):
        return False
    if large and several:
        return True
    if large:
        return led or (start > 1 and text[start - 1] == " " and text[start - 2] not in ".!?\"':")
    return several and led and _is_office(head)


def _is_office(head: str) -> bool:
    return head in words("titles", "offices_in_small_letters")


def _opens_name(found: re.Match[str], people: Spans) -> bool:
    """Whether an office is the first word of what the models took for a name: "Pope Francis"."""
    if found.group("head").lower() not in _offices() or found.group("modifiers"):
        return False
    inside = people.overlapping(found.start(), found.end())
    return any(one.start == found.start() and one.end > found.end() + 1 for one in inside)


@cache
def _offices() -> frozenset[str]:
    return frozenset(words("titles", "offices")) - {
        "cardinal",
        "judge",
        "deputy",
        "consul",
        "bishop",
        "prince",
    }


def _beside(text: str, start: int, end: int, people: Spans) -> bool:
    for person in people.between(end + 6, end + _FAR):
        if _OF_BODY.fullmatch(text, end, person.start):
            return True
    for person in people.between(end + 1, end + 9):
        if _BESIDE_BEFORE.fullmatch(text, end, person.start):
            return True
    for person in people.between(start - _FAR, start):
        between = text[person.end : start]
        if _APPOSED.fullmatch(between) or _APPOSED_NAME.fullmatch(between):
            return True
    return False


def _name_follows(text: str, end: int) -> bool:
    return re.match(r" [A-Z][a-z]+ [A-Z]", text[end : end + 40]) is not None
