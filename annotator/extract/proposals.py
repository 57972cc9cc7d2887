"""From mentions and links to proposals: ids in reading order; labels and attributes that the schema has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from annotator.core.label_schema import LabelSchema
from annotator.core.model import Annotations, Entity, Relation
from annotator.extract.entities.mention import Mention


@dataclass(frozen=True, slots=True)
class Link:
    """A relation in the making, between two mentions."""

    head: Mention
    tail: Mention
    label: str
    pattern: str
    score: float | None = None
    polarity: str = "affirmed"
    certainty: str = "asserted"


def to_annotations(
    mentions: Iterable[tuple[Mention, float | None]],
    links: Iterable[Link],
    schema: LabelSchema,
    dropped: Counter[str],
) -> Annotations:
    """Entities e1, e2 ... and relations r1, r2 ... in reading order.

    Args:
        mentions: flat, each with its score.
        links: between those mentions.
        schema: what it lacks is left out.
        dropped: counts the labels that were left out.
    """
    entities: list[Entity] = []
    ids: dict[Mention, str] = {}
    for mention, score in sorted(mentions, key=lambda pair: (pair[0].start, pair[0].end)):
        if schema.entity_label(mention.label) is None:
            dropped[mention.label] += 1
            continue
        ids[mention] = f"e{len(entities) + 1}"
        entities.append(Entity(ids[mention], mention.start, mention.end, mention.label, score=score))
    return Annotations(tuple(entities), tuple(_relations(links, ids, schema, dropped)))


def _relations(
    links: Iterable[Link], ids: dict[Mention, str], schema: LabelSchema, dropped: Counter[str]
) -> list[Relation]:
    legal: list[Link] = []
    for link in links:
        known = schema.relation_label(link.label)
        if known is None:
            dropped[link.label] += 1
        elif link.head in ids and link.tail in ids and known.allows(link.head.label, link.tail.label):
            legal.append(link)
    legal.sort(key=_reading_order)
    return [
        Relation(
            f"r{number}",
            ids[link.head],
            ids[link.tail],
            link.label,
            score=link.score,
            attributes=_attributes(link, schema),
            pattern=link.pattern,
        )
        for number, link in enumerate(legal, start=1)
    ]


def _reading_order(link: Link) -> tuple[int, int, int, str]:
    later = max(link.head.start, link.tail.start)
    return later, link.head.start, link.tail.start, link.label


def _attributes(link: Link, schema: LabelSchema) -> dict[str, str]:
    wanted: Sequence[tuple[str, str]] = (("polarity", link.polarity), ("certainty", link.certainty))
    made = {}
    for name, value in wanted:
        known = schema.attribute("relation", name, link.label)
        if known is not None and value in known.values:
            made[name] = value
    return made
