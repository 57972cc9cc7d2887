"""What a report is made of, whatever it is written in. All text is plain: writers escape it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from annotator.services.accuracy.lists_behind_numbers import AnyCell


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of a passage; ``gold`` and ``predicted`` say on which side it stands."""

    start: int
    end: int
    gold: bool
    predicted: bool


@dataclass(frozen=True, slots=True)
class Marked:
    """A passage with its marks, whose offsets count in its text."""

    text: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Shaded:
    """A number with a tint from 0 (none) to 1; ``good`` ones have another colour.

    ``cell`` is what it counts.
    """

    text: str
    strength: float
    good: bool = False
    cell: AnyCell | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """A number, and what it counts: a page opens the list of it, a file just prints the number."""

    text: str
    cell: AnyCell


Content: TypeAlias = str | Marked | Shaded | Counted


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; numbers stand at its right edge."""

    title: str
    number: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """A row; a quiet one is greyed, because it rests on little."""

    cells: tuple[Content, ...]
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table. ``more`` rows were left out; ``note`` stands below."""

    caption: str
    columns: tuple[Column, ...]
    rows: Sequence[Row]
    more: int = 0
    note: str = ""
    matrix: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing, as SVG that is safe already; the caption says what it shows.

    ``key`` names it for who draws it in another way.
    """

    svg: str
    caption: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """The beginning of a section (level 2) or of a part of one (level 3)."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Some sentences."""

    text: str


@dataclass(frozen=True, slots=True)
class Callout:
    """What a reader must know before believing a number."""

    text: str


@dataclass(frozen=True, slots=True)
class Tile:
    """A number that stands alone: what it is, the number, what to know of it, and the list behind it."""

    title: str
    value: str
    below: str
    cell: AnyCell | None = None


@dataclass(frozen=True, slots=True)
class Tiles:
    """The numbers that come first."""

    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Figures that stand beside each other where there is room."""

    figures: tuple[Figure, ...]


Block: TypeAlias = Heading | Paragraph | Callout | Table | Figure | Tiles | SideBySide


def percent(value: float | None) -> str:
    """A share in per cent, or ``n/a``."""
    return "n/a" if value is None else f"{100 * value:.1f} %"


def signed(value: float | None) -> str:
    """A difference with its sign, or ``n/a``."""
    return "n/a" if value is None else f"{value:+.3f}".replace("-", "−")


def between(interval: tuple[float, float] | None) -> str:
    """An interval of scores, or ``n/a``."""
    return "n/a" if interval is None else f"{interval[0]:.3f} – {interval[1]:.3f}"


def signed_between(interval: tuple[float, float] | None) -> str:
    """An interval of a difference, or ``n/a``."""
    return "n/a" if interval is None else f"{signed(interval[0])} to {signed(interval[1])}"
