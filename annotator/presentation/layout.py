"""What stands in a report, in which order."""

from __future__ import annotations

from annotator.core.kinds import Kind
from annotator.measure import Scores, interval_note
from annotator.presentation.blocks import (
    Block,
    Callout,
    Heading,
    Paragraph,
    Tile,
    Tiles,
    between,
)
from annotator.presentation.comparison_blocks import comparison_blocks
from annotator.presentation.item_blocks import example_blocks, suspicious_blocks
from annotator.presentation.score_blocks import confusion_blocks, error_blocks, label_blocks, scheme_blocks
from annotator.presentation.trust_blocks import (
    acceptance_blocks,
    partly_blocks,
    reliability_blocks,
    series_blocks,
    trust_blocks,
)
from annotator.services.accuracy.item_lists import CountCell
from annotator.services.accuracy.report_numbers import Report
from annotator.services.accuracy.score_text import counted, rate

_READING = (
    "Precision, recall and F1 are pooled over articles. Strict means the same boundaries and label (of a"
    " relation: the same label, and head and tail with the same boundaries and labels). An interval is the"
    " 95 % percentile bootstrap over articles; it covers chance in which articles were taken, nothing else."
    " Where there is nothing to measure a number is n/a. A label with fewer than 20 items in gold is greyed:"
    " its score says little. docs/accuracy.md of Annotator gives every formula with its source and when not"
    " to trust it."
)


def report_title(report: Report) -> str:
    """The first heading."""
    return f"Accuracy of {report.measured.name}"


def report_blocks(report: Report) -> list[Block]:
    """Every block of the report."""
    return [
        *headline_blocks(report),
        Heading("Scores"),
        *scheme_blocks(report.measured.evaluation),
        Heading("Labels"),
        *label_blocks(report.measured.evaluation),
        Heading("Errors"),
        *error_blocks(report.measured),
        *example_blocks(report.measured),
        Heading("Confusion"),
        *confusion_blocks(report.measured.evaluation),
        *comparison_blocks(report.compared),
        *series_blocks(report),
        *reliability_blocks(report.calibration),
        Heading("Trust"),
        *trust_blocks(report),
        *partly_blocks(report.partly),
        *acceptance_blocks(report.acceptance),
        Heading("Suspicious gold"),
        *suspicious_blocks(report.suspicious),
        Heading("How to read this"),
        Paragraph(_READING),
    ]


def headline_blocks(report: Report) -> list[Block]:
    """On what it rests, what to know before believing it, and the numbers that come first."""
    evaluation = report.measured.evaluation
    entities = evaluation.entities.schemes["strict"].counts
    relations = evaluation.relations.schemes["strict"].counts
    basis = (
        f"Measured on {counted(evaluation.articles, 'completed article')} with"
        f" {counted(entities.gold, 'gold entity', 'gold entities')} and"
        f" {counted(relations.gold, 'gold relation')}; seed {evaluation.seed},"
        f" {counted(evaluation.resamples, 'bootstrap sample')}."
    )
    blocks: list[Block] = [Paragraph(basis)]
    note = interval_note(evaluation.articles)
    warnings = [report.trust.warning, f"Intervals: {note}." if note else None]
    blocks.extend(Callout(_sentence(warning)) for warning in warnings if warning)
    blocks.append(
        Tiles((*_tiles("entities", evaluation.entities), *_tiles("relations", evaluation.relations)))
    )
    return blocks


def _tiles(kind: Kind, scores: Scores) -> tuple[Tile, Tile]:
    title = kind.capitalize()
    strict = scores.schemes["strict"]
    counts = strict.counts
    return (
        Tile(
            f"{title}, strict F1",
            rate(counts.f1),
            f"95 % interval {between(strict.f1_interval)}",
            CountCell(kind, "error"),
        ),
        Tile(
            f"{title}, precision / recall",
            f"{rate(counts.precision)} / {rate(counts.recall)}",
            f"{counts.correct:,} correct of {counts.predicted:,} predicted, {counts.gold:,} in gold",
            CountCell(kind, "predicted"),
        ),
    )


def _sentence(text: str) -> str:
    return text if text.endswith(".") else f"{text}."
