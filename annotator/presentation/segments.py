"""A marked passage cut where a mark begins or ends, so that marks may cross."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from annotator.presentation.blocks import Marked


def segments(marked: Marked) -> Iterator[tuple[str, bool, bool]]:
    """Pieces of the text in order, each with whether it is marked as gold, and as predicted."""
    length = len(marked.text)
    cuts = {0, length}
    for mark in marked.marks:
        cuts |= {min(max(mark.start, 0), length), min(max(mark.end, 0), length)}
    for start, end in pairwise(sorted(cuts)):
        over = [mark for mark in marked.marks if mark.start <= start and end <= mark.end]
        yield marked.text[start:end], any(m.gold for m in over), any(m.predicted for m in over)
