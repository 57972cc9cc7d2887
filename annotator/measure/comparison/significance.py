"""Is a difference between two extractors more than chance? Statistics on paired rows, an article each.

The p value is that of paired approximate randomisation (Noreen 1989; Yeh 2000): how often a difference at
least as large comes about when the two swap their predictions in each article at random. The interval is the
paired percentile bootstrap of the difference (Efron & Tibshirani 1993): both are scored on the same draws.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from annotator.measure.corpus.integer_tables import Ints
from annotator.measure.scores.counts import Tally
from annotator.measure.statistics.intervals import Floats, Interval, f1_of, percentile_interval

#: Differences of F1 closer than this are equal: far below what one item changes, far above rounding.
_EQUAL = 1e-12
#: How many draws are held in memory at a time.
_BLOCK = 4_000_000


def paired_rows(a: Tally, b: Tally) -> Ints:
    """Numerator and denominator of the F1 of both, an article a row, in ascending order.

    Sorted, so that the order of the articles changes no interval and no p value.
    """
    rows = np.concatenate([a.f1_rows(), b.f1_rows()], axis=1)
    return rows[np.lexsort(rows.T[::-1])]


def difference_intervals(statistics: Sequence[Ints], *, seed: int, resamples: int) -> list[Interval | None]:
    """The 95 % bootstrap interval of each difference of pooled F1.

    Args:
        statistics: paired rows (see :func:`paired_rows`) of each F1; all of one length.
        seed: of the draws.
        resamples: number of draws.

    Returns:
        (low, high) for each, or ``None`` with fewer than two articles.
    """
    if not statistics or len(statistics[0]) < 2 or resamples < 1:
        return [None] * len(statistics)
    rows = np.concatenate(statistics, axis=1).astype(np.float64)
    draws = _article_draws(len(rows), seed, resamples)
    sums = np.concatenate([block @ rows for block in draws])
    return [percentile_interval(_f1_difference(both)) for both in np.split(sums, len(statistics), axis=1)]


def randomisation_p_values(statistics: Sequence[Ints], *, seed: int, resamples: int) -> list[float]:
    """The two-sided p value of each difference of pooled F1, by paired approximate randomisation.

    Args:
        statistics: paired rows (see :func:`paired_rows`) of each F1; all of one length.
        seed: of the random swaps.
        resamples: how many times the predictions are swapped.

    Returns:
        (k + 1) / (resamples + 1) for each, where k counts the swaps with a difference at least as large as
        the true one; a difference where one F1 is undefined counts as 0.
    """
    if not statistics:
        return []
    totals = [rows.sum(axis=0).astype(np.float64) for rows in statistics]
    observed = [np.abs(np.nan_to_num(_f1_difference(total))) for total in totals]
    swings = np.concatenate([rows[:, 2:] - rows[:, :2] for rows in statistics], axis=1).astype(np.float64)
    as_large = np.zeros(len(statistics), dtype=np.int64)
    for swaps in _swaps(len(swings), seed, resamples):
        for place, moved in enumerate(np.split(swaps @ swings, len(statistics), axis=1)):
            sums = np.concatenate([totals[place][:2] + moved, totals[place][2:] - moved], axis=1)
            found = np.abs(np.nan_to_num(_f1_difference(sums)))
            as_large[place] += (found >= observed[place] - _EQUAL).sum()
    return [float((count + 1) / (resamples + 1)) for count in as_large]


def won_lost_tied(rows: Ints) -> tuple[int, int, int]:
    """In how many articles the F1 of b is higher, lower, or the same.

    Where an article has no gold item, predicting nothing is perfect: that counts as 1 here.
    """
    a, b = (np.where(part[:, 1:] == 0, 1, part) for part in (rows[:, :2], rows[:, 2:]))
    sign = np.sign(b[:, 0] * a[:, 1] - a[:, 0] * b[:, 1])
    return int((sign > 0).sum()), int((sign < 0).sum()), int((sign == 0).sum())


def holm(p_values: Sequence[float | None]) -> list[float | None]:
    """Adjust p values for their number, after Holm (1979); ``None`` stays ``None`` and does not count.

    The smallest is multiplied by the number of them, the next by one less, and so on; none may become smaller
    than the one before, or larger than 1.
    """
    adjusted: list[float | None] = [None] * len(p_values)
    known = sorted((p, place) for place, p in enumerate(p_values) if p is not None)
    largest = 0.0
    for rank, (p, place) in enumerate(known):
        largest = max(largest, min(1.0, p * (len(known) - rank)))
        adjusted[place] = largest
    return adjusted


def _f1_difference(sums: Floats) -> Floats:
    """F1 of b minus F1 of a; nan where one is undefined."""
    difference: Floats = f1_of(sums[..., 2:]) - f1_of(sums[..., :2])
    return difference


def _swaps(articles: int, seed: int, resamples: int) -> Iterator[Floats]:
    """Whether the two are swapped in each article: blocks of 0 and 1 of shape (resamples, articles)."""
    random = np.random.default_rng((seed, 1))  # another stream than that of the bootstrap
    size = max(1, _BLOCK // max(1, articles))
    for first in range(0, resamples, size):
        shape = (min(size, resamples - first), articles)
        yield random.integers(0, 2, size=shape, dtype=np.int8).astype(np.float64)


def _article_draws(articles: int, seed: int, resamples: int) -> Iterator[Floats]:
    """How often each article is drawn in each resample: blocks of shape (resamples, articles)."""
    random = np.random.default_rng(seed)
    size = max(1, _BLOCK // articles)
    for first in range(0, resamples, size):
        block = np.empty((min(size, resamples - first), articles))
        for counts in block:
            counts[:] = np.bincount(random.integers(0, articles, size=articles), minlength=articles)
        yield block
