"""Gold and predicted relations of the same label, and how well their arguments agree."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from annotator.measure.corpus.corpus import Corpus, Relations
from annotator.measure.corpus.integer_tables import Flags, Ints, join, row_ids
from annotator.measure.matching.overlaps import intersection_over_union


@dataclass(frozen=True, slots=True)
class RelationPairs:
    """Pairs of a gold and a predicted relation that have the same article and label.

    Arguments are compared head with head and tail with tail; where the label is symmetric the other way round
    counts as well, because arguments that differ may come in another order on the two sides.

    Attributes:
        gold: row of the gold relation.
        predicted: row of the predicted relation.
        same_spans: both arguments have the same span.
        lenient: both arguments overlap and have the same label.
        related: at least one argument overlaps.
        iou: intersection over union of the arguments, in millionths, summed over both.
    """

    gold: Ints
    predicted: Ints
    same_spans: Flags
    lenient: Flags
    related: Flags
    iou: Ints


def same_label_pairs(corpus: Corpus, golds: Ints, predicteds: Ints) -> RelationPairs:
    """All pairs of the given rows with the same article and label whose arguments overlap somewhere."""
    gold, predicted = corpus.gold.relations, corpus.predicted.relations
    keys = row_ids(
        np.concatenate([gold.article[golds], predicted.article[predicteds]]),
        np.concatenate([gold.label[golds], predicted.label[predicteds]]),
    )
    left, right = join(keys[: len(golds)], keys[len(golds) :])
    pairs = _compare(corpus, golds[left], predicteds[right])
    keep = pairs.related
    columns = (getattr(pairs, name)[keep] for name in RelationPairs.__slots__)
    return RelationPairs(*columns)


def _compare(corpus: Corpus, golds: Ints, predicteds: Ints) -> RelationPairs:
    """Compare the arguments of each pair of rows, both ways round where the label is symmetric."""
    gold, predicted = corpus.gold.relations, corpus.predicted.relations
    head, tail = predicted.head[predicteds], predicted.tail[predicteds]
    symmetric = corpus.symmetric[gold.label[golds]]
    straight = _compare_arguments(corpus, gold, golds, head, tail)
    crossed = _compare_arguments(corpus, gold, golds, tail, head)
    same_spans, lenient, related = (
        a | (b & symmetric) for a, b in zip(straight[:3], crossed[:3], strict=True)
    )
    iou = np.where(symmetric, np.maximum(straight[3], crossed[3]), straight[3])
    return RelationPairs(golds, predicteds, same_spans, lenient, related, iou)


def _compare_arguments(
    corpus: Corpus, gold: Relations, golds: Ints, head: Ints, tail: Ints
) -> tuple[Flags, Flags, Flags, Ints]:
    """Same spans, lenient, related and iou of gold relations and the arguments that stand against theirs."""
    span, label = corpus.mentions.span, corpus.mentions.label
    gold_head, gold_tail = gold.head[golds], gold.tail[golds]
    heads = intersection_over_union(corpus, gold_head, head)
    tails = intersection_over_union(corpus, gold_tail, tail)
    same_spans = (span[gold_head] == span[head]) & (span[gold_tail] == span[tail])
    same_labels = (label[gold_head] == label[head]) & (label[gold_tail] == label[tail])
    both = (heads > 0) & (tails > 0)
    return same_spans, both & same_labels, (heads > 0) | (tails > 0), heads + tails
