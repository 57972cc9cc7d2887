"""The services behind the Accuracy page, on a database of evaluated articles: cold, and kept."""

from __future__ import annotations

import random
import sqlite3
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from annotator.core.model import Annotations, Article, ExtractorName, Proposals
from annotator.services.accuracy.acceptance import acceptance
from annotator.services.accuracy.calibration import calibration
from annotator.services.accuracy.item_lists import BinCell, ConfusionCell, ErrorCell, LabelCell, list_items
from annotator.services.accuracy.measurement import Measured, measure_extractor
from annotator.services.accuracy.series import completion_series, version_series
from annotator.services.accuracy.suspicious import suspicious_in
from annotator.services.accuracy.trust import trust
from annotator.services.database.label_schema import default_schema
from annotator.store import Store, Transaction, open_store
from benchmarks.evaluation.corpus import ENTITY_LABELS, Pair
from benchmarks.evaluation.screen import change_gold, time_screen

_GOLD, _MEASURED = ExtractorName("seen", "1"), ExtractorName("measured", "1")
_WORDS = ("the", "minister", "said", "on", "Monday", "that", "Oslo", "and", "NATO", "agreed", "to", "talks.")
_BATCH = 250
Result = TypeVar("Result")


def time_page(pairs: Sequence[Pair], *, screen: bool = False) -> None:
    """Store the articles, measure everything that a page shows, and print how long it took.

    Args:
        pairs: gold and predicted annotations of each article.
        screen: open the page in Chromium too.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "benchmark.db"
        store = open_store(path)
        _fill(store, path, pairs)
        print(f"page, {len(pairs):,} articles, cold:")
        _show(store)
        print("page, kept:")
        _show(store)
        change_gold(store, "a9")
        print("page, after one more completed article:")
        _show(store)
        store.close()
        if screen:
            time_screen(path)


def _show(store: Store) -> None:
    _timed("all", lambda: _show_everything(store))


def _show_everything(store: Store) -> None:
    measured = _timed("gold and predictions", lambda: measure_extractor(store))
    _timed("scores with intervals", lambda: measured.evaluation)
    _timed("items", lambda: measured.aligned)
    _timed("trust", lambda: trust(measured))
    _timed("reliability", lambda: calibration(measured))
    _timed("by day", lambda: completion_series(measured))
    _timed("versions", lambda: version_series(store, _MEASURED.name))
    _timed("acceptance", lambda: acceptance(store, _GOLD))
    _timed("suspicious gold", lambda: suspicious_in(measured))
    _timed("four lists of items", lambda: _lists(measured))


def _lists(measured: Measured) -> None:
    for cell in (
        ConfusionCell("entities", "PERSON", "ORG"),
        ErrorCell("entities", "boundary"),
        LabelCell("relations", "urged"),
        BinCell("entities", 9),
    ):
        list_items(measured, cell)


def _timed(name: str, call: Callable[[], Result]) -> Result:
    begin, busy = time.perf_counter(), time.process_time()
    result = call()
    wall, cpu = time.perf_counter() - begin, time.process_time() - busy
    print(f"  {name:24}{1000 * wall:9.1f} ms ({1000 * cpu:.1f} of CPU)")
    return result


def _fill(store: Store, path: Path, pairs: Sequence[Pair]) -> None:
    """Every article with its gold, seen and accepted as proposed, and with what is measured."""
    schema = default_schema()
    store.write(lambda transaction: transaction.schemas.use(schema))
    source = random.Random(0)

    def put(first: int, transaction: Transaction) -> None:
        for number, (gold, predicted) in enumerate(pairs[first : first + _BATCH], start=first):
            article = _article(number, gold, predicted)
            transaction.articles.add(article)
            seen = transaction.proposals.add(article.id, _GOLD, schema.sha256, Proposals(gold))
            transaction.reviews.create(article.id, schema.sha256, seen)
            scored = _scored(source, predicted)
            transaction.proposals.add(article.id, _MEASURED, schema.sha256, Proposals(scored))

    for first in range(0, len(pairs), _BATCH):
        store.write(partial(put, first))
    # what reviewers do one by one, all at once
    with closing(sqlite3.connect(path)) as db:
        for table in ("review_entities", "review_relations"):
            db.execute(f"UPDATE {table} SET status = 'accepted'")  # noqa: S608  # one of the two above
        db.execute(
            "UPDATE reviews SET status = 'complete', revision = 1, pending = 0, completed_by = 'reviewer-1',"
            " completed_at = '2026-' || printf('%02d', 1 + id % 3) || '-' || printf('%02d', 1 + id % 9)"
        )
        db.commit()


def _article(number: int, gold: Annotations, predicted: Annotations) -> Article:
    """A text of words, in which entities read like names of their label."""
    length = max(entity.end for entity in (*gold.entities, *predicted.entities)) + 1
    source = random.Random(number)
    words = [f"Article {number}."]
    while sum(map(len, words)) + len(words) < length:
        words.append(source.choice(_WORDS))
    text = list(" ".join(words))
    for entity in gold.entities:
        # the first letter tells the label: hardly any surface has two
        first = chr(ord("A") + ENTITY_LABELS.index(entity.label))
        name = f"{first}{entity.label.title().replace('_', '')}{source.randrange(40)}" * 10
        text[entity.start : entity.end] = name[: entity.end - entity.start]
    return Article(f"a{number}", "".join(text))


def _scored(source: random.Random, predicted: Annotations) -> Annotations:
    """The predictions with scores, under ids that do not repeat."""
    ids = {entity.id: f"e{at}" for at, entity in enumerate(predicted.entities)}
    entities = tuple(
        replace(entity, id=ids[entity.id], score=source.random()) for entity in predicted.entities
    )
    relations = tuple(
        replace(relation, head=ids[relation.head], tail=ids[relation.tail])
        for relation in predicted.relations
        if relation.head != relation.tail
    )
    return Annotations(entities, relations)
