"""Measures the store and the review services on databases made for it: ``python -m benchmarks.store``.

Prints milliseconds, the median of several runs. ``--articles 100000`` for the list of a large database.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import get_args

from annotator.core.json_values import Path as JsonPath
from annotator.core.model import Annotations, Article, Entity, ExtractorName, Proposals, Relation
from annotator.core.operations import Numbered, parse_numbered
from annotator.errors import InputError
from annotator.services.database.label_schema import default_schema
from annotator.services.review.articles import list_articles
from annotator.services.review.queue import Ordering, QueueOrder, choose_order, next_article
from annotator.services.review.review import apply_operations, open_review
from annotator.store import Store, Transaction, open_store

ENTITIES, RELATIONS = 2_000, 600
TEXT = "Antony Blinken met Mevlut in Ankara. " * 2_000
NAME = ExtractorName("benchmark", "1")
STEPS = ("review", "callers", "list", "reviewed")


def say(what: str, seconds: list[float]) -> None:
    """One line: what was measured, its median and its worst."""
    print(f"{what:52} {statistics.median(seconds) * 1e3:9.2f} ms   worst {max(seconds) * 1e3:9.2f} ms")


def timed(call: Callable[[int], object], runs: int) -> list[float]:
    """How long each of several runs takes, in seconds."""
    found = []
    for run in range(runs):
        started = time.perf_counter()
        call(run)
        found.append(time.perf_counter() - started)
    return found


class Tab:
    """A browser that sends one operation after the other."""

    def __init__(self, store: Store, client: str, article_id: str = "long") -> None:
        self.store, self.client, self.article_id = store, client, article_id
        self.seq = self.revision = 0

    def number(self, **fields: object) -> Numbered:
        """One operation of the queue."""
        self.seq += 1
        row = {"seq": self.seq, "article_id": self.article_id, "revision": self.revision, **fields}
        return parse_numbered(row, JsonPath(InputError))

    def send(self, *operations: Numbered) -> None:
        """Send a queue, and see that all of it was applied."""
        answer = apply_operations(self.store, "ann", self.client, operations)
        if answer.refused:
            raise RuntimeError(answer.refused[0].reason)
        self.revision = answer.revision


def long_article(transaction: Transaction) -> None:
    """One article with as many items as any will have."""
    schema = default_schema()
    entities = tuple(Entity(f"e{at}", at * 30, at * 30 + 7, "PERSON") for at in range(ENTITIES))
    relations = tuple(
        Relation(f"r{at}", f"e{2 * at}", f"e{2 * at + 1}", "met_with") for at in range(RELATIONS)
    )
    transaction.schemas.use(schema)
    transaction.articles.add(Article("long", TEXT))
    transaction.proposals.add("long", NAME, schema.sha256, Proposals(Annotations(entities, relations)))


def add(store: Store, articles: Sequence[Article]) -> None:
    """Ingest articles."""
    store.write(lambda transaction: [transaction.articles.add(article) for article in articles])


def measure_review(store: Store) -> None:
    """Opening and deciding in an article of 2,600 items."""
    store.write(long_article)
    say(
        "open an article of 2,600 items, the first time",
        timed(lambda _: open_review(store, "long", "ann"), 1),
    )
    say("open it again", timed(lambda _: open_review(store, "long", "ann"), 9))
    tab = Tab(store, "c1")
    accept = [tab.number(op="accept", kind="entity", id=f"e{at}") for at in range(300)]
    say("save one decision", timed(lambda run: tab.send(accept[run]), 300))
    moves = [
        tab.number(op="move", kind="entity", id=f"e{at}", start=at * 30, end=at * 30 + 5) for at in range(800)
    ]
    say("save 80 decisions in one message", timed(lambda run: tab.send(*moves[run * 80 :][:80]), 10))
    undo = [tab.number(op="undo", target={"client": "c1", "seq": 1100 - at}) for at in range(100)]
    say("undo one decision, 1,100 in the log", timed(lambda run: tab.send(undo[run]), 100))
    items = [{"kind": "entity", "id": f"e{at}"} for at in range(ENTITIES)]
    items += [{"kind": "relation", "id": f"r{at}"} for at in range(RELATIONS)]
    everything = tab.number(op="accept_all", items=items)
    say("accept everything that is pending (2,300 items)", timed(lambda _: tab.send(everything), 1))


def measure_callers(store: Store, callers: int = 60, each: int = 20) -> None:
    """As many reviewers at once, each in an article of their own."""
    for number in range(callers):
        add(store, [Article(f"own-{number}", f"{number} {TEXT[:200]}")])

    def work(number: int) -> None:
        tab = Tab(store, f"caller-{number}", f"own-{number}")
        for count in range(each):
            tab.send(tab.number(op="flag", comment=str(count)))

    threads = [threading.Thread(target=work, args=(number,)) for number in range(callers)]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rate = callers * each / (time.perf_counter() - started)
    print(f"{callers} reviewers at once: {rate:,.0f} decisions a second")


def build_list(store: Store, articles: int) -> None:
    """Many short articles with scores, as an extractor would have left them, in one transaction."""
    words = [f"word{number}" for number in range(5_000)]
    draw = random.Random(0)

    schema = default_schema()
    made_by = ExtractorName("scores", "1")

    def job(transaction: Transaction) -> None:
        transaction.schemas.put(schema)
        for at in range(articles):
            text = f"{' '.join(draw.choices(words, k=draw.randint(20, 60)))} {at}"
            transaction.articles.add(Article(f"a{at}", text, title=" ".join(draw.choices(words, k=8))))
            first = Entity("e1", 0, text.index(" "), "PERSON", score=draw.uniform(0.5, 1.0))
            transaction.proposals.add(f"a{at}", made_by, schema.sha256, Proposals(Annotations((first,))))

    store.write(job)


def measure_reviewed(store: Store, articles: int) -> None:
    """A decision in a database whose articles are all being reviewed."""
    texts = [Article(f"a{at}", f"Antony Blinken met number {at}.") for at in range(articles)]
    add(store, texts)
    schema = default_schema()

    store.write(lambda transaction: transaction.schemas.use(schema))

    def begin(transaction: Transaction, first: int) -> None:
        for article in texts[first : first + 100]:
            transaction.reviews.create(article.id, schema.sha256, None)

    for first in range(0, articles, 100):
        store.write(partial(begin, first=first))
    tab = Tab(store, "c1", "a0")
    numbered = [tab.number(op="flag", comment=str(count)) for count in range(100)]
    say(f"save one decision among {articles:,} reviews", timed(lambda run: tab.send(numbered[run]), 100))


def measure_list(store: Store, articles: int) -> None:
    """The list, its search and the queue in a large database."""
    started = time.perf_counter()
    build_list(store, articles)
    print(f"{articles:,} articles ingested in {time.perf_counter() - started:.0f} s")
    say("list, first page", timed(lambda _: list_articles(store), 9))
    say("list, last page", timed(lambda _: list_articles(store, offset=articles - 200), 9))
    say(
        "list, of one status, by title", timed(lambda _: list_articles(store, status="new", order="title"), 9)
    )
    say("list, search of a word", timed(lambda _: list_articles(store, search="word777"), 9))
    for order in get_args(QueueOrder):
        measure_queue(store, Ordering(order, seed=7))


def measure_queue(store: Store, ordering: Ordering) -> None:
    """The next article in an order: behind some article, and behind the last, where it begins again."""
    choose_order(store, "ann", ordering)
    with store.read() as transaction:
        places = {
            found: transaction.queue.place(found, ordering) or (0, 0) for found in transaction.articles.ids()
        }
    last = max(places, key=lambda found: places[found])
    say(f"next article, {ordering.order}", timed(lambda run: next_article(store, "ann", f"a{run}"), 9))
    say(
        f"next article, {ordering.order}, from the last", timed(lambda _: next_article(store, "ann", last), 9)
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000, help="how many articles the list has")
    parser.add_argument("--only", action="append", choices=STEPS, help="may be repeated")
    chosen = parser.parse_args()
    only = chosen.only or STEPS
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "annotator.db")
        if "review" in only:
            measure_review(store)
        if "callers" in only:
            measure_callers(store)
        if "list" in only:
            measure_list(store, chosen.articles)
        store.close()
        if "reviewed" in only:
            store = open_store(Path(folder) / "reviewed.db")
            measure_reviewed(store, chosen.articles)
            store.close()


if __name__ == "__main__":
    main()
