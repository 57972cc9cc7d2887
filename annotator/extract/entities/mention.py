"""A mention: an entity in the making, with where it comes from and what speaks for which label."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

#: Where a mention comes from: both models, one of them, a rule, or another mention of the same name.
Source = Literal["both", "first", "second", "rule", "name"]

#: Labels of names, as against dates and numbers.
NAME_LABELS = frozenset(
    {"PERSON", "NORP", "FAC", "ORG", "GPE", "LOC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE"}
)
NUMBER_LABELS = frozenset({"DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL"})

#: Words that begin a sentence with a capital letter without belonging to the name behind them.
STARTERS = frozenset(
    (
        *("The", "This", "That", "These", "Those", "A", "An", "In", "On", "Under", "At", "By", "For", "As"),
        *("If", "When", "While", "With", "And", "But"),
    )
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A labelled span of an article (code points, half-open).

    Attributes:
        start: first code point.
        end: one past the last.
        label: the best label so far.
        source: where it comes from.
        votes: labels with the weight that speaks for each; the cluster of the name adds them up.
    """

    start: int
    end: int
    label: str
    source: Source
    votes: tuple[tuple[str, float], ...] = ()

    @property
    def length(self) -> int:
        """In code points."""
        return self.end - self.start

    def overlaps(self, other: Mention) -> bool:
        """Whether the two share a code point."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Mention) -> bool:
        """Whether the other lies within this one."""
        return self.start <= other.start and other.end <= self.end

    def moved(self, start: int, end: int) -> Mention:
        """The same mention over another span."""
        return Mention(start, end, self.label, self.source, self.votes)
