"""Items in their context, as blocks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from annotator.core.kinds import Kind
from annotator.measure import ENTITY_ERRORS, RELATION_ERRORS, Suspicious
from annotator.presentation.blocks import (
    Block,
    Column,
    Content,
    Heading,
    Mark,
    Marked,
    Paragraph,
    Row,
    Table,
)
from annotator.presentation.words import ERROR_MEANING
from annotator.services.accuracy.item_context import Passage, Version
from annotator.services.accuracy.item_lists import ErrorCell, ListedItem, list_items
from annotator.services.accuracy.measurement import Measured

#: Items of each error class that a report shows.
_EXAMPLES = 6
#: Suspicious items of each reason that a report shows.
_MOST_SUSPICIOUS = 40
REASON_MEANING = {
    "illegal": "What the label schema does not allow",
    "edge_space": "Entities that begin or end with white space",
    "edge_punctuation": "Entities that begin or end with punctuation",
    "opposite_direction": "Relations that are stated the other way round at least as often",
    "label_varies": "Entities with another label than nearly all their like",
}
_COLUMNS = (
    Column("Article", False),
    Column("Gold", False),
    Column("Predicted", False),
    Column("In context", False),
)


def example_blocks(measured: Measured) -> Iterator[Block]:
    """The first items of every error class."""
    kinds: tuple[tuple[Kind, tuple[str, ...]], ...] = (
        ("entities", ENTITY_ERRORS),
        ("relations", RELATION_ERRORS),
    )
    for kind, errors in kinds:
        tables = [
            _examples(measured, ErrorCell(kind, error), error) for error in errors if error != "correct"
        ]
        shown = [table for table in tables if table is not None]
        if shown:
            yield Heading(f"Examples: {kind}", 3)
            yield Paragraph("In context, gold is underlined and what was predicted is tinted.")
            yield from shown


def _examples(measured: Measured, cell: ErrorCell, error: str) -> Table | None:
    page = list_items(measured, cell, limit=_EXAMPLES)
    if not page.total:
        return None
    rows = [Row(_example(item)) for item in page.items]
    title = f"{error.replace('_', ' ')}: {ERROR_MEANING[cell.kind][error]}"
    return Table(title, _COLUMNS, rows, more=page.total - len(rows))


def _example(item: ListedItem) -> tuple[Content, ...]:
    return (
        f"{item.article_id} at {item.start:,}",
        _side(item.gold),
        _side(item.predicted),
        marked(item.passage, item.gold, item.predicted),
    )


def _side(version: Version | None) -> str:
    if version is None:
        return "–"
    if len(version.parts) == 1:
        return f"{version.label} {version.words}"
    head, tail = version.parts
    return f"{head.words} ({head.label}) {version.label} {tail.words} ({tail.label})"


def marked(passage: Passage, gold: Version | None, predicted: Version | None) -> Marked:
    """A passage with the parts of both versions marked."""
    marks = [
        Mark(part.start - passage.start, part.end - passage.start, version is gold, version is predicted)
        for version in (gold, predicted)
        if version is not None
        for part in version.parts
        if part.start - passage.start < len(passage.text)
    ]
    return Marked(f"{passage.text} …" if passage.cut else passage.text, tuple(marks))


def suspicious_blocks(found: Sequence[Suspicious]) -> Iterator[Block]:
    """The list of suspicious gold by reason."""
    if not found:
        yield Paragraph("Nothing in the gold looks wrong to the rules that look for it.")
        return
    yield Paragraph(
        "Worth a second look, not wrong for certain: each says what it goes by. The place is the article with"
        " the offset, and the id of the item."
    )
    columns = (Column("Place", False), Column("Item", False), Column("Because", False))
    for reason, group in groupby(found, key=lambda one: one.reason):
        items = list(group)
        rows = [
            Row((f"{one.article_id} at {one.start:,} ({one.item_id})", _item(one), one.detail))
            for one in items[:_MOST_SUSPICIOUS]
        ]
        yield Table(REASON_MEANING[reason], columns, rows, more=len(items) - len(rows))


def _item(one: Suspicious) -> str:
    return f"{one.words} ({one.label})" if one.kind == "entity" else one.words
