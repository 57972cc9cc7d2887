"""What tests of the services and of the command line start from: articles, an extractor, gold."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

from annotator.core.json_values import Path as JsonPath
from annotator.core.model import Annotations, Article, Entity, Proposals, Relation
from annotator.core.operations import parse_numbered
from annotator.errors import InputError
from annotator.services.database.label_schema import current_schema
from annotator.services.imports.import_records import ImportOptions, import_records
from annotator.services.propose.propose import propose_with
from annotator.services.review.review import apply_operations
from annotator.store import open_store

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
REAL_GOLD = SEEDS.with_name("benchmarks") / "data" / "news-dev.jsonl"


#: A record of the native format: two people and what they did.
ONE_RECORD = {
    "id": "a",
    "text": "Ada met Bo.",
    "entities": [
        {"id": "e1", "start": 0, "end": 3, "label": "PERSON"},
        {"id": "e2", "start": 8, "end": 10, "label": "PERSON"},
    ],
    "relations": [{"id": "r1", "head": "e1", "tail": "e2", "label": "met_with"}],
}


class NameFinder:
    """Proposes every capitalised word as a PERSON, and that the first two met; no model, always the same."""

    def __init__(self, name="names", version="1"):
        self.name = name
        self.version = version
        self.configuration = {"pattern": "[A-Z]"}
        self.dropped = Counter({"ROBOT": 2})

    def propose(self, texts, *, workers=1, batch_size=32):
        for text, *_ in texts:
            words = re.finditer(r"\b[A-Z]\w+", text)
            entities = tuple(
                Entity(f"e{number}", *found.span(), "PERSON", score=0.5)
                for number, found in enumerate(words, 1)
            )
            met = (Relation("r1", "e1", "e2", "met_with", pattern="met"),) if len(entities) > 1 else ()
            yield Proposals(Annotations(entities, met))

    def close(self):
        """It has no processes of its own."""


def put(store, *articles):
    """Keep articles, given as (id, text)."""

    def job(transaction):
        for article_id, text in articles:
            transaction.articles.add(Article(article_id, text, f"About {article_id}"))

    store.write(job)


def proposed(store, extractor=None):
    """Let an extractor (the name finder) read what it has not read."""
    return propose_with(store, extractor or NameFinder(), current_schema(store))


def decide(store, article_id, *rows, reviewer="reviewer-1", client=None):
    """Send operations, as JSON, on an article; each must be applied."""
    client = client or f"c-{article_id}"
    numbered = [
        parse_numbered({"seq": at, "article_id": article_id, "revision": 10**6, **row}, JsonPath(InputError))
        for at, row in enumerate(rows, start=1)
    ]
    acknowledged = apply_operations(store, reviewer, client, numbered)
    assert not acknowledged.refused, acknowledged.refused
    return acknowledged


def accept_all(store, article_id):
    """Accept what is proposed for an article and complete it: gold."""
    with store.read() as transaction:
        set_row = transaction.proposals.shown(article_id)
        found = transaction.proposals.annotations(set_row.id)
    items = [{"kind": "entity", "id": one.id} for one in found.entities]
    items += [{"kind": "relation", "id": one.id} for one in found.relations]
    decide(store, article_id, {"op": "accept_all", "items": items}, {"op": "complete"})


def write_lines(path, *rows):
    """A file of JSON lines."""
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def with_real_gold(folder):
    """A store with the gold of twelve real articles, with relations; to be closed."""
    opened = open_store(folder / "annotator.db")
    report = import_records(opened, REAL_GOLD, ImportOptions("gold"))
    assert (report.done, report.refused) == (12, [])
    return opened
