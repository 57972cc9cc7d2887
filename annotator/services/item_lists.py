"""The items behind a number: what an error class, a cell of the confusion matrix or a bin counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from annotator.measure import AlignedEntity, AlignedRelation, Cause, bin_of
from annotator.services.measured import Measured
from annotator.services.passages import (
    Passage,
    Version,
    entities_by_id,
    entity_version,
    passage,
    relation_version,
)

Kind = Literal["entities", "relations"]
KINDS: tuple[Kind, ...] = ("entities", "relations")
Aligned: TypeAlias = AlignedEntity | AlignedRelation


@dataclass(frozen=True, slots=True)
class ErrorCell:
    """Items of one error class; of missed relations perhaps only those of one cause."""

    kind: Kind
    error: str
    cause: Cause | None = None

    def holds(self, item: Aligned) -> bool:
        """Whether an item is one of them."""
        if item.error != self.error:
            return False
        return self.cause is None or (isinstance(item, AlignedRelation) and item.cause == self.cause)


@dataclass(frozen=True, slots=True)
class ConfusionCell:
    """Items of one gold and one predicted label; ``None`` is the row or column for none."""

    kind: Kind
    gold: str | None
    predicted: str | None

    def holds(self, item: Aligned) -> bool:
        """Whether an item is one of them."""
        gold = None if item.gold is None else item.gold.label
        return gold == self.gold and _predicted_label(item) == self.predicted


@dataclass(frozen=True, slots=True)
class LabelCell:
    """Items with a label in gold or among the predictions; perhaps only those that are not correct."""

    kind: Kind
    label: str
    wrong_only: bool = False

    def holds(self, item: Aligned) -> bool:
        """Whether an item is one of them."""
        if self.wrong_only and item.error == "correct":
            return False
        return (item.gold is not None and item.gold.label == self.label) or (
            _predicted_label(item) == self.label
        )


@dataclass(frozen=True, slots=True)
class BinCell:
    """Predicted items whose score lies in one bin of the reliability diagram (0 for the lowest)."""

    kind: Kind
    bin: int

    def holds(self, item: Aligned) -> bool:
        """Whether an item is one of them."""
        return (
            item.predicted is not None
            and item.predicted.score is not None
            and bin_of(item.predicted.score) == self.bin
        )


#: What a count of a table counts. ``not_found`` is gold and ``wrong`` is predicted, but not ``correct``;
#: ``error`` is either.
Count = Literal["gold", "predicted", "correct", "not_found", "wrong", "error"]


@dataclass(frozen=True, slots=True)
class CountCell:
    """Items that a count of the strict scores counts, of one label or (``None``) of all."""

    kind: Kind
    count: Count
    label: str | None = None

    def holds(self, item: Aligned) -> bool:
        """Whether an item is one of them."""
        if self.count == "error":
            return item.error != "correct"
        side = item.predicted if self.count in ("predicted", "wrong") else item.gold
        if side is None or self.label not in (None, side.label):
            return False
        return self.count in ("gold", "predicted") or (self.count == "correct") == (item.error == "correct")


Cell: TypeAlias = ErrorCell | ConfusionCell | LabelCell | BinCell | CountCell


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
        measured: the predictions beside gold (see :func:`~annotator.services.measured.measure_extractor`).
        cell: which items.
        limit: items on a page.
        offset: items before it.
        completed: only articles completed on this day or in this month, as ISO 8601 begins.
    """
    places = measured.kept((cell, completed), lambda: tuple(_places(measured, cell, completed)))
    wanted = places[max(offset, 0) :][: max(limit, 0)]
    names = measured.reference.names
    texts = measured.reference.texts({names[article] for article, _ in wanted})
    items = tuple(_listed(measured, article, item, texts[names[article]]) for article, item in wanted)
    return ItemPage(items, len(places))


def _places(measured: Measured, cell: Cell, completed: str) -> Iterator[tuple[int, Aligned]]:
    """The items of a cell with the numbers of their articles."""
    golds = measured.reference.articles
    for number, article in enumerate(measured.aligned):
        if completed and not (golds[number].completed_at or "").startswith(completed):
            continue
        items: tuple[Aligned, ...] = article.entities if cell.kind == "entities" else article.relations
        for item in items:
            if cell.holds(item):
                yield number, item


def _listed(measured: Measured, article: int, item: Aligned, text: str) -> ListedItem:
    gold, predicted = _versions(measured, article, item, text)
    cause = item.cause if isinstance(item, AlignedRelation) else None
    around = passage(text, (gold, predicted))
    return ListedItem(measured.reference.names[article], item.error, cause, gold, predicted, around)


def _versions(
    measured: Measured, article: int, item: Aligned, text: str
) -> tuple[Version | None, Version | None]:
    if isinstance(item, AlignedEntity):
        return (
            None if item.gold is None else entity_version(text, item.gold),
            None if item.predicted is None else entity_version(text, item.predicted),
        )
    golds = entities_by_id(measured.reference.articles[article].annotations)
    predicteds = entities_by_id(measured.predictions[article])
    return (
        None if item.gold is None else relation_version(text, item.gold, golds),
        None if item.predicted is None else relation_version(text, item.predicted, predicteds),
    )


def _predicted_label(item: Aligned) -> str | None:
    return None if item.predicted is None else item.predicted.label
