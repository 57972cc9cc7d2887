"""Bootstrap intervals over articles.

Percentile intervals of Efron (1979; Efron & Tibshirani 1993, chapter 13). Articles are drawn, not entities,
because the entities of one article are not independent (Koehn 2004 draws sentences for the same reason).
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from annotator.measure.corpus.integer_tables import Ints

Floats = NDArray[np.float64]
Interval = tuple[float, float]

#: The share of the bootstrap distribution that an interval covers.
LEVEL = 0.95
#: With fewer articles than this an interval says that it is rough.
FEW_ARTICLES = 20
#: How many draws are held in memory at a time.
_BLOCK = 4_000_000


def f1_interval(rows: Ints, *, seed: int, resamples: int) -> Interval | None:
    """The 95 % percentile bootstrap interval of a pooled F1.

    Articles with the same numerator and denominator are the same to F1, and there are far fewer such kinds
    than articles. So what is drawn is how many articles of each kind there are (a multinomial). That is the
    same as drawing articles one by one, does not depend on their order, and takes no longer for more of them.

    Args:
        rows: numerator and denominator by article, shape (articles, 2).
        seed: of the draws. Equal seeds give equal intervals on one version of numpy.
        resamples: number of draws; 0 for no interval.

    Returns:
        (low, high), or ``None`` with fewer than two articles or where F1 is undefined. Draws in which F1 is
        undefined (nothing gold and nothing predicted) are left out.
    """
    if len(rows) < 2 or resamples < 1:
        return None
    kinds, times = _kinds(rows)
    return _interval_of_kinds(kinds.tobytes(), times.tobytes(), seed, resamples)


@lru_cache(maxsize=1024)
def _interval_of_kinds(kinds: bytes, times: bytes, seed: int, resamples: int) -> Interval | None:
    """Kept by what it rests on: one more article changes one day of many, and a part is often the whole."""
    counted = (np.frombuffer(kinds).reshape(-1, 2), np.frombuffer(times, dtype=np.int64))
    return percentile_interval(f1_of(_drawn_sums(*counted, np.random.default_rng(seed), resamples)))


def unpaired_interval(first: Ints, second: Ints, *, seed: int, resamples: int) -> Interval | None:
    """The 95 % percentile bootstrap interval of F1 of ``second`` minus F1 of ``first``: different articles.

    Each side is drawn by itself, because nothing pairs its articles (Efron & Tibshirani 1993, chapter 8).

    Args:
        first: numerator and denominator of F1 by article, shape (articles, 2).
        second: the same of the other articles.
        seed: of the draws.
        resamples: number of draws; 0 for no interval.

    Returns:
        (low, high), or ``None`` where a side has fewer than two articles or an undefined F1.
    """
    if min(len(first), len(second)) < 2 or resamples < 1:
        return None
    sides = [
        f1_of(_drawn_sums(*_kinds(rows), np.random.default_rng((seed, stream)), resamples))
        for stream, rows in enumerate((first, second))
    ]
    return percentile_interval(sides[1] - sides[0])


def _kinds(rows: Ints) -> tuple[Floats, Ints]:
    """The distinct rows (numerator, denominator), and how many articles have each."""
    radix = int(np.max(rows[:, 1])) + 1
    keys, times = np.unique(rows[:, 0] * radix + rows[:, 1], return_counts=True)
    return np.stack([keys // radix, keys % radix], axis=1).astype(np.float64), times


def _drawn_sums(kinds: Floats, times: Ints, random: np.random.Generator, resamples: int) -> Floats:
    """Numerator and denominator of F1, summed over the articles of each draw."""
    articles = int(times.sum())
    sums = np.zeros((resamples, 2))
    size = max(1, _BLOCK // len(kinds))
    for first in range(0, resamples, size):
        block = sums[first : first + size]
        block[:] = random.multinomial(articles, times / articles, size=len(block)) @ kinds
    return sums


def f1_of(sums: Floats) -> Floats:
    """F1 from (…, numerator and denominator); nan where the denominator is 0."""
    with np.errstate(invalid="ignore", divide="ignore"):
        scores: Floats = sums[..., 0] / sums[..., 1]
    return scores


def percentile_interval(values: Floats) -> Interval | None:
    """The middle 95 % of the values that are numbers; ``None`` where none is."""
    values = values[~np.isnan(values)]
    if not len(values):
        return None
    tail = (1 - LEVEL) / 2
    low, high = np.quantile(values, [tail, 1 - tail])
    return float(low), float(high)


def interval_note(articles: int) -> str | None:
    """What to say beside the intervals, if anything."""
    if articles == 0:
        return "no articles, so no intervals"
    if articles == 1:
        return "one article, so no intervals: they need at least two"
    if articles < FEW_ARTICLES:
        return (
            f"only {articles} articles: below {FEW_ARTICLES} the intervals are rough, and usually too narrow"
        )
    return None
