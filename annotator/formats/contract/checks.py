"""Checks that several readers share, each with the path of the fault."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeVar

from annotator.core.json_values import Path, expect_text, show

SHA256 = re.compile(r"[0-9a-f]{64}")
_Word = TypeVar("_Word", bound=str)


def expect_match(value: object, path: Path, pattern: re.Pattern[str], what: str) -> str:
    """A string that matches as a whole; ``what`` names the pattern to people."""
    if not isinstance(value, str):
        raise path.error(f"{show(value)} is not a string")
    if not pattern.fullmatch(value):
        raise path.error(f"{show(value)} is not {what}")
    return value


def expect_one_of(value: object, path: Path, allowed: Sequence[_Word]) -> _Word:
    """One of a closed list of words."""
    for found in allowed:
        if value == found:
            return found
    raise path.error(f"{show(value)} is none of {', '.join(allowed)}")


def expect_optional_text(value: object, path: Path) -> str | None:
    """A string that is not empty, or null."""
    return None if value is None else expect_text(value, path)
