"""A report as Markdown: everything but the drawings, whose numbers stand in the tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from annotator.presentation.blocks import (
    Block,
    Callout,
    Content,
    Figure,
    Heading,
    Marked,
    Paragraph,
    SideBySide,
    Table,
    Tiles,
)
from annotator.presentation.segments import segments

#: What means something to a Markdown reader, wherever it stands.
_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|~$&]|:(?=//)|(?<=www)\.")


def markdown(title: str, blocks: Sequence[Block]) -> str:
    """The whole text."""
    parts = [f"# {escaped(title)}"]
    for block in blocks:
        parts.extend(_block(block))
    return "\n\n".join(parts) + "\n"


def escaped(text: str) -> str:
    """A text in which nothing is Markdown or HTML, on one line."""
    return _SPECIAL.sub(r"\\\g<0>", " ".join(text.split())).replace("\x00", "")


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield f"{'#' * block.level} {escaped(block.text)}"
        case Paragraph():
            yield escaped(block.text)
        case Callout():
            yield f"> **{escaped(block.text)}**"
        case Tiles():
            lines = (
                f"- {escaped(t.title)}: **{escaped(t.value)}** ({escaped(t.below)})" for t in block.tiles
            )
            yield "\n".join(lines)
        case Table():
            yield from _table(block)
        case Figure() | SideBySide():
            pass


def _table(table: Table) -> Iterator[str]:
    yield f"**{escaped(table.caption)}**"
    head = " | ".join(escaped(column.title) or " " for column in table.columns)
    rule = "|".join("---:" if column.number else "---" for column in table.columns)
    rows = (f"| {' | '.join(_content(cell) for cell in row.cells)} |" for row in table.rows)
    yield "\n".join((f"| {head} |", f"|{rule}|", *rows))
    if table.more:
        yield escaped(f"and {table.more:,} more")
    if table.note:
        yield escaped(table.note)


def _content(content: Content) -> str:
    if isinstance(content, str):
        return escaped(content)
    if isinstance(content, Marked):
        return "".join(
            _emphasised(escaped_inside(text), gold, predicted) for text, gold, predicted in segments(content)
        ).strip()
    return escaped(content.text)


def escaped_inside(text: str) -> str:
    """A piece of a line: its blanks stay."""
    return _SPECIAL.sub(r"\\\g<0>", re.sub(r"\s+", " ", text)).replace("\x00", "")


def _emphasised(text: str, gold: bool, predicted: bool) -> str:
    """Gold is bold, predicted in italics; HTML tags, because half a word can be marked."""
    if gold:
        text = f"<b>{text}</b>"
    return f"<i>{text}</i>" if predicted else text
