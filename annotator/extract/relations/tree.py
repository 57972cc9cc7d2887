"""Matches the tree patterns: an anchor word, and paths of grammatical roles from it to head and tail."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from annotator.core.label_schema import LabelSchema, RelationLabel
from annotator.extract.entities.mention import Mention
from annotator.extract.proposals import Link
from annotator.extract.relations.arguments import resolve
from annotator.extract.relations.attributes import certainty, is_demanded, polarity
from annotator.extract.relations.grammar import follow
from annotator.extract.relations.patterns import Path, Pattern
from annotator.extract.relations.reading import Article, Piece

if TYPE_CHECKING:
    from spacy.tokens import Token


class TreePatterns:
    """The tree patterns of a schema, by the lemma that they hang on."""

    def __init__(self, patterns: Sequence[Pattern], schema: LabelSchema) -> None:
        self._schema = schema
        self._by_lemma: dict[str, list[tuple[Pattern, RelationLabel]]] = defaultdict(list)
        for pattern in patterns:
            label = schema.relation_label(pattern.label)
            if label is None or pattern.surface is not None:
                continue
            for lemma in sorted(pattern.anchors):
                self._by_lemma[lemma].append((pattern, label))
        self._candidates: dict[tuple[int, int], list[tuple[Pattern, RelationLabel]]] = {}

    def links(self, article: Article, piece: Piece) -> Iterator[Link]:
        """What the patterns find in one piece, in the order of its words."""
        if not piece.mentions:
            return
        followed: _Followed = {}
        for i, (part, lemma) in enumerate(piece.doc.to_array(["POS", "LEMMA"]).tolist()):
            candidates = self._candidates.get((part, lemma))
            if candidates is None:
                candidates = self._find_candidates(part, lemma, piece.doc[i])
            if not candidates:
                continue
            token, demanded = piece.doc[i], None
            for pattern, label in candidates:
                if not _fits(token, pattern, followed):
                    continue
                if "*" not in pattern.anchors:
                    demanded = is_demanded(token) if demanded is None else demanded
                    if demanded:
                        continue
                yield from _Match(article, piece, token, pattern, label, followed).links()

    def _find_candidates(self, part: int, lemma: int, token: Token) -> list[tuple[Pattern, RelationLabel]]:
        """What may hang on tokens of a part of speech and a lemma (spaCy's numbers of them)."""
        found = self._by_lemma.get(token.lemma_.lower(), [])
        if token.pos_ in _PARTS["VERB"]:
            found = [*found, *self._by_lemma.get("*", ())]
        candidates = [(pattern, label) for pattern, label in found if token.pos_ in _PARTS[pattern.pos]]
        if len(self._candidates) > _MOST_KNOWN:
            self._candidates.clear()
        self._candidates[part, lemma] = candidates
        return candidates


def _fits(token: Token, pattern: Pattern, followed: _Followed) -> bool:
    if any(not _walk_all(token, path, followed) for path in pattern.needs):
        return False
    return not any(_walk_all(token, path, followed) for path in pattern.without)


#: Headlines and capitals make the tagger take nouns for names.
_PARTS = {
    "VERB": ("VERB", "AUX"),
    "NOUN": ("NOUN", "PROPN"),
    "ADJ": ("ADJ", "ADV", "VERB", "ADP", "NOUN", "SCONJ"),
}
#: Lemmas whose patterns are remembered.
_MOST_KNOWN = 50_000


#: Where roles led from the tokens of a piece: most patterns of a verb begin with its subject.
_Followed = dict[tuple[int, str], list["Token"]]


def _walk_all(token: Token, path: Path, followed: _Followed) -> list[Token]:
    tokens = [token]
    for step in path:
        tokens = [
            other
            for one in tokens
            for other in _follow(one, step.role, followed)
            if step.lemmas is None or other.lemma_.lower() in step.lemmas
        ]
    return tokens


def _follow(token: Token, role: str, followed: _Followed) -> list[Token]:
    key = (token.i, role)
    if key not in followed:
        followed[key] = follow(token, role)
    return followed[key]


class _Match:
    """One anchor and one pattern."""

    def __init__(
        self,
        article: Article,
        piece: Piece,
        anchor: Token,
        pattern: Pattern,
        label: RelationLabel,
        followed: _Followed,
    ) -> None:
        self._article, self._piece, self._anchor = article, piece, anchor
        self._pattern, self._label, self._followed = pattern, label, followed

    def links(self) -> Iterator[Link]:
        """The links of this match."""
        for one, other in self._pairs():
            if one == other or not self._label.allows(one.label, other.label):
                continue
            yield Link(
                one,
                other,
                self._label.label,
                self._pattern.name,
                self._pattern.score,
                polarity(self._anchor),
                certainty(self._anchor),
            )

    def _pairs(self) -> Iterator[tuple[Mention, Mention]]:
        if self._pattern.pair:
            together = self._ends(self._pattern.pair, self._label.head | self._label.tail)
            yield from combinations(sorted(together, key=lambda mention: mention.start), 2)
            return
        tails = self._ends(self._pattern.tail, _narrowed(self._label.tail, self._pattern.tail_labels))
        if not tails:
            return
        heads = self._ends(self._pattern.head, _narrowed(self._label.head, self._pattern.head_labels))
        for head in heads:
            for tail in tails:
                yield head, tail

    def _ends(self, paths: Sequence[Path], labels: frozenset[str]) -> list[Mention]:
        """The mentions at the end of the first path that leads to any."""
        for path in paths:
            if path[0].role == "speaker":
                speaker = (
                    self._article.speaker(self._piece, self._anchor)
                    if self._article.is_spoken(self._piece, self._anchor)
                    else None
                )
                found = [speaker] if speaker is not None and speaker.label in labels else []
            else:
                found = [
                    mention
                    for token in _walk_all(self._anchor, path, self._followed)
                    for mention in resolve(
                        self._article, self._piece, token, labels, through=self._pattern.through
                    )
                ]
            if found:
                return list(dict.fromkeys(found))
        return []


def _narrowed(labels: frozenset[str], to: frozenset[str] | None) -> frozenset[str]:
    return labels if to is None else labels & to
