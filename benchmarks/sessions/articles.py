"""The database that the sessions edit: many articles with proposals, made once and copied for each run."""

from __future__ import annotations

import itertools
import random
import shutil
import sys
import time
from dataclasses import replace
from functools import partial
from pathlib import Path

from annotator.core.model import Annotations, ExtractorName, Proposals, Record
from annotator.services.database.label_schema import default_schema
from annotator.store import Transaction, open_store
from benchmarks.formats.__main__ import records

_EXTRACTOR = ExtractorName("benchmark", "1")
_BATCH = 1_000


def article_id(number: int) -> str:
    """The id of the article of that number, from 0."""
    return f"a{number}"


def prepare(folder: Path, articles: int) -> Path:
    """A fresh database of so many articles in a folder; what an earlier run left there is made use of.

    Args:
        folder: keeps the database as it was built, and beside it the one that the run edits.
        articles: how many.
    """
    folder.mkdir(parents=True, exist_ok=True)
    built, used = folder / f"articles-{articles}.db", folder / "sessions.db"
    if not built.exists():
        unfinished = folder / "unfinished.db"
        _remove(unfinished)
        _build(unfinished, articles)
        unfinished.rename(built)
        _remove(unfinished)  # its lock
    _remove(used)
    shutil.copyfile(built, used)
    return used


def _remove(database: Path) -> None:
    for path in database.parent.glob(f"{database.name}*"):
        path.unlink()


def _build(database: Path, articles: int) -> None:
    """Development gold again and again, as proposals: each text ends with its number, so no two are one."""
    schema = default_schema()
    source = random.Random(0)
    started = time.monotonic()
    store = open_store(database)

    def put(batch: list[Record], transaction: Transaction) -> None:
        transaction.schemas.use(schema)
        for record in batch:
            transaction.articles.add(record.article)
            proposals = Proposals(_pending(record.annotations, source))
            transaction.proposals.add(record.article.id, _EXTRACTOR, schema.sha256, proposals)

    every = records(articles)
    while batch := list(itertools.islice(every, _BATCH)):
        store.write(partial(put, batch))
    store.close()
    print(f"{articles:,} articles made in {time.monotonic() - started:.0f} s", file=sys.stderr)


def _pending(gold: Annotations, source: random.Random) -> Annotations:
    """What an extractor would have said: the same items, undecided, with scores."""
    entities = (
        replace(found, origin="machine", status="pending", score=round(source.uniform(0.5, 1.0), 2))
        for found in gold.entities
    )
    relations = (
        replace(
            found,
            origin="machine",
            status="pending",
            score=round(source.uniform(0.5, 1.0), 2),
            pattern="gold",
        )
        for found in gold.relations
    )
    return Annotations(tuple(entities), tuple(relations))
