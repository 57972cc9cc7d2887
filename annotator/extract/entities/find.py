"""From the models' opinions to the entities of an article: rules, names, labels, scores."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from annotator.extract.entities import cues, designators, numbers, organisations
from annotator.extract.entities.mention import NAME_LABELS, NUMBER_LABELS, Mention
from annotator.extract.entities.names import (
    other_occurrences,
    repeated_long_names,
    settle,
    split_compounds,
    surnames_alone,
)
from annotator.extract.entities.overlay import overlay
from annotator.extract.entities.spans import Spans, flat
from annotator.extract.entities.titles import is_plural_office, titles
from annotator.extract.lexicon import words
from annotator.extract.segments import Segment


@dataclass(frozen=True, slots=True)
class Steps:
    """Which steps run; the ablation turns them off one by one."""

    rules: bool = True
    titles: bool = True
    names: bool = True


def find_entities(
    article: str, pieces: Sequence[Segment], opinions: Sequence[Mention], steps: Steps = Steps()
) -> list[Mention]:
    """The entities of one article, flat, in reading order.

    Args:
        article: the text of the article, plain.
        pieces: what of it was read; nothing is proposed elsewhere.
        opinions: the models' mentions in the article's offsets.
        steps: which steps run.
    """
    text = readable(article, pieces)
    mentions = flat(opinions)
    if steps.rules:
        mentions = _by_rules(text, opinions)
    if steps.names:
        mentions = _by_name(text, mentions)
    if steps.titles:
        known = set(mentions)
        mentions = _with_titles(text, mentions, opinions)
        if steps.names:
            new = [mention for mention in mentions if mention not in known]
            kept = [mention for mention in mentions if mention in known]
            mentions = settle(text, flat([*kept, *cues.with_cues(text, new)]), _aliases(text))
    if steps.rules:
        mentions = numbers.with_modifiers(text, mentions)
    return flat(mentions)


def _with_titles(text: str, mentions: Sequence[Mention], opinions: Sequence[Mention]) -> list[Mention]:
    known = Spans(mentions)
    found = sorted(titles(text, mentions), key=_longest_first)
    free = [title for title in found if not _is_part_of_name(title, known, text)]
    over = Spans(free)
    untouched = [mention for mention in mentions if not over.overlapping(mention.start, mention.end)]
    return overlay([*untouched, *opinions, *mentions], free, text) if free else list(mentions)


def readable(article: str, pieces: Sequence[Segment]) -> str:
    """The article with what lies outside the pieces blanked out (line ends), headlines in sentence case."""
    out = []
    at = 0
    for piece in pieces:
        out.append("\n" * (piece.start - at))
        out.append(piece.text)
        at = piece.start + len(piece.text)
    out.append("\n" * (len(article) - at))
    return "".join(out)


def is_no_name(mention: Mention, text: str) -> bool:
    """Whether it only looks like a name: "QUESTION:" in a transcript, "@handle", "#tag", bare "Ministers"."""
    surface = text[mention.start : mention.end]
    if surface.startswith(("@", "#")) or text[mention.start - 1 : mention.start] in ("@", "#"):
        return True
    if mention.label in NUMBER_LABELS and text[mention.end : mention.end + 1].isalpha():
        return True  # the 5 of "5G"
    if text[mention.end : mention.end + 1] == ":" and surface in words("cues", "transcript"):
        return True
    return mention.label in NAME_LABELS and is_plural_office(surface)


def _by_rules(text: str, opinions: Sequence[Mention]) -> list[Mention]:
    strong = [
        *designators.laws(text),
        *designators.products(text),
        *organisations.regimes(text, opinions),
        *numbers.numbers(text, opinions),
        *_defined(text),
        *cues.listed_pairs(text),
    ]
    opinions = [opinion for opinion in opinions if not is_no_name(opinion, text)]
    mentions = overlay(opinions, sorted(strong, key=_longest_first), text)
    known = Spans(mentions)
    listed = cues.listed_names(text)
    long_listed = [mention for mention in listed if " " in text[mention.start : mention.end]]
    candidates = [*organisations.full_names(text), *organisations.events(text), *long_listed]
    names = [name for name in sorted(candidates, key=_longest_first) if _adds_to(name, known, text)]
    mentions = overlay(mentions, names, text)
    weak = [*listed, *numbers.missing_days(text)]
    return flat([*mentions, *sorted(weak, key=_longest_first)])


def _longest_first(mention: Mention) -> tuple[int, int]:
    return -mention.length, mention.start


def _adds_to(name: Mention, known: Spans, text: str) -> bool:
    """Whether a name by rule is longer than all that it overlaps, and cuts none of it."""
    hit = known.overlapping(name.start, name.end)
    return all(
        name.covers(other) and name.length > other.length and not _is_full_person(other, text)
        for other in hit
    )


def _is_full_person(mention: Mention, text: str) -> bool:
    return mention.label == "PERSON" and mention.source == "both" and " " in text[mention.start : mention.end]


def _defined(text: str) -> list[Mention]:
    """Long names and their acronyms, where the text gives both."""
    return [
        Mention(start, end, "ORG", "rule", (("ORG", 2.0),))
        for pair in organisations.acronyms(text)
        for start, end in pair
    ]


def _by_name(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    whole = repeated_long_names(text, split_compounds(text, mentions))
    settled = settle(text, cues.with_cues(text, whole), _aliases(text))
    return flat([*settled, *other_occurrences(text, settled), *surnames_alone(text, settled)])


def _aliases(text: str) -> list[tuple[str, str]]:
    return [(text[a:b], text[c:d]) for (a, b), (c, d) in organisations.acronyms(text)]


def _is_part_of_name(title: Mention, known: Spans, text: str) -> bool:
    """Whether a title is part of a name: "Office of the Secretary of State", "Julie Bishop"."""
    for mention in known.overlapping(title.start, title.end):
        if mention.label == "PERSON" and mention.covers(title) and mention.start < title.start:
            return True
        if mention.covers(title) and mention.label in ("ORG", "WORK_OF_ART", "LAW"):
            before, after = text[mention.start : title.start], text[title.end : mention.end]
            if after.startswith("'s ") or re.search(r"\b(?:of|for) (?:the )?\Z", before):
                return True
    return False
