"""How long work tells how far it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

#: Called with how many are done, and how many there are in all (``None`` where nobody knows yet).
Progress: TypeAlias = Callable[[int, int | None], None]


def silent(done: int, total: int | None) -> None:
    """Tell nobody."""
