"""Everything that is counted of a set of predictions, before any interval is drawn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import starmap

import numpy as np

from annotator.measure.corpus.corpus import Pair, read_columns, read_corpora
from annotator.measure.corpus.integer_tables import Ints
from annotator.measure.corpus.item_columns import Columns
from annotator.measure.matching.alignment import OUTCOMES
from annotator.measure.matching.relation_errors import RELATION_ERRORS
from annotator.measure.scores.article_counts import KINDS, OTHERS, SCHEMES, Counted, LabelCodes, count
from annotator.measure.scores.confusion import Confusion, confusion_of
from annotator.measure.scores.counts import Counts, Tally
from annotator.measure.scores.entities import ENTITY_ERRORS

_ERRORS = (ENTITY_ERRORS, RELATION_ERRORS)


@dataclass(frozen=True, slots=True)
class KindTallies:
    """What is counted of the entities, or of the relations.

    Attributes:
        schemes: scheme to tally.
        per_label: label to strict tally, in alphabetical order.
        errors: error class to number of items.
        confusion: the items of the same alignment by label.
        duplicates: number of items dropped because an equal one was there, by side.
    """

    schemes: dict[str, Tally]
    per_label: dict[str, Tally]
    errors: dict[str, int]
    confusion: Confusion
    duplicates: dict[str, int]


@dataclass(frozen=True, slots=True)
class Tallies:
    """What is counted of entities and relations; ``given_entities`` as in :class:`Evaluation`."""

    articles: int
    entities: KindTallies
    relations: KindTallies
    given_entities: Counts


def tally(
    pairs: Iterable[Pair], *, symmetric: Iterable[str] = frozenset(), names: Sequence[str] | None = None
) -> Tallies:
    """Count everything.

    Args:
        pairs: gold and predicted annotations of each article.
        symmetric: the relation labels whose arguments have no order.
        names: what to call the articles in an error, in the order of ``pairs``.

    Raises:
        ValueError: an annotation cannot be counted (see :func:`read_corpora`).
    """
    counted, codes = count_pairs(pairs, symmetric=symmetric, names=names)
    return tallies_of(counted, codes.names)


def count_pairs(
    pairs: Iterable[Pair], *, symmetric: Iterable[str] = frozenset(), names: Sequence[str] | None = None
) -> tuple[Counted, LabelCodes]:
    """The same article by article, with the labels by their codes."""
    codes = LabelCodes()
    parts = [count(read, codes) for _, read in read_corpora(pairs, symmetric=symmetric, names=names)]
    return Counted.join(parts), codes


def count_columns(gold: Columns, predicted: Columns, symmetric: frozenset[str], codes: LabelCodes) -> Counted:
    """The same of columns, however they were read; new labels get codes."""
    return count(read_columns(gold, predicted, symmetric=symmetric), codes)


def tallies_of(counted: Counted, names: Sequence[str]) -> Tallies:
    """The same of what has been counted already.

    Args:
        counted: article by article.
        names: the labels that its codes stand for.
    """
    entities, relations = (_kind(counted, kind, names) for kind in range(len(KINDS)))
    reachable = int(counted.others[:, OTHERS.index("gold relations whose arguments were predicted")].sum())
    correct = relations.errors["correct"]
    given = Counts(reachable, correct, correct, 0, 0, reachable - correct, 0)
    return Tallies(counted.articles, entities, relations, given)


def _kind(counted: Counted, kind: int, names: Sequence[str]) -> KindTallies:
    schemes = {
        scheme: _of_outcomes(counted.schemes[:, place])
        for place, (of_kind, scheme) in enumerate(SCHEMES)
        if of_kind == KINDS[kind]
    }
    items = counted.items[counted.items[:, 0] == kind]
    errors = np.bincount(items[:, 1], minlength=len(_ERRORS[kind])).tolist()
    duplicates = counted.others[:, 2 * kind : 2 * kind + 2].sum(axis=0).tolist()
    return KindTallies(
        schemes,
        _per_label(counted, kind, names),
        dict(zip(_ERRORS[kind], errors, strict=True)),
        confusion_of(names, items[:, 2], items[:, 3]),
        dict(zip(("gold", "predicted"), duplicates, strict=True)),
    )


def _of_outcomes(outcomes: Ints) -> Tally:
    """The tally of one scheme from how many items met each outcome, shape (articles, outcomes)."""
    by_name = dict(zip(OUTCOMES, outcomes.T.astype(np.int64), strict=True))
    correct, partial, incorrect = by_name["correct"], by_name["partial"], by_name["incorrect"]
    missed, spurious = by_name["missed"], by_name["spurious"]
    paired = correct + partial + incorrect
    return Tally(paired + missed, paired + spurious, correct, incorrect, partial, missed, spurious)


def _per_label(counted: Counted, kind: int, names: Sequence[str]) -> dict[str, Tally]:
    """The strict tally of each label that occurs."""
    article = np.repeat(np.arange(counted.articles), counted.label_lengths)
    own = counted.labels[:, 0] == kind
    rows, article = counted.labels[own], article[own]
    codes, place = np.unique(rows[:, 1], return_inverse=True)
    table = np.zeros((5, len(codes), counted.articles), dtype=np.int64)
    table[:, place, article] = rows[:, 2:].T
    found = {names[code]: table[:, at] for at, code in enumerate(codes.tolist())}
    return dict(starmap(_of_label, sorted(found.items())))


def _of_label(label: str, counts: Ints) -> tuple[str, Tally]:
    gold, predicted, correct, incorrect, spurious = counts
    return label, Tally(gold, predicted, correct, incorrect, 0 * gold, gold - correct - incorrect, spurious)
