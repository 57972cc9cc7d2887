"""What the trained versions brought: label by label, and whether more review pays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import altair as alt
import streamlit as st

from annotator.services.report.blocks import Block, Callout, Column, Heading, Paragraph, Row, Table
from annotator.services.training import LabelChange, PartReport, TrainReport
from annotator.services.training.places import TrainedVersion
from annotator.ui.accuracy.opened import Opened
from annotator.ui.accuracy.sheet import draw_sheet
from annotator.ui.look import note

_COLUMNS = (
    Column("Label", number=False),
    *(Column(title) for title in ("In gold", "Before", "After", "Change")),
)
#: Older versions whose reports are on the page; those of all stand in their folders.
_OLDER = 4
_CURVE = (
    "Strict F1 on the articles kept for the test, after learning from so many articles; bars are 95 %"
    " intervals. A line that still rises says that more review pays."
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
        where = " between gold entities" if part.kind == "relations" else ""
        yield Heading(f"{part.kind.capitalize()}{where}", 3)
        yield _verdict(part)
        yield Table(
            f"Strict F1 of {part.kind} by label, before and after",
            _COLUMNS,
            [_total(part), *(_row(label) for label in part.labels)],
            note=_left_out(part),
        )


def _verdict(part: PartReport) -> Block:
    if part.better:
        return Paragraph("Better: F1 rises, and no label falls by more than 0.02.")
    kept = "" if part.kept else " What it learned of them is left out of the version."
    if part.dropped:
        fallen = ", ".join(label.label for label in part.dropped)
        return Callout(f"Not better everywhere: these labels fall by more than 0.02: {fallen}.{kept}")
    return Callout(f"Not better: F1 does not rise.{kept}")


def _total(part: PartReport) -> Row:
    before, after = _score(part.before, part.before_interval), _score(part.after, part.after_interval)
    change = "n/a" if part.difference is None else f"{part.difference:+.3f}"
    if part.interval is not None:
        change += f" [{part.interval[0]:+.3f}, {part.interval[1]:+.3f}]"
    return Row(("all", f"{part.gold:,}", before, after, change))


def _row(label: LabelChange) -> Row:
    before, after = _score(label.before, label.before_interval), _score(label.after, label.after_interval)
    known = label.before is not None and label.after is not None
    change = f"{(label.after or 0) - (label.before or 0):+.3f}" if known else "n/a"
    return Row((label.label, f"{label.gold:,}", before, after, change), quiet=not label.gold)


def _score(value: float | None, interval: tuple[float, float] | None) -> str:
    if value is None:
        return "n/a"
    return f"{value:.3f}" if interval is None else f"{value:.3f} [{interval[0]:.3f}, {interval[1]:.3f}]"


def _left_out(part: PartReport) -> str:
    if not part.left_out:
        return ""
    told = ", ".join(f"{count:,} {reason}" for reason, count in sorted(part.left_out.items()))
    return f"Entities of gold that could not be taught: {told}."


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
    f1 = alt.Y("f1:Q", title="Strict F1", scale=scale)
    points = base.mark_point(filled=True, size=80, opacity=1).encode(
        y=f1,
        shape=alt.Shape("kind:N", title=None),
        tooltip=[alt.Tooltip("kind:N"), alt.Tooltip("articles:Q"), alt.Tooltip("f1:Q", format=".3f")],
    )
    bars = base.mark_rule(aria=False, opacity=0.6).encode(y=alt.Y("low:Q", title="Strict F1"), y2="high:Q")
    return alt.layer(base.mark_line(opacity=0.6).encode(y=f1), bars, points)
