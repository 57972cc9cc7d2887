"""Spans without overlaps, in order, that quickly say what lies where (texts may be a megabyte long)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from annotator.extract.entities.mention import Mention


class Spans:
    """A growing set of mentions without overlaps."""

    def __init__(self, mentions: Iterable[Mention] = ()) -> None:
        self._starts: list[int] = []
        self._mentions: list[Mention] = []
        for mention in mentions:
            self.add(mention)

    def add(self, mention: Mention) -> bool:
        """Take a mention in, unless it is empty or overlaps one that is there; says whether it did."""
        if mention.start >= mention.end:
            return False
        if not self._mentions or mention.start >= self._mentions[-1].end:  # most come in reading order
            self._starts.append(mention.start)
            self._mentions.append(mention)
            return True
        if self.overlapping(mention.start, mention.end):
            return False
        at = bisect_left(self._starts, mention.start)
        self._starts.insert(at, mention.start)
        self._mentions.insert(at, mention)
        return True

    def overlapping(self, start: int, end: int) -> list[Mention]:
        """The mentions that share a code point with a span, in order."""
        first = bisect_right(self._starts, start) - 1
        if first < 0 or self._mentions[first].end <= start:
            first += 1
        return self._mentions[first : bisect_left(self._starts, end, lo=first)]

    def between(self, start: int, end: int) -> list[Mention]:
        """The mentions that start within a span."""
        return self._mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def in_order(self) -> list[Mention]:
        """All of them in reading order."""
        return list(self._mentions)


def flat(mentions: Iterable[Mention]) -> list[Mention]:
    """Mentions without overlaps, in reading order; of two that overlap the earlier given one stays."""
    return Spans(mentions).in_order()
