"""Which mention a token stands for: its own name, a name in its noun phrase, or what a pronoun means."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from annotator.extract.entities.mention import Mention
from annotator.extract.lexicon import words
from annotator.extract.relations.grammar import (
    RELATIVE,
    follow,
    governing_verbs,
    prepositional,
    with_conjuncts,
)
from annotator.extract.relations.reading import Article, Piece, is_subject

if TYPE_CHECKING:
    from spacy.tokens import Token

_HE = frozenset(["he", "she", "him", "her", "his", "himself", "herself", "hers"])
_IT = frozenset(["it", "its", "itself"])
_THEY = frozenset(["they", "them", "their", "themselves"])
_WE = frozenset(["i", "we", "me", "us", "my", "our"])
#: "Former members of the church" do not stand for the church.
_FORMER = frozenset({"former", "ex", "onetime", "ousted", "exiled", "anti"})
_NAMING_ROLES = ("apposition", "modifier", "possessor", "of", "from", "including")
_DEEP = 4
#: What may stand between two joined names once countries and titles between them are taken out.
_JOINT = re.compile(r"\s*(?:,|,? and|,? or|,? as well as|&)\s+(?:the\s+)?(?:'s\s*)?\s*")


def resolve(
    article: Article, piece: Piece, token: Token, labels: frozenset[str], *, through: bool, depth: int = 0
) -> list[Mention]:
    """The mentions with one of the labels that a token stands for; none, one, or several joined by "and".

    Args:
        article: for pronouns.
        piece: where the token is.
        token: the head of a noun phrase.
        labels: which labels may come out.
        through: whether a noun that is no group of people may lead to the names that modify it.
        depth: of the recursion.
    """
    if depth > _DEEP:
        return []
    mention = piece.at.get(token.i)
    if mention is not None and mention.label in labels:
        return joined_names(piece, token, mention, labels)
    if mention is not None and mention in piece.holders and piece.holders[mention].label in labels:
        return [piece.holders[mention]]
    if mention is not None and mention.label == "TITLE" and "PERSON" in labels:
        holder = _office_holder(article, piece, token, mention)
        if holder is not None:
            return [holder]
    if token.pos_ == "PRON" or token.tag_ in ("PRP$", "WP$"):
        return _pronoun(article, piece, token, labels, through, depth)
    if mention is not None and mention.label not in ("TITLE", "PRODUCT", "CARDINAL", "MONEY"):
        return []
    known = piece.nominal.get(token.i)
    if known is not None and known.label in labels:
        return [known]
    return _near(article, piece, token, labels, through, depth)


def _office_holder(article: Article, piece: Piece, token: Token, title: Mention) -> Mention | None:
    """Who "the Foreign Secretary" is, as the article named the holder; not "Thailand's foreign minister"."""
    for child in token.children:
        other = piece.at.get(child.i)
        if other is not None and other.label in ("GPE", "NORP", "ORG"):
            return None
        if child.dep_ == "prep" and child.lower_ in ("of", "to"):
            return None
    return article.holder(piece.surface(title), title.start)


def _near(
    article: Article, piece: Piece, token: Token, labels: frozenset[str], through: bool, depth: int
) -> list[Mention]:
    for role, wanted in _named_roles(piece, token, labels, through):
        for other in follow(token, role):
            if other.i == token.i:
                continue
            if role == "modifier" and other.i not in piece.at:
                continue
            found = resolve(article, piece, other, wanted, through=through and role == "of", depth=depth + 1)
            if found:
                joined = [
                    m
                    for one in with_conjuncts(other)
                    for m in [piece.at.get(one.i)]
                    if m and m.label in wanted
                ]
                return list(dict.fromkeys([*found, *joined]))
    return []


def _named_roles(
    piece: Piece, token: Token, labels: frozenset[str], through: bool
) -> list[tuple[str, frozenset[str]]]:
    """Where in the noun phrase a name may stand, each with the labels it may have there."""
    if any(child.lower_ in _FORMER for child in token.children):
        return [("apposition", labels)]
    mention = piece.at.get(token.i)
    if word_of(token) in _victims():
        return [("apposition", labels)]
    is_group = word_of(token) in _groups() or (mention is not None and mention.label in ("TITLE", "CARDINAL"))
    if is_group or through:
        return [(role, labels) for role in _NAMING_ROLES]
    return [("apposition", labels), ("modifier", labels & {"PRODUCT"})]


def word_of(noun: Token) -> str:
    """The lemma of a noun in small letters; taggers take "Members" for a name, whose lemma is itself."""
    lemma = noun.lemma_.lower()
    if noun.tag_ != "NNPS" or not lemma.endswith("s"):
        return lemma
    return f"{lemma[:-3]}y" if lemma.endswith("ies") else lemma[:-1]


@cache
def _victims() -> frozenset[str]:
    return frozenset(words("groups", "sufferings"))


@cache
def _groups() -> frozenset[str]:
    return frozenset(words("groups", "people"))


def _pronoun(
    article: Article, piece: Piece, token: Token, labels: frozenset[str], through: bool, depth: int
) -> list[Mention]:
    word = token.lower_
    if depth > _DEEP:
        return []
    if word in RELATIVE:
        clause = next((one for one in token.ancestors if one.dep_ in ("relcl", "acl")), None)
        if clause is None or clause.head.i == clause.i:
            return []  # a question, or "do not know who attacked Ukraine": there is no noun before it
        return resolve(article, piece, clause.head, labels, through=through, depth=depth + 1)
    if word in _WE:
        speaker = article.speaker(piece, token)
        return [speaker] if speaker is not None and speaker.label in labels else []
    if word in _HE:
        wanted = labels & {"PERSON"}
    elif word in _IT:
        wanted = labels & {"ORG", "GPE", "PRODUCT", "FAC", "EVENT", "LAW"}
    elif word in _THEY:
        wanted = labels & {"ORG", "NORP", "PERSON", "GPE"}
    else:
        return []
    if token.tag_ == "PRP$":
        owner = _own_of(article, piece, token, wanted, depth)
        if owner:
            return owner
    found = _nearest(article, piece, token, wanted)
    if found is None:
        return []
    return article.joined_with(found, wanted) if word in _THEY else [found]


def _own_of(
    article: Article, piece: Piece, token: Token, labels: frozenset[str], depth: int
) -> list[Mention]:
    """Whose "its" is in the object of a verb: that of the verb's subject ("NATO reiterated its support")."""
    subjects = [subject for verb in governing_verbs(token.head) for subject in follow(verb, "subject")]
    of_them = [one for subject in subjects for one in prepositional(subject, ["of"])]
    named = [piece.at.get(one.i) for one in (*subjects, *of_them)]
    fitting = list(dict.fromkeys(one for one in named if one is not None and one.label in labels))
    if fitting:
        return fitting
    return [
        mention
        for subject in subjects
        if subject.pos_ == "PRON" and subject.lower_ not in RELATIVE
        for mention in _pronoun(article, piece, subject, labels, False, depth + 1)
    ]


def _nearest(article: Article, piece: Piece, token: Token, labels: frozenset[str]) -> Mention | None:
    """The nearest earlier name with such a label: a subject before others, within each sentence.

    A pronoun that is no subject cannot be the subject of its own verb; "they" are rather people than a
    country.
    """
    own = _own_subjects(piece, token)
    ranked = [labels - {"GPE"}, labels] if token.lower_ in _THEY else [labels]
    for mentions in article.before(piece, token):
        for wanted in ranked:
            fitting = [
                (head, mention)
                for head, mention in mentions
                if mention.label in wanted and head.i != token.i and mention not in own
            ]
            subjects = [mention for head, mention in fitting if is_subject(head)]
            if subjects and not own:
                return subjects[-1]
            if fitting:
                return fitting[-1][1]
    return None


def _own_subjects(piece: Piece, token: Token) -> set[Mention]:
    """The subjects of the verb that a pronoun is the object of."""
    if token.dep_ not in ("dobj", "pobj", "dative"):
        return set()
    verb = token.head if token.dep_ != "pobj" else token.head.head
    found = (
        {piece.at.get(subject.i) for subject in follow(verb, "subject")}
        if verb.pos_ in ("VERB", "AUX")
        else set()
    )
    return {mention for mention in found if mention is not None}


def joined_names(piece: Piece, token: Token, mention: Mention, labels: frozenset[str]) -> list[Mention]:
    """The mention with those that "and" or commas join to it inside the noun phrase of a token.

    Looks at the words, not at the tree, because parsers break long coordinations ("U.S. Secretary of State
    Kerry and U.S. Secretary of Defense Carter").
    """
    first = piece.start + token.left_edge.idx
    last = piece.start + token.right_edge.idx + len(token.right_edge.text)
    inside = [one for one in piece.mentions if first <= one.start and one.end <= last]
    if mention not in inside:
        return [mention]
    fitting = [one for one in inside if one.label == mention.label and one.label in labels]
    at = fitting.index(mention) if mention in fitting else 0
    found = [mention]
    for one, other in reversed(list(pairwise(fitting[: at + 1]))):
        if not _are_joined(piece, one, other):
            break
        found.insert(0, one)
    for one, other in pairwise(fitting[at:]):
        if not _are_joined(piece, one, other):
            break
        found.append(other)
    if len(found) == 2 and mention.label == "GPE" and not _is_list(piece, *found):
        return [mention]  # "Santa Monica, California"
    return found


def _is_list(piece: Piece, one: Mention, other: Mention) -> bool:
    between = piece.text[one.end - piece.start : other.start - piece.start]
    return between.strip() != ","


def _are_joined(piece: Piece, one: Mention, other: Mention) -> bool:
    between = piece.text[one.end - piece.start : other.start - piece.start]
    for middle in piece.mentions:
        if one.end <= middle.start and middle.end <= other.start:
            if middle.label not in ("TITLE", "GPE", "NORP", "ORG"):
                return False
            between = between.replace(
                piece.text[middle.start - piece.start : middle.end - piece.start], "", 1
            )
    return _JOINT.fullmatch(between) is not None
