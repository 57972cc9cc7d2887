"""Names within one article: which mentions are one name, and the label that all of them get."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from annotator.extract.entities.cues import listed_label
from annotator.extract.entities.mention import NAME_LABELS, Mention
from annotator.extract.entities.spans import Spans, flat

#: Labels that are settled name by name; the others (LAW, LANGUAGE ...) depend on their words, not on the
#: name.
CLUSTERED = frozenset({"PERSON", "NORP", "FAC", "ORG", "GPE", "LOC", "PRODUCT", "EVENT", "WORK_OF_ART"})
_KEEPS_OWN = frozenset({"LAW", "LANGUAGE", "TITLE"})
#: A mention of several words says more about its label than one of a single word.
_LONG_NAME = 1.5
_MORE = re.compile(r"\w|-\w")
_LARGE_AFTER = re.compile(r" [A-Z]")
_LARGE_BEFORE = re.compile(r"[A-Z][\w.]* \Z")


@lru_cache(maxsize=4096)
def key_of(surface: str) -> str:
    """What two mentions of one name have in common: the letters without case, marks and a leading article."""
    return re.sub(r"[^\w]+", " ", surface.replace("'", "")).strip().casefold().removeprefix("the ")


def settle(text: str, mentions: Sequence[Mention], aliases: Iterable[tuple[str, str]] = ()) -> list[Mention]:
    """The mentions with one label for each name.

    Args:
        text: plain.
        mentions: flat, in reading order.
        aliases: pairs of surface forms that name the same thing (long name, acronym).
    """
    names = _Names(text, mentions)
    for long_name, short in aliases:
        names.join(key_of(long_name), key_of(short))
    labels = names.labels()
    out = []
    for mention in mentions:
        label = labels.get(key_of(text[mention.start : mention.end])) if mention.label in CLUSTERED else None
        out.append(replace(mention, label=label) if label and label != mention.label else mention)
    return out


class _Names:
    """Clusters of surface forms with the votes for each label."""

    def __init__(self, text: str, mentions: Sequence[Mention]) -> None:
        self._parent: dict[str, str] = {}
        self._votes: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        for mention in mentions:
            if mention.label not in CLUSTERED:
                continue
            key = key_of(text[mention.start : mention.end])
            self._parent.setdefault(key, key)
            weight = _LONG_NAME if " " in key else 1.0
            for label, vote in mention.votes or ((mention.label, 1.0),):
                if label in CLUSTERED:
                    self._votes[key][label] += vote * weight
        self._join_surnames()
        self._join_halves()

    def _root(self, key: str) -> str:
        while self._parent[key] != key:
            key = self._parent[key]
        return key

    def join(self, one: str, other: str) -> None:
        """Make one name of two, if both occur."""
        if one in self._parent and other in self._parent:
            first, second = sorted((self._root(one), self._root(other)))
            self._parent[second] = first

    def _best(self, key: str) -> str | None:
        votes = self._votes.get(key)
        return max(sorted(votes), key=lambda label: votes[label]) if votes else None

    def _join_surnames(self) -> None:
        """Join "Blinken" with "Antony Blinken": the last words of a longer name of a person."""
        people = [key for key in self._parent if " " in key and self._best(key) == "PERSON"]
        owners: dict[str, list[str]] = defaultdict(list)
        for full in sorted(people):
            parts = full.split()
            for at in range(1, len(parts)):
                owners[" ".join(parts[at:])].append(full)
        for short in sorted(owners.keys() & self._parent.keys()):
            if len(owners[short]) == 1:
                self.join(owners[short][0], short)

    def _join_halves(self) -> None:
        """Join "the North" with "North Korea", where the article names the whole."""
        for key in sorted(self._parent):
            if key in ("north", "south", "east", "west"):
                whole = [
                    other
                    for other in self._parent
                    if other.startswith(f"{key} ") and self._best(other) == "GPE"
                ]
                if len(whole) == 1:
                    self.join(key, whole[0])

    def labels(self) -> dict[str, str]:
        """The label of each surface form."""
        total: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        for key, votes in self._votes.items():
            for label, vote in votes.items():
                total[self._root(key)][label] += vote
        best = {root: max(sorted(votes), key=lambda label: votes[label]) for root, votes in total.items()}
        return {key: best[self._root(key)] for key in self._votes}


def split_compounds(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Make two names of "Coalition's Small Group", where the article also names one of them alone."""
    alone = {key_of(text[mention.start : mention.end]) for mention in mentions if mention.label in CLUSTERED}
    out: list[Mention] = []
    for mention in mentions:
        surface = text[mention.start : mention.end]
        joint = re.search(r"'s (?=[A-Z])|(?<=[a-z]) of the (?=[A-Z])", surface)
        if mention.label == "ORG" and joint:
            left, right = surface[: joint.start()], surface[joint.end() :]
            named = left if joint.group().startswith("'") else right
            if key_of(named) in alone or listed_label(left) or listed_label(right):
                out.append(mention.moved(mention.start, mention.start + len(left)))
                out.append(mention.moved(mention.end - len(right), mention.end))
                continue
        out.append(mention)
    return out


def repeated_long_names(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, with a name of several words also where only a part of it was found elsewhere."""
    longer: list[Mention] = []
    known, places = Spans(mentions), _places(text)
    patterns = {
        text[mention.start : mention.end]: mention
        for mention in reversed(mentions)
        if mention.label in CLUSTERED
    }
    for surface, mention in patterns.items():
        if " " not in surface:
            continue
        for start in places.of(surface):
            made = replace(mention, start=start, end=start + len(surface))
            inside = known.overlapping(made.start, made.end)
            if inside and all(made.covers(other) and other.length < made.length for other in inside):
                longer.append(made)
    return flat([*sorted(longer, key=lambda made: (-made.length, made.start)), *mentions])


class _Places:
    """Where names stand in a text, found by their first word."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts: dict[str, list[int]] = defaultdict(list)
        for word in re.finditer(r"\w+", text):
            self._starts[word.group()].append(word.start())

    def of(self, surface: str) -> Iterator[int]:
        """The starts of a surface form, not within a longer word."""
        first = re.match(r"\w+", surface)
        for start in self._starts[first.group()] if first else ():
            end = start + len(surface)
            if self._text.startswith(surface, start) and not _goes_on(self._text, start, end):
                yield start

    def has(self, word: str) -> bool:
        """Whether a word occurs."""
        return word in self._starts


@lru_cache(maxsize=2)
def _places(text: str) -> _Places:
    """The places of a text, found once for all that ask while an article is read."""
    return _Places(text)


def _goes_on(text: str, start: int, end: int) -> bool:
    return text[start - 1 : start] == "-" or _MORE.match(text, end) is not None


def surnames_alone(text: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Further places where a person's last name stands alone: "Musk" after "Elon Musk"."""
    places, known = _places(text), Spans(mentions)
    people: dict[str, int] = {}
    for mention in mentions:
        parts = text[mention.start : mention.end].split()
        if mention.label == "PERSON" and mention.source != "name" and len(parts) in (2, 3):
            people[parts[-1]] = min(mention.end, people.get(parts[-1], mention.end))
    for surname, first in sorted(people.items()):
        if len(surname) < 4 or not surname[0].isupper() or places.has(surname.lower()):
            continue
        for start in places.of(surname):
            end = start + len(surname)
            free = not known.overlapping(start, end) and not _LARGE_BEFORE.search(
                text, max(0, start - 30), start
            )
            if start > first and free and not _in_longer_name(text, start, end):
                yield Mention(start, end, "PERSON", "name", (("PERSON", 0.3),))


def other_occurrences(text: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Further places where a name that was found stands in the same letters.

    Only names that are distinctive enough: not a single common word that also occurs small.
    """
    places = _places(text)
    found: dict[str, tuple[str, int]] = {}
    for mention in mentions:
        surface = text[mention.start : mention.end]
        if mention.label in NAME_LABELS - {"WORK_OF_ART"} and len(surface) > 2 and surface[0].isupper():
            label, count = found.get(surface, (mention.label, 0))
            found[surface] = (label, count + (2 if mention.source in ("both", "rule") else 1))
    for surface, (label, count) in sorted(found.items(), key=lambda item: (-len(item[0]), item[0])):
        if count < 2 or (" " not in surface and places.has(surface.lower()) and not surface.isupper()):
            continue
        for start in places.of(surface):
            end = start + len(surface)
            if not _in_longer_name(text, start, end):
                yield Mention(start, end, label, "name", ((label, 0.1),))


def _in_longer_name(text: str, start: int, end: int) -> bool:
    """Whether a large word that is no sentence start stands right beside it: then the name is another one."""
    return _LARGE_AFTER.match(text, end) is not None and " " not in text[start:end]
