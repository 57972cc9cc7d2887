"""The scores of ``evaluate`` as a table for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from annotator.commands.output import count
from annotator.services.accuracy.score_text import rate

Scores = Mapping[str, Any]

_ENTITY_SCHEMES = ("strict", "exact", "type", "partial")
_RELATION_SCHEMES = ("strict", "boundaries", "unlabelled", "undirected")
_COUNTS = ("gold", "predicted", "correct", "partial", "incorrect", "missed", "spurious")
_RATES = ("precision", "recall", "f1")


def score_lines(found: Mapping[str, Any]) -> Iterator[str]:
    """The lines of the table; a number without a denominator is ``n/a``."""
    yield f"articles: {found['articles']:,}"
    for what, schemes in (("entities", _ENTITY_SCHEMES), ("relations", _RELATION_SCHEMES)):
        scores = found[what]
        rows = [(scheme, scores[scheme]) for scheme in schemes]
        labels = sorted(scores["per_label"].items())
        columns = [name for name in _COUNTS if name in scores["strict"]]
        yield ""
        yield from _table(what, rows, columns)
        if labels:
            yield ""
            yield from _table("strict, per label", labels, columns)
            yield f"  macro F1: {rate(scores['macro_f1'])}"
        errors = ", ".join(f"{name} {number:,}" for name, number in scores["errors"].items())
        yield f"  errors: {errors}"
    unknown = found.get("unknown_labels", {})
    if unknown:
        told = ", ".join(f"{label} {number:,}" for label, number in unknown.items())
        yield ""
        yield f"predicted, but not in the label schema (counted as spurious): {told}"
    partly = found.get("partly_reviewed", {})
    if partly.get("articles"):
        yield ""
        yield _partly(partly)
    note = found.get("intervals", {}).get("note")
    if note:
        yield ""
        yield f"intervals: {note}"


def _table(title: str, rows: Sequence[tuple[str, Scores]], columns: Sequence[str]) -> Iterator[str]:
    header = [title, *columns, *_RATES, "95 % interval of F1"]
    cells = [header, *([name, *_numbers(scores, columns)] for name, scores in rows)]
    widths = [max(len(row[at]) for row in cells) for at in range(len(header))]
    for row in cells:
        rest = (cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))
        yield "  ".join((row[0].ljust(widths[0]), *rest)).rstrip()


def _numbers(scores: Scores, columns: Sequence[str]) -> list[str]:
    interval = scores["f1_interval"]
    shown = "n/a" if interval is None else f"{interval[0]:.3f} to {interval[1]:.3f}"
    return [*(f"{scores[name]:,}" for name in columns), *(rate(scores[name]) for name in _RATES), shown]


def _partly(partly: Scores) -> str:
    kinds = (
        f"{kind} {rate(partly[kind]['precision'])} of {partly[kind]['correct'] + partly[kind]['wrong']:,}"
        for kind in ("entities", "relations")
    )
    return (
        f"not in these scores: {count(partly['articles'], 'article')} not complete;"
        f" precision of what is decided there: {', '.join(kinds)}"
    )
