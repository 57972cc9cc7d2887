"""Charts of the numbers: a click on a point or bar opens the list of what it counts.

The tables beside them hold the same numbers, and are the way to the lists by keyboard.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any, TypeAlias

import altair as alt
import streamlit as st

from annotator.core.kinds import Kind
from annotator.core.model import Status
from annotator.measure import Reliability, Score
from annotator.presentation.blocks import Figure
from annotator.presentation.score_blocks import FEW
from annotator.services.accuracy.acceptance import Fates, KindAcceptance
from annotator.services.accuracy.item_lists import BinCell, CountCell
from annotator.services.accuracy.lists_behind_numbers import CompletedCell, FateCell, VersionCell
from annotator.services.accuracy.report_numbers import Report
from annotator.ui.pages.accuracy.view_state import Opened, opened
from annotator.ui.parts.frame import note

_SELECTED = "point"
Layered: TypeAlias = alt.LayerChart | alt.FacetChart
Values = list[dict[str, Any]]
_UNIT = alt.Scale(domain=[0, 1])
_TENTHS = alt.Axis(tickCount=10, format=".1f")


def draw_plot(figure: Figure, report: Report, known: Opened) -> None:
    """Draw the chart that stands for a drawing of the report."""
    name, _, kind = figure.key.partition("-")
    chart = _CHARTS[name](report, known, "relations" if kind == "relations" else "entities")
    key = f"annotator-accuracy-chart-{figure.key}"
    st.altair_chart(
        chart,
        width="stretch",
        key=key,
        on_select=partial(_clicked, key),
        selection_mode=_SELECTED,
        alt=figure.caption,
    )
    note(figure.caption)


def _clicked(key: str) -> None:
    chosen = st.session_state[key].selection.get(_SELECTED) or [{}]
    opened().open(chosen[0].get("cell"))


def _labels(report: Report, known: Opened, kind: Kind) -> Layered:
    evaluation = report.measured.evaluation
    scores = (evaluation.entities if kind == "entities" else evaluation.relations).per_label
    values: Values = [
        {
            "label": label,
            "gold": score.counts.gold,
            "few": score.counts.gold < FEW,
            "cell": known.add(CountCell(kind, "gold", label), f"{kind.capitalize()} in gold: {label}"),
            **_score(score),
        }
        for label, score in sorted(scores.items(), key=lambda one: (-one[1].counts.gold, one[0]))
    ]
    base = alt.Chart(alt.InlineData(values=values), height=26 * len(values) + 70).encode(
        y=alt.Y("label:N", sort=None, title=None, axis=alt.Axis(labelLimit=200, labelOverlap=False)),
        opacity=alt.condition("datum.few", alt.value(0.4), alt.value(1)),
    )
    line = base.mark_rule(aria=False, strokeWidth=2).encode(
        x=alt.X("low:Q", scale=_UNIT, title="Strict F1", axis=_TENTHS), x2="high:Q"
    )
    tips = _tips("label:N", "f1:Q", "gold:Q")
    points = base.mark_point(filled=True, size=80, opacity=1).encode(x="f1:Q", tooltip=tips)
    return alt.layer(line, _selectable(points))


def _reliability(report: Report, known: Opened, kind: Kind) -> Layered:
    found: Reliability = report.calibration[kind]
    values: Values = [
        {
            "score": one.mean_score,
            "share": one.share,
            "items": one.items,
            "cell": known.add(
                BinCell(kind, at), f"{kind.capitalize()} with a score of {one.low:.1f} to {one.high:.1f}"
            ),
        }
        for at, one in enumerate(found.bins)
        if one.items
    ]
    ends: Values = [{"score": 0, "share": 0}, {"score": 1, "share": 1}]
    x = alt.X("score:Q", scale=_UNIT, title="Mean score")
    y = alt.Y("share:Q", scale=_UNIT, title="Share that is right")
    ideal = (
        alt.Chart(alt.InlineData(values=ends), height=300)
        .mark_line(strokeDash=[4, 4], strokeWidth=1)
        .encode(x=x, y=y)
    )
    base = alt.Chart(alt.InlineData(values=values)).encode(x=x, y=y)
    size = alt.Size("items:Q", legend=None, scale=alt.Scale(range=[50, 260], zero=True))
    points = base.mark_point(filled=True, opacity=1).encode(
        size=size, tooltip=_tips("score:Q", "share:Q", "items:Q")
    )
    return alt.layer(ideal, base.mark_line(), _selectable(points))


def _versions(report: Report, known: Opened, _: Kind) -> Layered:
    rows = [
        (
            one.extractor.version,
            kind,
            score,
            VersionCell(kind, one.extractor) if one.articles == one.of else None,
        )
        for one in report.versions
        for kind, score in _both(one.entities, one.relations)
    ]
    return _line(_points(rows, known), "Version")


def _days(report: Report, known: Opened, _: Kind) -> Layered:
    rows = [
        (one.group, kind, score, CompletedCell(kind, one.group))
        for one in report.completion
        for kind, score in _both(one.entities, one.relations)
    ]
    return _line(_points(rows, known), "Completed")


def _both(entities: Score | None, relations: Score | None) -> tuple[tuple[Kind, Score | None], ...]:
    return ("entities", entities), ("relations", relations)


def _points(
    rows: Iterable[tuple[str, Kind, Score | None, VersionCell | CompletedCell | None]], known: Opened
) -> Values:
    return [
        {
            "name": name,
            "kind": kind,
            "cell": None if cell is None else known.add(cell, f"Errors of {kind}: {name}"),
            **_score(score),
        }
        for name, kind, score, cell in rows
        if score is not None and score.counts.f1 is not None
    ]


def _line(values: Values, title: str) -> Layered:
    base = alt.Chart(alt.InlineData(values=values), height=260).encode(
        x=alt.X(
            "name:O", sort=None, title=title, axis=alt.Axis(labelAngle=0, labelLimit=120, labelOverlap=True)
        ),
        color=alt.Color("kind:N", title=None, legend=alt.Legend(orient="top")),
    )
    f1 = alt.Y("f1:Q", scale=_UNIT, title="Strict F1")
    points = base.mark_point(filled=True, size=80, opacity=1).encode(
        y=f1, shape=alt.Shape("kind:N", title=None), tooltip=_tips("name:N", "kind:N", "f1:Q")
    )
    rule = base.mark_rule(aria=False, opacity=0.6).encode(y=alt.Y("low:Q", title="Strict F1"), y2="high:Q")
    return alt.layer(base.mark_line(opacity=0.6).encode(y=f1), rule, _selectable(points))


def _acceptance(report: Report, known: Opened, kind: Kind) -> alt.Chart:
    found: KindAcceptance | None = None
    if report.acceptance is not None:
        found = report.acceptance.entities if kind == "entities" else report.acceptance.relations
    values: Values = [
        {
            "score": f"{one.low:.1f}",
            "status": status,
            "share": share,
            "decided": one.fates.decided,
            "cell": known.add(
                FateCell(kind, bin=at, status=status),
                f"{kind.capitalize()} with a score of {one.low:.1f} to {one.high:.1f}, {status}",
            ),
        }
        for at, one in enumerate(() if found is None else found.by_score)
        for status, share in _rates(one.fates)
        if share
    ]
    chart = (
        alt.Chart(alt.InlineData(values=values), height=260)
        .mark_bar()
        .encode(
            x=alt.X("score:O", title="Score from", axis=alt.Axis(labelAngle=0)),
            y=alt.Y("share:Q", title="Share of the decided", scale=_UNIT),
            color=alt.Color("status:N", title=None, legend=alt.Legend(orient="top")),
            tooltip=_tips("score:N", "status:N", "share:Q", "decided:Q"),
        )
    )
    return _selectable(chart)


def _rates(fates: Fates) -> tuple[tuple[Status, float | None], ...]:
    return (
        ("accepted", fates.accept_rate),
        ("corrected", fates.correct_rate),
        ("rejected", fates.reject_rate),
    )


def _score(score: Score) -> dict[str, Any]:
    low, high = score.f1_interval or (None, None)
    return {"f1": score.counts.f1, "low": low, "high": high}


def _tips(*fields: str) -> Sequence[alt.Tooltip]:
    return [
        alt.Tooltip(field, format=".3f") if field in ("f1:Q", "share:Q", "score:Q") else alt.Tooltip(field)
        for field in fields
    ]


def _selectable(chart: alt.Chart) -> alt.Chart:
    picked = alt.selection_point(name=_SELECTED, fields=["cell"])
    return chart.add_params(picked)


_CHARTS: dict[str, Callable[[Report, Opened, Kind], alt.Chart | Layered]] = {
    "labels": _labels,
    "reliability": _reliability,
    "versions": _versions,
    "days": _days,
    "acceptance": _acceptance,
}
