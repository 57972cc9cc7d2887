"""Predictions beside gold, and everything that is counted of them: made once, kept until either changes."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from annotator.core.model import Annotations, ExtractorName
from annotator.errors import InputError
from annotator.measure import AlignedArticle, Evaluation, Tallies, align, evaluate_tallies, tally
from annotator.services.kept import kept_of
from annotator.services.label_schema import read_label_schema
from annotator.services.predictions import (
    choose_extractor,
    extractor_predictions,
    file_predictions,
    named_extractor,
    read_part,
)
from annotator.services.reference import Reference, database_reference, file_reference
from annotator.services.sampling import Sampling
from annotator.store import Store, Transaction

#: Lists of items kept for each extractor.
_MOST_LISTS = 200
Made = TypeVar("Made")


@dataclass(frozen=True)
class Measured:
    """The predictions of one extractor (or file) beside the gold. What follows is counted when asked for.

    Attributes:
        reference: the gold.
        predictions: what was predicted, in the order of the articles of the gold.
        name: what to call it: ``NAME VERSION``, or the file.
        extractor: which one, where the predictions are stored proposals.
        sampling: how intervals are drawn.
    """

    reference: Reference
    predictions: tuple[Annotations, ...] = field(repr=False)
    name: str
    extractor: ExtractorName | None = None
    sampling: Sampling = field(default_factory=Sampling)
    _kept: dict[Hashable, Any] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def tallies(self) -> Tallies:
        """Everything that is counted, article by article."""
        return tally(
            self.reference.pairs(self.predictions),
            symmetric=self.reference.symmetric,
            names=self.reference.names,
        )

    @cached_property
    def evaluation(self) -> Evaluation:
        """All scores, with intervals."""
        sampling = self.sampling
        return evaluate_tallies(self.tallies, seed=sampling.seed, resamples=sampling.resamples)

    @cached_property
    def aligned(self) -> Sequence[AlignedArticle]:
        """What each gold and predicted item stands against, in the order of the articles."""
        return align(
            self.reference.pairs(self.predictions),
            symmetric=self.reference.symmetric,
            names=self.reference.names,
        )

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
        InputError: as in :func:`~annotator.services.evaluate.evaluate_files`.
    """
    labels = read_label_schema(schema) if schema is not None else None
    reference = file_reference(gold, labels)
    predictions = file_predictions(reference, predicted, labels)
    return Measured(reference, predictions, str(predicted), None, sampling or Sampling())


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


def measure_read(
    store: Store, transaction: Transaction, extractor: ExtractorName, sampling: Sampling
) -> Measured:
    """An extractor that need not have read all the gold, measured on what it has read. It is not kept."""
    found = kept_of(store).peek(transaction.evaluation.stamp(), (extractor, sampling))
    if isinstance(found, Measured):
        return found
    reference = read_part(transaction, _reference(store, transaction), extractor)
    return _beside(transaction, reference, extractor, sampling)


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
        lambda: _beside(transaction, reference, extractor, sampling),
        large=True,
    )


def _beside(
    transaction: Transaction, reference: Reference, extractor: ExtractorName, sampling: Sampling
) -> Measured:
    predictions = extractor_predictions(transaction, reference, extractor)
    return Measured(reference, predictions, f"{extractor.name} {extractor.version}", extractor, sampling)
