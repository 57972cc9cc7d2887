"""Samples as a table for people, and as JSON."""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from numpy import percentile

#: What the design asks for: figure and size in KB to milliseconds (of the median).
AIMS: Mapping[tuple[str, int], float] = {
    **{
        (f"{key} to visible", size): limit
        for key in ("j", "a", "relabel", "move a boundary", "select a word", "add the entity")
        for size, limit in ((2, 17.0), (20, 17.0), (100, 25.0))
    },
    ("edit to committed row", 2): 30.0,
    ("edit to committed row", 100): 60.0,
    ("next article, asked for", 2): 100.0,
    **{("next article, prefetched", size): 60.0 for size in (2, 20, 100)},
    **{
        ("article opened from the list", size): limit
        for size, limit in ((2, 100.0), (20, 200.0), (100, 400.0))
    },
}


@dataclass(frozen=True, slots=True)
class Row:
    """One figure at one length of article; milliseconds."""

    figure: str
    kilobytes: int
    samples: int
    median: float
    p95: float
    least: float
    most: float
    aim: float | None


def rows_of(samples: Mapping[str, Sequence[float]], kilobytes: int) -> list[Row]:
    """The figures of one length, in the order in which they were measured."""
    return [_row(figure, kilobytes, values) for figure, values in samples.items()]


def _row(figure: str, kilobytes: int, values: Sequence[float]) -> Row:
    median, p95 = (round(float(percentile(values, share)), 1) for share in (50, 95))
    least, most = round(min(values), 1), round(max(values), 1)
    return Row(figure, kilobytes, len(values), median, p95, least, most, AIMS.get((figure, kilobytes)))


def machine(browser: str) -> dict[str, object]:
    """What the numbers were taken on, and how busy it was."""
    return {
        "cores": os.cpu_count(),
        "load": [round(load, 2) for load in os.getloadavg()],
        "system": platform.system(),
        "python": platform.python_version(),
        "chromium": browser,
    }


def as_json(rows: Sequence[Row], machines: Mapping[str, object]) -> dict[str, object]:
    """Everything, for a program."""
    return {"machine": dict(machines), "milliseconds": [asdict(row) for row in rows]}


def as_table(rows: Sequence[Row]) -> str:
    """One line a figure, one column a length: median / 95th percentile, ``!`` where that misses its aim."""
    sizes = sorted({row.kilobytes for row in rows})
    figures = dict.fromkeys(row.figure for row in rows)
    found = {(row.figure, row.kilobytes): row for row in rows}
    lines = [
        "| median / 95th percentile, ms | " + " | ".join(f"{size} KB" for size in sizes) + " | samples |",
        "|---|" + "---|" * (len(sizes) + 1),
    ]
    for figure in figures:
        cells = [_cell(found.get((figure, size))) for size in sizes]
        counts = sorted({row.samples for row in rows if row.figure == figure})
        lines.append(
            f"| {figure} | {' | '.join(cells)} | {'-'.join(map(str, counts[:: max(1, len(counts) - 1)]))} |"
        )
    return "\n".join(lines)


def _cell(row: Row | None) -> str:
    if row is None:
        return ""
    missed = " !" if row.aim is not None and row.median > row.aim else ""
    return f"{row.median:g} / {row.p95:g}{missed}"
