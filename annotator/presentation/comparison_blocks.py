"""The comparison with a baseline, as blocks."""

from __future__ import annotations

from collections.abc import Iterator

from annotator.core.kinds import KINDS
from annotator.measure import Difference
from annotator.presentation.blocks import (
    Block,
    Callout,
    Column,
    Content,
    Counted,
    Heading,
    Paragraph,
    Row,
    Table,
    signed,
    signed_between,
)
from annotator.presentation.item_blocks import marked
from annotator.services.accuracy.compare import WHATS, ChangedItem, Compared
from annotator.services.accuracy.lists_behind_numbers import ChangedCell
from annotator.services.accuracy.score_text import rate

#: Items of each list that a report shows.
_SHOWN = 10
_MEANING = {
    "fixed": "Fixed: in gold, found now and not by the baseline",
    "spurious_gone": "Gone: not in gold, predicted by the baseline only",
    "broken": "Broken: in gold, found by the baseline and not now",
    "spurious_new": "New: not in gold, predicted now and not by the baseline",
}


def comparison_blocks(compared: Compared | None) -> Iterator[Block]:
    """Differences of every scheme, and what was mended and broken, item by item."""
    yield from difference_blocks(compared)
    if compared is not None:
        yield from _changes(compared)


def difference_blocks(compared: Compared | None) -> Iterator[Block]:
    """Differences of every scheme, and how many items were mended and broken."""
    if compared is None:
        return
    baseline, name = compared.names
    yield Heading("Comparison")
    yield Paragraph(
        f"{name} against {baseline} on the same articles; p from paired randomisation over articles."
    )
    for drop in compared.drops():
        yield Callout(
            f"The strict F1 of {drop.kind} dropped significantly: {signed(drop.difference)},"
            f" p {_p(drop.p_holm)}."
        )
    columns = (
        Column("Score", False),
        *map(Column, ("F1 before", "F1 now", "difference", "95 % interval", "p", "won", "lost", "tied")),
    )
    for kind in KINDS:
        rows = [
            Row((found.scheme, *_numbers(found)))
            for found in compared.comparison.differences
            if found.kind == kind
        ]
        yield Table(f"{kind.capitalize()}; won, lost and tied are articles", columns, rows)
    yield _counts(compared)


def _counts(compared: Compared) -> Table:
    """How many items met each fate."""
    (changes,) = compared.changes
    found = changes.counts()
    rows = [
        Row((_MEANING[what], *(_count(found[kind][what], ChangedCell(kind, what)) for kind in KINDS)))
        for what in WHATS
    ]
    columns = (Column("What changed", False), *(Column(kind) for kind in KINDS))
    return Table("Items that one has right and the other has not, strictly", columns, rows)


def _count(number: int, cell: ChangedCell) -> Content:
    return Counted(f"{number:,}", cell) if number else "0"


def _numbers(found: Difference) -> tuple[str, ...]:
    scores = (rate(found.f1_a), rate(found.f1_b), signed(found.difference), signed_between(found.interval))
    return (*scores, _p(found.p_value), f"{found.won:,}", f"{found.lost:,}", f"{found.tied:,}")


def _changes(compared: Compared) -> Iterator[Block]:
    (changes,) = compared.changes
    columns = (Column("Article", False), Column("Label", False), Column("In context", False))
    for kind in KINDS:
        tables = []
        for what in WHATS:
            items = changes.of(kind, what)
            if items:
                rows = [Row(_changed(item)) for item in items[:_SHOWN]]
                tables.append(
                    Table(f"{_MEANING[what]} ({len(items):,})", columns, rows, len(items) - len(rows))
                )
        if tables:
            yield Heading(f"What changed: {kind}", 3)
            yield from tables


def _changed(item: ChangedItem) -> tuple[Content, ...]:
    version = item.version
    gold = item.what in ("fixed", "broken")
    passage = marked(item.passage, version if gold else None, None if gold else version)
    return f"{item.article_id} at {version.start:,}", version.label, passage


def _p(value: float | None) -> str:
    return "n/a" if value is None else f"{value:.4f}"
