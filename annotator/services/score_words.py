"""Scores as people read them, on the command line, on pages and in files."""

from __future__ import annotations


def rate(value: float | None) -> str:
    """A score to three places; ``n/a`` where there was nothing to measure."""
    return "n/a" if value is None else f"{value:.3f}"
