"""Gold that looks wrong: what a second look is worth, article by article.

Nothing here is an error for certain. Each rule says what it goes by, with counts, so that a reader can judge.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Literal, NamedTuple, TypeAlias

from annotator.core.label_schema import LabelSchema
from annotator.core.model import Annotations
from annotator.measure.suspicious.boundary_marks import edge_mark

Reason = Literal["label_varies", "opposite_direction", "edge_punctuation", "edge_space", "illegal"]
#: The reasons, in the order in which they are shown.
REASONS: tuple[Reason, ...] = (
    "illegal",
    "edge_space",
    "edge_punctuation",
    "opposite_direction",
    "label_varies",
)
#: A relation by label and the words of head and tail.
Direction: TypeAlias = tuple[str, str, str]
#: The usual label of a surface, how often it has it, and how often it is gold at all.
Usual: TypeAlias = tuple[str, int, int]
#: A surface has a usual label where it is gold at least this often ...
FEWEST_MENTIONS = 4
#: ... and at least this share of its mentions has one label.
USUAL_SHARE = 0.75


class Span(NamedTuple):
    """A gold entity; code points, half-open."""

    id: str
    start: int
    end: int
    label: str


class Link(NamedTuple):
    """A gold relation; head and tail are ids of entities."""

    id: str
    head: str
    tail: str
    label: str


@dataclass(frozen=True, slots=True)
class GoldText:
    """The gold of one article, with what is needed to judge it.

    Attributes:
        article_id: its id.
        text: its exact text.
        entities: what is gold.
        relations: what is gold.
        schema: the label schema that it follows, or ``None`` where none is known.
    """

    article_id: str
    text: str
    entities: Sequence[Span]
    relations: Sequence[Link]
    schema: LabelSchema | None


def spans_of(gold: Annotations) -> tuple[list[Span], list[Link]]:
    """What is needed of annotations."""
    entities = [Span(e.id, e.start, e.end, e.label) for e in gold.entities]
    return entities, [Link(r.id, r.head, r.tail, r.label) for r in gold.relations]


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
    articles: Iterable[GoldText], *, symmetric: Iterable[str] = frozenset()
) -> list[Suspicious]:
    """Everything that is worth a second look: by reason, then article id, then place in the text."""
    facts = GoldFacts()
    for article in articles:
        facts.put(article)
    return facts.suspicious(frozenset(symmetric))


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is kept of an article, to judge it beside all others.

    Attributes:
        alone: what looks wrong whatever stands in other articles.
        spans: its entities.
        surfaces: the words of each of them.
        directions: label, words of head and words of tail of each relation.
        links: the id and the place of each of them.
    """

    alone: tuple[Suspicious, ...]
    spans: tuple[Span, ...]
    surfaces: tuple[str, ...]
    directions: tuple[Direction, ...]
    links: tuple[tuple[str, int, int], ...]


class GoldFacts:
    """The gold of many articles, judged together; one can be put in, in place of what it was before, or out.

    Nothing of a text is kept but the words of its entities.
    """

    def __init__(self) -> None:
        self._articles: dict[str, _Facts] = {}
        self._labels: dict[str, dict[str, int]] = {}
        self._spread: Counter[str] = Counter()
        self._directions: Counter[Direction] = Counter()
        self._strings: dict[str, str] = {}

    def put(self, article: GoldText) -> None:
        """Know the gold of an article."""
        self.drop(article.article_id)
        same = self._strings
        surfaces = tuple(
            same.setdefault(words, words)
            for words in (words_of(article.text, entity) for entity in article.entities)
        )
        spans = tuple(
            Span(same.setdefault(one.id, one.id), one.start, one.end, same.setdefault(one.label, one.label))
            for one in article.entities
        )
        alone = tuple(sorted((*_illegal(article), *_edges(article)), key=_place))
        directions, links = [], []
        for relation, head, tail in _with_ends(article):
            words = (words_of(article.text, head), words_of(article.text, tail))
            directions.append((relation.label, *words))
            links.append((relation.id, min(head.start, tail.start), max(head.end, tail.end)))
        facts = _Facts(alone, spans, surfaces, tuple(directions), tuple(links))
        self._articles[article.article_id] = facts
        self._count(facts, 1)

    def drop(self, article_id: str) -> None:
        """Forget an article; nothing happens where it is not known."""
        facts = self._articles.pop(article_id, None)
        if facts is not None:
            self._count(facts, -1)

    def suspicious(self, symmetric: frozenset[str]) -> list[Suspicious]:
        """Everything that is worth a second look: by reason, then article id, then place in the text."""
        usual, opposed = self._usual(), self._opposed(symmetric)
        by_reason: dict[Reason, list[Suspicious]] = {reason: [] for reason in REASONS}
        for article_id in sorted(self._articles):
            facts = self._articles[article_id]
            found = list(facts.alone)
            # of most articles this is all that must be asked
            if not opposed.keys().isdisjoint(facts.directions):
                found += self._opposite(article_id, facts, opposed)
            if not usual.keys().isdisjoint(facts.surfaces):
                found += _label_varies(article_id, facts, usual)
            if len(found) > len(facts.alone):
                found.sort(key=_place)
            for one in found:
                by_reason[one.reason].append(one)
        return list(chain.from_iterable(by_reason.values()))

    def _count(self, facts: _Facts, sign: int) -> None:
        for surface, span in zip(facts.surfaces, facts.spans, strict=True):
            labels = self._labels.setdefault(surface, {})
            labels[span.label] = labels.get(span.label, 0) + sign
            if not labels[span.label]:
                del labels[span.label]
                if not labels:
                    del self._labels[surface]
        for surface in set(facts.surfaces):
            self._spread[surface] += sign
            if not self._spread[surface]:
                del self._spread[surface]
                self._strings.pop(surface, None)
        for direction in facts.directions:
            self._directions[direction] += sign
            if not self._directions[direction]:
                del self._directions[direction]

    def _usual(self) -> dict[str, Usual]:
        """The label of each surface that nearly always has the same, in at least two articles."""
        found = {}
        for surface, labels in self._labels.items():
            if len(labels) > 1 and self._spread[surface] > 1:
                total = sum(labels.values())
                number, label = max((number, label) for label, number in labels.items())
                if total >= FEWEST_MENTIONS and number >= USUAL_SHARE * total:
                    found[surface] = (label, number, total)
        return found

    def _opposed(self, symmetric: frozenset[str]) -> dict[Direction, int]:
        """The directions that are stated the other way round as often or more often, and how often."""
        counts = self._directions
        return {
            (label, first, second): other
            for (label, first, second), own in counts.items()
            if first != second and label not in symmetric and (other := counts[label, second, first]) >= own
        }

    def _opposite(
        self, article_id: str, facts: _Facts, opposed: Mapping[Direction, int]
    ) -> Iterator[Suspicious]:
        for direction, (relation_id, start, end) in zip(facts.directions, facts.links, strict=True):
            if direction in opposed:
                label, first, second = direction
                own = _times(self._directions[direction])
                detail = f"the other way round {_times(opposed[direction])}, this way {own}"
                words = f"{first} {label} {second}"
                yield Suspicious(
                    *("opposite_direction", article_id, "relation", relation_id, start, end, words),
                    label,
                    detail,
                )


def _label_varies(article_id: str, facts: _Facts, usual: Mapping[str, Usual]) -> Iterator[Suspicious]:
    """Mentions with another label than nearly all mentions of the same surface."""
    for surface, span in zip(facts.surfaces, facts.spans, strict=True):
        known = usual.get(surface)
        if known is not None and span.label != known[0]:
            detail = f"{known[0]} in {known[1]:,} of {known[2]:,} mentions"
            yield Suspicious(
                "label_varies",
                article_id,
                "entity",
                span.id,
                span.start,
                span.end,
                surface,
                span.label,
                detail,
            )


def _place(one: Suspicious) -> tuple[int, int, str, str]:
    return one.start, one.end, one.kind, one.item_id


def words_of(text: str, entity: Span) -> str:
    """The words of an entity on one line."""
    surface = text[entity.start : entity.end]
    return surface if surface.isalnum() else " ".join(surface.split())


def _of_entity(reason: Reason, article: GoldText, entity: Span, detail: str) -> Suspicious:
    words = words_of(article.text, entity)
    return Suspicious(
        reason, article.article_id, "entity", entity.id, entity.start, entity.end, words, entity.label, detail
    )


def _of_relation(
    reason: Reason, article: GoldText, relation: Link, ends: tuple[Span, Span], detail: str
) -> Suspicious:
    head, tail = ends
    words = f"{words_of(article.text, head)} {relation.label} {words_of(article.text, tail)}"
    place = (min(head.start, tail.start), max(head.end, tail.end))
    return Suspicious(
        reason, article.article_id, "relation", relation.id, *place, words, relation.label, detail
    )


def _illegal(article: GoldText) -> Iterator[Suspicious]:
    """Labels that the label schema lacks, and arguments that it does not allow."""
    schema = article.schema
    if schema is None:
        return
    for entity in article.entities:
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


def _edges(article: GoldText) -> Iterator[Suspicious]:
    """Entities that begin or end with white space or with punctuation that is not part of a name."""
    for entity in article.entities:
        surface = article.text[entity.start : entity.end]
        if surface != surface.strip():
            yield _of_entity("edge_space", article, entity, "white space at the edge")
        elif mark := edge_mark(surface):
            yield _of_entity("edge_punctuation", article, entity, f"{mark} at the edge")


def _with_ends(article: GoldText) -> Iterator[tuple[Link, Span, Span]]:
    """The relations of an article with head and tail."""
    entities = {entity.id: entity for entity in article.entities}
    for relation in article.relations:
        yield relation, entities[relation.head], entities[relation.tail]


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number:,} times"
