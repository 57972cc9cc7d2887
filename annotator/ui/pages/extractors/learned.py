"""What the trained versions brought: label by label, and whether more review pays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import altair as alt
import streamlit as st

from annotator.presentation.blocks import Block, Callout, Column, Heading, Paragraph, Row, Table
from annotator.services.training.model_folders import TrainedVersion
from annotator.services.training.report import Change, LabelChange, PartReport, TrainReport
from annotator.ui.pages.accuracy.sheet import draw_sheet
from annotator.ui.pages.accuracy.view_state import Opened
from annotator.ui.parts.frame import note

_COLUMNS = (
    Column("Label", number=False),
    *(Column(title) for title in ("In gold", "Before", "After", "Change")),
)
#: Older versions whose reports are on the page; those of all stand in their folders.
_OLDER = 4
_CURVE = (
    "Strict F1 end to end on the articles kept for the test, after learning from so many articles; bars are"
    " 95 % intervals. A line that still rises says that more review pays."
)


def draw_learned(versions: Sequence[TrainedVersion]) -> None:
    """Draw the report of the newest trained version, those of a few older ones folded.

    Args:
        versions: oldest first.
    """
    reports = [one.report for one in reversed(versions) if one.report is not None]
    for place, report in enumerate(reports[: 1 + _OLDER]):
        if place == 0:
            _draw(place, report)
            continue
        with st.expander(f"Version {report.folder.name}"):
            _draw(place, report)


def _draw(place: int, report: TrainReport) -> None:
    draw_sheet(f"annotator-extractors-report-{place}", list(_blocks(report)), Opened())
    values = [row for part in report.parts for row in _points(part)]
    if values:
        key = f"annotator-extractors-curve-{place}"
        st.altair_chart(_curve(values), width="stretch", key=key, alt=_CURVE)
        note(_CURVE)


def _blocks(report: TrainReport) -> Iterator[Block]:
    yield Heading(f"Version {report.folder.name}")
    yield Paragraph(
        f"Learned from {report.train:,} articles, tested on {report.test:,} others;"
        f" {report.sentences:,} sentences in all."
    )
    for part in report.parts:
        yield Heading(part.kind.capitalize(), 3)
        yield _verdict(part)
        yield Table(
            f"Strict F1 of {part.kind} by label, before and after",
            _COLUMNS,
            [_total("all", part.gold, part), *_beside(part), *(_row(label) for label in part.labels)],
            note=_note(part),
        )


def _verdict(part: PartReport) -> Block:
    if part.better:
        return Paragraph("Better: F1 rises, and no label falls by more than 0.02.")
    kept = "" if part.kept else " What it learned of them is left out of the version."
    if part.dropped:
        fallen = ", ".join(label.label for label in part.dropped)
        return Callout(f"Not better everywhere: these labels fall by more than 0.02: {fallen}.{kept}")
    if part.relations_found is not None and part.relations_found.drops:
        return Callout(f"Not better: the relations found with these names fall by more than 0.02.{kept}")
    if part.after is None:
        return Callout("It is not known what reviewers get: that was not measured when this was trained.")
    return Callout(f"Not better: F1 does not rise.{kept}")


def _total(title: str, gold: int | None, found: PartReport | Change) -> Row:
    before, after = f1_text(found.before, found.before_interval), f1_text(found.after, found.after_interval)
    change = "n/a" if found.difference is None else f"{found.difference:+.3f}"
    if found.interval is not None:
        change += f" [{found.interval[0]:+.3f}, {found.interval[1]:+.3f}]"
    return Row((title, "" if gold is None else f"{gold:,}", before, after, change))


def _beside(part: PartReport) -> Iterator[Row]:
    """What the verdict does not go by, or not alone."""
    if part.between_gold is not None:
        yield _total("all, between gold entities", part.gold, part.between_gold)
    if part.relations_found is not None and part.relations_found.difference is not None:
        yield _total("relations found with these names", None, part.relations_found)


def _row(label: LabelChange) -> Row:
    before, after = f1_text(label.before, label.before_interval), f1_text(label.after, label.after_interval)
    known = label.before is not None and label.after is not None
    change = f"{(label.after or 0) - (label.before or 0):+.3f}" if known else "n/a"
    return Row((label.label, f"{label.gold:,}", before, after, change), quiet=not label.gold)


def f1_text(value: float | None, interval: tuple[float, float] | None) -> str:
    """F1 with its interval, for a table."""
    if value is None:
        return "n/a"
    return f"{value:.3f}" if interval is None else f"{value:.3f} [{interval[0]:.3f}, {interval[1]:.3f}]"


def _note(part: PartReport) -> str:
    told = ["End to end: of what is proposed for the text alone, with names as they are predicted."]
    if part.between_gold is not None:
        told.append("Between gold entities no name can be missed; reviewers do not get that.")
    if part.left_out:
        counts = ", ".join(f"{count:,} {reason}" for reason, count in sorted(part.left_out.items()))
        told.append(f"Entities of gold that could not be taught: {counts}.")
    return " ".join(told)


def _points(part: PartReport) -> Iterator[dict[str, Any]]:
    for point in part.curve:
        if point.f1 is not None:
            low, high = point.interval or (point.f1, point.f1)
            yield {"articles": point.articles, "f1": point.f1, "low": low, "high": high, "kind": part.kind}


def _curve(values: list[dict[str, Any]]) -> alt.LayerChart | alt.FacetChart:
    base = alt.Chart(alt.InlineData(values=values), height=260).encode(
        x=alt.X("articles:Q", title="Reviewed articles learned from", scale=alt.Scale(zero=True)),
        color=alt.Color("kind:N", title=None, legend=alt.Legend(orient="top")),
    )
    scale = alt.Scale(domain=[0, 1])
    f1 = alt.Y("f1:Q", title="Strict F1, end to end", scale=scale)
    points = base.mark_point(filled=True, size=80, opacity=1).encode(
        y=f1,
        shape=alt.Shape("kind:N", title=None),
        tooltip=[alt.Tooltip("kind:N"), alt.Tooltip("articles:Q"), alt.Tooltip("f1:Q", format=".3f")],
    )
    bars = base.mark_rule(aria=False, opacity=0.6).encode(
        y=alt.Y("low:Q", title="Strict F1, end to end"), y2="high:Q"
    )
    return alt.layer(base.mark_line(opacity=0.6).encode(y=f1), bars, points)
