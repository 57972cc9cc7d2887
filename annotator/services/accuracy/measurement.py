"""Predictions beside gold, and everything that is counted of them: made once, kept until either changes."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from annotator.core.model import Annotations, ExtractorName
from annotator.errors import InputError
from annotator.measure import (
    AlignedArticle,
    Counted,
    Evaluation,
    ItemTable,
    LabelCodes,
    Pair,
    Tallies,
    align,
    count_pairs,
    evaluate_tallies,
    tallies_of,
)
from annotator.services.accuracy.count_cache import CountedArticles, CountKey
from annotator.services.accuracy.predictions import (
    choose_extractor,
    file_predictions,
    named_extractor,
    read_part,
    read_sets,
)
from annotator.services.accuracy.reference import (
    GoldArticle,
    Read,
    Reference,
    database_reference,
    file_reference,
)
from annotator.services.accuracy.sampling import Sampling
from annotator.services.database.cache import kept_of
from annotator.services.database.label_schema import read_label_schema
from annotator.store import Store, Transaction

#: Lists of items kept for each extractor.
_MOST_LISTS = 200
Made = TypeVar("Made")


@dataclass(frozen=True)
class Measured:
    """The predictions of one extractor (or file) beside the gold. What follows is counted when asked for.

    Attributes:
        reference: the gold.
        counted: what was counted, article by article, in the order of the gold.
        labels: the labels that its codes stand for.
        predicted: gives what was predicted for articles. Of a database it is not kept, but read again.
        name: what to call it: ``NAME VERSION``, or the file.
        extractor: which one, where the predictions are stored proposals.
        sampling: how intervals are drawn.
    """

    reference: Reference
    counted: Counted = field(repr=False, compare=False)
    labels: LabelCodes = field(repr=False, compare=False)
    predicted: Read = field(repr=False, compare=False)
    name: str
    extractor: ExtractorName | None = None
    sampling: Sampling = field(default_factory=Sampling)
    _kept: dict[Hashable, Any] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def tallies(self) -> Tallies:
        """Everything that is counted, article by article."""
        return tallies_of(self.counted, self.labels.names)

    @cached_property
    def evaluation(self) -> Evaluation:
        """All scores, with intervals."""
        sampling = self.sampling
        return evaluate_tallies(self.tallies, seed=sampling.seed, resamples=sampling.resamples)

    @cached_property
    def items(self) -> ItemTable:
        """What became of every item, in columns."""
        return ItemTable(self.counted)

    def pairs(self, numbers: Iterable[int]) -> dict[int, Pair]:
        """Gold and predicted annotations of articles by number; what has changed since is left out."""
        wanted = sorted(set(numbers))
        golds = self.reference.gold(wanted)
        predicted = self.predicted(sorted(golds))
        return {number: (gold, predicted[number]) for number, gold in golds.items()}

    def aligned(self, numbers: Iterable[int], scheme: str | None = None) -> dict[int, AlignedArticle]:
        """What each item of some articles stands against: as ``items`` has them, or paired by a scheme."""
        pairs = self.pairs(numbers)
        found = align(
            pairs.values(),
            symmetric=self.reference.symmetric,
            names=[self.reference.names[number] for number in pairs],
            scheme=scheme,
        )
        return dict(zip(pairs, found, strict=True))

    def kept(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What was made under a key before, or else now; it is gone when gold or predictions change."""
        # read once: another thread may empty it at any time
        found: Made | None = self._kept.get(key)
        if found is None:
            found = make()
            if len(self._kept) >= _MOST_LISTS:
                self._kept.clear()
            self._kept[key] = found
        return found


def measure_files(
    gold: Path, predicted: Path, schema: Path | None = None, sampling: Sampling | None = None
) -> Measured:
    """The predictions of one file beside the gold of another.

    Raises:
        InputError: as in :func:`~annotator.services.accuracy.evaluate.evaluate_files`.
    """
    labels = read_label_schema(schema) if schema is not None else None
    reference = file_reference(gold, labels)
    predictions = file_predictions(reference, predicted)
    return measure_predictions(reference, predictions, str(predicted), sampling or Sampling())


def measure_predictions(
    reference: Reference, predictions: Sequence[Annotations], name: str, sampling: Sampling
) -> Measured:
    """Predictions that are in memory, one an article, beside the gold."""
    golds = reference.gold(range(len(reference.articles)))
    counted, labels = count_pairs(
        ((golds[number], predicted) for number, predicted in enumerate(predictions)),
        symmetric=reference.symmetric,
        names=reference.names,
    )
    return Measured(
        reference,
        counted,
        labels,
        lambda numbers: {number: predictions[number] for number in numbers},
        name,
        None,
        sampling,
    )


def measure_extractor(
    store: Store, name: str | None = None, version: str | None = None, sampling: Sampling | None = None
) -> Measured:
    """The stored proposals of an extractor beside the gold of the same database.

    What was counted last is given again until a decision, a review or a set of proposals is added.

    Args:
        store: the database.
        name: the extractor; ``None`` for whichever came last.
        version: its version; ``None`` for the newest that has read all the gold.
        sampling: how the intervals are drawn.

    Raises:
        InputError: there is no such extractor, no gold, or gold that it has not read.
    """
    with store.read() as transaction:
        reference = _reference(store, transaction)
        if not reference.articles:
            raise InputError("there is no gold yet: no article is complete", source=str(store.path))
        extractor = choose_extractor(read_counts(store, transaction), len(reference.articles), name, version)
        return _measured(store, transaction, reference, extractor, sampling or Sampling())


def tallies_of_read(
    store: Store, transaction: Transaction, extractor: ExtractorName, sampling: Sampling
) -> Tallies:
    """What is counted of an extractor that need not have read all the gold, on what it has read."""
    known = kept_of(store).peek(transaction.evaluation.stamp(), (extractor, sampling))
    if isinstance(known, Measured):
        return known.tallies
    reference = _reference(store, transaction)
    articles, sets = read_part(transaction, reference, extractor)
    counted, labels = _counted(store, transaction, reference, articles, sets, extractor)
    return tallies_of(counted, labels.names)


def gold_of(store: Store) -> Reference:
    """The gold of a database, as it is now; kept until it changes."""
    with store.read() as transaction:
        return _reference(store, transaction)


def find_extractor(store: Store, text: str) -> ExtractorName:
    """The extractor that ``NAME`` or ``NAME@VERSION`` names (see :func:`named_extractor`).

    Raises:
        InputError: it proposed nothing in this database.
    """
    with store.read() as transaction:
        gold = len(_reference(store, transaction).articles)
        return named_extractor(read_counts(store, transaction), gold, text)


def read_counts(store: Store, transaction: Transaction) -> tuple[tuple[ExtractorName, int], ...]:
    """Every extractor, oldest first, with how many articles of the gold it has read."""
    stamp = transaction.evaluation.stamp()
    return kept_of(store).get(stamp, "read counts", lambda: tuple(transaction.evaluation.read_counts()))


def _reference(store: Store, transaction: Transaction) -> Reference:
    stamp = transaction.evaluation.stamp()
    return kept_of(store).get(stamp, "gold", lambda: database_reference(store, transaction))


def _measured(
    store: Store,
    transaction: Transaction,
    reference: Reference,
    extractor: ExtractorName,
    sampling: Sampling,
) -> Measured:
    return kept_of(store).get(
        transaction.evaluation.stamp(),
        (extractor, sampling),
        lambda: _beside(store, transaction, reference, extractor, sampling),
        large=True,
    )


def _beside(
    store: Store,
    transaction: Transaction,
    reference: Reference,
    extractor: ExtractorName,
    sampling: Sampling,
) -> Measured:
    sets = read_sets(transaction, reference, extractor)
    counted, labels = _counted(store, transaction, reference, reference.articles, sets, extractor)
    name = f"{extractor.name} {extractor.version}"
    return Measured(reference, counted, labels, _proposals_of(store, sets), name, extractor, sampling)


def _counted(
    store: Store,
    transaction: Transaction,
    reference: Reference,
    articles: Sequence[GoldArticle],
    sets: Sequence[int],
    extractor: ExtractorName,
) -> tuple[Counted, LabelCodes]:
    """The counts of an extractor on some articles; only what changed since the last look is counted."""
    known = kept_of(store).lasting(("counted", extractor), CountedArticles)
    keys = [
        CountKey(article.review_id, article.revision, made)
        for article, made in zip(articles, sets, strict=True)
    ]
    return known.look(transaction, keys, reference.symmetric), known.labels


def _proposals_of(store: Store, sets: Sequence[int]) -> Read:
    def read(numbers: Sequence[int]) -> dict[int, Annotations]:
        with store.read() as transaction:
            found = transaction.evaluation.proposals(sets[number] for number in numbers)
        return {number: found.get(sets[number], Annotations()) for number in numbers}

    return read
