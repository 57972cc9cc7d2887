"""Every list that a number of the accuracy page can open, whatever counted it: one call, one shape."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

from annotator.core.kinds import Kind
from annotator.core.model import Annotations, ExtractorName, Status
from annotator.measure import BINS
from annotator.measure.suspicious.suspicious import Reason, Suspicious
from annotator.services.accuracy.compare import ChangedItem, Compared, What
from annotator.services.accuracy.item_context import (
    Part,
    Version,
    entities_by_id,
    entity_version,
    passage,
    relation_version,
)
from annotator.services.accuracy.item_lists import (
    BinCell,
    Cell,
    ConfusionCell,
    CountCell,
    ErrorCell,
    ItemPage,
    LabelCell,
    ListedItem,
    SchemeCell,
    list_items,
)
from annotator.services.accuracy.measurement import Measured, measure_extractor
from annotator.services.accuracy.suspicious import suspicious_in
from annotator.services.database.cache import remembered
from annotator.store import Store, Transaction
from annotator.store.repositories.evaluation import Decided, Wanted

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class FateCell:
    """Proposals that reviewers saw; ``None`` for every label, pattern or bin, as ``status`` all decided."""

    kind: Kind
    label: str | None = None
    pattern: str | None = None
    bin: int | None = None
    status: Status | None = None


@dataclass(frozen=True, slots=True)
class ChangedCell:
    """Items that one of two compared extractors has right and the other has not."""

    kind: Kind
    what: What


@dataclass(frozen=True, slots=True)
class SuspiciousCell:
    """Gold that one rule finds suspicious."""

    reason: Reason


@dataclass(frozen=True, slots=True)
class CompletedCell:
    """What is not correct in the articles completed on a day or in a month."""

    kind: Kind
    completed: str


@dataclass(frozen=True, slots=True)
class VersionCell:
    """What is not correct of another version of the extractor."""

    kind: Kind
    extractor: ExtractorName


AnyCell: TypeAlias = Cell | FateCell | ChangedCell | SuspiciousCell | CompletedCell | VersionCell


def list_cell(
    store: Store,
    measured: Measured,
    compared: Compared | None,
    cell: AnyCell,
    *,
    limit: int = 50,
    offset: int = 0,
) -> ItemPage:
    """One page of the items behind a number, and how many there are.

    Args:
        store: the database.
        measured: an extractor of it beside the gold.
        compared: that extractor with another, if they are compared.
        cell: which items.
        limit: items on a page.
        offset: items before it.

    Raises:
        InputError: the extractor of a :class:`VersionCell` has not read all the gold.
    """
    match cell:
        case ErrorCell() | ConfusionCell() | LabelCell() | BinCell() | CountCell() | SchemeCell():
            return list_items(measured, cell, limit=limit, offset=offset)
        case CompletedCell(kind, completed):
            errors = CountCell(kind, "error")
            return list_items(measured, errors, limit=limit, offset=offset, completed=completed)
        case VersionCell(kind, extractor):
            other = measure_extractor(store, extractor.name, extractor.version, measured.sampling)
            return list_items(other, CountCell(kind, "error"), limit=limit, offset=offset)
        case ChangedCell(kind, what):
            found = () if compared is None else compared.changes[0].of(kind, what)
            return _page(found, limit, offset, _of_changed)
        case SuspiciousCell(reason):
            suspicious = [one for one in suspicious_in(measured) if one.reason == reason]
            texts = measured.reference.texts({one.article_id for one in suspicious[offset:][:limit]})
            return _page(suspicious, limit, offset, lambda one: _of_suspicious(one, texts[one.article_id]))
        case FateCell():
            return _decided(store, measured, cell, limit, offset)


def _page(rows: Sequence[Row], limit: int, offset: int, make: Callable[[Row], ListedItem]) -> ItemPage:
    return ItemPage(tuple(make(row) for row in rows[offset:][:limit]), len(rows))


def _of_changed(item: ChangedItem) -> ListedItem:
    gold = item.version if item.what in ("fixed", "broken") else None
    predicted = None if gold is not None else item.version
    return ListedItem(item.article_id, item.what, None, gold, predicted, item.passage)


def _of_suspicious(one: Suspicious, text: str) -> ListedItem:
    version = Version(one.item_id, one.label, (Part(one.item_id, one.start, one.end, one.label, one.words),))
    around = passage(text, [version])
    return ListedItem(one.article_id, one.reason, None, version, None, around, one.detail)


def _decided(store: Store, measured: Measured, cell: FateCell, limit: int, offset: int) -> ItemPage:
    extractor = measured.extractor
    if extractor is None:
        return ItemPage((), 0)
    wanted = Wanted(cell.kind, cell.label, cell.pattern, cell.bin, cell.status)
    rows = remembered(
        store,
        ("decided", extractor, wanted),
        lambda transaction: tuple(transaction.evaluation.decided(extractor, wanted, BINS)),
    )
    with store.read() as transaction:
        return _page(rows, limit, offset, lambda row: _of_decided(transaction, cell.kind, row))


def _of_decided(transaction: Transaction, kind: Kind, row: Decided) -> ListedItem:
    """A proposal, and beside it what stands there now, unless it is rejected or pending."""
    text = transaction.articles.texts([row.article_id])[row.article_id]
    was = _version(transaction.proposals.annotations(row.set_id), kind, row.item_id, text)
    gold = None
    if row.status in ("accepted", "corrected"):
        gold = _version(transaction.reviews.annotations(row.review_id), kind, row.item_id, text)
    return ListedItem(row.article_id, row.status, None, gold, was, passage(text, (gold, was)))


def _version(annotations: Annotations, kind: Kind, item_id: str, text: str) -> Version:
    if kind == "entities":
        return entity_version(text, entities_by_id(annotations)[item_id])
    [relation] = [found for found in annotations.relations if found.id == item_id]
    return relation_version(text, relation, entities_by_id(annotations))
