"""Are scores probabilities? Reliability diagram and expected calibration error of what was predicted.

Equal-width bins after Niculescu-Mizil & Caruana (ICML 2005); ECE after Naeini, Cooper & Hauskrecht
(AAAI 2015) as Guo et al. (ICML 2017) use it: the mean distance, weighted by items, between the mean score
of a bin and the share of it that is right.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

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


def reliability(scored: Iterable[tuple[float | None, bool]]) -> Reliability:
    """Put items (score, whether it is right) into bins, in whatever order they come."""
    scores: list[list[float]] = [[] for _ in range(BINS)]
    right = [0] * BINS
    unscored = 0
    for score, is_right in scored:
        if score is None:
            unscored += 1
            continue
        place = bin_of(score)
        scores[place].append(score)
        right[place] += is_right
    bins = tuple(
        ReliabilityBin(place / BINS, (place + 1) / BINS, len(found), right[place], _mean(found))
        for place, found in enumerate(scores)
    )
    return Reliability(bins, sum(map(len, scores)), unscored)


def _mean(values: list[float]) -> float | None:
    # fsum: the mean must not hang on the order of the items
    return math.fsum(values) / len(values) if values else None
