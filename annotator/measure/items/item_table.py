"""Every item of a measurement in columns, so that what a number counts is found without looking at each."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from annotator.measure.corpus.integer_tables import Flags, Ints
from annotator.measure.corpus.item_columns import Floats
from annotator.measure.items.items import CAUSES
from annotator.measure.scores.article_counts import Counted


@dataclass(frozen=True)
class ItemTable:
    """The aligned items of all articles, in reading order.

    Attributes:
        counted: what was counted article by article.
    """

    counted: Counted

    @cached_property
    def article(self) -> Ints:
        """The number of the article of each item."""
        return np.repeat(np.arange(self.counted.articles), self.counted.item_lengths)

    @cached_property
    def place(self) -> Ints:
        """The place of each item among those of its kind in its article, as :func:`align` orders them."""
        first = np.cumsum(self.counted.item_lengths) - self.counted.item_lengths
        place = np.arange(len(self.article)) - first[self.article]
        relations = self.kind == 1
        entities = np.bincount(self.article[~relations], minlength=self.counted.articles)
        return np.where(relations, place - entities[self.article], place)

    @property
    def kind(self) -> Ints:
        """0 for an entity, 1 for a relation."""
        return self.counted.items[:, 0]

    @property
    def error(self) -> Ints:
        """The class of each item: a position in ``ENTITY_ERRORS`` or ``RELATION_ERRORS``."""
        return self.counted.items[:, 1]

    @property
    def gold(self) -> Ints:
        """The code of its gold label; -1 for none."""
        return self.counted.items[:, 2]

    @property
    def predicted(self) -> Ints:
        """The code of its predicted label; -1 for none."""
        return self.counted.items[:, 3]

    @property
    def cause(self) -> Ints:
        """A position in ``CAUSES``."""
        return self.counted.items[:, 4]

    @property
    def score(self) -> Floats:
        """The score of what was predicted; nan for none."""
        return self.counted.scores

    def places(self, wanted: Flags, articles: Collection[int] | None = None) -> Places:
        """Article and place of the wanted items, perhaps only in some articles."""
        if articles is not None:
            wanted = wanted & np.isin(self.article, np.array(sorted(articles), dtype=np.int64))
        return Places(self.article[wanted], self.place[wanted])

    def causes(self) -> list[int]:
        """How many items have each of ``CAUSES``."""
        return [int(number) for number in np.bincount(self.cause, minlength=len(CAUSES))]


@dataclass(frozen=True, slots=True)
class Places:
    """Where items stand: the article of each, and the place among the items of its kind there."""

    article: Ints
    place: Ints

    def __len__(self) -> int:
        return len(self.article)

    def page(self, offset: int, limit: int) -> list[tuple[int, int]]:
        """Some of them, in their order."""
        first = max(offset, 0)
        wanted = slice(first, first + max(limit, 0))
        return list(zip(self.article[wanted].tolist(), self.place[wanted].tolist(), strict=True))
