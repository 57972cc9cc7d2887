"""Is B better than A? Differences of F1 on the same articles, with intervals and p values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import combinations

from annotator.core.model import Annotations
from annotator.measure.comparison.significance import (
    difference_intervals,
    holm,
    paired_rows,
    randomisation_p_values,
    won_lost_tied,
)
from annotator.measure.scores.counts import Tally
from annotator.measure.scores.entities import ENTITY_SCHEMES
from annotator.measure.scores.relations import RELATION_SCHEMES
from annotator.measure.scores.totals import Tallies, tally
from annotator.measure.statistics.intervals import Interval, interval_note


@dataclass(frozen=True, slots=True)
class Difference:
    """How much better extractor ``b`` is than extractor ``a``, in one F1.

    Attributes:
        kind: ``entities`` or ``relations``.
        scheme: the scheme whose F1 is compared.
        a: name of the one extractor.
        b: name of the other.
        f1_a: pooled F1 of ``a``, or ``None`` where it is undefined.
        f1_b: pooled F1 of ``b``, or ``None``.
        difference: ``f1_b - f1_a``, or ``None`` where one is undefined.
        interval: 95 % bootstrap interval of the difference; ``None`` with fewer than two articles.
        p_value: of the hypothesis that it makes no difference which of the two is used; never 0.
        p_holm: the same, adjusted for the number of pairs of extractors.
        won: articles in which ``b`` has the higher F1.
        lost: articles in which ``a`` has the higher F1.
        tied: the other articles.
    """

    kind: str
    scheme: str
    a: str
    b: str
    f1_a: float | None
    f1_b: float | None
    difference: float | None
    interval: Interval | None
    p_value: float | None
    p_holm: float | None
    won: int
    lost: int
    tied: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """The differences of all pairs of extractors in all schemes."""

    articles: int
    differences: tuple[Difference, ...]
    seed: int
    resamples: int

    def of(self, kind: str, scheme: str = "strict") -> list[Difference]:
        """The differences in one F1, a pair of extractors each."""
        return [found for found in self.differences if (found.kind, found.scheme) == (kind, scheme)]

    def to_json(self) -> dict[str, object]:
        """The object that ``compare --json`` prints."""
        return {
            "articles": self.articles,
            "differences": [_to_json(found) for found in self.differences],
            "seed": self.seed,
            "resamples": self.resamples,
            "note": interval_note(self.articles),
        }


def compare(
    gold: Sequence[Annotations],
    predictions: Mapping[str, Sequence[Annotations]],
    *,
    symmetric: Iterable[str] = frozenset(),
    seed: int = 0,
    resamples: int = 10_000,
    names: Sequence[str] | None = None,
) -> Comparison:
    """Compare extractors on the same gold.

    Args:
        gold: gold annotations, article by article.
        predictions: what each extractor predicted for the same articles, by its name; an extractor is
            compared with each of those that stand before it.
        symmetric: the relation labels whose arguments have no order.
        seed: of the bootstrap and the randomisation.
        resamples: of each of them; no p value is smaller than 1 / (resamples + 1).
        names: what to call the articles in an error, in the order of ``gold``.

    Raises:
        ValueError: an extractor has another number of articles, or an annotation cannot be counted.
    """
    for name, predicted in predictions.items():
        if len(predicted) != len(gold):
            raise ValueError(f"extractor {name!r} has {len(predicted)} articles, but gold has {len(gold)}")
    unordered = frozenset(symmetric)
    tallies = {
        name: tally(zip(gold, predicted, strict=True), symmetric=unordered, names=names)
        for name, predicted in predictions.items()
    }
    return compare_tallies(tallies, seed=seed, resamples=resamples, articles=len(gold))


def compare_tallies(
    found: Mapping[str, Tallies], *, seed: int = 0, resamples: int = 10_000, articles: int
) -> Comparison:
    """The same where everything has been counted already, of the same articles for each extractor."""
    tallies = {name: _by_scheme(one) for name, one in found.items()}
    differences = [
        difference
        for a, b in combinations(tallies, 2)
        for difference in _differences(a, b, tallies[a], tallies[b], seed, resamples)
    ]
    return Comparison(articles, tuple(_adjust(differences)), seed, resamples)


def _by_scheme(found: Tallies) -> dict[tuple[str, str], Tally]:
    """The tallies of one extractor by kind and scheme."""
    return {
        **{("entities", scheme): found.entities.schemes[scheme] for scheme in ENTITY_SCHEMES},
        **{("relations", scheme): found.relations.schemes[scheme] for scheme in RELATION_SCHEMES},
    }


def _differences(
    a: str,
    b: str,
    tallies_a: Mapping[tuple[str, str], Tally],
    tallies_b: Mapping[tuple[str, str], Tally],
    seed: int,
    resamples: int,
) -> Iterator[Difference]:
    """The difference between two extractors in every scheme; ``p_holm`` is not adjusted yet."""
    rows = [paired_rows(tallies_a[key], tallies_b[key]) for key in tallies_a]
    intervals = difference_intervals(rows, seed=seed, resamples=resamples)
    p_values = randomisation_p_values(rows, seed=seed, resamples=resamples)
    for (kind, scheme), both, interval, p in zip(tallies_a, rows, intervals, p_values, strict=True):
        f1_a, f1_b = tallies_a[kind, scheme].counts().f1, tallies_b[kind, scheme].counts().f1
        won, lost, tied = won_lost_tied(both)
        if f1_a is None or f1_b is None:
            yield Difference(kind, scheme, a, b, f1_a, f1_b, None, None, None, None, won, lost, tied)
            continue
        yield Difference(kind, scheme, a, b, f1_a, f1_b, f1_b - f1_a, interval, p, p, won, lost, tied)


def _adjust(differences: Sequence[Difference]) -> list[Difference]:
    """Put Holm's p values in, over the pairs of extractors, for each F1 by itself."""
    adjusted = list(differences)
    for key in {(found.kind, found.scheme) for found in differences}:
        places = [place for place, found in enumerate(differences) if (found.kind, found.scheme) == key]
        values = holm([differences[place].p_value for place in places])
        for place, value in zip(places, values, strict=True):
            adjusted[place] = replace(differences[place], p_holm=value)
    return adjusted


def _to_json(difference: Difference) -> dict[str, object]:
    """A difference as an object; the interval as a list."""
    interval = None if difference.interval is None else list(difference.interval)
    return {**asdict(difference), "interval": interval}
