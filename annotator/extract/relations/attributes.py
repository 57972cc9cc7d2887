"""Polarity and certainty of a relation, from the words around the verb or noun that carries it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.extract.lexicon import words
from annotator.extract.relations.patterns import word_class

if TYPE_CHECKING:
    from spacy.tokens import Token

_PLANNED_AUX = frozenset({"will", "shall", "'ll", "wo"})
_POSSIBLE_AUX = frozenset({"may", "might", "could", "would", "can"})
#: "said it would send": the future, seen from the past.
_SAID_FUTURE = frozenset({"would", "'d"})
_UP = 3


def polarity(anchor: Token) -> str:
    """Return "negated" where the text says that it is not so ("refused to sign"), else "affirmed"."""
    for word in _carriers(anchor):
        if any(child.dep_ == "neg" or child.lower_ in ("no", "never", "neither") for child in word.children):
            return "negated"
        if word.i != anchor.i and word.lemma_.lower() in words("cues", "negating"):
            return "negated"
    if anchor.dep_ == "ccomp" and anchor.head.lemma_.lower() in words("cues", "denying"):
        return "negated"
    before = anchor.head if anchor.dep_ == "pcomp" else None
    return "negated" if before is not None and before.lower_ == "without" else "affirmed"


def certainty(anchor: Token) -> str:
    """Return "reported" by somebody else, "planned", "possible", or "asserted" by the text itself."""
    if _is_reported(anchor):
        return "reported"
    for word in _doing(anchor):
        auxiliaries = {child.lower_ for child in word.children if child.dep_ in ("aux", "auxpass")}
        if (
            auxiliaries & _PLANNED_AUX
            or (auxiliaries & _SAID_FUTURE and word.dep_ == "ccomp")
            or (word.i != anchor.i and word.lemma_.lower() in words("cues", "planning"))
        ):
            return "planned"
        if auxiliaries & _POSSIBLE_AUX or any(
            child.lower_ in ("if", "whether", "unless") for child in word.children
        ):
            return "possible"
        if word.i != anchor.i and word.lemma_.lower() in words("cues", "wishing"):
            return "possible"
    return "asserted"


def _doing(anchor: Token) -> list[Token]:
    """What says how real it is: all of "hope to sign a deal", only "ties" of "efforts to mend ties"."""
    if anchor.pos_ == "NOUN" and anchor.dep_ in ("dobj", "nsubjpass", "conj"):
        verb = anchor.head.lemma_.lower()
        if verb not in word_class("light") | {*words("cues", "planning"), *words("cues", "wishing")}:
            return [anchor]
    return _carriers(anchor)


def is_demanded(anchor: Token) -> bool:
    """Whether the text only says that somebody should do it: "urged Turkey to leave", "Russia must go"."""
    carriers = _carriers(anchor)
    if carriers[-1].dep_ == "advcl" and carriers[-1].tag_ == "VB":
        carriers = [*carriers, carriers[-1].head]  # "must work to support it"
    for word in carriers:
        if any(
            child.dep_ == "aux" and child.lower_ in ("must", "should", "ought") for child in word.children
        ):
            return True
        if word.dep_ in ("xcomp", "ccomp", "advcl", "acl") and word.head.lemma_.lower() in words(
            "cues", "demanding"
        ):
            if word.head.lemma_.lower() == "want" and not _has_own_subject(word):
                continue
            modal = any(child.tag_ == "MD" for child in word.children)
            if (word.tag_ == "VB" and not modal) or any(
                child.dep_ == "aux" and child.lower_ in ("to", "should") for child in word.children
            ):
                return True
    return False


def _has_own_subject(clause: Token) -> bool:
    """Whether somebody else is to do it: "wants Turkey to leave", not "wants to leave"."""
    return any(child.dep_ in ("nsubj", "nsubjpass") for child in clause.children) or any(
        child.dep_ == "dobj" for child in clause.head.children
    )


def _carriers(anchor: Token) -> list[Token]:
    """The anchor, and the verbs that it is the infinitive or the object of."""
    found = [anchor]
    word = anchor
    for _ in range(_UP):
        head = word.head
        if head.i == word.i:
            break
        if word.dep_ in ("xcomp", "dobj", "nsubjpass", "conj") or (word.dep_ == "acl" and word.tag_ == "VB"):
            found.append(head)
            word = head
            continue
        break
    return found


def _is_reported(anchor: Token) -> bool:
    for word in (anchor, *anchor.ancestors):
        if any(child.lower_ in words("cues", "hearsay") for child in word.children):
            return True
        for child in word.children:
            if child.lower_ == "according" and any(inner.lower_ == "to" for inner in child.children):
                return True
        if word.pos_ == "VERB" and word.i != anchor.i and word.lemma_.lower() in words("cues", "alleging"):
            return True
        if word.dep_ == "ROOT":
            break
    return False
