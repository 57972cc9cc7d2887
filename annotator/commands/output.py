"""What commands print: results on standard output, faults and progress on standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sized
from contextlib import contextmanager

from annotator.core.json_values import JsonObject
from annotator.errors import InputError
from annotator.services.progress import Progress, silent


def say(line: str) -> None:
    """One line of the result."""
    print(line)


def say_json(value: object) -> None:
    """The result as JSON."""
    print(json.dumps(value, ensure_ascii=False, allow_nan=False, indent=2))


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

    def show(done: int, total: int | None) -> None:
        of = f" of {total:,}" if total is not None else ""
        print(f"\r\033[K{done:,}{of} {what}", end="", file=sys.stderr, flush=True)

    try:
        yield show
    finally:
        print("\r\033[K", end="", file=sys.stderr, flush=True)
