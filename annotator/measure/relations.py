"""Scores of relations: strict, boundaries, unlabelled, undirected; diagnostics lenient and given entities.

A relation is counted by its label and its two arguments, as sets per article. What a scheme does not look
at is left out before the set is made, so two relations that differ in nothing else count once in it. The
arguments of a symmetric label are put in canonical order (by start, end, label) when the corpus is read.
Strict is the "Rel+" and boundaries the "Rel" of the literature (Bekoulis et al. 2018; Taillé et al. 2020).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from annotator.measure.alignment import Alignment
from annotator.measure.corpus import Corpus, Relations
from annotator.measure.counts import Counts, Tally
from annotator.measure.matching import Candidates, best_matching
from annotator.measure.relation_errors import align_relations
from annotator.measure.relation_pairs import same_label_pairs
from annotator.measure.rows import Ints, per_article, per_article_and_code, row_ids

#: The relation schemes, in the order in which they are shown.
RELATION_SCHEMES = ("strict", "boundaries", "unlabelled", "undirected")


@dataclass(frozen=True, slots=True)
class RelationScores:
    """Tallies and the alignment of relations.

    Attributes:
        schemes: tallies of the four schemes.
        lenient: tally of pairs whose arguments overlap with the same labels.
        per_label: strict tally of each label.
        alignment: for errors; items are rows of the two sides' relations.
        given_entities: strict counts of the gold relations whose two arguments were predicted.
    """

    schemes: dict[str, Tally]
    lenient: Tally
    per_label: dict[str, Tally]
    alignment: Alignment
    given_entities: Counts


def score_relations(corpus: Corpus) -> RelationScores:
    """Compare the relations of all articles in every scheme."""
    alignment = align_relations(corpus)
    return RelationScores(
        {scheme: _tally(corpus, scheme) for scheme in RELATION_SCHEMES},
        _lenient(corpus),
        _per_label(corpus, alignment),
        alignment,
        _given_entities(corpus, alignment),
    )


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


def _tally(corpus: Corpus, scheme: str) -> Tally:
    """Make the sets of a scheme and count, article by article, what both sides have."""
    gold, predicted = corpus.gold.relations, corpus.predicted.relations
    columns = zip(_project(corpus, gold, scheme), _project(corpus, predicted, scheme), strict=True)
    keys = row_ids(*(np.concatenate(both) for both in columns))
    golds, gold_rows = np.unique(keys[: len(gold.label)], return_index=True)
    predicteds, predicted_rows = np.unique(keys[len(gold.label) :], return_index=True)
    found = np.isin(golds, predicteds, assume_unique=True)
    rows = (gold.article[gold_rows], predicted.article[predicted_rows], gold.article[gold_rows[found]])
    return Tally.of(*(per_article(articles, corpus.articles) for articles in rows))


def _lenient(corpus: Corpus) -> Tally:
    """Most pairs of relations of the same label whose arguments overlap with the same labels."""
    gold, predicted = corpus.gold.relations, corpus.predicted.relations
    near = same_label_pairs(corpus, np.arange(len(gold.label)), np.arange(len(predicted.label)))
    candidates = Candidates.of(near.gold[near.lenient], near.predicted[near.lenient])
    chosen = best_matching(candidates, [np.ones_like(candidates.gold)])
    rows = (gold.article, predicted.article, gold.article[candidates.gold[chosen]])
    return Tally.of(*(per_article(articles, corpus.articles) for articles in rows))


def _per_label(corpus: Corpus, alignment: Alignment) -> dict[str, Tally]:
    """Count strictly, by label."""
    gold, predicted = corpus.gold.relations, corpus.predicted.relations
    size = (corpus.articles, len(corpus.relation_labels))
    correct = alignment.gold[alignment.error == 0]
    columns = zip(
        per_article_and_code(gold.article, gold.label, *size),
        per_article_and_code(predicted.article, predicted.label, *size),
        per_article_and_code(gold.article[correct], gold.label[correct], *size),
        strict=True,
    )
    return {label: Tally.of(*tally) for label, tally in zip(corpus.relation_labels, columns, strict=True)}


def _given_entities(corpus: Corpus, alignment: Alignment) -> Counts:
    """Count only the gold relations whose two arguments were predicted."""
    gold, mentions = corpus.gold.relations, corpus.predicted.mentions
    reachable = int((np.isin(gold.head, mentions) & np.isin(gold.tail, mentions)).sum())
    correct = int((alignment.error == 0).sum())
    return Counts(reachable, correct, correct, 0, 0, reachable - correct, 0)
