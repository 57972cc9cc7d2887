"""Scores of relations: strict, boundaries, unlabelled, undirected; diagnostics lenient and given entities.

A relation is counted by its label and its two arguments, as sets per article. What a scheme does not look
at is left out before the set is made, so two relations that differ in nothing else count once in it. The
arguments of a symmetric label are put in canonical order (by start, end, label) when the corpus is read.
Strict is the "Rel+" and boundaries the "Rel" of the literature (Bekoulis et al. 2018; Taillé et al. 2020).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from annotator.measure.corpus.corpus import Corpus, Relations
from annotator.measure.corpus.integer_tables import Ints, row_ids
from annotator.measure.matching.alignment import OUTCOMES, Alignment
from annotator.measure.matching.matching import Candidates, best_matching
from annotator.measure.matching.relation_pairs import same_label_pairs

#: The relation schemes, in the order in which they are shown.
RELATION_SCHEMES = ("strict", "boundaries", "unlabelled", "undirected")
#: Those, and the diagnostic: arguments that overlap with the same labels.
ALL_RELATION_SCHEMES = (*RELATION_SCHEMES, "lenient")


def match_relations(corpus: Corpus, schemes: Sequence[str] = ALL_RELATION_SCHEMES) -> dict[str, Alignment]:
    """Compare the relations of all articles in some schemes; the classes are those of ``OUTCOMES``.

    Items are rows of the two sides' relations; of several that a scheme takes for one, the first stands
    for all.
    """
    return {scheme: _lenient(corpus) if scheme == "lenient" else _equal(corpus, scheme) for scheme in schemes}


def _project(corpus: Corpus, relations: Relations, scheme: str) -> tuple[Ints, ...]:
    """The columns that a scheme looks at; mention and span numbers differ from article to article."""
    head, tail, span = relations.head, relations.tail, corpus.mentions.span
    if scheme == "boundaries":
        return relations.label, span[head], span[tail]
    if scheme == "unlabelled":
        return span[head], span[tail]
    if scheme == "undirected":
        return relations.label, relations.low, relations.high
    return relations.label, head, tail


def _equal(corpus: Corpus, scheme: str) -> Alignment:
    """Make the sets of a scheme, and see what both sides have."""
    gold, predicted = corpus.gold.relations, corpus.predicted.relations
    columns = zip(_project(corpus, gold, scheme), _project(corpus, predicted, scheme), strict=True)
    keys = row_ids(*(np.concatenate(both) for both in columns))
    golds, gold_rows = np.unique(keys[: len(gold.label)], return_index=True)
    predicteds, predicted_rows = np.unique(keys[len(gold.label) :], return_index=True)
    _, left, right = np.intersect1d(golds, predicteds, assume_unique=True, return_indices=True)
    pairs = (gold_rows[left], predicted_rows[right], 0 * left)
    return Alignment.of(OUTCOMES, pairs, gold_rows, predicted_rows)


def _lenient(corpus: Corpus) -> Alignment:
    """Most pairs of relations of the same label whose arguments overlap with the same labels."""
    golds, predicteds = (np.arange(len(side.relations.label)) for side in (corpus.gold, corpus.predicted))
    near = same_label_pairs(corpus, golds, predicteds)
    candidates = Candidates.of(near.gold[near.lenient], near.predicted[near.lenient])
    chosen = best_matching(candidates, [np.ones_like(candidates.gold)])
    pairs = (candidates.gold[chosen], candidates.predicted[chosen], 0 * candidates.gold[chosen])
    return Alignment.of(OUTCOMES, pairs, golds, predicteds)
