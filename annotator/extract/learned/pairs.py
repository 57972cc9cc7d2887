"""The ordered pairs of entities in a sentence that the label schema lets be related, with their features."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import permutations
from typing import TYPE_CHECKING, NamedTuple

from annotator.core.label_schema import LabelSchema
from annotator.extract.entities.mention import Mention
from annotator.extract.proposals import Link
from annotator.extract.relations.reading import Piece

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Words between two mentions that are told apart; pairs further apart are told by their distance.
_WORDS = 12
#: Entities of one sentence that are paired; a list of a hundred names says little of any two.
_MOST = 40

Features = dict[str, float]


class Candidate(NamedTuple):
    """A pair that may be related.

    Attributes:
        head, tail: its mentions.
        features: name to value; what is not there is 0.
    """

    head: Mention
    tail: Mention
    features: Features


def candidates(
    pieces: Sequence[Piece], by_pattern: Iterable[Link], schema: LabelSchema
) -> Iterator[Candidate]:
    """Every pair of a sentence that some relation label allows, in reading order.

    Args:
        pieces: parsed, with their mentions.
        by_pattern: what the patterns find between them; the classifier learns how far to trust each.
        schema: the label schema.
    """
    said: dict[tuple[Mention, Mention], set[str]] = defaultdict(set)
    for link in by_pattern:
        both = ((link.head, link.tail, ""), (link.tail, link.head, " back"))
        for head, tail, back in both:
            said[head, tail] |= {f"{found_by_pattern(link.label)}{back}", f"found {link.pattern}{back}"}
    for piece in pieces:
        for sentence in piece.doc.sents:
            inside = [
                mention for mention, token in piece.heads.items() if sentence.start <= token.i < sentence.end
            ]
            for head, tail in permutations(inside[:_MOST], 2):
                if schema.legal_relations(head.label, tail.label):
                    named = features(piece, head, tail) | said[head, tail]
                    yield Candidate(head, tail, dict.fromkeys(sorted(named), 1.0))


def found_by_pattern(label: str) -> str:
    """The feature that says that a pattern found a label in this very direction."""
    return f"found {label}"


def features(piece: Piece, head: Mention, tail: Mention) -> set[str]:
    """What speaks of a pair: its labels, the words around and between, distance, the path in the parse."""
    labels = f"{head.label}>{tail.label}"
    ahead = head.start < tail.start
    first, second = (head, tail) if ahead else (tail, head)
    between = _between(piece, first, second)
    others = len({mention for mention in piece.mentions if first.end <= mention.start < second.start})
    named = {
        f"labels {labels}",
        f"order {ahead}",
        f"labels {labels} order {ahead}",
        f"words {min(len(between), _WORDS)}",
        f"others {min(others, 4)}",
        *(f"word {token.lemma_.lower()}" for token in between[:_WORDS]),
        *(f"word {token.lemma_.lower()} {ahead}" for token in between[:_WORDS]),
        *_outside(piece, first, second),
        *_path(piece.heads[head], piece.heads[tail], labels),
    }
    if 0 < len(between) <= 3:
        joined = " ".join(token.lemma_.lower() for token in between)
        named |= {f"all {joined} {ahead}", f"all {joined} {labels}"}
    return named


def _between(piece: Piece, first: Mention, second: Mention) -> list[Token]:
    left, right = first.end - piece.start, second.start - piece.start
    span = piece.doc.char_span(left, right, alignment_mode="contract") if left < right else None
    return [] if span is None else [token for token in span if not token.is_space]


def _outside(piece: Piece, first: Mention, second: Mention) -> Iterator[str]:
    before = piece.doc.char_span(0, max(first.start - piece.start, 0), alignment_mode="contract")
    after = piece.doc.char_span(second.end - piece.start, len(piece.text), alignment_mode="contract")
    if before:
        yield f"before {before[-1].lemma_.lower()}"
    if after:
        yield f"after {after[0].lemma_.lower()}"


def _path(head: Token, tail: Token, labels: str) -> Iterator[str]:
    """The way from one token to the other through their lowest common ancestor."""
    above = [head, *head.ancestors]
    down = [tail, *tail.ancestors]
    known = {token.i: place for place, token in enumerate(above)}
    meeting = next((place for place, token in enumerate(down) if token.i in known), None)
    if meeting is None:
        yield "no path"
        return
    up, downwards = above[: known[down[meeting].i]], down[:meeting]
    top = down[meeting]
    roles = ">".join(token.dep_ for token in up) + "^" + "<".join(token.dep_ for token in reversed(downwards))
    yield f"path {roles}"
    yield f"path {roles} {top.lemma_.lower()}"
    yield f"path {roles} {labels}"
    yield f"top {top.lemma_.lower()}"
    yield f"top {top.lemma_.lower()} {labels}"
    yield f"top {top.pos_}"
    yield f"steps {min(len(up) + len(downwards), 8)}"
    yield from (f"on the way {token.lemma_.lower()}" for token in (*up[1:], *downwards[1:]))
