"""What it does to reviewers to see proposals: two of them on one article, one with and one without.

Both are compared with what an adjudicator made of the two. Rates are pooled over articles; intervals are
percentile bootstrap over articles (Efron & Tibshirani 1993, chapter 13), the two reviews of an article drawn
together. That proposals flatter: Berzak et al. 2016; that reviewers add less to them: Levy et al. 2021.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from annotator.core.model import Annotations
from annotator.measure.statistics.intervals import Floats, Interval, f1_of, percentile_interval

#: What is compared of an item: an entity as (start, end, label), a relation with those of both ends.
Key: TypeAlias = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Version:
    """What one reviewer made of an article.

    Attributes:
        annotations: what the reviewer completed.
        seconds: how long the decisions took together; ``None`` where it is not known.
    """

    annotations: Annotations
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class ComparedArticle:
    """An article that one reviewer saw with proposals and one without, and its gold."""

    assisted: Version
    blind: Version
    gold: Annotations
    symmetric: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Effect:
    """One quantity with and without proposals.

    Attributes:
        assisted, blind: the quantity; ``None`` where it is undefined.
        assisted_interval, blind_interval: 95 %, ``None`` with fewer than two articles.
        difference: assisted minus blind.
        difference_interval: 95 %.
    """

    assisted: float | None
    blind: float | None
    assisted_interval: Interval | None
    blind_interval: Interval | None
    difference: float | None
    difference_interval: Interval | None


@dataclass(frozen=True, slots=True)
class Assistance:
    """What proposals do.

    Attributes:
        articles: how many were compared.
        missed_entities, missed_relations: the share of gold that a reviewer did not mark.
        wrong_entities, wrong_relations: the share of what a reviewer marked that is not gold.
        accepted_entities, accepted_relations: the share of proposals accepted as they were that are not gold
            (nobody accepts without proposals: ``blind`` is ``None``).
        seconds: of decisions, an article.
    """

    articles: int
    missed_entities: Effect
    missed_relations: Effect
    wrong_entities: Effect
    wrong_relations: Effect
    accepted_entities: Effect
    accepted_relations: Effect
    seconds: Effect


def assistance(articles: Sequence[ComparedArticle], *, seed: int = 0, resamples: int = 1000) -> Assistance:
    """Compare reviews with and without proposals on the articles that have both, and gold.

    Args:
        articles: at least one.
        seed: of the bootstrap.
        resamples: of the bootstrap; 0 for no intervals.
    """

    def effect(counted: Callable[[ComparedArticle, Version], tuple[float, float]]) -> Effect:
        rows = [(*counted(one, one.assisted), *counted(one, one.blind)) for one in articles]
        return _effect(np.array(rows, dtype=np.float64).reshape(-1, 2, 2), seed, resamples)

    return Assistance(
        len(articles),
        missed_entities=effect(
            lambda one, version: _share_of(_entities(one.gold), _entities(version.annotations))
        ),
        missed_relations=effect(
            lambda one, version: _share_of(_links(one, one.gold), _links(one, version.annotations))
        ),
        wrong_entities=effect(
            lambda one, version: _share_of(_entities(version.annotations), _entities(one.gold))
        ),
        wrong_relations=effect(
            lambda one, version: _share_of(_links(one, version.annotations), _links(one, one.gold))
        ),
        accepted_entities=effect(
            lambda one, version: _share_of(_entities(_accepted(version)), _entities(one.gold))
        ),
        accepted_relations=effect(
            lambda one, version: _share_of(
                _links(one, version.annotations, as_proposed=True), _links(one, one.gold)
            )
        ),
        seconds=effect(lambda _, version: (0, 0) if version.seconds is None else (version.seconds, 1)),
    )


def _share_of(whole: set[Key], without: set[Key]) -> tuple[float, float]:
    """How many of a set are not in another one, of how many."""
    return len(whole - without), len(whole)


def _entities(annotations: Annotations) -> set[Key]:
    return {(one.start, one.end, one.label) for one in annotations.entities}


def _accepted(version: Version) -> Annotations:
    """The entities that were accepted as they were proposed."""
    return Annotations(tuple(one for one in version.annotations.entities if one.status == "accepted"))


def _links(article: ComparedArticle, annotations: Annotations, *, as_proposed: bool = False) -> set[Key]:
    places = {one.id: (one.start, one.end, one.label) for one in annotations.entities}
    found: set[Key] = set()
    for one in annotations.relations:
        if as_proposed and one.status != "accepted":
            continue
        ends = [places[one.head], places[one.tail]]
        found.add((one.label, *(sorted(ends) if one.label in article.symmetric else ends)))
    return found


def _effect(rows: Floats, seed: int, resamples: int) -> Effect:
    """From numerator and denominator, shape (articles, 2 sides, 2)."""
    assisted, blind = (_known(float(value)) for value in f1_of(rows.sum(axis=0)))
    difference = None if assisted is None or blind is None else assisted - blind
    if len(rows) < 2 or resamples < 1:
        return Effect(assisted, blind, None, None, difference, None)
    drawn = f1_of(_drawn(rows, seed, resamples))
    with_proposals, without = (percentile_interval(drawn[:, side]) for side in (0, 1))
    apart = percentile_interval(drawn[:, 0] - drawn[:, 1])
    return Effect(assisted, blind, with_proposals, without, difference, apart)


def _drawn(rows: Floats, seed: int, resamples: int) -> Floats:
    """Sums over articles drawn with replacement, shape (resamples, 2, 2)."""
    random = np.random.default_rng(seed)
    times = random.multinomial(len(rows), np.full(len(rows), 1 / len(rows)), size=resamples)
    sums: Floats = np.tensordot(times.astype(np.float64), rows, axes=1)
    return sums


def _known(value: float) -> float | None:
    return None if np.isnan(value) else value
