"""What commands print: results on standard output, faults and progress on standard error."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sized
from contextlib import contextmanager
from datetime import timedelta

from annotator.core.json_values import JsonObject
from annotator.errors import InputError
from annotator.services.database.progress import Progress, silent


def say(line: str) -> None:
    """One line of the result."""
    print(line)


def say_json(value: object) -> None:
    """The result as JSON."""
    print(json.dumps(value, ensure_ascii=False, allow_nan=False, indent=2))


def say_json_list(name: str, rows: Iterable[object], rest: Callable[[], Mapping[str, object]]) -> None:
    """A result as JSON whose list is printed as it comes; at its end ``rest`` gives the other keys."""
    print(f"{{\n{json.dumps(name)}: [", end="")
    for number, row in enumerate(rows):
        print("," if number else "", json.dumps(row, ensure_ascii=False, allow_nan=False), sep="\n", end="")
    others = (
        f",\n{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in rest().items()
    )
    print("\n]", *others, "\n}", sep="")


def warn(problem: object) -> None:
    """One line about a fault, whatever characters stand in the value or file name that it quotes."""
    print(f"annotator: {one_line(str(problem))}", file=sys.stderr)


def warn_all(faults: Iterable[InputError]) -> None:
    """A line for each fault."""
    for fault in faults:
        warn(fault)


def one_line(text: str) -> str:
    """A text without control characters: those are written as Python would write them in a string."""
    return "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode("ascii")
        for character in text
    )


def fault_json(fault: InputError) -> JsonObject:
    """A fault for ``--json``: where, and what is wrong."""
    return {"source": fault.source, "line": fault.line, "problem": fault.problem}


def count(things: Sized | int, singular: str, plural: str | None = None) -> str:
    """``1 article``, ``2 articles``."""
    number = things if isinstance(things, int) else len(things)
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


@contextmanager
def progress_on_terminal(what: str) -> Iterator[Progress]:
    """Progress on standard error while the block runs; silent where that is no terminal."""
    if not sys.stderr.isatty():
        yield silent
        return

    begun: list[tuple[int, float]] = []  # what was there before, as with a run that goes on, has no pace

    def show(done: int, total: int | None) -> None:
        if not begun:
            begun.append((done, time.monotonic()))
        of = f" of {total:,}" if total is not None else ""
        left = None if total is None else total - done
        pace = _pace(done - begun[0][0], time.monotonic() - begun[0][1], left)
        print(f"\r\033[K{done:,}{of} {what}{pace}", end="", file=sys.stderr, flush=True)

    try:
        yield show
    finally:
        print("\r\033[K", end="", file=sys.stderr, flush=True)


def _pace(done: int, seconds: float, left: int | None) -> str:
    """How many a second, and how long the rest takes at that pace; empty until there is one."""
    if done <= 0 or seconds < 1:
        return ""
    rate = done / seconds
    shown = f", {rate:,.0f} a second" if rate >= 10 else f", {rate:,.1f} a second"
    if left is None:
        return shown
    return f"{shown}, {timedelta(seconds=round(max(left, 0) / rate))} left"
