"""A database with gold to measure on: two versions of an extractor, reviews of every kind."""

from __future__ import annotations

from annotator.core.model import Annotations, Entity, ExtractorName, Proposals, Relation
from annotator.services.database.label_schema import current_schema
from tests.services.building import decide, put

OLD, NEW = ExtractorName("tiny", "1"), ExtractorName("tiny", "2")
#: In every article: Ada 0-3, met 4-7, Bo 8-10, Oslo 14-18.
TEXT = "Ada met Bo in Oslo. The rest of article {} follows here, sentence by sentence."


def proposals(*entities, relations=()):
    """Entities (start, end, label, score) numbered e1 ..., relations (label, head, tail, score) r1 ..."""
    return Annotations(
        tuple(
            Entity(f"e{at}", start, end, label, score=score)
            for at, (start, end, label, score) in enumerate(entities, start=1)
        ),
        tuple(
            Relation(f"r{at}", head, tail, label, score=score, pattern="verb")
            for at, (label, head, tail, score) in enumerate(relations, start=1)
        ),
    )


FULL = proposals(
    (0, 3, "PERSON", 0.95),
    (8, 10, "PERSON", 0.85),
    (14, 18, "GPE", 0.75),
    relations=[("met_with", "e1", "e2", 0.65)],
)
POOR = proposals((0, 3, "PERSON", 0.9), (8, 10, "ORG", 0.4), (4, 7, "PERSON", 0.2))


def add_articles(store, *names):
    """Articles with the text above."""
    put(store, *((name, TEXT.format(name)) for name in names))


def add_proposals(store, extractor, annotations, *names):
    """What an extractor, from now on the one in use, proposes for some articles."""
    schema = current_schema(store)

    def job(transaction):
        transaction.schemas.use(schema)
        for name in names:
            found = Proposals(annotations)
            transaction.proposals.add(name, extractor, schema.sha256, found, preferred=True)

    store.write(job)


def review(store, name, *rows, complete=True):
    """Decisions on an article, then its completion; that there is no entity is confirmed."""
    decide(store, name, *rows, *([{"op": "complete", "empty": True}] if complete else []))


def accept(kind, item_id):
    return {"op": "accept", "kind": kind, "id": item_id}


def reject(kind, item_id):
    return {"op": "reject", "kind": kind, "id": item_id}


ACCEPT_FULL = [*(accept("entity", f"e{at}") for at in (1, 2, 3)), accept("relation", "r1")]


def two_versions(store, articles=6):
    """Gold that is what the new version proposed; the old one found a third of it, and invents things."""
    names = [f"a{at}" for at in range(articles)]
    add_articles(store, *names)
    add_proposals(store, OLD, POOR, *names)
    add_proposals(store, NEW, FULL, *names)
    for name in names:
        review(store, name, *ACCEPT_FULL)
    return names
