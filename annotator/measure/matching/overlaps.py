"""Which gold and predicted entities overlap, by how much, and how they agree."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from annotator.measure.corpus.corpus import Corpus
from annotator.measure.corpus.integer_tables import Flags, Ints, expand
from annotator.measure.matching.matching import Candidates

#: Intersection over union is counted in millionths, so that sums of it are exact.
MILLION = 10**6


@dataclass(frozen=True, slots=True)
class Overlaps:
    """Candidates whose items overlap, and how they agree.

    ``gold`` and ``predicted`` of the candidates are mentions. ``iou`` is in millionths.
    """

    candidates: Candidates
    same_span: Ints
    same_label: Ints
    iou: Ints

    @classmethod
    def of(cls, corpus: Corpus, candidates: Candidates) -> Overlaps:
        """Compare the two items of each candidate."""
        gold, predicted = candidates.gold, candidates.predicted
        same_span = corpus.mentions.span[gold] == corpus.mentions.span[predicted]
        same_label = corpus.mentions.label[gold] == corpus.mentions.label[predicted]
        iou = intersection_over_union(corpus, gold, predicted)
        return cls(candidates, same_span.astype(np.int64), same_label.astype(np.int64), iou)

    @property
    def identical(self) -> Flags:
        """Same span and label."""
        return (self.same_span & self.same_label).astype(np.bool_)


def find_overlaps(corpus: Corpus) -> Overlaps:
    """All pairs of a gold and a predicted mention of one article that share a code point, 2 log n each."""
    # The articles are laid end to end, so that one sweep serves all of them.
    mentions, gold, predicted = corpus.mentions, corpus.gold.mentions, corpus.predicted.mentions
    lengths = np.zeros(corpus.articles, dtype=np.int64)
    np.maximum.at(lengths, mentions.article, mentions.end)
    base = np.cumsum(lengths) - lengths
    start, end = base[mentions.article] + mentions.start, base[mentions.article] + mentions.end
    # Of two spans that overlap one starts inside the other. The first search takes those that start together.
    first, inner = expand(
        np.searchsorted(start[predicted], start[gold], side="left"),
        np.searchsorted(start[predicted], end[gold], side="left"),
    )
    second, other = expand(
        np.searchsorted(start[gold], start[predicted], side="right"),
        np.searchsorted(start[gold], end[predicted], side="left"),
    )
    golds = np.concatenate([gold[first], gold[other]])
    return Overlaps.of(corpus, Candidates.of(golds, np.concatenate([predicted[inner], predicted[second]])))


def intersection_over_union(corpus: Corpus, left: Ints, right: Ints) -> Ints:
    """Shared by covered code points of two mentions of one article, in millionths, rounded down."""
    start, end = corpus.mentions.start, corpus.mentions.end
    shared = np.minimum(end[left], end[right]) - np.maximum(start[left], start[right])
    shared = np.maximum(shared, 0)
    covered = (end[left] - start[left]) + (end[right] - start[right]) - shared
    millionths: Ints = shared * MILLION // covered
    return millionths
