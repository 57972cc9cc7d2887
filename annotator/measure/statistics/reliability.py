"""Are scores probabilities? Reliability diagram and expected calibration error of what was predicted.

Equal-width bins after Niculescu-Mizil & Caruana (ICML 2005); ECE after Naeini, Cooper & Hauskrecht
(AAAI 2015) as Guo et al. (ICML 2017) use it: the mean distance, weighted by items, between the mean score
of a bin and the share of it that is right.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from annotator.measure.corpus.integer_tables import Flags
from annotator.measure.corpus.item_columns import Floats

#: Bins of equal width between 0 and 1.
BINS = 10
#: With fewer scored items than this, chance alone makes an ECE of several hundredths.
FEW_SCORES = 100


@dataclass(frozen=True, slots=True)
class ReliabilityBin:
    """The predicted items whose score lies in [low, high); the last bin includes 1.

    Attributes:
        items: how many.
        right: how many of them are right.
        mean_score: their mean score, or ``None`` where there are none.
    """

    low: float
    high: float
    items: int
    right: int
    mean_score: float | None

    @property
    def share(self) -> float | None:
        """The share that is right, or ``None`` where there are no items."""
        return self.right / self.items if self.items else None


@dataclass(frozen=True, slots=True)
class Reliability:
    """How well scores tell how often the items that carry them are right.

    Attributes:
        bins: ``BINS`` bins of equal width, empty ones too.
        items: how many items have a score.
        unscored: how many have none; they are in no bin.
    """

    bins: tuple[ReliabilityBin, ...]
    items: int
    unscored: int

    @property
    def ece(self) -> float | None:
        """Expected calibration error: sum over bins of items / all items * abs(mean score - share right)."""
        if not self.items:
            return None
        gaps = (
            found.items * abs(found.mean_score - found.right / found.items)
            for found in self.bins
            if found.mean_score is not None
        )
        return sum(gaps) / self.items

    @property
    def note(self) -> str | None:
        """Why not to trust it, if there is a reason."""
        if not self.items:
            return "no item has a score"
        if self.items < FEW_SCORES:
            return f"only {self.items} scored items: below {FEW_SCORES} the error is mostly chance"
        return None


def bin_of(score: float) -> int:
    """The number of the bin of a score, from 0."""
    return min(int(score * BINS), BINS - 1)


def reliability(scores: Floats, right: Flags) -> Reliability:
    """Put items into bins, in whatever order they come.

    Args:
        scores: the score of each item, nan for none.
        right: whether it is right.
    """
    scored = ~np.isnan(scores)
    scores, right = scores[scored], right[scored]
    places = np.minimum(scores * BINS, BINS - 1).astype(np.int64)
    bins = []
    for place in range(BINS):
        own = places == place
        low, high = place / BINS, (place + 1) / BINS
        bins.append(ReliabilityBin(low, high, int(own.sum()), int(right[own].sum()), _mean(scores[own])))
    return Reliability(tuple(bins), len(scores), int(np.count_nonzero(~scored)))


def _mean(values: Floats) -> float | None:
    # fsum: the mean must not hang on the order of the items
    return math.fsum(values.tolist()) / len(values) if len(values) else None
