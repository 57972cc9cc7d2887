"""What went wrong with each relation: one alignment per article after the strict matches.

The classes of a pair, first match wins; arguments are compared as (start, end, label):

direction           same label and arguments, head and tail swapped
label               same arguments in the same order, another label
direction_label     same arguments, swapped, and another label
argument_label      same label and spans, but the label of an argument differs
argument_boundary   same label; both arguments overlap and have the right labels, but a boundary differs
argument            same label; at least one argument overlaps, but they differ in more than the above
missed, spurious    in no pair

The order of arguments is the canonical one where a label is symmetric. Pairs are one to one; as many as
possible of the first class, then of the second, and so on, then the largest summed IoU of arguments.
"""

from __future__ import annotations

import numpy as np

from annotator.measure.corpus.corpus import Corpus
from annotator.measure.corpus.integer_tables import Ints, join, row_ids
from annotator.measure.matching.alignment import Alignment
from annotator.measure.matching.matching import Candidates, best_matching
from annotator.measure.matching.overlaps import MILLION
from annotator.measure.matching.relation_pairs import same_label_pairs

#: What became of a relation in the alignment, in the order of preference.
RELATION_ERRORS = (
    "correct",
    "direction",
    "label",
    "direction_label",
    "argument_label",
    "argument_boundary",
    "argument",
    "missed",
    "spurious",
)
_CLASS = {name: position for position, name in enumerate(RELATION_ERRORS)}


def align_relations(corpus: Corpus) -> Alignment:
    """Align the relations of all articles; items are rows of the two sides' relations."""
    golds, predicteds = (
        np.arange(len(corpus.gold.relations.label)),
        np.arange(len(corpus.predicted.relations.label)),
    )
    # Equal relations, and then those that differ in direction alone, have at most one partner: no choice.
    equal = _join_on(corpus, golds, predicteds, "label", "head", "tail")
    golds, predicteds = np.setdiff1d(golds, equal[0]), np.setdiff1d(predicteds, equal[1])
    swapped = _join_on(corpus, golds, predicteds, "label", "low", "high")
    golds, predicteds = np.setdiff1d(golds, swapped[0]), np.setdiff1d(predicteds, swapped[1])
    *others, error = _choose(corpus, golds, predicteds)
    return Alignment(
        RELATION_ERRORS,
        np.concatenate([equal[0], swapped[0], others[0]]),
        np.concatenate([equal[1], swapped[1], others[1]]),
        np.concatenate([0 * equal[0] + _CLASS["correct"], 0 * swapped[0] + _CLASS["direction"], error]),
        np.setdiff1d(golds, others[0]),
        np.setdiff1d(predicteds, others[1]),
    )


def _join_on(corpus: Corpus, golds: Ints, predicteds: Ints, *columns: str) -> tuple[Ints, Ints]:
    """The pairs of the given rows that are equal in all columns, of which one must be an argument."""
    gold, predicted = corpus.gold.relations, corpus.predicted.relations
    both = (
        np.concatenate([getattr(gold, name)[golds], getattr(predicted, name)[predicteds]]) for name in columns
    )
    keys = row_ids(*both)
    left, right = join(keys[: len(golds)], keys[len(golds) :])
    return golds[left], predicteds[right]


def _choose(corpus: Corpus, golds: Ints, predicteds: Ints) -> tuple[Ints, Ints, Ints]:
    """The best pairs of rows that are neither equal nor swapped, and the class of each."""
    gold, predicted = corpus.gold.relations, corpus.predicted.relations
    left, right = _join_on(corpus, golds, predicteds, "low", "high")
    same_order = gold.head[left] == predicted.head[right]
    near = same_label_pairs(corpus, golds, predicteds)
    error = np.concatenate(
        [
            np.where(same_order, _CLASS["label"], _CLASS["direction_label"]),
            np.select(
                [near.same_spans, near.lenient],
                [_CLASS["argument_label"], _CLASS["argument_boundary"]],
                _CLASS["argument"],
            ),
        ]
    )
    iou = np.concatenate([np.full(len(left), 2 * MILLION), near.iou])
    left, right = np.concatenate([left, near.gold]), np.concatenate([right, near.predicted])
    order = np.lexsort((right, left))
    left, right, error, iou = left[order], right[order], error[order], iou[order]
    classes = range(_CLASS["label"], _CLASS["argument"] + 1)
    levels = [(error == number).astype(np.int64) for number in classes]
    chosen = best_matching(Candidates.of(left, right), [*levels, iou])
    return left[chosen], right[chosen], error[chosen]
