"""How sure the extractor is of an entity.

The numbers are precisions: of the mentions of each source on the 12 development articles
(benchmarks/extraction), drawn towards the middle because the rules were written with those articles in sight.
"""

from __future__ import annotations

from annotator.extract.entities.mention import Mention, Source

_SCORES: dict[Source, float] = {"both": 0.93, "rule": 0.9, "name": 0.75, "first": 0.7, "second": 0.6}


def score_of(mention: Mention, *, several: bool) -> float | None:
    """The score of a mention, or ``None`` where only one model was there to ask and no rule found it."""
    if not several and mention.source in ("both", "first", "second"):
        return None
    return _SCORES[mention.source]
