"""Grammatical roles over a dependency tree, by the labels of spaCy's English models.

The logical subject of a passive is its agent; a verb joined by "and" shares the subject of the first; an
infinitive and a participle have the subject that their governor gives them; "who" stands for the noun
before it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING

from annotator.extract.lexicon import words

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "csubj"})
RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
_DEEP = 6
#: Who was told, in "told Turkey that it must leave".
_ADDRESSED = frozenset({"it", "they", "he", "she", "you"})


def follow(token: Token, role: str) -> list[Token]:
    """The tokens in a role of a token, with those joined to them by "and".

    Args:
        token: a verb or noun.
        role: one of the table below ("subject", "object", ...), or prepositions with bars between them.
    """
    found = _ROLES[role](token) if role in _ROLES else prepositional(token, role.split("|"))
    return list(dict.fromkeys(joined for one in found for joined in with_conjuncts(one)))


def with_conjuncts(token: Token) -> Iterator[Token]:
    """The token and what "and", "or" or a comma joins to it."""
    waiting = [token]  # and no recursion: a list of names may be as long as a paragraph
    while waiting:
        one = waiting.pop()
        yield one
        joined = [
            child
            for child in one.children
            if child.dep_ == "conj" and (child.pos_ == one.pos_ or (_is_nominal(child) and _is_nominal(one)))
        ]
        waiting.extend(reversed(joined))


def first_of(token: Token) -> Token:
    """The first of those that "and" joins to a token, which the others hang on one after the other."""
    for head in token.ancestors:
        if token.dep_ != "conj":
            break
        token = head
    return token


def _is_nominal(token: Token) -> bool:
    return token.pos_ in ("NOUN", "PROPN", "PRON", "NUM", "ADJ")


def is_passive(verb: Token) -> bool:
    """Whether the verb has a passive subject or auxiliary."""
    return any(child.dep_ in ("nsubjpass", "auxpass") for child in verb.children)


def subjects(verb: Token, depth: int = 0) -> list[Token]:
    """Who does it: the subject, or the agent of a passive."""
    if depth > _DEEP:
        return []
    if is_passive(verb) or (verb.dep_ == "acl" and verb.tag_ == "VBN"):
        return _agents(verb)
    own = [_antecedent(child, verb) for child in _children(verb, SUBJECTS)]
    if own:
        return own
    return _inherited(verb, depth)


def _agents(verb: Token) -> list[Token]:
    """Who a passive is done by; "was told to leave by Russia" says it after the infinitive."""
    own = _children(verb, {"agent"})
    infinitives = [clause for clause in _children(verb, {"xcomp"}) if not is_passive(clause)]
    late = [
        child
        for clause in infinitives
        for child in _children(clause, {"prep", "agent"})
        if child.lower_ == "by"
    ]
    return [found for agent in own or late for found in _children(agent, {"pobj"})]


def _inherited(verb: Token, depth: int) -> list[Token]:
    head = verb.head
    if head.i == verb.i:
        return []
    if verb.dep_ == "conj" and head.pos_ in ("VERB", "AUX"):
        # in "was arrested and told" the second verb shares the passive subject, which is no logical subject
        return subjects(head, depth + 1)
    if verb.dep_ == "xcomp" and head.pos_ == "ADJ" and head.dep_ == "acomp":
        return subjects(head.head, depth + 1)  # "is due to meet"
    if verb.dep_ == "xcomp":
        controlled = [
            child for child in _children(head, {"dobj"}) if head.lemma_ in words("cues", "object_control")
        ]
        return controlled or (_passive_subjects(head) if is_passive(head) else subjects(head, depth + 1))
    if verb.dep_ in ("advcl", "ccomp") and head.pos_ in ("VERB", "AUX"):
        return _passive_subjects(head) or subjects(head, depth + 1) if verb.dep_ == "advcl" else []
    if verb.dep_ == "pcomp":
        return _governed_subjects(head.head, depth)
    if verb.dep_ == "acl" and verb.tag_ == "VBG":
        return [head]
    if verb.dep_ == "acl" and head.dep_ == "dobj":
        # "made a decision to leave"
        return _children(head, {"poss"}) or subjects(head.head, depth + 1)
    if verb.dep_ == "acl":
        return _children(head, {"poss"})
    if verb.dep_ == "relcl" and not any(child.dep_ in ("nsubj", "nsubjpass") for child in verb.children):
        return [head]
    return []


def _governed_subjects(governor: Token, depth: int) -> list[Token]:
    """Who does what a preposition governs, by the word that the preposition hangs on."""
    if governor.lemma_ in words("cues", "accusing"):
        # "accused Tehran of arming the rebels": Tehran armed them, they say
        return objects(governor)
    if governor.pos_ in ("VERB", "AUX"):
        return _passive_subjects(governor) or subjects(governor, depth + 1)
    if governor.pos_ == "NOUN":
        # "the UK's commitment to supporting Iraq", "has no intention of leaving"
        carried = [one for verb in governing_verbs(governor) for one in subjects(verb, depth + 1)]
        return possessors(governor) or carried
    if governor.pos_ == "ADJ" and governor.head.pos_ in ("VERB", "AUX"):
        return subjects(governor.head, depth + 1)  # "remains committed to supporting Iraq"
    return []


def _passive_subjects(verb: Token) -> list[Token]:
    return [_antecedent(child, verb) for child in _children(verb, {"nsubjpass"})]


def objects(verb: Token) -> list[Token]:
    """To whom or what it is done: the object, or the subject of a passive."""
    own = [_antecedent(child, verb) for child in _children(verb, {"dobj", "nsubjpass"})]
    if own:
        return own
    if verb.dep_ == "acl" and verb.tag_ == "VBN":
        return [verb.head]
    if (
        verb.dep_ == "relcl"
        and _children(verb, {"nsubj"})
        and not any(c.text.lower() in RELATIVE for c in _children(verb, {"nsubj"}))
    ):
        return [verb.head]
    if verb.dep_ == "conj" and is_passive(verb.head) and not _children(verb, SUBJECTS) and verb.tag_ == "VBN":
        return _passive_subjects(verb.head)
    if verb.dep_ == "xcomp" and is_passive(verb):
        return subjects(verb.head)
    # "armed and trained the rebels": the object of the last verb is that of all
    return [
        found
        for child in _children(verb, {"conj"})
        if not _children(child, SUBJECTS)
        for found in _children(child, {"dobj"})
    ]


def _antecedent(token: Token, verb: Token) -> Token:
    if token.text.lower() in RELATIVE and verb.dep_ == "relcl":
        return verb.head
    return token


def prepositional(token: Token, prepositions: Iterable[str]) -> list[Token]:
    """What a preposition at a token governs; a participle as preposition ("including") counts too."""
    wanted = set(prepositions)
    found = _governed(token.children, wanted)
    return found or _governed(_right_after(token), wanted)


def _right_after(noun: Token) -> list[Token]:
    """The preposition right after a noun that the parser hung on its verb: "poses a danger to Australia"."""
    if noun.pos_ not in ("NOUN", "PROPN") or noun.dep_ not in ("dobj", "attr", "pobj"):
        return []
    end = noun.right_edge.i + 1
    if end >= len(noun.doc):
        return []
    after, verb = noun.doc[end], noun.head.head if noun.dep_ == "pobj" else noun.head
    return [after] if after.head == verb and after.dep_ in ("prep", "dative") else []


def _governed(children: Iterable[Token], wanted: Collection[str]) -> list[Token]:
    found = []
    for child in children:
        if child.dep_ in ("prep", "agent", "dative", "prt", "advmod") and child.lower_ in wanted:
            for inner in child.children:
                if inner.dep_ in ("pobj", "pcomp"):
                    found.append(inner)
                elif inner.dep_ == "prep":
                    # "out of the treaty", "from within"
                    found.extend(_children(inner, {"pobj"}))
    return found


def recipients(verb: Token) -> list[Token]:
    """To whom it is given."""
    found = []
    for child in _children(verb, {"dative"}):
        found.extend(_children(child, {"pobj"}) if child.pos_ == "ADP" else [child])
    return found


def possessors(noun: Token) -> list[Token]:
    """The possessor: "Turkey" of "Turkey's withdrawal"."""
    return _children(noun, {"poss"})


def modifiers(noun: Token) -> list[Token]:
    """What stands before a noun: "Turkish" of "Turkish attack", "U.S." of "U.S. aid"."""
    direct = _children(noun, {"amod", "compound", "nmod", "nummod"})
    # "F-35 fighter jets": the name hangs on the word before the noun
    return direct + [inner for one in direct for inner in _children(one, {"compound", "nmod", "nummod"})]


def clauses(verb: Token) -> list[Token]:
    """The verb of a clause that is the object of a verb."""
    return _children(verb, {"ccomp", "xcomp"})


def clause_subjects(verb: Token) -> list[Token]:
    """Who does what the clause says ("demanded that Russia leave")."""
    return [found for clause in clauses(verb) for found in _children(clause, {"nsubj", "nsubjpass"})]


def governing_verbs(noun: Token) -> list[Token]:
    """The verb that a noun is the object of ("held talks"), also through "in" ("engaged in talks")."""
    for _ in range(len(noun.doc)):  # each time round it is nearer to the root
        noun = first_of(noun)
        head = noun.head
        if noun.dep_ in ("dobj", "nsubjpass", "attr") and head.pos_ in ("VERB", "AUX"):
            return [head]
        if noun.dep_ == "pobj" and head.head.pos_ in ("VERB", "AUX"):
            return [head.head]
        if noun.dep_ != "pobj" or head.head.dep_ != "dobj":
            return []
        noun = head.head
    return []


def object_verbs(noun: Token) -> list[Token]:
    """The verb that a noun is the object of without a preposition: "continues its fight"."""
    noun = first_of(noun)
    return (
        [noun.head]
        if noun.dep_ in ("dobj", "nsubjpass", "attr") and noun.head.pos_ in ("VERB", "AUX")
        else []
    )


def predicate_verbs(word: Token) -> list[Token]:
    """The verb of which a word is the predicate: "is" of "is concerned about"."""
    return [word.head] if word.dep_ in ("acomp", "attr", "oprd") and word.head.pos_ in ("VERB", "AUX") else []


def passive_noun_verbs(noun: Token) -> list[Token]:
    """The verb that a noun is the active subject of ("talks were held", "attacks by X hit Y")."""
    return [noun.head] if noun.dep_ in ("nsubj", "nsubjpass") and noun.head.pos_ in ("VERB", "AUX") else []


def _appositions(noun: Token) -> list[Token]:
    return _children(noun, {"appos"})


def _apposed(noun: Token) -> list[Token]:
    """What a noun is the apposition of: "Iran" for "backer" in "Iran, a key backer of ..."."""
    return [noun.head] if noun.dep_ == "appos" else []


def _complements(verb: Token) -> list[Token]:
    return _children(verb, {"attr", "acomp"})


def _particles(verb: Token) -> list[Token]:
    return _children(verb, {"prt", "advmod"}) + [child for child in _children(verb, {"prep"})]


def _auxiliaries(verb: Token) -> list[Token]:
    return _children(verb, {"aux"})


def _passive_auxiliaries(verb: Token) -> list[Token]:
    return _children(verb, {"auxpass"})


def _relative_clauses(noun: Token) -> list[Token]:
    return _children(noun, {"relcl"})


def _adverbial_nouns(verb: Token) -> list[Token]:
    return _children(verb, {"npadvmod"})


def _infinitives(verb: Token) -> list[Token]:
    """What somebody is told to do: "to abandon", "that it must abandon"; not "that prices should fall"."""
    return [clause for clause in clauses(verb) if _is_request(clause)]


def _is_request(clause: Token) -> bool:
    auxiliaries = {child.lower_ for child in _children(clause, {"aux"})}
    if "to" in auxiliaries:
        return not _children(clause, {"mark"})
    return bool(auxiliaries & {"should", "must"}) and any(
        child.lower_ in _ADDRESSED for child in _children(clause, {"nsubj", "nsubjpass"})
    )


def _purposes(verb: Token) -> list[Token]:
    """The infinitive that says what for: "to defeat" of "stands with Mali to defeat the rebels"."""
    infinitives = [clause for clause in _children(verb, {"advcl", "xcomp"}) if clause.tag_ == "VB"]
    return [clause for clause in infinitives if any(c.lower_ == "to" for c in _children(clause, {"aux"}))]


def _for_subjects(verb: Token) -> list[Token]:
    """Who shall do it: "Russia" of "pressed for Russia to stop"."""
    asked = [clause for clause in _children(verb, {"advcl", "xcomp", "ccomp"}) if _is_for(clause)]
    governed = [one for one in prepositional(verb, ["for"]) if one.pos_ == "VERB"]
    return [found for clause in (*asked, *governed) for found in _children(clause, {"nsubj"})]


def _is_for(clause: Token) -> bool:
    return any(child.lower_ == "for" for child in _children(clause, {"mark"}))


def _participles(noun: Token) -> list[Token]:
    return _children(noun, {"acl"})


def _predicates(verb: Token) -> list[Token]:
    return _children(verb, {"oprd"})


def _children(token: Token, deps: Iterable[str]) -> list[Token]:
    return [child for child in token.children if child.dep_ in deps]


_ROLES = {
    "subject": subjects,
    "object": objects,
    "recipient": recipients,
    "possessor": possessors,
    "modifier": modifiers,
    "clause": clauses,
    "clause_subject": clause_subjects,
    "verb": governing_verbs,
    "object_of": object_verbs,
    "predicate_of": predicate_verbs,
    "subject_of": passive_noun_verbs,
    "apposition": _appositions,
    "apposed": _apposed,
    "complement": _complements,
    "particle": _particles,
    "auxiliary": _auxiliaries,
    "auxiliary_passive": _passive_auxiliaries,
    "relative": _relative_clauses,
    "npadvmod": _adverbial_nouns,
    "oprd": _predicates,
    "participle": _participles,
    "infinitive": _infinitives,
    "purpose": _purposes,
    "for_subject": _for_subjects,
}
