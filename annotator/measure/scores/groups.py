"""Scores of some of the articles: the gold of one way of reviewing, of one day, of one reviewer."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np

from annotator.measure.corpus.integer_tables import Ints
from annotator.measure.scores.counts import Counts, Tally
from annotator.measure.scores.evaluation import Score
from annotator.measure.scores.totals import Tallies
from annotator.measure.statistics.intervals import Interval, f1_interval, unpaired_interval

Group = TypeVar("Group", bound=Hashable)


@dataclass(frozen=True, slots=True)
class GroupScore(Generic[Group]):
    """The strict scores of the articles of one group.

    Attributes:
        group: what its articles have in common.
        articles: how many it has.
        entities: strict score of entities.
        relations: strict score of relations.
    """

    group: Group
    articles: int
    entities: Score
    relations: Score


@dataclass(frozen=True, slots=True)
class GroupDifference:
    """How much higher one strict F1 is in one group of articles than in another.

    Attributes:
        kind: ``entities`` or ``relations``.
        f1_first, f1_second: pooled F1 of the groups, or ``None`` where it is undefined.
        difference: ``f1_second - f1_first``, or ``None`` where one is undefined.
        interval: 95 % bootstrap interval of the difference; ``None`` where a group has fewer than two
            articles.
    """

    kind: str
    f1_first: float | None
    f1_second: float | None
    difference: float | None
    interval: Interval | None


def group_scores(
    found: Tallies, groups: Sequence[Group], *, seed: int = 0, resamples: int = 1000
) -> list[GroupScore[Group]]:
    """The scores of each group, in the order in which the groups first occur.

    Args:
        found: what was counted of all articles.
        groups: the group of each article, in the order of the articles.
        seed: of the intervals.
        resamples: of the intervals; 0 leaves them out.

    Raises:
        ValueError: there are more or fewer groups than articles.
    """
    return [
        GroupScore(
            group,
            len(places),
            _score(found.entities.schemes["strict"], places, seed, resamples),
            _score(found.relations.schemes["strict"], places, seed, resamples),
        )
        for group, places in _places(found, groups).items()
    ]


def group_differences(
    found: Tallies, groups: Sequence[Group], first: Group, second: Group, *, seed: int, resamples: int
) -> tuple[GroupDifference, GroupDifference] | None:
    """How the strict F1 of entities, and of relations, differs between two groups of articles.

    The groups are different articles, so nothing is paired, and a difference may lie in the articles.

    Returns:
        the two differences, or ``None`` where a group has no article.

    Raises:
        ValueError: there are more or fewer groups than articles.
    """
    places = _places(found, groups)
    if first not in places or second not in places:
        return None
    entities, relations = (
        _difference(kind, strict, places[first], places[second], seed, resamples)
        for kind, strict in (
            ("entities", found.entities.schemes["strict"]),
            ("relations", found.relations.schemes["strict"]),
        )
    )
    return entities, relations


def _places(found: Tallies, groups: Sequence[Group]) -> dict[Group, Ints]:
    """The numbers of the articles of each group."""
    if len(groups) != found.articles:
        raise ValueError(f"{len(groups)} groups were given for {found.articles} articles")
    places: dict[Group, list[int]] = {}
    for place, group in enumerate(groups):
        places.setdefault(group, []).append(place)
    return {group: np.array(found, dtype=np.int64) for group, found in places.items()}


def _score(strict: Tally, places: Ints, seed: int, resamples: int) -> Score:
    return Score(_counts(strict, places), f1_interval(_rows(strict, places), seed=seed, resamples=resamples))


def _counts(strict: Tally, places: Ints) -> Counts:
    return Counts(*(int(getattr(strict, name)[places].sum()) for name in Counts.__slots__))


def _rows(strict: Tally, places: Ints) -> Ints:
    """Numerator and denominator of F1 of some articles."""
    rows: Ints = strict.f1_rows()[places]
    return rows


def _difference(
    kind: str, strict: Tally, first: Ints, second: Ints, seed: int, resamples: int
) -> GroupDifference:
    one, other = (_counts(strict, places).f1 for places in (first, second))
    if one is None or other is None:
        return GroupDifference(kind, one, other, None, None)
    interval = unpaired_interval(_rows(strict, first), _rows(strict, second), seed=seed, resamples=resamples)
    return GroupDifference(kind, one, other, other - one, interval)
