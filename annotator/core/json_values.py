"""Checks on parsed JSON that name the path of a fault: ``entities[3].start: ...``."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from annotator.errors import InputError

JsonObject: TypeAlias = dict[str, object]

#: A value that is kept unread may nest this deep; SQLite's JSON ends at 1000, other programs' sooner.
MAX_DEPTH = 100
#: Larger integers than this cannot be exact in a browser or in SQLite.
MAX_INTEGER = 2**53 - 1
_LONGEST_STEP = 60
_SURROGATE = re.compile("[\ud800-\udfff]")
_NUL_OR_SURROGATE = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Path:
    """Where in a JSON value we are, and which error to raise about it."""

    error_class: Callable[[str], InputError]
    steps: tuple[str | int, ...] = ()

    def __truediv__(self, step: str | int) -> Path:
        """The path one step further down."""
        return Path(self.error_class, (*self.steps, step))

    def __str__(self) -> str:
        """``entities[3].start``; ``$`` for the whole value."""
        return "".join(map(_step, self.steps)).removeprefix(".") or "$"

    def error(self, problem: str) -> InputError:
        """The error to raise: the path, then the problem."""
        return self.error_class(f"{self}: {problem}")


def _step(step: str | int) -> str:
    """A key that may be anything stands in one line, and is not longer than a value."""
    if isinstance(step, int):
        return f"[{step}]"
    return f".{step}" if step.isprintable() and len(step) <= _LONGEST_STEP else f"[{show(step)}]"


def show(value: object, limit: int = 60) -> str:
    """A value as it may stand in a message: its repr, cut."""
    text = repr(value)
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def expect_object(
    value: object, path: Path, *, required: Sequence[str] = (), optional: Sequence[str] | None = None
) -> JsonObject:
    """An object with the required keys; with ``optional`` given, no keys but those and ``x_…`` ones."""
    if not isinstance(value, dict):
        raise path.error(f"{show(value)} is not an object")
    for key in required:
        if key not in value:
            raise path.error(f"{key!r} is missing")
    if optional is not None:
        for key in value:
            if key not in required and key not in optional and not str(key).startswith("x_"):
                raise (path / str(key)).error("is not a known key")
    return value


def expect_list(value: object, path: Path) -> list[object]:
    """A list."""
    if not isinstance(value, list):
        raise path.error(f"{show(value)} is not a list")
    return value


def expect_text(value: object, path: Path, *, empty: bool = False, longest: int = 10_000) -> str:
    """A string, not empty unless allowed, without lone surrogates or NUL."""
    if not isinstance(value, str):
        raise path.error(f"{show(value)} is not a string")
    if not value and not empty:
        raise path.error("is empty")
    if len(value) > longest:
        raise path.error(f"is {len(value)} characters long; at most {longest} are allowed")
    if _NUL_OR_SURROGATE.search(value):
        raise path.error("holds a NUL or a lone surrogate")
    return value


def expect_bool(value: object, path: Path) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise path.error(f"{show(value)} is not true or false")
    return value


def expect_integer(value: object, path: Path, *, least: int = 0, most: int = MAX_INTEGER) -> int:
    """A whole number within bounds; neither a bool nor a float such as 3.0."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise path.error(f"{show(value)} is not a whole number")
    if not least <= value <= most:
        raise path.error(f"{show(value)} is not between {least} and {most}")
    return value


def expect_number(value: object, path: Path, *, least: float, most: float) -> float:
    """A finite number within bounds."""
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise path.error(f"{show(value)} is not a finite number")
    if not least <= value <= most:
        raise path.error(f"{show(value)} is not between {least} and {most}")
    return float(value)


def expect_storable(value: object, path: Path) -> object:
    """Any JSON value that can be written again as UTF-8: not too deep, no lone surrogates, no NaN."""
    open_values: list[tuple[object, int]] = [(value, 0)]
    while open_values:
        found, depth = open_values.pop()
        if depth > MAX_DEPTH:
            raise path.error(f"is nested more than {MAX_DEPTH} deep")
        if isinstance(found, str) and _SURROGATE.search(found):
            raise path.error("holds a lone surrogate")
        if isinstance(found, float) and not math.isfinite(found):
            raise path.error("holds a number that is not finite")
        if isinstance(found, dict):
            open_values.extend((inner, depth + 1) for inner in (*found, *found.values()))
        elif isinstance(found, list):
            open_values.extend((inner, depth + 1) for inner in found)
    return value
