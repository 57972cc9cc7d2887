"""Whatever reviewers and extractors do, what is counted anew of a few articles is what counting all gives."""

from __future__ import annotations

import itertools
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from annotator.core.model import ExtractorName
from annotator.errors import InputError
from annotator.measure import align, evaluate, spans_of, suspicious_gold
from annotator.measure.items.item_cells import CountCell, ErrorCell, SchemeCell
from annotator.measure.suspicious.suspicious import GoldText
from annotator.services.accuracy.acceptance import acceptance
from annotator.services.accuracy.item_lists import list_items
from annotator.services.accuracy.measurement import measure_extractor
from annotator.services.accuracy.partly_reviewed import partly_reviewed
from annotator.services.accuracy.sampling import Sampling
from annotator.services.accuracy.suspicious import suspicious_in
from annotator.services.database.label_schema import current_schema
from annotator.services.gold.gold import gold_records
from annotator.store import open_store
from annotator.store.database.clock import system_clock
from annotator.store.database.readers import Readers
from annotator.store.database.transaction import Transaction
from tests.services.building import decide
from tests.services.measuring import FULL, NEW, POOR, accept, add_articles, add_proposals, reject

ARTICLES = ("a", "b", "c")
OTHER = ExtractorName("other", "1")
MEASURED = (NEW, OTHER)
FEW = Sampling(resamples=20)
NONE = type(FULL)()
CELLS = (
    ErrorCell("entities", "missed"),
    ErrorCell("relations", "correct"),
    CountCell("entities", "wrong", "ORG"),
    SchemeCell("entities", "type", "missed"),
    SchemeCell("relations", "unlabelled", "gold"),
)


class Reviewing(RuleBasedStateMachine):
    """Three articles that are completed, reopened by a decision, edited, and read again by extractors."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.store = open_store(Path(self.folder.name) / "a.db")
        self.clients = itertools.count(1)
        self.left = [(extractor, name) for extractor in MEASURED for name in ARTICLES]
        add_articles(self.store, *ARTICLES)
        self.read("a", 0, FULL)

    def teardown(self) -> None:
        for extractor in MEASURED:
            self.counted_bit_by_bit_is_counted_at_once(extractor)
        self.store.close()
        self.folder.cleanup()

    def decide(self, name, row):
        """What is refused changes nothing; that is no concern of this test."""
        try:
            decide(self.store, name, row, client=f"c{next(self.clients)}")
        except AssertionError:
            return

    @precondition(lambda self: self.left)
    @rule(at=some.integers(0, 5), found=some.sampled_from([FULL, POOR, NONE]))
    def read_another(self, at, found):
        extractor, name = self.left[at % len(self.left)]
        self.read(name, MEASURED.index(extractor), found)

    def read(self, name, at, found):
        self.left.remove((MEASURED[at], name))
        add_proposals(self.store, MEASURED[at], found, name)

    @rule(name=some.sampled_from(ARTICLES))
    def complete(self, name):
        self.decide(name, {"op": "complete"})

    @rule(name=some.sampled_from(ARTICLES), at=some.integers(1, 3))
    def accept(self, name, at):
        self.decide(name, accept("entity", f"e{at}"))

    @rule(name=some.sampled_from(ARTICLES))
    def accept_everything(self, name):
        items = [{"kind": "entity", "id": f"e{at}"} for at in (1, 2, 3)]
        self.decide(name, {"op": "accept_all", "items": items})
        self.decide(name, accept("relation", "r1"))
        self.decide(name, {"op": "complete"})

    @rule(name=some.sampled_from(ARTICLES), kind=some.sampled_from(["entity", "relation"]))
    def delete(self, name, kind):
        self.decide(name, reject(kind, "e3" if kind == "entity" else "r1"))

    @rule(name=some.sampled_from(ARTICLES), label=some.sampled_from(["ORG", "PERSON", "GPE"]))
    def relabel(self, name, label):
        self.decide(name, {"op": "relabel", "kind": "entity", "id": "e2", "label": label})

    @rule(name=some.sampled_from(ARTICLES), end=some.integers(9, 13))
    def move(self, name, end):
        self.decide(name, {"op": "move", "id": "e2", "start": 8, "end": end})

    @rule(name=some.sampled_from(ARTICLES))
    def skip(self, name):
        self.decide(name, {"op": "skip"})

    @rule(
        name=some.sampled_from(ARTICLES),
        label=some.sampled_from(["ORG", "GPE"]),
        extractor=some.sampled_from(MEASURED),
    )
    def look_at_gold_and_correct_it(self, name, label, extractor):
        self.accept_everything(name)
        self.counted_bit_by_bit_is_counted_at_once(extractor)
        self.relabel(name, label)
        self.accept_everything(name)
        self.counted_bit_by_bit_is_counted_at_once(extractor)

    @rule(extractor=some.sampled_from(MEASURED))
    def counted_bit_by_bit_is_counted_at_once(self, extractor):
        kept_acceptance = acceptance(self.store, extractor)
        kept_partly = partly_reviewed(self.store, extractor)
        with closing(Fresh(self.store.path)) as fresh:
            assert kept_acceptance == acceptance(fresh, extractor)
            assert kept_partly == partly_reviewed(fresh, extractor)
            predictions = read_directly(fresh, extractor)
            golds = {record.article.id: record for record in gold_records(fresh)}
            if not golds or not golds.keys() <= predictions.keys():
                with pytest.raises(InputError):
                    measure_extractor(self.store, extractor.name, extractor.version, FEW)
                return
            kept = measure_extractor(self.store, extractor.name, extractor.version, FEW)
            pairs = [(golds[name].annotations, predictions[name]) for name in kept.reference.names]
            assert kept.evaluation == evaluate(pairs, symmetric={"met_with"}, resamples=20)
            aligned = kept.aligned(range(len(pairs)))
            assert [aligned[at] for at in range(len(pairs))] == align(pairs, symmetric={"met_with"})
            assert list(suspicious_in(kept)) == suspicious_gold(
                [
                    GoldText(name, golds[name].article.text, *spans_of(gold), current_schema(fresh))
                    for name, (gold, _) in zip(kept.reference.names, pairs, strict=True)
                ],
                symmetric={"met_with"},
            )
            again = measure_extractor(fresh, extractor.name, extractor.version, FEW)
            for cell in CELLS:
                assert list_items(kept, cell) == list_items(again, cell)


class Fresh:
    """The same database as another process sees it: nothing is kept of it."""

    def __init__(self, path):
        self.path = path
        self._readers = Readers(path)

    @contextmanager
    def read(self):
        with self._readers.snapshot() as db:
            yield Transaction(db, system_clock())

    def close(self):
        self._readers.close()


def read_directly(store, extractor):
    """What an extractor proposed, article by article, asked as the review asks."""
    with store.read() as transaction:
        found = {name: transaction.proposals.by(name, extractor) for name in ARTICLES}
        return {
            name: transaction.proposals.annotations(made.id)
            for name, made in found.items()
            if made is not None
        }


Reviewing.TestCase.settings = settings(
    max_examples=15,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],  # a busy machine is no fault
)
TestReviewing = Reviewing.TestCase
