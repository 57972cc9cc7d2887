"""Can the numbers be trusted? How much of the gold was made with whose proposals on screen."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from annotator.core.model import ExtractorName
from annotator.measure import GroupDifference, GroupScore, group_differences, group_scores
from annotator.services.accuracy.measurement import Measured
from annotator.services.accuracy.reference import Basis, GoldArticle

_BASES: tuple[Basis, ...] = ("assisted", "blind", "unknown")


@dataclass(frozen=True, slots=True)
class BasisShare:
    """How much gold was made in one way of reviewing.

    Attributes:
        basis: ``assisted`` (proposals on screen), ``blind`` (none), or ``unknown``.
        articles, entities, relations: how many.
        share: of the articles.
    """

    basis: Basis
    articles: int
    entities: int
    relations: int
    share: float


@dataclass(frozen=True, slots=True)
class SeenExtractor:
    """In how many articles the reviewer saw the proposals of an extractor; ``None`` for an unknown one."""

    extractor: ExtractorName | None
    articles: int
    share: float


@dataclass(frozen=True, slots=True)
class Trust:
    """What stands between the scores and the truth.

    Attributes:
        articles: completed articles.
        bases: assisted, blind and unknown, those that occur.
        seen: whose proposals the reviewers of assisted articles saw, most articles first.
        helped: articles whose reviewer saw proposals of the very extractor that is measured, or of another
            version of it.
        warning: what to say about that, or ``None``.
        scores: strict scores on the gold of each basis that occurs.
        differences: F1 on blind gold minus F1 on assisted gold, for entities and relations; ``None`` where
            one of the two does not occur. A negative one is what the proposals may have flattered.
    """

    articles: int
    bases: tuple[BasisShare, ...]
    seen: tuple[SeenExtractor, ...]
    helped: int
    warning: str | None
    scores: tuple[GroupScore[Basis], ...]
    differences: tuple[GroupDifference, GroupDifference] | None


def trust(measured: Measured) -> Trust:
    """Say how the gold behind some scores came about, and what that does to them."""
    return measured.kept("trust", lambda: _trust(measured))


def _trust(measured: Measured) -> Trust:
    articles = measured.reference.articles
    groups = [article.basis for article in articles]
    sampling = measured.sampling
    scores = group_scores(measured.tallies, groups, seed=sampling.seed, resamples=sampling.resamples)
    helped = sum(_helped(article, measured.extractor) for article in articles)
    return Trust(
        len(articles),
        _bases(measured),
        _seen(articles),
        helped,
        _warning(helped, articles, measured),
        tuple(sorted(scores, key=lambda found: _BASES.index(found.group))),
        group_differences(
            measured.tallies,
            groups,
            "assisted",
            "blind",
            seed=sampling.seed,
            resamples=sampling.resamples,
        ),
    )


def _bases(measured: Measured) -> tuple[BasisShare, ...]:
    articles = measured.reference.articles
    sizes = measured.counted.gold_items.tolist()
    shares = []
    for basis in _BASES:
        own = [size for article, size in zip(articles, sizes, strict=True) if article.basis == basis]
        if own:
            entities, relations = map(sum, zip(*own, strict=True))
            shares.append(BasisShare(basis, len(own), entities, relations, len(own) / len(articles)))
    return tuple(shares)


def _seen(articles: tuple[GoldArticle, ...]) -> tuple[SeenExtractor, ...]:
    counts = Counter(article.seen for article in articles if article.basis == "assisted")
    found = [SeenExtractor(name, number, number / len(articles)) for name, number in counts.items()]
    return tuple(sorted(found, key=lambda one: (-one.articles, _sorted_name(one.extractor))))


def _sorted_name(extractor: ExtractorName | None) -> tuple[str, str]:
    return ("", "") if extractor is None else (extractor.name, extractor.version)


def _helped(article: GoldArticle, extractor: ExtractorName | None) -> bool:
    return (
        article.basis == "assisted"
        and extractor is not None
        and article.seen is not None
        and article.seen.name == extractor.name
    )


def _warning(helped: int, articles: tuple[GoldArticle, ...], measured: Measured) -> str | None:
    if helped:
        share = f"{helped:,} of {len(articles):,} articles"
        return (
            f"{measured.name} helped to make the gold: in {share} reviewers corrected its own proposals (or"
            " those of another version of it), so its scores are flattered; measure on blind articles"
        )
    if measured.extractor is None and any(article.basis == "assisted" for article in articles):
        return (
            "some of the gold was made by correcting proposals; if they came from what is measured here,"
            " its scores are flattered"
        )
    return None
