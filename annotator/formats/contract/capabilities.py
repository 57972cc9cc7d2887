"""What people ask of a format."""

from __future__ import annotations

from typing import Literal, get_args

Capability = Literal[
    "entities",
    "nested entities",
    "overlapping entities",
    "entities inside a word",
    "attributes of entities",
    "relations",
    "attributes of relations",
]
CAPABILITIES: tuple[Capability, ...] = get_args(Capability)


def all_but(*missing: Capability) -> tuple[Capability, ...]:
    """What a format carries that lacks these."""
    return tuple(what for what in CAPABILITIES if what not in missing)
