"""The one call that scores predictions against gold, and its result."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from annotator.measure.corpus.corpus import Pair
from annotator.measure.scores.confusion import Confusion
from annotator.measure.scores.counts import Counts, macro_f1
from annotator.measure.scores.totals import KindTallies, Tallies, tally
from annotator.measure.statistics.intervals import LEVEL, Interval, f1_interval, interval_note

_RELATION_KEYS = ("gold", "predicted", "correct", "missed", "spurious")
_ENTITY_KEYS = ("gold", "predicted", "correct", "incorrect", "partial", "missed", "spurious")


@dataclass(frozen=True, slots=True)
class Score:
    """Pooled counts (with precision, recall and F1) and the bootstrap interval of F1, or ``None``."""

    counts: Counts
    f1_interval: Interval | None


@dataclass(frozen=True, slots=True)
class Scores:
    """All scores of entities, or of relations.

    Attributes:
        schemes: scheme to score; relations have the diagnostic ``lenient`` beside the four schemes.
        per_label: label to strict score, for every label that occurs, in alphabetical order.
        errors: error class to number of items.
        confusion: the items of the same alignment by gold and predicted label.
        duplicates: number of items dropped because an equal one was there, by side (gold, predicted).
    """

    schemes: Mapping[str, Score]
    per_label: Mapping[str, Score]
    errors: Mapping[str, int]
    confusion: Confusion
    duplicates: Mapping[str, int]

    @property
    def macro_f1(self) -> float | None:
        """The mean strict F1 over the labels that occur; ``None`` where none does."""
        return macro_f1({label: score.counts for label, score in self.per_label.items()})


@dataclass(frozen=True, slots=True)
class Evaluation:
    """How good a set of predictions is.

    Attributes:
        articles: how many articles were compared.
        entities: scores of entities.
        relations: scores of relations.
        given_entities: strict counts of the gold relations whose two arguments were predicted.
        seed: of the bootstrap.
        resamples: of the bootstrap.
    """

    articles: int
    entities: Scores
    relations: Scores
    given_entities: Counts
    seed: int
    resamples: int

    def to_json(self) -> dict[str, object]:
        """The object that ``evaluate --json`` prints; a score without a denominator is ``None``."""
        relations = _scores_json(self.relations, _RELATION_KEYS)
        given = self.given_entities
        relations["given_entities"] = {"gold": given.gold, "correct": given.correct, "recall": given.recall}
        return {
            "articles": self.articles,
            "entities": _scores_json(self.entities, _ENTITY_KEYS),
            "relations": relations,
            "intervals": {
                "level": LEVEL,
                "method": "percentile bootstrap over articles",
                "seed": self.seed,
                "resamples": self.resamples,
                "note": interval_note(self.articles),
            },
        }


def evaluate(
    pairs: Iterable[Pair],
    *,
    symmetric: Iterable[str] = frozenset(),
    seed: int = 0,
    resamples: int = 1000,
    names: Sequence[str] | None = None,
) -> Evaluation:
    """Score predictions against gold.

    Args:
        pairs: gold and predicted annotations of each article.
        symmetric: the relation labels whose arguments have no order.
        seed: of the bootstrap.
        resamples: of the bootstrap; 0 leaves the intervals out.
        names: what to call the articles in an error, in the order of ``pairs``.

    Raises:
        ValueError: an annotation cannot be counted (see :func:`read_corpora`).
    """
    return evaluate_tallies(tally(pairs, symmetric=symmetric, names=names), seed=seed, resamples=resamples)


def evaluate_tallies(found: Tallies, *, seed: int = 0, resamples: int = 1000) -> Evaluation:
    """The same where everything has been counted already (see :func:`annotator.measure.tally`)."""
    entities, relations = (_scores(kind, seed, resamples) for kind in (found.entities, found.relations))
    return Evaluation(found.articles, entities, relations, found.given_entities, seed, resamples)


def _scores(kind: KindTallies, seed: int, resamples: int) -> Scores:
    """Sum every tally up and draw its interval."""
    schemes, per_label = (
        {
            name: Score(tally.counts(), f1_interval(tally.f1_rows(), seed=seed, resamples=resamples))
            for name, tally in group.items()
        }
        for group in (kind.schemes, kind.per_label)
    )
    return Scores(schemes, per_label, kind.errors, kind.confusion, kind.duplicates)


def _scores_json(scores: Scores, keys: Sequence[str]) -> dict[str, object]:
    """The ``entities`` or ``relations`` object of the JSON."""
    return {
        **{scheme: _score_json(score, keys) for scheme, score in scores.schemes.items()},
        "macro_f1": scores.macro_f1,
        "per_label": {label: _score_json(score, keys) for label, score in scores.per_label.items()},
        "errors": dict(scores.errors),
        "duplicates": dict(scores.duplicates),
    }


def _score_json(score: Score, keys: Sequence[str]) -> dict[str, object]:
    """The object of one scheme or label."""
    counts = score.counts
    return {
        **{key: getattr(counts, key) for key in keys},
        "precision": counts.precision,
        "recall": counts.recall,
        "f1": counts.f1,
        "f1_interval": None if score.f1_interval is None else list(score.f1_interval),
    }
