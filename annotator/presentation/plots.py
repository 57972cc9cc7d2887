"""Drawings as SVG without scripts. Colours are classes, so that the page's light and dark both reach them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from annotator.measure import Reliability, Score
from annotator.services.accuracy.acceptance import ScoreBin

_WIDTH = 1040
_HALF = 500
#: How many marks an axis of categories has room for.
_MOST_NAMES = 10


@dataclass(frozen=True, slots=True)
class Point:
    """The strict scores of entities and relations at one place of a line."""

    name: str
    entities: Score | None
    relations: Score | None


def label_plot(scores: Sequence[tuple[str, Score]], few: int) -> str:
    """F1 of each label with its interval; labels with fewer than ``few`` gold items are pale."""
    left, right, line = 170, 90, 26
    span = _WIDTH - left - right
    bottom = 12 + line * len(scores)
    parts = [_grid(left, span, 12, bottom)]
    for place, (label, score) in enumerate(scores):
        middle = 12 + line * place + line / 2
        pale = " pale" if score.counts.gold < few else ""
        shown = label if len(label) <= 22 else f"{label[:21]}…"
        parts.append(f'<text class="name{pale}" x="{left - 12}" y="{middle + 4:.1f}">{escape(shown)}</text>')
        parts.append(
            f'<text class="count" x="{_WIDTH - 8}" y="{middle + 4:.1f}">{score.counts.gold:,}</text>'
        )
        parts.extend(_dot_and_interval(score, left, span, middle, pale))
    parts.append(_scale(left, span, bottom + 18))
    parts.append(f'<text class="count" x="{_WIDTH - 8}" y="{bottom + 18}">in gold</text>')
    return _svg(_WIDTH, bottom + 28, "F1 of each label with its 95 % interval", parts)


def _dot_and_interval(score: Score, left: int, span: int, middle: float, pale: str) -> Iterator[str]:
    f1 = score.counts.f1
    if f1 is None:
        return
    if score.f1_interval is not None:
        low, high = (left + span * end for end in score.f1_interval)
        yield f'<path class="range{pale}" d="M{low:.1f} {middle:.1f}H{high:.1f}"/>'
    yield f'<circle class="dot{pale}" cx="{left + span * f1:.1f}" cy="{middle:.1f}" r="4.5"/>'


def reliability_plot(found: Reliability, title: str) -> str:
    """The share that is right against the mean score, bin by bin, over the diagonal; counts below."""
    left, top, side = 52, 14, 330
    width = _HALF
    parts = [
        _square_grid(left, top, side),
        f'<path class="ideal" d="M{left} {top + side}L{left + side} {top}"/>',
    ]
    most = max((one.items for one in found.bins), default=0)
    line = []
    for one in found.bins:
        if one.mean_score is None or one.share is None:
            continue
        x, y = left + side * one.mean_score, top + side * (1 - one.share)
        line.append(f"{x:.1f},{y:.1f}")
        parts.append(
            f'<path class="gap" d="M{x:.1f} {y:.1f}V{top + side * (1 - one.mean_score):.1f}"/>'
            f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="{3 + 5 * (one.items / most) ** 0.5:.1f}">'
            f"<title>{one.items:,} items, mean score {one.mean_score:.2f}, {one.share:.2f} right</title>"
            "</circle>"
        )
    if len(line) > 1:
        parts.insert(2, f'<polyline class="line" points="{" ".join(line)}"/>')
    parts.extend(_counts_below(found, left, top + side + 44, side, most))
    parts.append(f'<text class="axis" x="{left + side / 2:.0f}" y="{top + side + 36}">mean score</text>')
    turned = f'transform="translate(14 {top + side / 2:.0f}) rotate(-90)"'
    parts.append(f'<text class="axis" {turned}>share that is right</text>')
    return _svg(width, top + side + 104, title, parts)


def _counts_below(found: Reliability, left: int, top: int, side: int, most: int) -> Iterator[str]:
    """How many items each bin has."""
    step = side / len(found.bins)
    for place, one in enumerate(found.bins):
        if not one.items:
            continue
        height = max(1.5, 34 * one.items / most)
        x = left + step * place
        size = f'width="{step - 4:.1f}" height="{height:.1f}"'
        yield f'<rect class="bar" x="{x + 2:.1f}" y="{top + 36 - height:.1f}" {size}/>'
        yield f'<text class="tick" x="{x + step / 2:.1f}" y="{top + 50}">{one.items:,}</text>'
    yield f'<text class="count" x="{left + side + 50}" y="{top + 50}">items</text>'


def acceptance_plot(bins: Sequence[ScoreBin], title: str) -> str:
    """What reviewers did with the proposals of each bin of scores, as shares."""
    left, top, side, height = 52, 30, 400, 250
    step = side / len(bins)
    parts = [_levels(left, top, side, height)]
    for place, one in enumerate(bins):
        x, base = left + step * place, float(top + height)
        parts.append(f'<text class="tick" x="{x:.1f}" y="{top + height + 18}">{one.low:g}</text>')
        for name, share in (
            ("accepted", one.fates.accept_rate),
            ("corrected", one.fates.correct_rate),
            ("rejected", one.fates.reject_rate),
        ):
            if not share:
                continue
            base -= height * share
            parts.append(
                f'<rect class="{name}" x="{x + 2:.1f}" y="{base:.1f}" width="{step - 4:.1f}"'
                f' height="{height * share:.1f}"><title>{name} {100 * share:.0f} %</title></rect>'
            )
        if one.fates.decided:
            parts.append(
                f'<text class="tick" x="{x + step / 2:.1f}" y="{top - 8}">{one.fates.decided:,}</text>'
            )
    parts.append(f'<text class="tick" x="{left + side}" y="{top + height + 18}">1</text>')
    parts.append(f'<text class="axis" x="{left + side / 2:.0f}" y="{top + height + 38}">score</text>')
    for place, name in enumerate(("accepted", "corrected", "rejected")):
        x = left + 110 * place
        parts.append(f'<rect class="{name}" x="{x}" y="{top + height + 54}" width="12" height="12"/>')
        parts.append(f'<text class="key" x="{x + 18}" y="{top + height + 64}">{name}</text>')
    return _svg(_HALF, top + height + 76, title, parts)


def line_plot(points: Sequence[Point], title: str) -> str:
    """F1 of entities and of relations with intervals, along versions or days."""
    left, top, height, right = 52, 16, 250, 110
    span = _WIDTH - left - right
    step = span / max(len(points), 1)
    parts = [_levels(left, top, span, height)]
    every = -(-len(points) // _MOST_NAMES) or 1
    for place, point in enumerate(points):
        if place % every == 0:
            shown = point.name if len(point.name) <= 16 else f"{point.name[:15]}…"
            x = left + step * (place + 0.5)
            parts.append(f'<text class="tick" x="{x:.1f}" y="{top + height + 20}">{escape(shown)}</text>')
    ends = {}
    for kind, shift in (("entities", -5), ("relations", 5)):
        places = list(_places(points, kind, left + step / 2 + shift, step, (top, height)))
        parts.extend(_series(places, kind))
        if places:
            ends[kind] = (places[-1].x, places[-1].y)
    parts.extend(_names_at_the_ends(ends))
    return _svg(_WIDTH, top + height + 34, title, parts)


@dataclass(frozen=True, slots=True)
class _Place:
    """A point of a line on the drawing, with the ends of its interval."""

    x: float
    y: float
    range: tuple[float, float] | None
    title: str


def _places(
    points: Sequence[Point], kind: str, first: float, step: float, room: tuple[int, int]
) -> Iterator[_Place]:
    top, height = room
    for place, point in enumerate(points):
        score: Score | None = getattr(point, kind)
        if score is None or score.counts.f1 is None:
            continue
        low_high = score.f1_interval
        ends = (
            None if low_high is None else (top + height * (1 - low_high[0]), top + height * (1 - low_high[1]))
        )
        title = f"{point.name}: {score.counts.f1:.3f}"
        yield _Place(first + step * place, top + height * (1 - score.counts.f1), ends, title)


def _series(places: Sequence[_Place], kind: str) -> Iterator[str]:
    if len(places) > 1:
        joined = " ".join(f"{one.x:.1f},{one.y:.1f}" for one in places)
        yield f'<polyline class="line {kind}" points="{joined}"/>'
    for one in places:
        if one.range is not None:
            yield f'<path class="range {kind}" d="M{one.x:.1f} {one.range[0]:.1f}V{one.range[1]:.1f}"/>'
        title = f"<title>{escape(one.title)}</title>"
        if kind == "entities":
            yield f'<circle class="dot {kind}" cx="{one.x:.1f}" cy="{one.y:.1f}" r="4.5">{title}</circle>'
        else:
            corner = f'x="{one.x - 4:.1f}" y="{one.y - 4:.1f}"'
            yield f'<rect class="dot {kind}" {corner} width="8" height="8">{title}</rect>'


def _names_at_the_ends(ends: dict[str, tuple[float, float]]) -> Iterator[str]:
    """The names of the lines where they end; where they end close together, one above the other."""
    right = max((x for x, _ in ends.values()), default=0)
    ordered = sorted(ends.items(), key=lambda one: (one[1][1], one[0]))
    close = len(ordered) == 2 and ordered[1][1][1] - ordered[0][1][1] < 16
    close = close and abs(ordered[1][1][0] - ordered[0][1][0]) < 100
    for place, (kind, (x, y)) in enumerate(ordered):
        middle = (ordered[0][1][1] + ordered[-1][1][1]) / 2 + (8 if place else -8) if close else y
        left = (right if close else x) + 12
        yield f'<text class="end {kind}" x="{left:.1f}" y="{middle + 4:.1f}">{kind}</text>'


def _svg(width: int, height: float, title: str, parts: Sequence[str]) -> str:
    return (
        f'<svg viewBox="0 0 {width} {height:.0f}" width="{width}" height="{height:.0f}" role="img"'
        f' aria-label="{escape(title, quote=True)}">{"".join(parts)}</svg>'
    )


def _fifths() -> list[float]:
    return [0.0, 0.2, 0.4, 0.6, 0.8, 1.0]


def _grid(left: int, span: int, top: int, bottom: float) -> str:
    """Lines at every fifth, from top to bottom."""
    return "".join(f'<path class="grid" d="M{left + span * at:.1f} {top}V{bottom:.1f}"/>' for at in _fifths())


def _scale(left: int, span: int, y: float) -> str:
    return "".join(
        f'<text class="tick" x="{left + span * at:.1f}" y="{y:.0f}">{at:.1f}</text>' for at in _fifths()
    )


def _levels(left: int, top: int, span: float, height: int) -> str:
    """Lines at every fifth, from left to right, with their numbers."""
    return "".join(
        f'<path class="grid" d="M{left} {top + height * (1 - at):.1f}H{left + span:.1f}"/>'
        f'<text class="name" x="{left - 8}" y="{top + height * (1 - at) + 4:.1f}">{at:.1f}</text>'
        for at in _fifths()
    )


def _square_grid(left: int, top: int, side: int) -> str:
    return (
        _grid(left, side, top, top + side)
        + _levels(left, top, side, side)
        + _scale(left, side, top + side + 18)
    )
