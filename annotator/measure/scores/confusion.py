"""Which label was taken for which: a matrix with a row and a column for none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from annotator.measure.corpus.integer_tables import Ints


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


def confusion_of(names: Sequence[str], golds: Ints, predicteds: Ints) -> Confusion:
    """Count items by label.

    Args:
        names: the labels that codes stand for.
        golds: the code of the gold label of each item; -1 for none.
        predicteds: the same of the predicted label.
    """
    there = np.union1d(golds, predicteds)
    codes = sorted((code for code in there.tolist() if code >= 0), key=lambda code: names[code])
    # -1, for none, is the last place of the table of places
    place = np.full(max([0, *codes]) + 2, len(codes))
    place[codes] = np.arange(len(codes))
    size = len(codes) + 1
    counts = np.bincount(place[golds] * size + place[predicteds], minlength=size * size).reshape(size, size)
    return Confusion(tuple(names[code] for code in codes), tuple(tuple(row) for row in counts.tolist()))
