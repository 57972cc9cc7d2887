"""A report as one HTML file that needs nothing else: no script, its style inside, its drawings inside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from html import escape
from pathlib import Path

from annotator.presentation.blocks import (
    Block,
    Callout,
    Column,
    Content,
    Counted,
    Figure,
    Heading,
    Marked,
    Paragraph,
    Row,
    SideBySide,
    Table,
    Tiles,
)
from annotator.presentation.segments import segments

#: The file asks nobody for anything, whatever stands in an article: the browser holds it to that.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


@cache
def _style() -> str:
    return (Path(__file__).parent / "report.css").read_text(encoding="utf-8")


def html_page(title: str, blocks: Sequence[Block]) -> str:
    """The whole file."""
    numbered = list(_numbered(blocks))
    contents = "".join(
        f'<a href="#{mark}">{_text(block.text)}</a>'
        for mark, block in numbered
        if isinstance(block, Heading) and block.level == 2
    )
    body = "\n".join(_block(block, mark) for mark, block in numbered)
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_text(title)}</title>\n<style>\n{_style()}</style>\n</head>\n<body>\n"
        f"<header><h1>{_text(title)}</h1>\n<nav>{contents}</nav></header>\n<main>\n{body}\n</main>\n"
        "</body>\n</html>\n"
    )


def _numbered(blocks: Sequence[Block]) -> Iterator[tuple[str, Block]]:
    """Every block with an anchor; numbers, so that no name from outside becomes one."""
    for number, block in enumerate(blocks, start=1):
        yield f"s{number}", block


def _block(block: Block, mark: str) -> str:
    match block:
        case Heading():
            return f'<h{block.level} id="{mark}">{_text(block.text)}</h{block.level}>'
        case Paragraph():
            return f"<p>{_text(block.text)}</p>"
        case Callout():
            return f'<p class="callout" role="note">{_text(block.text)}</p>'
        case Figure():
            return _figure(block)
        case SideBySide():
            return f'<div class="beside">{"".join(_figure(figure) for figure in block.figures)}</div>'
        case Table():
            return _table(block)
        case Tiles():
            return _tiles(block)


def _tiles(block: Tiles) -> str:
    tiles = "".join(
        f"<div><dt>{_text(tile.title)}</dt><dd>{_text(tile.value)}<small>{_text(tile.below)}</small></dd></div>"
        for tile in block.tiles
    )
    return f'<dl class="tiles">{tiles}</dl>'


def _figure(figure: Figure) -> str:
    return f"<figure>{figure.svg}<figcaption>{_text(figure.caption)}</figcaption></figure>"


def _table(table: Table) -> str:
    kind = ' class="matrix"' if table.matrix else ""
    head = "".join(
        f'<th scope="col"{_numeric(column)}>{_text(column.title)}</th>' for column in table.columns
    )
    rows = "".join(_row(row, table.columns) for row in table.rows)
    more = f'<p class="more">and {table.more:,} more</p>' if table.more else ""
    note = f'<p class="more">{_text(table.note)}</p>' if table.note else ""
    return (
        f'<div class="scroll"><table{kind}><caption>{_text(table.caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>{more}{note}"
    )


def _row(row: Row, columns: Sequence[Column]) -> str:
    first, *rest = (_cell(cell, column) for cell, column in zip(row.cells, columns, strict=True))
    heading = first.replace("<td", '<th scope="row"', 1).removesuffix("</td>") + "</th>"
    quiet = ' class="quiet"' if row.quiet else ""
    return f"<tr{quiet}>{heading}{''.join(rest)}</tr>"


def _cell(content: Content, column: Column) -> str:
    if isinstance(content, str):
        return f"<td{_numeric(column)}>{_text(content)}</td>"
    if isinstance(content, Marked):
        return f'<td class="passage" dir="auto">{_marked(content)}</td>'
    if isinstance(content, Counted):
        return f"<td{_numeric(column)}>{_text(content.text)}</td>"
    side = "good" if content.good else "bad"
    shade = round(100 * min(max(content.strength, 0.0), 1.0))
    style = f' style="--shade:{shade}%"' if shade else ""
    return f'<td class="number {side}"{style}>{_text(content.text)}</td>'


def _marked(content: Marked) -> str:
    parts = []
    for text, gold, predicted in segments(content):
        classes = " ".join(name for name, on in (("gold", gold), ("predicted", predicted)) if on)
        parts.append(f'<mark class="{classes}">{_text(text)}</mark>' if classes else _text(text))
    return "".join(parts)


def _numeric(column: Column) -> str:
    return ' class="number"' if column.number else ""


def _text(text: str) -> str:
    """Text that is only text, whatever stands in it; control characters have no place in HTML."""
    return escape("".join(c if c >= " " or c in "\t\n" else "�" for c in text), quote=True)
