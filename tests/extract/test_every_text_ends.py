"""Reading an article always ends: on any tree that a parser may make of it, and on what people write."""

import ast
import signal
from contextlib import contextmanager
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from annotator.extract.entities.mention import Mention
from annotator.extract.relations.find import find_relations
from annotator.extract.relations.grammar import follow, governing_verbs, object_verbs, with_conjuncts
from annotator.extract.segments import Segment

EXTRACT = Path(__file__).resolve().parents[2] / "annotator" / "extract"
VOCAB = spacy.blank("en").vocab
#: Words that rules ask for, each with its lemma, in the roles that parsers give and in all others.
WORDS = (
    *("who", "which", "that", "whom", "whose", "his", "their", "its", "they", "it", "he", "we", "our", "her"),
    *(
        "met",
        "attacked",
        "leave",
        "said",
        "told",
        "urged",
        "accused",
        "killed",
        "agreed",
        "be",
        "has",
        "must",
    ),
    *(
        "member",
        "attack",
        "talks",
        "leader",
        "president",
        "support",
        "war",
        "the",
        "former",
        "no",
        "if",
        "not",
    ),
    *(
        "of",
        "in",
        "with",
        "by",
        "for",
        "against",
        "to",
        "and",
        "according",
        "including",
        "would",
        "reportedly",
    ),
    *(",", ":", '"', "Kerry", "Russia", "NATO", "Paris", "Monday"),
)
LEMMAS = {
    "met": "meet",
    "attacked": "attack",
    "said": "say",
    "told": "tell",
    "killed": "kill",
    "urged": "urge",
}
POS = ["VERB", "AUX", "NOUN", "PROPN", "PRON", "ADP", "ADJ", "ADV", "PART", "NUM", "PUNCT", "SCONJ"]
TAGS = ["VB", "VBD", "VBG", "VBN", "NN", "NNS", "NNP", "NNPS", "PRP", "PRP$", "WP", "WP$", "IN", "JJ", "MD"]
DEPS = (
    *(
        "ROOT",
        "nsubj",
        "nsubjpass",
        "csubj",
        "dobj",
        "dative",
        "pobj",
        "pcomp",
        "attr",
        "acomp",
        "oprd",
        "prep",
    ),
    *("agent", "conj", "cc", "appos", "poss", "compound", "amod", "nmod", "nummod", "relcl", "acl", "advcl"),
    *("ccomp", "xcomp", "aux", "auxpass", "neg", "mark", "advmod", "npadvmod", "prt", "parataxis", "det"),
)
LABELS = ["PERSON", "ORG", "GPE", "NORP", "TITLE", "DATE", "EVENT", "PRODUCT", "LOC", "FAC", "CARDINAL"]
BYTES_PER_TOKEN = 6


def tree(choices):
    """A doc and its mentions: of each token six bytes choose word, part of speech, tag, role, head, mention.

    Any tree, or several; any role may stand anywhere, at a root too.
    """
    rows = [choices[at : at + BYTES_PER_TOKEN] for at in range(0, len(choices) - 5, BYTES_PER_TOKEN)]
    order = sorted(range(len(rows)), key=lambda i: (rows[i][4] % 16, i))
    heads = list(range(len(rows)))  # a head stands earlier in that order, so that nothing goes round
    for place, i in enumerate(order):
        heads[i] = order[rows[i][4] // 16 * place // 16] if place else i
    words = [WORDS[row[0] % len(WORDS)] for row in rows]
    doc = Doc(
        VOCAB,
        words=words,
        lemmas=[LEMMAS.get(word, word) for word in words],
        pos=[POS[row[1] % len(POS)] for row in rows],
        tags=[TAGS[row[2] % len(TAGS)] for row in rows],
        deps=[DEPS[row[3] % len(DEPS)] for row in rows],
        heads=heads,
    )
    named = [
        Mention(token.idx, token.idx + len(token), LABELS[row[5] % len(LABELS)], "first")
        for token, row in zip(doc, rows, strict=True)
        if row[5] % 2
    ]
    return doc, named


@contextmanager
def ending():
    """Turn what never ends into a failure; nothing here takes a thousandth of it."""

    def stop(*_):
        raise AssertionError("it does not end")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, 5)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


@settings(max_examples=10_000)
@given(st.binary(min_size=2 * BYTES_PER_TOKEN, max_size=18 * BYTES_PER_TOKEN))
def test_relations_of_any_tree_are_found_in_the_end(schema, choices):
    doc, mentions = tree(choices)
    with ending():
        found = find_relations([(Segment(0, doc.text), doc)], mentions, schema)
    assert {end for link in found for end in (link.head, link.tail)} <= set(mentions)


def chain(length, *roles):
    """Words that each hang on the one before, in roles that take turns."""
    deps = [roles[i % len(roles)] for i in range(length)]
    return Doc(
        VOCAB,
        words=["talks"] * length,
        lemmas=["talk"] * length,
        pos=["NOUN"] * length,
        tags=["NNS"] * length,
        deps=deps,
        heads=[max(0, i - 1) for i in range(length)],
    )


def test_a_list_as_long_as_a_paragraph_is_walked_to_its_end():
    doc = chain(5_000, "conj")
    assert len(list(with_conjuncts(doc[0]))) == len(follow(doc[0], "apposition") or doc) == 5_000
    assert governing_verbs(doc[4_999]) == object_verbs(doc[4_999]) == []


def test_a_noun_at_the_end_of_a_long_chain_has_no_governor():
    assert governing_verbs(chain(4_998, "dobj", "prep", "pobj")[4_997]) == []


SENTENCES = [
    "Officials do not know who attacked Ukraine.",
    "Who met Putin in Moscow?",
    "It is unclear who killed Nemtsov.",
    "Which country will leave NATO?",
    "That Turkey left NATO surprised nobody.",
    "Nobody knows whose soldiers took Mosul.",
    "Whom did Merkel meet in Paris?",
    "Who?",
    "Who is who in Damascus",
    "What Russia wants, and who pays",
    "Why Assad Met Putin, and Who Knew",
    "Whose war is it, that of Iran or of Saudi Arabia?",
    "It was Kerry who met Lavrov in Geneva.",
    "It is Turkey that attacked the Kurds, and Iraq that protested.",
    "What Boko Haram did in Nigeria is what Al-Shabab did in Kenya.",
    "All that Obama said was that Iran, which supports Hezbollah, must leave Syria.",
    "The man who the police say killed Nemtsov, who criticised Putin, who denied it, fled to Chechnya.",
    "He, she and they, who met him, her and them, whose it was.",
    "Asked who would lead NATO, Stoltenberg said that he did not know who.",
    "Rumours that who met whom in Ankara",
    "Killed in Aleppo: those who stayed, those who could not leave.",
    "Told to leave by Russia, Ukraine, which NATO supports, refused.",
    "whoever attacked Yemen",
    "That which the UN, the EU and the US, which Britain left, condemned.",
    "Ask not what NATO can do for Turkey; ask which.",
    "Its own, their own, his own; who else's?",
    ", ".join(f"Jean Dupont of Paris{'' if i % 2 else ' and Berlin'}, who met Merkel" for i in range(60)),
    "the of in with by against Russia's NATO's who",
    "Who Who Who Who Who",
    '"Who?" asked Kerry. "Lavrov," said he who knew.',
]


@pytest.mark.parametrize("text", SENTENCES)
def test_what_people_write_is_read_to_its_end(extractor, text):
    with ending():
        (proposals,) = extractor.propose([(text, text)])
    assert all(0 <= one.start < one.end <= len(text) for one in proposals.annotations.entities)


def test_who_without_a_noun_before_it_stands_for_nobody(extractor):
    """Nothing may be said of "Officials", who are not those that attacked."""
    (proposals,) = extractor.propose([("Officials do not know who attacked Ukraine.", "")])
    assert not proposals.annotations.relations


def test_nothing_of_spacy_is_compared_by_identity():
    """A token is a new object each time one asks for it: "verb.head is verb" never holds."""
    found = [
        f"{path.relative_to(EXTRACT)}:{node.lineno}: {ast.unparse(node)}"
        for path in sorted(EXTRACT.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Compare)
        for operator, other in zip(node.ops, node.comparators, strict=True)
        if isinstance(operator, ast.Is | ast.IsNot) and not isinstance(other, ast.Constant)
        if not ast.unparse(node.left).startswith("type(")
    ]
    assert found == []
