"""How intervals are drawn."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sampling:
    """How the intervals are drawn: the seed of the bootstrap and how many samples it takes (0: none)."""

    seed: int = 0
    resamples: int = 1000
