"""occurred_on of an article's main act: who did it, and the date beside the verb; at most one an article."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from annotator.core.label_schema import LabelSchema
from annotator.extract.entities.mention import Mention
from annotator.extract.lexicon import words
from annotator.extract.proposals import Link
from annotator.extract.relations.arguments import resolve
from annotator.extract.relations.attributes import certainty, polarity
from annotator.extract.relations.grammar import subjects, with_conjuncts
from annotator.extract.relations.reading import ACTORS, SAYING, Article, Piece

if TYPE_CHECKING:
    from spacy.tokens import Token

LABEL, PATTERN, SCORE = "occurred_on", "main-act-dated", 0.5
#: Sentences of the beginning in which an article says what happened.
_LEAD = 8
_WORDS = frozenset(words("cues", "no_act"))


def main_acts(article: Article, schema: LabelSchema) -> Iterator[Link]:
    """The first dated act of the article's lead, if it has one."""
    label = schema.relation_label(LABEL)
    if label is None:
        return
    seen = 0
    for piece in article.pieces:
        if piece.headline:
            continue
        for sentence in piece.doc.sents:
            verb = _told(sentence.root)
            if (
                verb.pos_ != "VERB"
                or _is_said(article, piece, verb)
                or verb.lemma_.lower() in SAYING | _WORDS
            ):
                continue
            seen += 1
            if seen > _LEAD:
                return
            for act in (verb, *(c for c in with_conjuncts(verb) if c.i != verb.i)):
                date = _date_of(piece, act, label.tail) or _date_of(piece, verb, label.tail)
                actors = [
                    m
                    for s in subjects(act)
                    for m in resolve(article, piece, s, label.head & ACTORS, through=False)
                ]
                if date is not None and actors:
                    yield Link(actors[0], date, LABEL, PATTERN, SCORE, polarity(act), certainty(act))
                    return


def _told(root: Token) -> Token:
    """The verb of what is said without quotation marks: "clashed" of "troops clashed, officials said"."""
    if root.lemma_.lower() not in SAYING or any(child.text == '"' for child in root.children):
        return root
    clauses = [child for child in root.children if child.dep_ == "ccomp" and child.i < root.i]
    return clauses[0] if clauses else root


def _is_said(article: Article, piece: Piece, verb: Token) -> bool:
    return article.narrator is None and article.is_spoken(piece, verb)


def _date_of(piece: Piece, verb: Token, labels: frozenset[str]) -> Mention | None:
    inner = [child for child in verb.children if child.dep_ == "xcomp"]
    for child in (*verb.children, *(one for clause in inner for one in clause.children)):
        places = [child] if child.dep_ in ("npadvmod", "nmod") else []
        if child.dep_ == "prep" and child.lower_ in ("on", "in", "at"):
            places = [inner for inner in child.children if inner.dep_ == "pobj"]
        for place in places:
            mention = piece.at.get(place.i)
            if mention is not None and mention.label in labels:
                return mention
    return None
