"""The items behind a number: what an error class, a cell of the confusion matrix or a bin counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from annotator.core.kinds import Kind
from annotator.core.model import Annotations
from annotator.measure import AlignedArticle, AlignedEntity, AlignedRelation, Cause, Pair
from annotator.measure.items.item_cells import (
    ERRORS,
    Aligned,
    BinCell,
    Cell,
    ConfusionCell,
    Count,
    CountCell,
    ErrorCell,
    LabelCell,
    Outcome,
    SchemeCell,
)
from annotator.measure.items.item_table import Places
from annotator.services.accuracy.item_context import (
    Passage,
    Version,
    entities_by_id,
    entity_version,
    passage,
    relation_version,
)
from annotator.services.accuracy.measurement import Measured

__all__ = [
    "ERRORS",
    "Aligned",
    "BinCell",
    "Cell",
    "ConfusionCell",
    "Count",
    "CountCell",
    "ErrorCell",
    "ItemPage",
    "LabelCell",
    "ListedItem",
    "Outcome",
    "SchemeCell",
    "list_items",
]


@dataclass(frozen=True, slots=True)
class ListedItem:
    """One item in its context.

    Attributes:
        article_id: where it stands.
        error: its class, one of ``ENTITY_ERRORS`` or ``RELATION_ERRORS``.
        cause: why a relation was missed, or ``None``.
        gold: as it is in gold, or ``None`` where it is spurious.
        predicted: as it was predicted, or ``None`` where it is missed.
        passage: the text around both.
        detail: why it is listed, where its class does not say so.
    """

    article_id: str
    error: str
    cause: Cause | None
    gold: Version | None
    predicted: Version | None
    passage: Passage
    detail: str = ""

    @property
    def start(self) -> int:
        """Where to open the article: where the gold item begins, or what is spurious."""
        shown = self.gold or self.predicted
        return 0 if shown is None else shown.start

    @property
    def end(self) -> int:
        """Where the same side of it ends."""
        shown = self.gold or self.predicted
        return 0 if shown is None else shown.end


@dataclass(frozen=True, slots=True)
class ItemPage:
    """One page of a list: its items in the order of the articles, and how many the cell holds in all."""

    items: tuple[ListedItem, ...]
    total: int


def list_items(
    measured: Measured, cell: Cell, *, limit: int = 50, offset: int = 0, completed: str = ""
) -> ItemPage:
    """One page of the items that a number counts; ``total`` is that number.

    Args:
        measured: the predictions beside gold (see
            :func:`~annotator.services.accuracy.measurement.measure_extractor`).
        cell: which items.
        limit: items on a page.
        offset: items before it.
        completed: only articles completed on this day or in this month, as ISO 8601 begins.
    """
    if isinstance(cell, SchemeCell):
        return _of_scheme(measured, cell, limit, offset)
    places = measured.kept((cell, completed), lambda: _places(measured, cell, completed))
    chosen = places.page(offset, limit)
    aligned = measured.aligned(number for number, _ in chosen)
    items = [(number, _of_kind(aligned[number], cell.kind)[at]) for number, at in chosen if number in aligned]
    return ItemPage(_listed(measured, items), len(places))


def _places(
    measured: Measured, cell: ErrorCell | ConfusionCell | LabelCell | BinCell | CountCell, completed: str
) -> Places:
    """Article and place in it of the items of a cell."""
    found = cell.find(measured.items, measured.labels)
    if not completed:
        return measured.items.places(found)
    articles = enumerate(measured.reference.articles)
    there = {at for at, article in articles if (article.completed_at or "").startswith(completed)}
    return measured.items.places(found, there)


def _of_kind(article: AlignedArticle, kind: Kind) -> Sequence[Aligned]:
    return article.entities if kind == "entities" else article.relations


def _of_scheme(measured: Measured, cell: SchemeCell, limit: int, offset: int) -> ItemPage:
    """The articles that hold the page are found by their counts; only they are paired again."""
    counts = measured.kept(cell, lambda: cell.counts(measured.counted, measured.tallies))
    ends = list(accumulate(counts))
    first, last = max(offset, 0), max(offset, 0) + max(limit, 0)
    touched = [
        number
        for number, (count, end) in enumerate(zip(counts, ends, strict=True))
        if count and end > first and end - count < last
    ]
    aligned = measured.aligned(touched, cell.scheme)
    items: list[tuple[int, Aligned]] = []
    for number in touched:
        if number in aligned:
            own = [item for item in _of_kind(aligned[number], cell.kind) if cell.holds(item)]
            before = ends[number] - counts[number]
            items.extend((number, item) for item in own[max(first - before, 0) : last - before])
    return ItemPage(_listed(measured, items), sum(counts))


def _listed(measured: Measured, items: Sequence[tuple[int, Aligned]]) -> tuple[ListedItem, ...]:
    """Items with the numbers of their articles, in their context."""
    names = measured.reference.names
    texts = measured.reference.texts({names[number] for number, _ in items})
    pairs = measured.pairs(number for number, item in items if isinstance(item, AlignedRelation))
    return tuple(
        _in_context(names[number], item, pairs.get(number, _NONE), texts[names[number]])
        for number, item in items
        if isinstance(item, AlignedEntity) or number in pairs
    )


_NONE: Pair = (Annotations(), Annotations())


def _in_context(name: str, item: Aligned, pair: Pair, text: str) -> ListedItem:
    gold, predicted = _versions(pair, item, text)
    cause = item.cause if isinstance(item, AlignedRelation) else None
    return ListedItem(name, item.error, cause, gold, predicted, passage(text, (gold, predicted)))


def _versions(pair: Pair, item: Aligned, text: str) -> tuple[Version | None, Version | None]:
    if isinstance(item, AlignedEntity):
        return (
            None if item.gold is None else entity_version(text, item.gold),
            None if item.predicted is None else entity_version(text, item.predicted),
        )
    golds, predicteds = (entities_by_id(side) for side in pair)
    return (
        None if item.gold is None else relation_version(text, item.gold, golds),
        None if item.predicted is None else relation_version(text, item.predicted, predicteds),
    )
