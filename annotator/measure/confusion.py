"""Which label was taken for which: a matrix with a row and a column for none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from annotator.measure.alignment import Alignment
from annotator.measure.corpus import Corpus
from annotator.measure.rows import Ints, at


@dataclass(frozen=True, slots=True)
class Confusion:
    """The items of an alignment by gold and predicted label, whatever their boundaries or arguments.

    Attributes:
        labels: the labels, sorted.
        counts: a row for each gold label and a column for each predicted one; after them the row of what
            is spurious and the column of what is missed.
    """

    labels: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]

    def count(self, gold: str | None, predicted: str | None) -> int:
        """The items with this gold and predicted label; ``None`` for none."""
        places = {label: place for place, label in enumerate((*self.labels, None))}
        return self.counts[places[gold]][places[predicted]]

    def to_json(self) -> dict[str, object]:
        """The labels, ``null`` after the last of them for none, and the rows of counts."""
        return {"labels": [*self.labels, None], "counts": [list(row) for row in self.counts]}


def entity_confusion(corpus: Corpus, alignment: Alignment) -> Confusion:
    """Count the aligned entities by label."""
    label = corpus.mentions.label
    return _count(alignment, label, label, corpus.entity_labels)


def relation_confusion(corpus: Corpus, alignment: Alignment) -> Confusion:
    """Count the aligned relations by label."""
    gold, predicted = corpus.gold.relations.label, corpus.predicted.relations.label
    return _count(alignment, gold, predicted, corpus.relation_labels)


def add_confusions(parts: Sequence[Confusion]) -> Confusion:
    """The items of all parts in one matrix."""
    labels = sorted({label for part in parts for label in part.labels})
    place = {label: position for position, label in enumerate(labels)}
    total = np.zeros((len(labels) + 1, len(labels) + 1), dtype=np.int64)
    for part in parts:
        places = [*(place[label] for label in part.labels), len(labels)]
        total[np.ix_(places, places)] += np.array(part.counts)
    return Confusion(tuple(labels), tuple(tuple(row) for row in total.tolist()))


def _count(alignment: Alignment, gold: Ints, predicted: Ints, labels: Sequence[str]) -> Confusion:
    """Count the rows of an alignment, whose items have the given labels."""
    size = len(labels) + 1
    golds, predicteds, _ = alignment.table()
    cells = at(gold, golds, default=len(labels)) * size + at(predicted, predicteds, default=len(labels))
    counts = np.bincount(cells, minlength=size * size).reshape(size, size)
    return Confusion(tuple(labels), tuple(tuple(row) for row in counts.tolist()))
