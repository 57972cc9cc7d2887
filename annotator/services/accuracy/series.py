"""F1 along the versions of an extractor, and along the days on which the gold was completed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from annotator.core.model import ExtractorName
from annotator.measure import GroupScore, Score, group_scores
from annotator.services.accuracy.measurement import Measured, gold_of, read_counts, tallies_of_read
from annotator.services.accuracy.sampling import Sampling
from annotator.services.database.cache import remembered
from annotator.store import Store, Transaction

#: More days than this are put together by month.
MOST_DAYS = 60


@dataclass(frozen=True, slots=True)
class VersionPoint:
    """The strict scores of one extractor version.

    Attributes:
        extractor: which one.
        articles: gold articles that it has read, and is scored on.
        of: gold articles in all; where fewer were read, the point is not comparable with the others.
        entities: strict score of entities, or ``None`` where it has read none.
        relations: strict score of relations, or ``None``.
    """

    extractor: ExtractorName
    articles: int
    of: int
    entities: Score | None
    relations: Score | None


def version_series(
    store: Store, name: str | None = None, sampling: Sampling | None = None
) -> tuple[VersionPoint, ...]:
    """The scores of every version, in the order in which the versions came.

    Args:
        store: the database.
        name: only versions of this extractor; ``None`` for all extractors.
        sampling: how intervals are drawn.
    """
    chosen = sampling or Sampling()
    return remembered(
        store,
        ("versions", name, chosen),
        lambda transaction: tuple(_points(store, transaction, name, chosen)),
    )


def _points(
    store: Store, transaction: Transaction, name: str | None, sampling: Sampling
) -> Iterator[VersionPoint]:
    gold = len(gold_of(store).articles)
    for extractor, articles in read_counts(store, transaction):
        if name not in (None, extractor.name):
            continue
        if not articles:
            yield VersionPoint(extractor, articles, gold, None, None)
            continue
        found = tallies_of_read(store, transaction, extractor, sampling)
        [scores] = group_scores(
            found, [None] * found.articles, seed=sampling.seed, resamples=sampling.resamples
        )
        yield VersionPoint(extractor, articles, gold, scores.entities, scores.relations)


def completion_series(measured: Measured) -> tuple[GroupScore[str], ...]:
    """The strict scores on the articles that were completed on each day (UTC), or in each month.

    A rise may lie in the reviewers as well as in the articles: the extractor is the same throughout. What
    has no date of completion is left out.
    """
    return measured.kept("completion", lambda: _completion(measured))


def _completion(measured: Measured) -> tuple[GroupScore[str], ...]:
    days = [(article.completed_at or "")[:10] for article in measured.reference.articles]
    if len(set(days)) > MOST_DAYS:
        days = [day[:7] for day in days]
    sampling = measured.sampling
    found = group_scores(measured.tallies, days, seed=sampling.seed, resamples=sampling.resamples)
    return tuple(sorted((one for one in found if one.group), key=lambda one: one.group))
