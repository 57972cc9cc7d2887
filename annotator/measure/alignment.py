"""Which item stands against which: the pairs that errors, confusion and item lists are read from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from annotator.measure.rows import Ints


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

    def counts(self) -> dict[str, int]:
        """The number of items by class."""
        _, _, error = self.table()
        return dict(zip(self.classes, np.bincount(error, minlength=len(self.classes)).tolist(), strict=True))

    def table(self) -> tuple[Ints, Ints, Ints]:
        """Gold item, predicted item and class of every pair and of every item in none; -1 for no item."""
        missed, spurious = np.full(len(self.missed), -1), np.full(len(self.spurious), -1)
        return (
            np.concatenate([self.gold, self.missed, spurious]),
            np.concatenate([self.predicted, missed, self.spurious]),
            np.concatenate([self.error, missed + len(self.classes) - 1, spurious + len(self.classes)]),
        )
