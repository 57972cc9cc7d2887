"""An article as the patterns read it: parsed pieces, the mention at each token, and what was said before."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from annotator.extract.entities.mention import Mention
from annotator.extract.lexicon import words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

SAYING = frozenset(words("cues", "saying"))
_UP = 4
#: Paragraphs that a speaker is remembered for.
_BACK = 20
WE = frozenset({"we", "our"})
FIRST_PERSON = WE | {"i", "my", "me"}
ACTORS = frozenset({"PERSON", "ORG", "GPE", "NORP"})


@dataclass(slots=True)
class Piece:
    """A parsed paragraph with its mentions.

    Attributes:
        start: where it starts in the article (code points).
        doc: its parse.
        mentions: its entities, in reading order.
        number: its place among the pieces.
        headline: whether it is written in title case.
        text: that of the doc.
        at: the mention that a token (by index) lies in.
        nominal: what a noun like "the regime" stands for.
        heads: the head token of each mention.
        holders: who holds the office of a TITLE.
    """

    start: int
    doc: Doc
    mentions: Sequence[Mention]
    number: int = 0
    headline: bool = False
    text: str = ""
    at: dict[int, Mention] = field(default_factory=dict)
    nominal: dict[int, Mention] = field(default_factory=dict)
    heads: dict[Mention, Token] = field(default_factory=dict)
    holders: dict[Mention, Mention] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Note which mention each token lies in, and the head token of each mention."""
        self.text = self.doc.text
        inside: list[tuple[Mention, list[Token]]] = []
        waiting = iter(self.mentions)
        mention = next(waiting, None)
        for token in self.doc:
            first, last = self.start + token.idx, self.start + token.idx + len(token.text)
            while mention is not None and mention.end <= first:
                mention = next(waiting, None)
            if mention is not None and mention.start < last:
                self.at[token.i] = mention
                if not inside or inside[-1][0] is not mention:
                    inside.append((mention, []))
                inside[-1][1].append(token)
        for named, tokens in inside:
            tops = [
                token for token in tokens if token.head.i == token.i or self.at.get(token.head.i) is not named
            ]
            self.heads[named] = (tops or tokens)[0]

    def surface(self, mention: Mention) -> str:
        """The words of a mention, in plain characters."""
        return self.text[mention.start - self.start : mention.end - self.start]


class Article:
    """The pieces in order, and how to look back from a token."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self.pieces = pieces
        self._starts = [piece.start for piece in pieces]
        #: The first piece after one that ends in a colon: from there on somebody may be speaking.
        self._spoken_from = next((p.number + 1 for p in pieces if p.text.rstrip().endswith(":")), len(pieces))
        self._holders: dict[str, list[Mention]] = defaultdict(list)
        #: Whose statement the article is, where it says "we" of itself.
        self.narrator = self._narrator()
        self._note_nominals()

    def is_spoken(self, piece: Piece, token: Token) -> bool:
        """Whether it is said: in quotation marks, after a paragraph that ends in "said:", in a statement."""
        return self.narrator is not None or piece.number >= self._spoken_from or in_quotation(piece, token)

    def surface(self, mention: Mention) -> str:
        """The words of a mention of any piece, in plain characters."""
        return self.pieces[bisect_right(self._starts, mention.start) - 1].surface(mention)

    def _note_nominals(self) -> None:
        """Note what "the regime" means after "Asad regime": the last name with that word."""
        seen: dict[str, Mention] = {}
        for piece in self.pieces:
            named: set[Mention] = set()
            for token in piece.doc:
                mention = piece.at.get(token.i)
                if mention is not None:
                    if mention.label in ACTORS and mention not in named:
                        named.add(mention)
                        own = piece.surface(mention).lower().split()
                        seen.update({own[0]: mention, own[-1]: mention} if own else {})
                elif token.pos_ in ("NOUN", "PROPN") and token.lower_ in seen and _has_the(token):
                    piece.nominal[token.i] = seen[token.lower_]

    def before(self, piece: Piece, token: Token) -> Iterator[list[tuple[Token, Mention]]]:
        """The (head token, mention) pairs before a token: of its sentence, of the one before, and so on.

        Goes back to the start of the piece and through the two pieces before it.
        """
        sentences = [sentence for sentence in piece.doc.sents if sentence.start <= token.i]
        for sentence in reversed(sentences):
            yield list(self._mentions(piece, sentence.start, min(sentence.end, token.i)))
        for earlier in reversed(self.pieces[max(0, piece.number - 2) : piece.number]):
            for sentence in reversed(list(earlier.doc.sents)):
                yield list(self._mentions(earlier, sentence.start, sentence.end))

    @staticmethod
    def _mentions(piece: Piece, start: int, end: int) -> Iterator[tuple[Token, Mention]]:
        seen: set[Mention] = set()
        for i in range(start, end):
            mention = piece.at.get(i)
            if mention is not None and mention not in seen:
                seen.add(mention)
                yield piece.heads[mention], mention
            elif i in piece.nominal:
                yield piece.doc[i], piece.nominal[i]

    def speaker(self, piece: Piece, token: Token) -> Mention | None:
        """Who "we" is: who says it, else who the article speaks for."""
        return self.sayer(piece, token) or self.narrator

    def joined_with(self, mention: Mention, labels: frozenset[str]) -> list[Mention]:
        """The mention with those that "and" joins to it, for "they" after "Mali, Niger and Chad"."""
        piece = self.pieces[bisect_right(self._starts, mention.start) - 1]
        head = piece.heads[mention]
        while head.dep_ == "conj":
            head = head.head
        joined = [piece.at.get(token.i) for token in (head, *head.conjuncts)]
        fitting = [one for one in joined if one is not None and one.label in labels]
        return list(dict.fromkeys(fitting)) if mention in fitting else [mention]

    def note_holder(self, title: str, person: Mention) -> None:
        """Note that a person holds an office, as the article says."""
        self._holders[title.casefold()].append(person)

    def holder(self, title: str, at: int) -> Mention | None:
        """The last person before a place in the article who holds an office of that name."""
        before = [person for person in self._holders.get(title.casefold(), ()) if person.start < at]
        return max(before, key=lambda person: person.start, default=None)

    def sayer(self, piece: Piece, token: Token) -> Mention | None:
        """Who says it: the subject of a verb of saying in the sentence, else the last one before."""
        for sentence in piece.doc.sents:
            if sentence.start <= token.i < sentence.end:
                found = _sayer(piece, sentence.start, sentence.end)
                if found is not None:
                    return found
        for earlier in reversed(self.pieces[max(0, piece.number - _BACK) : piece.number + 1]):
            end = token.i if earlier is piece else len(earlier.doc)
            found = _sayer(earlier, 0, end)
            if found is not None:
                return found
        return None

    def _narrator(self) -> Mention | None:
        """Who makes a statement that says "we" of itself: the state or body that is its first subject.

        None where it says "I", or "we" only within quotations or before it names such a body.
        """
        found: Mention | None = None
        for piece in self.pieces:
            for token in piece.doc:
                if token.lower_ in FIRST_PERSON and not in_quotation(piece, token):
                    return found if token.lower_ in WE else None
                mention = piece.at.get(token.i)
                acts = token.dep_ == "nsubj" and mention is not None and mention.label in ("GPE", "ORG")
                if found is None and acts and not piece.headline:
                    found = mention
        return None


def _sayer(piece: Piece, start: int, end: int) -> Mention | None:
    found = None
    for token in piece.doc[start:end]:
        if token.lemma_.lower() in SAYING and token.pos_ == "VERB" and _quotes(token):
            for child in token.children:
                mention = _person_at(piece, child)
                if child.dep_ == "nsubj" and mention is not None:
                    found = mention
    return found


def _has_the(token: Token) -> bool:
    return any(child.lower_ == "the" for child in token.children)


def is_subject(token: Token) -> bool:
    """Whether a name is a subject, or names the people who are ("members of the council")."""
    for _ in range(_UP):
        if token.dep_ in ("nsubj", "nsubjpass"):
            return True
        if token.dep_ not in ("pobj", "prep", "poss", "compound", "amod", "appos", "nmod", "conj"):
            return False
        token = token.head
    return False


def _quotes(verb: Token) -> bool:
    """Whether a verb of saying has something said: a clause, a quotation, or a colon."""
    said = (
        any(child.dep_ in ("ccomp", "xcomp", "parataxis") for child in verb.children)
        or verb.dep_ == "parataxis"
    )
    return said or verb.doc[-1].text == ":" or '"' in verb.sent.text


def _person_at(piece: Piece, token: Token) -> Mention | None:
    mention = piece.at.get(token.i)
    if mention is not None and mention.label in ACTORS:
        return mention
    for child in token.children:
        mention = piece.at.get(child.i)
        if child.dep_ == "appos" and mention is not None and mention.label in ACTORS:
            return mention
    return None


def in_quotation(piece: Piece, token: Token) -> bool:
    """Whether an odd number of quotation marks stands before a token in its paragraph."""
    return sum(1 for before in piece.doc[: token.i] if before.text == '"') % 2 == 1
