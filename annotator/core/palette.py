"""Colours for entity labels that name none of their own.

Chosen for a contrast of at least 4.5:1 on the light page background; the editor lightens them for the
dark theme. Order spreads hue and lightness so that neighbours differ for colour-blind people too.
"""

from __future__ import annotations

_COLOURS = (
    "#b4372f", "#1f6f8b", "#6b4bb8", "#8a6d00", "#0b7a4b", "#7a5230", "#9c3f7d", "#445c99", "#55707a",
    "#a8480f", "#2f6f2f", "#8c2f5a", "#00707a", "#5a5fc7", "#6f6a1c", "#94432b", "#3f6b5c", "#7d4ea3",
    "#5c5c5c",
)  # fmt: skip


def colour_for(index: int) -> str:
    """The colour ``#rrggbb`` of the label at this place in the schema; repeats after 19."""
    return _COLOURS[index % len(_COLOURS)]
