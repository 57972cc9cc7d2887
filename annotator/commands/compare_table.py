"""The result of ``compare`` for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from annotator.commands.output import one_line
from annotator.core.kinds import KINDS
from annotator.measure import ENTITY_SCHEMES, RELATION_SCHEMES, Difference, interval_note
from annotator.services.accuracy.compare import WHATS, ChangedItem, Changes, Compared
from annotator.services.accuracy.score_text import rate

_TITLES = {
    "fixed": "fixed (gold, found by b only)",
    "spurious_gone": "spurious and gone (not gold, predicted by a only)",
    "broken": "broken (gold, found by a only)",
    "spurious_new": "spurious and new (not gold, predicted by b only)",
}
_HEADER = ("F1 of a", "F1 of b", "difference", "95 % interval", "p", "p (Holm)", "won", "lost", "tied")


def comparison_lines(found: Compared, show: int) -> Iterator[str]:
    """A table for each pair of extractors, then what b mended and broke, at most ``show`` items a list."""
    yield f"articles: {found.comparison.articles:,}"
    for changes in found.changes:
        yield ""
        yield f"a: {changes.a}"
        yield f"b: {changes.b}"
        for kind, schemes in zip(KINDS, (ENTITY_SCHEMES, RELATION_SCHEMES), strict=True):
            yield ""
            rows = [
                one
                for scheme in schemes
                for one in found.comparison.of(kind, scheme)
                if (one.a, one.b) == (changes.a, changes.b)
            ]
            yield from _table(kind, rows)
        yield from _changed(changes, show)
    note = interval_note(found.comparison.articles)
    if note:
        yield ""
        yield f"intervals: {note}"


def difference_line(found: Difference) -> str:
    """One difference in a sentence."""
    return (
        f"{found.b} against {found.a}, {found.kind} {found.scheme}: F1 {rate(found.f1_b)} instead of"
        f" {rate(found.f1_a)}, difference {_signed(found.difference)}, p {_p(found.p_holm)}"
    )


def _table(kind: str, rows: Sequence[Difference]) -> Iterator[str]:
    cells = [(kind, *_HEADER), *((found.scheme, *_numbers(found)) for found in rows)]
    widths = [max(len(row[at]) for row in cells) for at in range(len(cells[0]))]
    for row in cells:
        rest = (cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))
        yield "  ".join((row[0].ljust(widths[0]), *rest)).rstrip()


def _numbers(found: Difference) -> tuple[str, ...]:
    interval = "n/a" if found.interval is None else " to ".join(_signed(end) for end in found.interval)
    scores = (rate(found.f1_a), rate(found.f1_b), _signed(found.difference), interval)
    return (
        *scores,
        _p(found.p_value),
        _p(found.p_holm),
        f"{found.won:,}",
        f"{found.lost:,}",
        f"{found.tied:,}",
    )


def _changed(changes: Changes, show: int) -> Iterator[str]:
    for kind in KINDS:
        for what in WHATS:
            items = changes.of(kind, what)
            if not items:
                continue
            yield ""
            yield f"{kind}, {_TITLES[what]}: {len(items):,}"
            yield from (f"  {_item(item)}" for item in items[:show])
            if len(items) > show:
                yield f"  and {len(items) - show:,} more"


def _item(item: ChangedItem) -> str:
    version = item.version
    words = one_line(version.words)
    if item.kind == "entities":
        return f"{item.article_id} {version.start}-{version.end} {one_line(version.label)}: {words}"
    ends = ", ".join(f"{part.start}-{part.end} {one_line(part.label)}" for part in version.parts)
    return f"{item.article_id} {ends}: {words}"


def _signed(value: float | None) -> str:
    return "n/a" if value is None else f"{value:+.3f}"


def _p(value: float | None) -> str:
    return "n/a" if value is None else f"{value:.4f}"
