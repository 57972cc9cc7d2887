"""Tokens for formats that want them: words, numbers and signs, cut wherever an annotation begins or ends.

Cut at the edges of gold, no entity is lost for not being made of whole tokens. White space is in no token.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from annotator.core.model import Entity

_TOKEN = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a text: half-open spans of code points, in order, that never overlap.

    Attributes:
        starts: where each begins.
        ends: where each ends.
    """

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def of(self, entity: Entity) -> tuple[int, int] | None:
        """The first token of an entity and the one past its last; ``None`` where it holds no token."""
        first = bisect_left(self.starts, entity.start)
        last = bisect_right(self.ends, entity.end)
        return (first, last) if first < last else None


def tokenise(text: str, entities: Iterable[Entity] = ()) -> Tokens:
    """The tokens of a text, cut at the edges of the given entities."""
    edges = sorted({edge for entity in entities for edge in (entity.start, entity.end)})
    starts: list[int] = []
    ends: list[int] = []
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        inside = edges[bisect_right(edges, start) : bisect_left(edges, end)]
        starts.extend((start, *inside))
        ends.extend((*inside, end))
    return Tokens(tuple(starts), tuple(ends))
