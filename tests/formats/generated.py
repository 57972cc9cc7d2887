"""Generated records with all that is hard: nested, overlapping, adjacent entities, emoji, CRLF, Arabic."""

from __future__ import annotations

from collections import Counter

from hypothesis import strategies as st

from annotator.core.model import Annotations, Article, Entity, Record, Relation

_PIECES = st.sampled_from(
    [
        "Ada",
        "Bo-Lund",
        "S-400",
        "\U0001f600",
        "é",
        "e\u0301",
        "القاهرة",
        "東京",
        " ",
        " ",
        " ",
        "\n",
        "\r\n",
        ". ",
        "=1+1",
        "\u2028",
        "\t",
    ]
)
_LABELS = st.sampled_from(["PERSON", "ORG", "GPE"])
_RELATIONS = st.sampled_from(["met_with", "urged", "located_in"])


@st.composite
def records(draw, attributes=True):
    """A record; every span has at least one character that is not white space, as the editor makes them."""
    text = draw(st.lists(_PIECES, min_size=1, max_size=14).map("".join).filter(lambda made: made.strip()))
    edges = st.integers(0, len(text))
    spans = draw(st.sets(st.tuples(edges, edges, _LABELS), max_size=6))
    placed = sorted(span for span in spans if span[0] < span[1] and _is_trimmed(text[span[0] : span[1]]))
    entities = tuple(Entity(f"e{at}", *span) for at, span in enumerate(placed, start=1))
    relations = draw(_links(entities, attributes)) if len(entities) > 1 else ()
    number = draw(st.integers(1, 10**6))
    article = Article(
        f"a{number}",
        text,
        draw(st.sampled_from(["", "A title"])),
        "",
        draw(st.sampled_from([None, "2021-03-24"])),
    )
    return Record(article, Annotations(entities, relations))


def _is_trimmed(words):
    return words == words.strip() and bool(words)


@st.composite
def _links(draw, entities, attributes):
    pairs = st.tuples(st.sampled_from(entities), st.sampled_from(entities), _RELATIONS)
    found = draw(st.sets(pairs.filter(lambda pair: pair[0] is not pair[1]), max_size=4)) if entities else ()
    chosen = st.fixed_dictionaries(
        {}, optional={"polarity": st.just("negated"), "certainty": st.sampled_from(["reported", "planned"])}
    )
    ordered = sorted(found, key=lambda link: (link[0].id, link[1].id, link[2]))
    return tuple(
        Relation(f"r{at}", head.id, tail.id, label, attributes=draw(chosen) if attributes else {})
        for at, (head, tail, label) in enumerate(ordered, start=1)
    )


def entities_of(record):
    """What there is, without ids."""
    return Counter((one.start, one.end, one.label) for one in record.annotations.entities)


def relations_of(record):
    """The same of relations, their ends as spans."""
    spans = {one.id: (one.start, one.end, one.label) for one in record.annotations.entities}
    return Counter((one.label, spans[one.head], spans[one.tail]) for one in record.annotations.relations)


def attributes_of(record):
    """Every attribute of a relation, with the relation."""
    spans = {one.id: (one.start, one.end, one.label) for one in record.annotations.entities}
    return Counter(
        (one.label, spans[one.head], spans[one.tail], name, value)
        for one in record.annotations.relations
        for name, value in one.attributes.items()
    )
