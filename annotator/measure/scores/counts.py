"""Counts of correct, partial, incorrect, missed and spurious items, and the scores that follow from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from annotator.measure.corpus.integer_tables import Ints


@dataclass(frozen=True, slots=True)
class Counts:
    """Counts pooled over articles. A score whose denominator is 0 is ``None``: there was nothing to measure.

    Precision, recall and F1 after van Rijsbergen (1979); half a credit for partial ones after MUC-5
    (Chinchor & Sundheim 1993).
    """

    gold: int
    predicted: int
    correct: int
    incorrect: int
    partial: int
    missed: int
    spurious: int

    @property
    def precision(self) -> float | None:
        """(correct + partial / 2) / predicted."""
        return _ratio(2 * self.correct + self.partial, 2 * self.predicted)

    @property
    def recall(self) -> float | None:
        """(correct + partial / 2) / gold."""
        return _ratio(2 * self.correct + self.partial, 2 * self.gold)

    @property
    def f1(self) -> float | None:
        """2 (correct + partial / 2) / (gold + predicted)."""
        return _ratio(2 * self.correct + self.partial, self.gold + self.predicted)


@dataclass(frozen=True, slots=True)
class Tally:
    """The same counts article by article; each array has one place an article."""

    gold: Ints
    predicted: Ints
    correct: Ints
    incorrect: Ints
    partial: Ints
    missed: Ints
    spurious: Ints

    def counts(self) -> Counts:
        """The sums over all articles."""
        return Counts(*(int(getattr(self, name).sum()) for name in Counts.__slots__))

    def f1_rows(self) -> Ints:
        """Numerator and denominator of F1 for each article, shape (articles, 2)."""
        return np.stack([2 * self.correct + self.partial, self.gold + self.predicted], axis=1)


def macro_f1(by_label: Mapping[str, Counts]) -> float | None:
    """The mean F1 over the labels that occur in gold or among the predictions; ``None`` where none does."""
    scores = [counts.f1 for counts in by_label.values() if counts.f1 is not None]
    return sum(scores) / len(scores) if scores else None


def _ratio(numerator: int, denominator: int) -> float | None:
    """The quotient, or ``None`` where there is nothing to divide by."""
    return numerator / denominator if denominator else None
