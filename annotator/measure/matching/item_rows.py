"""An alignment as rows in reading order: which gold item stands against which predicted one, and as what."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from annotator.measure.corpus.corpus import Corpus, Side
from annotator.measure.corpus.integer_tables import Ints, at
from annotator.measure.matching.alignment import Alignment
from annotator.measure.matching.relation_errors import RELATION_ERRORS


@dataclass(frozen=True, slots=True)
class ItemRows:
    """Items of one kind, by article, then position in the text (of a relation that of its head, then tail).

    Attributes:
        article: number of the article.
        gold: which item of the gold columns it is; -1 for none.
        predicted: which item of the predicted columns; -1 for none.
        error: its class, a position in the classes of the alignment.
        gold_label: position among the labels of the corpus; -1 for none.
        predicted_label: the same.
        cause: of a missed relation 1 (an argument was not found) or 2 (both were), else 0.
    """

    article: Ints
    gold: Ints
    predicted: Ints
    error: Ints
    gold_label: Ints
    predicted_label: Ints
    cause: Ints

    def sorted_by(self, order: Ints) -> ItemRows:
        """The rows in that order."""
        return ItemRows(*(getattr(self, column.name)[order] for column in fields(self)))


def entity_rows(corpus: Corpus, alignment: Alignment) -> ItemRows:
    """The entities of an alignment."""
    gold, predicted, error = alignment.table()
    label = corpus.mentions.label
    first = np.where(gold >= 0, gold, predicted)
    return ItemRows(
        corpus.mentions.article[first],
        _source(corpus, corpus.gold)[gold],
        _source(corpus, corpus.predicted)[predicted],
        error,
        at(label, gold),
        at(label, predicted),
        0 * error,
    ).sorted_by(np.lexsort((predicted, first)))


def relation_rows(corpus: Corpus, alignment: Alignment) -> ItemRows:
    """The relations of an alignment; only missed ones of the error classes have a cause."""
    gold, predicted, error = alignment.table()
    left, right = corpus.gold.relations, corpus.predicted.relations
    head = np.where(gold >= 0, at(left.head, gold), at(right.head, predicted))
    tail = np.where(gold >= 0, at(left.tail, gold), at(right.tail, predicted))
    found = np.isin(head, corpus.predicted.mentions) & np.isin(tail, corpus.predicted.mentions)
    missed = alignment.classes == RELATION_ERRORS and error == RELATION_ERRORS.index("missed")
    return ItemRows(
        corpus.mentions.article[head],
        at(left.source, gold),
        at(right.source, predicted),
        error,
        at(left.label, gold),
        at(right.label, predicted),
        np.where(missed, 1 + found, 0),
    ).sorted_by(np.lexsort((predicted, gold, tail, head)))


def _source(corpus: Corpus, side: Side) -> Ints:
    """For each mention, which entity of the input stands for it; -1 for none, also in an extra last place."""
    source = np.full(len(corpus.mentions.article) + 1, -1)
    source[side.mentions] = side.source
    return source
