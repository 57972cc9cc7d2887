"""Scores and errors of entities: the schemes strict, exact, type and partial, and one alignment for errors.

The four schemes follow MUC-5 (Chinchor & Sundheim 1993) as SemEval-2013 task 9.1 uses them (Segura-Bedmar
et al. 2013), but with half-open spans and the best matching instead of the first that is found.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from annotator.measure.alignment import Alignment
from annotator.measure.corpus import Corpus
from annotator.measure.counts import Tally
from annotator.measure.matching import best_matching
from annotator.measure.overlaps import Overlaps, find_overlaps
from annotator.measure.rows import Ints, per_article, per_article_and_code

#: The entity schemes, in the order in which they are shown.
ENTITY_SCHEMES = ("strict", "exact", "type", "partial")
#: What became of an entity in the alignment, in the order of preference.
ENTITY_ERRORS = ("correct", "label", "boundary", "label_boundary", "missed", "spurious")


@dataclass(frozen=True, slots=True)
class Matched:
    """Gold mentions, the predicted mention that each is paired with, and twice the credit of the pair."""

    gold: Ints
    predicted: Ints
    credit: Ints


@dataclass(frozen=True, slots=True)
class EntityScores:
    """Tallies of the four schemes and of each label (strict), and the alignment."""

    schemes: dict[str, Tally]
    per_label: dict[str, Tally]
    alignment: Alignment


def score_entities(corpus: Corpus) -> EntityScores:
    """Match the entities of all articles in every scheme."""
    overlaps = find_overlaps(corpus)
    identical, rest = settle(corpus, overlaps)
    nothing = identical[:0]
    matched = {
        "strict": _match(rest, 0 * rest.same_span, identical),
        "exact": _match(rest, 2 * rest.same_span, identical),
        "type": _match(overlaps, 2 * overlaps.same_label, nothing),
        "partial": _match(overlaps, 1 + overlaps.same_span, nothing),
    }
    schemes = {scheme: _tally(corpus, pairs) for scheme, pairs in matched.items()}
    return EntityScores(
        schemes, _per_label(corpus, matched["strict"]), align_entities(corpus, identical, rest)
    )


def settle(corpus: Corpus, overlaps: Overlaps) -> tuple[Ints, Overlaps]:
    """The mentions of both sides, and the overlaps of what is on one side alone.

    Two identical entities are a pair of some best matching in strict, exact and the alignment: in strict and
    the alignment they are worth more than anything else, and in exact all items of a span are equally good.
    Not so in type and partial, where the two may be worth more apart.
    """
    identical = np.intersect1d(corpus.gold.mentions, corpus.predicted.mentions, assume_unique=True)
    return identical, Overlaps.of(corpus, overlaps.candidates.without(overlaps.identical))


def _match(overlaps: Overlaps, credit: Ints, settled: Ints) -> Matched:
    """The pairs of most credit, then most pairs, then most summed IoU; and the ``settled`` identical ones."""
    candidates = overlaps.candidates
    chosen = best_matching(candidates, [credit, np.ones_like(credit), overlaps.iou])
    return Matched(
        np.concatenate([settled, candidates.gold[chosen]]),
        np.concatenate([settled, candidates.predicted[chosen]]),
        np.concatenate([np.full_like(settled, 2), credit[chosen]]),
    )


def _tally(corpus: Corpus, matched: Matched) -> Tally:
    """Count a matching article by article."""
    article = corpus.mentions.article
    incorrect, partial, correct = (
        per_article(article[matched.gold[matched.credit == credit]], corpus.articles) for credit in (0, 1, 2)
    )
    gold = per_article(article[corpus.gold.mentions], corpus.articles)
    return Tally.of(
        gold, per_article(article[corpus.predicted.mentions], corpus.articles), correct, incorrect, partial
    )


def _per_label(corpus: Corpus, strict: Matched) -> dict[str, Tally]:
    """Count the strict matching by label, so that every count adds up to that of all labels.

    An incorrect pair counts for the label of its gold entity, a missed or a spurious entity for its own.
    """

    def count(mentions: Ints) -> list[Ints]:
        article, label = corpus.mentions.article[mentions], corpus.mentions.label[mentions]
        return per_article_and_code(article, label, corpus.articles, len(corpus.entity_labels))

    gold, predicted = corpus.gold.mentions, corpus.predicted.mentions
    columns = zip(
        count(gold),
        count(predicted),
        count(strict.gold[strict.credit == 2]),
        count(strict.gold[strict.credit == 0]),
        count(gold[:0]),
        count(np.setdiff1d(gold, strict.gold, assume_unique=True)),
        count(np.setdiff1d(predicted, strict.predicted, assume_unique=True)),
        strict=True,
    )
    return {label: Tally(*tally) for label, tally in zip(corpus.entity_labels, columns, strict=True)}


def align_entities(corpus: Corpus, identical: Ints, rest: Overlaps) -> Alignment:
    """The alignment for errors: most equal pairs, then same spans, then same labels, then any overlap."""
    candidates = rest.candidates
    ones = np.ones_like(rest.iou)
    chosen = best_matching(candidates, [rest.same_span, rest.same_label, ones, rest.iou])
    error = np.select([rest.same_span == 1, rest.same_label == 1], [1, 2], 3)
    gold = np.concatenate([identical, candidates.gold[chosen]])
    predicted = np.concatenate([identical, candidates.predicted[chosen]])
    return Alignment(
        ENTITY_ERRORS,
        gold,
        predicted,
        np.concatenate([0 * identical, error[chosen]]),
        np.setdiff1d(corpus.gold.mentions, gold, assume_unique=True),
        np.setdiff1d(corpus.predicted.mentions, predicted, assume_unique=True),
    )
