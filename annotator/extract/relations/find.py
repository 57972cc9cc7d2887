"""All relations of an article: surface and tree patterns, then one relation for each pair in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from annotator.core.label_schema import LabelSchema, RelationLabel
from annotator.extract.entities.mention import Mention
from annotator.extract.entities.names import key_of
from annotator.extract.entities.spans import Spans
from annotator.extract.lexicon import countries
from annotator.extract.proposals import Link
from annotator.extract.relations.dates import main_acts
from annotator.extract.relations.patterns import Pattern, patterns
from annotator.extract.relations.reading import Article, Piece
from annotator.extract.relations.surface import matches, written
from annotator.extract.relations.tree import TreePatterns
from annotator.extract.segments import Segment

if TYPE_CHECKING:
    from spacy.tokens import Doc


#: The relation that tells whom a title stands for.
HOLDS_TITLE = "holds_title"


_Surface = tuple[Pattern, re.Pattern[str], RelationLabel]


class _Patterns:
    """The patterns of a schema, sorted so that most are not tried where they cannot fit."""

    def __init__(self, schema: LabelSchema) -> None:
        self.tree = TreePatterns(patterns(), schema)
        self._surface: list[_Surface] = []
        for pattern in patterns():
            label = schema.relation_label(pattern.label)
            if pattern.surface is not None and label is not None:
                self._surface.append((pattern, pattern.surface, label))
        self._fitting: dict[frozenset[str], list[_Surface]] = {}

    def surface(self, there: frozenset[str]) -> list[_Surface]:
        """The surface patterns that names of these labels may fit, each with its expression and label."""
        if there not in self._fitting:
            self._fitting[there] = [
                (pattern, expression, label)
                for pattern, expression, label in self._surface
                if not there.isdisjoint(label.head) and not there.isdisjoint(label.tail)
            ]
        return self._fitting[there]


@lru_cache(maxsize=4)
def _patterns_of(schema: LabelSchema) -> _Patterns:
    return _Patterns(schema)


def find_relations(
    pieces: Sequence[tuple[Segment, Doc]], mentions: Sequence[Mention], schema: LabelSchema
) -> list[Link]:
    """The relations between the mentions of an article, each once for each place that states it.

    Args:
        pieces: the pieces with their parses.
        mentions: the final entities, flat.
        schema: labels and arguments that it lacks are not looked for.
    """
    article = Article(read_pieces(pieces, mentions))
    wanted = _patterns_of(schema)  # once: a schema takes long to hash
    links: list[Link] = []
    for piece in article.pieces:
        found = list(_by_surface(piece, wanted))
        for link in found:
            if link.label == HOLDS_TITLE:
                piece.holders[link.tail] = link.head
                article.note_holder(piece.surface(link.tail), link.head)
        links.extend(found)
        links.extend(wanted.tree.links(article, piece))
    links.extend(main_acts(article, schema))
    return _distinct((link for link in links if not _is_one_name(article, link)), schema)


def read_pieces(pieces: Sequence[tuple[Segment, Doc]], mentions: Sequence[Mention]) -> list[Piece]:
    """The pieces with the mentions that lie in each; arguments as of :func:`find_relations`."""
    known = Spans(mentions)
    return [_piece(number, segment, doc, known) for number, (segment, doc) in enumerate(pieces)]


def _piece(number: int, segment: Segment, doc: Doc, mentions: Spans) -> Piece:
    end = segment.start + len(segment.text)
    inside = [mention for mention in mentions.between(segment.start, end) if mention.end <= end]
    return Piece(segment.start, doc, inside, number, segment.headline)


def _by_surface(piece: Piece, wanted: _Patterns) -> Iterator[Link]:
    if len(piece.mentions) < 2:
        return
    there = frozenset(mention.label for mention in piece.mentions)
    sentence = written(piece.text, piece.start, piece.mentions)
    for pattern, expression, label in wanted.surface(there):
        for head, tail in matches(expression, sentence):
            one, other = piece.mentions[head], piece.mentions[tail]
            if label.allows(one.label, other.label) and not _is_country_in_country(
                pattern.label, one, other, piece
            ):
                yield Link(one, other, pattern.label, pattern.name, pattern.score)


def _is_country_in_country(label: str, one: Mention, other: Mention, piece: Piece) -> bool:
    """Whether it is a list and no address: "in Syria, Iraq and ..."."""
    return label == "located_in" and other.label == "GPE" and piece.surface(one) in countries()


def _is_one_name(article: Article, link: Link) -> bool:
    """Whether both ends name the same ("Blinken" and "Antony Blinken")."""
    one, other = key_of(article.surface(link.head)), key_of(article.surface(link.tail))
    if one == other:
        return True
    people = link.head.label == link.tail.label == "PERSON"
    return people and (one.endswith(f" {other}") or other.endswith(f" {one}"))


def _distinct(links: Iterable[Link], schema: LabelSchema) -> list[Link]:
    """One link for each pair and label, the surest; of a symmetric label the earlier mention is the head."""
    best: dict[tuple[Mention, Mention, str], Link] = {}
    for link in links:
        head, tail = link.head, link.tail
        if schema.is_symmetric(link.label) and tail.start < head.start:
            link = Link(tail, head, link.label, link.pattern, link.score, link.polarity, link.certainty)
        key = (link.head, link.tail, link.label)
        if key not in best or (link.score or 0) > (best[key].score or 0):
            best[key] = link
    return list(best.values())
