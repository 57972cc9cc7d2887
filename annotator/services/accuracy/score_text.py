"""Numbers as people read them, on the command line, on pages and in files."""

from __future__ import annotations


def rate(value: float | None) -> str:
    """A score to three places; ``n/a`` where there was nothing to measure."""
    return "n/a" if value is None else f"{value:.3f}"


def counted(number: int, singular: str, plural: str | None = None) -> str:
    """``1 article``, ``2 articles``."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"
