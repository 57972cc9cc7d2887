"""What speaks for a label around a name: "in Marea", "city of Tartus", "Valeska Paris, a woman"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from annotator.extract.entities.mention import Mention
from annotator.extract.entities.titles import is_titled
from annotator.extract.lexicon import alternatives, countries, words

#: How much a cue counts beside the models (which give at most 2 to a mention).
PLACE_CUE, PLACE_NOUN_CUE, LIST_WEIGHT, LOCATIVE_LIST = 0.8, 6.0, 0.8, 2.5
PERSON_CUE, HUMAN_CUE, SPEAKER_CUE, RULER_CUE = 3.0, 1.5, 1.5, 3.0
GROUP_CUE, MEMBER_CUE, EVENT_CUE = 2.0, 1.0, 3.0
TITLE_CUE, TAKEN_CUE, PEOPLE_CUE, SITE_CUE, OF_BODY_CUE, SHIP_CUE = 3.0, 2.0, 3.0, 3.0, 2.0, 3.0
GAZETTEER = 6.0

Vote = tuple[str, float]
_VOTED = frozenset({"PERSON", "NORP", "FAC", "ORG", "GPE", "LOC", "PRODUCT", "WORK_OF_ART", "EVENT"})
_MISTAKEN_FOR_PLACE = frozenset({"PERSON", "ORG", "PRODUCT", "NORP"})
_SPEECHLESS = frozenset({"LOC", "PRODUCT", "FAC", "EVENT", "WORK_OF_ART"})


def _any(key: str) -> str:
    return alternatives(words("cues", key))


_IN = re.compile(
    rf"\b(?:in|near|into|from|outside|inside|throughout|around|across|at|on|to)(?: {_any('directions')})*\s\Z"
)
_LOCATIVE = re.compile(rf"\b(?:in|near|outside|inside|throughout|across)(?: {_any('directions')})*\s\Z")
_PLACE_NOUN = re.compile(rf"\b{_any('place_nouns')} of\s\Z", re.IGNORECASE)
_PLACE_NOUN_AFTER = re.compile(rf" {_any('place_nouns_after')}\b")
_A_TOWN = re.compile(rf", (?:an?|the) (?:[a-z-]+ ){{0,3}}{_any('place_nouns')} (?:in|near|of|on|outside)\b")
_OTHER_PLACES = re.compile(rf"(?:, [A-Z][\w-]+){{0,3}},? and other (?:[a-z]+ )?{_any('other_places')}\b")
_DIRECTION = re.compile(r"\b(?:eastern|western|northern|southern|central)\s\Z", re.IGNORECASE)
_AROUND = re.compile(r"\b(?:around|near|in|at|outside|from|of)\s\Z")
_IN_PLACE = re.compile(r",? in [A-Z]")
_GROUP_BEFORE = re.compile(rf"\b{_any('group_nouns')} (?:called |known as )?(?:the )?\Z")
_LANGUAGE = re.compile(r"[- ](?:acronym|language|word|alphabet|translation|dialect|for \")|-speaking")
_PERSON_AFTER = re.compile(
    r",? (?:was born|grew up|who (?:is|was|has|had)|is survived|died at)\b"
    r"|, (?:\d{1,2}|aged \d{1,2}),"
    rf"|, an? (?:\w+ ){{0,4}}{_any('human_nouns')}\b"
    rf"|'s {_any('kin_nouns')}\b"
    rf"| {_any('verbs_of_belief')}(?: that)? (?:he|she|his|her)\b"
)
_SPEAKS = re.compile(rf" {_any('verbs_of_speech')}\b")
_PERSON_BEFORE = re.compile(r"\b(?:Mr\.?|Mrs\.?|Ms\.?|Dr\.?|Sir|Lord|Sheikh|Imam)\s\Z")
_OF = re.compile(r" (?:of|from) (?:the )?")
_LIST = re.compile(r"(?:, (?:and |or )?| and | or )")


@cache
def _gazetteer() -> dict[str, str]:
    table = dict.fromkeys(countries(), "GPE")
    table.update(dict.fromkeys(words("places", "cities", "names"), "GPE"))
    table.update(dict.fromkeys(words("places", "regions", "names"), "LOC"))
    for made in (*countries().values(), words("places", "peoples", "names")):
        table.update(dict.fromkeys(made, "NORP"))
        table |= dict.fromkeys((f"{people}s" for people in made if f"{people}s" not in table), "NORP")
    table.update(dict.fromkeys(words("people", "leaders"), "PERSON"))
    table.update(dict.fromkeys(words("organisations", "known"), "ORG"))
    return table


def listed_label(surface: str) -> str | None:
    """The label of a surface form in the gazetteer."""
    return _gazetteer().get(surface)


@cache
def _by_beginning() -> dict[str, tuple[str, ...]]:
    """The names of the gazetteer by their first two letters, the longest first.

    A regular expression of a thousand names tries them all at every word: this takes a tenth of its time.
    """
    table: dict[str, list[str]] = defaultdict(list)
    for name in sorted(_gazetteer(), key=lambda name: (-len(name), name)):
        table[name[:2]].append(name)
    return {beginning: tuple(names) for beginning, names in table.items()}


def _listed_at(text: str, start: int) -> str | None:
    """The longest name of the gazetteer that stands at a place; what follows may be anything."""
    for name in _by_beginning().get(text[start : start + 2], ()):
        if text.startswith(name, start):
            return name
    return None


_DASH = re.compile(r"[-\u2013](?=[A-Z])")
_PAIR_ENDS = re.compile(r"(?![\w-]| [A-Z])")
_WORD_START = re.compile(r"(?<![\w.-])[^\W\d_]")
_NAME_ENDS = re.compile(r"(?!\w|-[A-Z])")


def listed_pairs(text: str) -> Iterator[Mention]:
    """Both names of "the Russia-Ukraine war"; but not of "British-American Tobacco"."""
    for dash in _DASH.finditer(text):
        right = _listed_at(text, dash.end())
        if right is None or not _PAIR_ENDS.match(text, dash.end() + len(right)):
            continue
        for start in _word_starts(text, dash.start()):
            left = text[start : dash.start()]
            if left in _gazetteer():
                yield _listed_mention(start, left)
                yield _listed_mention(dash.end(), right)
                break


def _word_starts(text: str, end: int) -> Iterator[int]:
    """Where the name before a dash may begin, the farthest first."""
    first = max(0, end - 30)
    yield from (found.start() for found in _WORD_START.finditer(text, first, end))


def listed_names(text: str) -> list[Mention]:
    """Countries, peoples, cities, regions and well-known organisations that stand in a text."""
    found: list[Mention] = []
    at = 0
    names = _by_beginning()
    for word in _listed_start().finditer(text):
        start = word.start()
        if start < at:
            continue
        for name in names.get(text[start : start + 2], ()):
            end = start + len(name)
            if text.startswith(name, start) and _NAME_ENDS.match(text, end):
                found.append(_listed_mention(start, name))
                at = end
                break
    return found


@cache
def _listed_start() -> re.Pattern[str]:
    """The beginning of a word that a name of the gazetteer may begin with."""
    letters = sorted({name[0] for name in _gazetteer() if _WORD_START.match(name)})
    return re.compile(rf"(?<![\w.-])[{''.join(map(re.escape, letters))}]")


def _listed_mention(start: int, name: str) -> Mention:
    label = _gazetteer()[name]
    return Mention(start, start + len(name), label, "rule", ((label, 1.0),))


def with_cues(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions with the votes of the words around them and of the gazetteer; languages get their label.

    Args:
        text: plain.
        mentions: flat, in reading order.
    """
    rulers = _rulers(text)
    voted = [_with_votes(text, mention, rulers) for mention in mentions]
    return _with_lists(text, _with_bodies(text, voted))


def _with_bodies(text: str, mentions: list[Mention]) -> list[Mention]:
    """In "Jane Smith of Civic Passion" the second name is no person."""
    out = list(mentions)
    for at in range(1, len(out)):
        person, body = out[at - 1], out[at]
        if person.label == body.label == "PERSON" and _OF.fullmatch(text, person.end, body.start):
            out[at] = replace(body, votes=(*body.votes, ("ORG", OF_BODY_CUE)))
    return out


def _rulers(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"([A-Z][\w'-]*) regime\b", text))


def _with_votes(text: str, mention: Mention, rulers: frozenset[str]) -> Mention:
    if mention.label == "LAW" and _designator().search(text[mention.start : mention.end]):
        return replace(mention, label="ORG", votes=(("ORG", GROUP_CUE),))
    if mention.label not in _VOTED:
        return mention
    if mention.label == "NORP" and _LANGUAGE.match(text, mention.end):
        return replace(mention, label="LANGUAGE")
    surface = text[mention.start : mention.end]
    before = text[max(0, mention.start - 40) : mention.start]
    after = text[mention.end : mention.end + 90]
    votes = [
        *(mention.votes or ((mention.label, 1.0),)),
        *_place_votes(mention.label, before, after),
        *_person_votes(mention.label, surface, before, after),
        *_body_votes(mention.label, surface, before, after),
    ]
    listed = _gazetteer().get(surface)
    if listed and not (surface in countries() and mention.label == "LOC"):
        votes.append((listed, GAZETTEER))
    elif surface in rulers:
        votes.append(("PERSON", RULER_CUE))
    return Mention(mention.start, mention.end, mention.label, mention.source, tuple(votes))


def _place_votes(label: str, before: str, after: str) -> Iterator[Vote]:
    within = label in _MISTAKEN_FOR_PLACE and _IN_PLACE.match(after) and _AROUND.search(before)
    if label in _MISTAKEN_FOR_PLACE and _may_be_taken(before) and _taken().search(before):
        yield "GPE", TAKEN_CUE
    if label in _MISTAKEN_FOR_PLACE and _A_TOWN.match(after):
        yield "GPE", PLACE_NOUN_CUE
    of_place = before[-4:-1].lower() == " of" and _PLACE_NOUN.search(before)
    if within or of_place or _PLACE_NOUN_AFTER.match(after) or _OTHER_PLACES.match(after):
        yield "GPE", PLACE_NOUN_CUE
    elif label in _MISTAKEN_FOR_PLACE and (_LOCATIVE.search(before) or _DIRECTION.search(before)):
        yield "GPE", PLACE_CUE


def _person_votes(label: str, surface: str, before: str, after: str) -> Iterator[Vote]:
    if label != "PERSON" and _human().search(before):
        yield "PERSON", HUMAN_CUE
    if label not in ("PERSON", "NORP") and is_titled(surface, before, after):
        yield "PERSON", TITLE_CUE
    if _PERSON_AFTER.match(after) or _PERSON_BEFORE.search(before):
        yield "PERSON", PERSON_CUE
    if label in _SPEECHLESS and _SPEAKS.match(after):
        yield "PERSON", SPEAKER_CUE


def _body_votes(label: str, surface: str, before: str, after: str) -> Iterator[Vote]:
    if label in ("LOC", "PERSON", "PRODUCT", "FAC") and _members().match(after):
        yield "ORG", MEMBER_CUE
    several = " " in surface
    if _GROUP_BEFORE.search(before) or (several and _designator().search(surface)):
        yield "ORG", GROUP_CUE
    if several and _event().search(surface):
        yield "EVENT", EVENT_CUE
    if _ship().search(before):
        yield "PRODUCT", SHIP_CUE
    if _people_after().match(after):
        yield "NORP", PEOPLE_CUE
    if several and label != "GPE" and _site().search(surface):
        yield "FAC", SITE_CUE


@cache
def _human() -> re.Pattern[str]:
    return re.compile(rf"\b{_any('human_nouns')} \Z")


@cache
def _members() -> re.Pattern[str]:
    return re.compile(rf" {alternatives(words('organisations', 'members'))}\b")


@cache
def _ship() -> re.Pattern[str]:
    return re.compile(rf"\b{_any('ships')},? \Z")


@cache
def _people_after() -> re.Pattern[str]:
    return re.compile(rf" {alternatives(words('groups', 'peoples'))}\b")


@cache
def _site() -> re.Pattern[str]:
    return re.compile(rf"\w {alternatives(words('places', 'sites', 'names'))}\Z")


@cache
def _taken() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:{_any('taken_nouns')} (?:of|for)|{_any('taken_verbs')})(?: the)? \Z", re.IGNORECASE
    )


@cache
def _taking() -> frozenset[str]:
    return frozenset({"of", "for", *(phrase.split()[-1].lower() for phrase in words("cues", "taken_verbs"))})


def _may_be_taken(before: str) -> bool:
    """Whether the last word (but "the") is one that the expression ends in: it is slow, and seldom fits."""
    last = before.lower().split()[-2:]
    return bool(last) and (last[-1] in _taking() or (last[-1] == "the" and last[0] in _taking()))


@cache
def _designator() -> re.Pattern[str]:
    return re.compile(rf" {alternatives(words('organisations', 'designators'))}\Z")


@cache
def _event() -> re.Pattern[str]:
    return re.compile(rf" {alternatives(words('organisations', 'events'))}(?: I{{1,3}}| \d{{4}})?\Z")


def _with_lists(text: str, mentions: list[Mention]) -> list[Mention]:
    """In "in A, B and C" the label that A has speaks for B and C too."""
    out = list(mentions)
    at = 0
    while at < len(out):
        last = at
        while last + 1 < len(out) and _LIST.fullmatch(text, out[last].end, out[last + 1].start):
            last += 1
        before = text[max(0, out[at].start - 40) : out[at].start]
        if last > at and _IN.search(before) and out[at].label == "GPE":
            weight = LOCATIVE_LIST if _LOCATIVE.search(before) else LIST_WEIGHT
            for place in range(at + 1, last + 1):
                if out[place].label in ("ORG", "PERSON", "NORP", "LOC", "FAC"):
                    out[place] = replace(out[place], votes=(*out[place].votes, ("GPE", weight)))
        at = last + 1
    return out
