"""An article as the patterns read it: parsed pieces, the mention at each token, and what was said before."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from annotator.extract.entities.mention import Mention
from annotator.extract.lexicon import words
from annotator.extract.relations.grammar import first_of

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
        lowers: spaCy's number of each token in small letters; comparing numbers is quicker.
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
    lowers: list[int] = field(default_factory=list)
    _quotes: list[int] = field(default_factory=list)
    _sayings: list[tuple[int, Mention]] | None = None

    def __post_init__(self) -> None:
        """Note which mention each token lies in, and the head token of each mention."""
        self.text = self.doc.text
        self.lowers = self.doc.to_array("LOWER").tolist()
        mark = self.number_of('"')
        self._quotes = [i for i, lower in enumerate(self.lowers) if lower == mark]
        inside: list[tuple[Mention, list[Token]]] = []
        waiting = iter(self.mentions)
        mention = next(waiting, None)
        places: list[list[int]] = self.doc.to_array(["IDX", "LENGTH"]).tolist() if mention else []
        for i, (start, length) in enumerate(places):
            first = self.start + start
            while mention is not None and mention.end <= first:
                mention = next(waiting, None)
            if mention is None:
                break
            if mention.start < first + length:
                self.at[i] = mention
                if not inside or inside[-1][0] != mention:
                    inside.append((mention, []))
                inside[-1][1].append(self.doc[i])
        for named, tokens in inside:
            tops = [
                token for token in tokens if token.head.i == token.i or self.at.get(token.head.i) != named
            ]
            self.heads[named] = (tops or tokens)[0]

    def number_of(self, word: str) -> int:
        """The number that spaCy has for a string."""
        return int(self.doc.vocab.strings[word])

    def is_quoted(self, i: int) -> bool:
        """Whether an odd number of quotation marks stands before a token (by index)."""
        return bisect_left(self._quotes, i) % 2 == 1

    def sayings(self) -> list[tuple[int, Mention]]:
        """The verbs of saying (by index) that quote something, each with who says it."""
        if self._sayings is None:
            self._sayings = list(_sayings(self))
        return self._sayings

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
        seen: dict[int, Mention] = {}
        for piece in self.pieces:
            named: set[Mention] = set()
            for i, lower in enumerate(piece.lowers):
                mention = piece.at.get(i)
                if mention is not None:
                    if mention.label in ACTORS and mention not in named:
                        named.add(mention)
                        own = piece.surface(mention).lower().split()
                        seen.update({piece.number_of(word): mention for word in (*own[:1], *own[-1:])})
                elif lower in seen and piece.doc[i].pos_ in ("NOUN", "PROPN") and _has_the(piece.doc[i]):
                    piece.nominal[i] = seen[lower]

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
        head = first_of(piece.heads[mention])
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
            end = token.i if earlier.number == piece.number else len(earlier.doc)
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
            first_person = {piece.number_of(word): word for word in FIRST_PERSON}
            for i, lower in enumerate(piece.lowers):
                if lower in first_person and not piece.is_quoted(i):
                    return found if first_person[lower] in WE else None
                if found is None and not piece.headline and i in piece.at:
                    mention = piece.at[i]
                    if mention.label in ("GPE", "ORG") and piece.doc[i].dep_ == "nsubj":
                        found = mention
        return None


def _sayer(piece: Piece, start: int, end: int) -> Mention | None:
    """Who says it last within a range of tokens."""
    found = None
    for i, mention in piece.sayings():
        if start <= i < end:
            found = mention
    return found


def _sayings(piece: Piece) -> Iterator[tuple[int, Mention]]:
    for token in piece.doc:
        if token.pos_ == "VERB" and token.lemma_.lower() in SAYING and _quotes(token):
            for child in token.children:
                mention = _person_at(piece, child)
                if child.dep_ == "nsubj" and mention is not None:
                    yield token.i, mention


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
    return piece.is_quoted(token.i)
