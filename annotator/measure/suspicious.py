"""Gold that looks wrong: what a second look is worth, article by article.

Nothing here is an error for certain. Each rule says what it goes by, with counts, so that a reader can judge.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from annotator.core.label_schema import LabelSchema
from annotator.core.model import Annotations, Entity, Relation

Reason = Literal["label_varies", "opposite_direction", "edge_punctuation", "edge_space", "illegal"]
#: The reasons, in the order in which they are shown.
REASONS: tuple[Reason, ...] = (
    "illegal",
    "edge_space",
    "edge_punctuation",
    "opposite_direction",
    "label_varies",
)
#: A surface has a usual label where it is gold at least this often ...
FEWEST_MENTIONS = 4
#: ... and at least this share of its mentions has one label.
USUAL_SHARE = 0.75
_PUNCTUATION = frozenset(",;:!?…，；：！？、。—–-")  # noqa: RUF001  # as articles have it
_OPENING = {"(": ")", "[": "]", "{": "}", "“": "”", "‘": "’", "«": "»", '"': '"'}
_ABBREVIATIONS = frozenset(
    [
        "adm",
        "apr",
        "aug",
        "ave",
        "blvd",
        "brig",
        "capt",
        "cmdr",
        "co",
        "col",
        "corp",
        "dec",
        "det",
        "dr",
        "feb",
        "gen",
        "gov",
        "hon",
        "inc",
        "jan",
        "jr",
        "lt",
        "ltd",
        "maj",
        "mr",
        "mrs",
        "ms",
        "mt",
        "no",
        "nov",
        "oct",
        "plc",
        "prof",
        "rep",
        "rev",
        "sen",
        "sens",
        "sept",
        "sgt",
        "sr",
        "st",
        "supt",
        "vs",
        "etc",
        "dist",
        "dept",
        "univ",
        "bros",
    ]
)


@dataclass(frozen=True, slots=True)
class GoldText:
    """The gold of one article, with what is needed to judge it.

    Attributes:
        article_id: its id.
        text: its exact text.
        annotations: entities and relations that are gold.
        schema: the label schema that it follows, or ``None`` where none is known.
    """

    article_id: str
    text: str
    annotations: Annotations
    schema: LabelSchema | None


@dataclass(frozen=True, slots=True)
class Suspicious:
    """One gold item that is worth a second look.

    Attributes:
        reason: the rule that it breaks.
        article_id: where it stands.
        kind: ``entity`` or ``relation``.
        item_id: its id.
        start: where it begins in the text (a relation where its earlier end does).
        end: where it ends (a relation where its later end does).
        words: its words; of a relation those of head and tail, with its label between.
        label: its label.
        detail: what it goes by, in one sentence.
    """

    reason: Reason
    article_id: str
    kind: Literal["entity", "relation"]
    item_id: str
    start: int
    end: int
    words: str
    label: str
    detail: str


def suspicious_gold(
    articles: Sequence[GoldText], *, symmetric: Iterable[str] = frozenset()
) -> list[Suspicious]:
    """Everything that is worth a second look: by reason, then article id, then place in the text."""
    unordered = frozenset(symmetric)
    found = [
        *_illegal(articles),
        *_edges(articles),
        *_opposite(articles, unordered),
        *_label_varies(articles),
    ]
    return sorted(
        found,
        key=lambda one: (
            REASONS.index(one.reason),
            one.article_id,
            one.start,
            one.end,
            one.kind,
            one.item_id,
        ),
    )


def words_of(text: str, entity: Entity) -> str:
    """The words of an entity on one line."""
    surface = text[entity.start : entity.end]
    return surface if surface.isalnum() else " ".join(surface.split())


def _of_entity(reason: Reason, article: GoldText, entity: Entity, detail: str) -> Suspicious:
    words = words_of(article.text, entity)
    return Suspicious(
        reason, article.article_id, "entity", entity.id, entity.start, entity.end, words, entity.label, detail
    )


def _of_relation(
    reason: Reason, article: GoldText, relation: Relation, ends: tuple[Entity, Entity], detail: str
) -> Suspicious:
    head, tail = ends
    words = f"{words_of(article.text, head)} {relation.label} {words_of(article.text, tail)}"
    place = (min(head.start, tail.start), max(head.end, tail.end))
    return Suspicious(
        reason, article.article_id, "relation", relation.id, *place, words, relation.label, detail
    )


def _illegal(articles: Iterable[GoldText]) -> Iterator[Suspicious]:
    """Labels that the label schema lacks, and arguments that it does not allow."""
    for article in articles:
        schema = article.schema
        if schema is None:
            continue
        for entity in article.annotations.entities:
            if schema.entity_label(entity.label) is None:
                detail = f"{entity.label} is not an entity label of the schema {schema.name}"
                yield _of_entity("illegal", article, entity, detail)
        for relation, head, tail in _with_ends(article):
            known = schema.relation_label(relation.label)
            if known is None:
                detail = f"{relation.label} is not a relation label of the schema {schema.name}"
            elif known.allows(head.label, tail.label):
                continue
            else:
                detail = f"{relation.label} may not go from {head.label} to {tail.label}"
            yield _of_relation("illegal", article, relation, (head, tail), detail)


def _edges(articles: Iterable[GoldText]) -> Iterator[Suspicious]:
    """Entities that begin or end with white space or with punctuation that is not part of a name."""
    for article in articles:
        for entity in article.annotations.entities:
            surface = article.text[entity.start : entity.end]
            if surface != surface.strip():
                yield _of_entity("edge_space", article, entity, "white space at the edge")
            elif mark := edge_mark(surface):
                yield _of_entity("edge_punctuation", article, entity, f"{mark} at the edge")


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


def _opposite(articles: Sequence[GoldText], symmetric: frozenset[str]) -> Iterator[Suspicious]:
    """Directed relations between two surfaces that are stated the other way round more often, or as often."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for article in articles:
        for relation, head, tail in _with_ends(article):
            counts[_direction(article, relation, head, tail)] += 1
    for article in articles:
        for relation, head, tail in _with_ends(article):
            label, first, second = key = _direction(article, relation, head, tail)
            other = counts[label, second, first]
            if label in symmetric or first == second or not other or other < counts[key]:
                continue
            detail = f"the other way round {_times(other)}, this way {_times(counts[key])}"
            yield _of_relation("opposite_direction", article, relation, (head, tail), detail)


def _direction(article: GoldText, relation: Relation, head: Entity, tail: Entity) -> tuple[str, str, str]:
    return relation.label, words_of(article.text, head), words_of(article.text, tail)


def _label_varies(articles: Sequence[GoldText]) -> Iterator[Suspicious]:
    """Mentions with another label than nearly all mentions of the same surface, in at least two articles."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    spread: defaultdict[str, set[str]] = defaultdict(set)
    for article in articles:
        for entity in article.annotations.entities:
            surface = words_of(article.text, entity)
            counts[surface][entity.label] += 1
            spread[surface].add(article.article_id)
    usual = {
        surface: (label, number, labels.total())
        for surface, labels in counts.items()
        if len(labels) > 1 and labels.total() >= FEWEST_MENTIONS and len(spread[surface]) > 1
        for label, number in labels.most_common(1)
        if number >= USUAL_SHARE * labels.total()
    }
    for article in articles:
        for entity in article.annotations.entities:
            known = usual.get(words_of(article.text, entity)) if usual else None
            if known is not None and entity.label != known[0]:
                detail = f"{known[0]} in {known[1]:,} of {known[2]:,} mentions"
                yield _of_entity("label_varies", article, entity, detail)


def _with_ends(article: GoldText) -> Iterator[tuple[Relation, Entity, Entity]]:
    """The relations of an article with head and tail."""
    entities = {entity.id: entity for entity in article.annotations.entities}
    for relation in article.annotations.relations:
        yield relation, entities[relation.head], entities[relation.tail]


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number:,} times"
