"""Which item stands against which: the pairs that errors, confusion and item lists are read from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from annotator.measure.corpus.integer_tables import Ints

#: What becomes of an item in the matching of a scheme; the last two are in no pair.
OUTCOMES = ("correct", "partial", "incorrect", "missed", "spurious")


@dataclass(frozen=True, slots=True)
class Alignment:
    """Gold and predicted items, one to one, each with an error class.

    Attributes:
        classes: the names of the classes; the last two are missed and spurious.
        gold: the gold items of the pairs.
        predicted: the predicted items of the pairs.
        error: the class of each pair, a position in ``classes``.
        missed: the gold items that are in no pair.
        spurious: the predicted items that are in no pair.
    """

    classes: tuple[str, ...]
    gold: Ints
    predicted: Ints
    error: Ints
    missed: Ints
    spurious: Ints

    @classmethod
    def of(
        cls,
        classes: tuple[str, ...],
        pairs: tuple[Ints, Ints, Ints],
        golds: Ints,
        predicteds: Ints,
    ) -> Alignment:
        """Pairs (gold, predicted, class), and what is in none of them of all distinct items."""
        gold, predicted, error = pairs
        missed = np.setdiff1d(golds, gold, assume_unique=True)
        return cls(
            classes, gold, predicted, error, missed, np.setdiff1d(predicteds, predicted, assume_unique=True)
        )

    def table(self) -> tuple[Ints, Ints, Ints]:
        """Gold item, predicted item and class of every pair and of every item in none; -1 for no item."""
        missed, spurious = np.full(len(self.missed), -1), np.full(len(self.spurious), -1)
        return (
            np.concatenate([self.gold, self.missed, spurious]),
            np.concatenate([self.predicted, missed, self.spurious]),
            np.concatenate([self.error, missed + len(self.classes) - 1, spurious + len(self.classes)]),
        )
