"""How far reviewers agree: pairwise F1, and Krippendorff's alpha over characters as an extra.

F1 between two reviewers does not depend on which of them is taken for gold, and unlike kappa it needs no
count of what neither marked (Hripcsak & Rothschild 2005). Alpha is the nominal one (Krippendorff 2004,
chapter 11): each character of an article is a unit, and its value is the set of labels that cover it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from annotator.core.model import Annotations
from annotator.measure.scores.counts import Counts
from annotator.measure.scores.evaluation import Evaluation, Scores, evaluate
from annotator.measure.scores.totals import tally

Value = frozenset[str]
Run = tuple[int, tuple[Value, ...]]


@dataclass(frozen=True, slots=True)
class PairAgreement:
    """How far two reviewers agree.

    Attributes:
        a, b: the reviewers.
        articles: how many both completed.
        evaluation: the scores of ``b`` against ``a``.
        given_entities: strict F1 of the relations whose head and tail both reviewers marked the same: what is
            left of the disagreement on relations when that on entities is taken away.
    """

    a: str
    b: str
    articles: int
    evaluation: Evaluation
    given_entities: float | None

    @property
    def entities(self) -> float | None:
        """Strict F1 of entities."""
        return self.evaluation.entities.schemes["strict"].counts.f1

    @property
    def relations(self) -> float | None:
        """Strict F1 of relations."""
        return self.evaluation.relations.schemes["strict"].counts.f1

    @property
    def confused(self) -> list[tuple[str, str, int]]:
        """Two entity labels and how often one reviewer had the one and the other the other, most first."""
        confusion = self.evaluation.entities.confusion
        found = [
            (one, other, confusion.count(one, other) + confusion.count(other, one))
            for one, other in combinations(confusion.labels, 2)
        ]
        return sorted((row for row in found if row[2]), key=lambda row: (-row[2], row[0], row[1]))


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far reviewers agree.

    Attributes:
        pairs: every two reviewers who completed an article in common.
        alpha: Krippendorff's alpha of entity labels over characters; ``None`` where it is undefined: no
            article with two reviewers, or nothing but one value (nobody marked anything).
    """

    pairs: tuple[PairAgreement, ...]
    alpha: float | None

    @property
    def entities(self) -> float | None:
        """The mean over the pairs of the F1 of entities, where it is defined."""
        return _mean([pair.entities for pair in self.pairs])

    @property
    def relations(self) -> float | None:
        """The mean over the pairs of the F1 of relations, where it is defined."""
        return _mean([pair.relations for pair in self.pairs])

    def to_json(self) -> dict[str, object]:
        """The object that ``agreement --json`` prints."""
        return {
            "entities_f1": self.entities,
            "relations_f1": self.relations,
            "alpha_characters": self.alpha,
            "pairs": [_pair_json(pair) for pair in self.pairs],
        }


def agree(
    reviews: Mapping[str, Mapping[str, Annotations]],
    *,
    lengths: Mapping[str, int],
    symmetric: Iterable[str] = frozenset(),
    seed: int = 0,
    resamples: int = 1000,
) -> Agreement:
    """Compare reviewers on the articles that they share.

    Args:
        reviews: reviewer to article id to what the reviewer completed.
        lengths: article id to the length of its text in code points.
        symmetric: the relation labels whose arguments have no order.
        seed: of the bootstrap.
        resamples: of the bootstrap.

    Raises:
        ValueError: an annotation cannot be counted.
        KeyError: an article has no length.
    """
    pairs = []
    for a, b in combinations(sorted(reviews), 2):
        shared = sorted(reviews[a].keys() & reviews[b].keys())
        if shared:
            both = [(reviews[a][article], reviews[b][article]) for article in shared]
            found = evaluate(both, symmetric=symmetric, seed=seed, resamples=resamples, names=shared)
            back = tally([(second, first) for first, second in both], symmetric=symmetric)
            given = _given_entities(found.given_entities, back.given_entities)
            pairs.append(PairAgreement(a, b, len(shared), found, given))
    return Agreement(tuple(pairs), krippendorff_alpha(_runs(reviews, lengths)))


def krippendorff_alpha(runs: Iterable[Run]) -> float | None:
    """Nominal alpha: 1 - observed disagreement / disagreement expected by chance.

    Args:
        runs: how many units there are of a kind, and the values that the reviewers gave to each of them.
            Units with fewer than two values cannot agree or disagree and are left out.

    Returns:
        Alpha, at most 1; ``None`` where no disagreement is to be expected, which leaves it undefined.
    """
    values: Counter[Value] = Counter()
    disagreements: Counter[int] = Counter()
    for units, given in runs:
        if len(given) < 2:
            continue
        for value, times in Counter(given).items():
            values[value] += units * times
            disagreements[len(given)] += units * times * (len(given) - times)
    total = sum(values.values())
    expected = sum(times * (total - times) for times in values.values())
    if not expected:
        return None
    observed = sum(count / (reviewers - 1) for reviewers, count in sorted(disagreements.items()))
    return 1 - (total - 1) * observed / expected


def _runs(reviews: Mapping[str, Mapping[str, Annotations]], lengths: Mapping[str, int]) -> Iterator[Run]:
    """Stretches of text in which no reviewer's labels change, with the labels of each reviewer."""
    articles = sorted({article for by_article in reviews.values() for article in by_article})
    for article in articles:
        versions = [by_article[article] for by_article in reviews.values() if article in by_article]
        if len(versions) > 1:
            yield from _runs_of_article(versions, lengths[article])


def _runs_of_article(versions: Sequence[Annotations], length: int) -> Iterator[Run]:
    """The same for one article."""
    events: dict[int, list[tuple[int, str, int]]] = {0: [], length: []}
    for reviewer, version in enumerate(versions):
        for entity in version.entities:
            events.setdefault(entity.start, []).append((reviewer, entity.label, 1))
            events.setdefault(entity.end, []).append((reviewer, entity.label, -1))
    covering: list[Counter[str]] = [Counter() for _ in versions]
    for here, there in pairwise(sorted(events)):
        for reviewer, label, step in events[here]:
            covering[reviewer][label] += step
        yield there - here, tuple(frozenset(+labels) for labels in covering)


def _given_entities(there: Counts, back: Counts) -> float | None:
    reachable = there.gold + back.gold
    return 2 * there.correct / reachable if reachable else None


def _mean(values: Sequence[float | None]) -> float | None:
    """The mean of what is defined."""
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


def _pair_json(pair: PairAgreement) -> dict[str, object]:
    """One pair of reviewers as an object."""
    entities, relations = pair.evaluation.entities, pair.evaluation.relations
    return {
        "a": pair.a,
        "b": pair.b,
        "articles": pair.articles,
        "entities_f1": pair.entities,
        "entities_f1_interval": entities.schemes["strict"].f1_interval,
        "relations_f1": pair.relations,
        "relations_f1_interval": relations.schemes["strict"].f1_interval,
        "relations_f1_given_entities": pair.given_entities,
        "entities_per_label": _labels_json(entities),
        "relations_per_label": _labels_json(relations),
        "confused": [{"labels": [one, other], "items": items} for one, other, items in pair.confused],
    }


def _labels_json(scores: Scores) -> dict[str, object]:
    """Strict F1 of each label, and how many items of it each reviewer has."""
    return {
        label: {"f1": score.counts.f1, "a": score.counts.gold, "b": score.counts.predicted}
        for label, score in scores.per_label.items()
    }
