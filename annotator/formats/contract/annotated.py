"""What a record says of itself: whether somebody annotated it, and what of it was not read.

Nothing found is not "nothing there": a record is gold only where its file says that somebody annotated it.
Every format has its own sign of that (docs/formats.md); what lacks it has a doubt, of one of these kinds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from annotator.core.model import Record
from annotator.errors import DoubtKind, NotGoldError

#: The kinds in words that follow a number: ``3 records without an annotation``.
DOUBTS: Mapping[DoubtKind, str] = {
    "unannotated": "without an annotation",
    "elsewhere": "annotated in a place that is not read",
    "predicted": "with predictions only",
    "rejected": "skipped, cancelled or rejected",
    "unfinished": "not finished",
}


@dataclass(frozen=True, slots=True)
class Annotated:
    """What a record says of its own annotations.

    Attributes:
        doubt: why it is no gold; ``None`` where somebody annotated it.
        passed_over: what of it was not read, in words, and how often.
    """

    doubt: NotGoldError | None = None
    passed_over: Mapping[str, int] = field(default_factory=Counter)

    def within(self, place: str) -> Annotated:
        """The same of a record that has a place in its file: ``task 3``."""
        if self.doubt is None:
            return self
        return Annotated(NotGoldError(f"{place}: {self.doubt.problem}", self.doubt.kind), self.passed_over)


#: The key by which our own exports of proposals are known, where a format has metadata.
PROPOSED_BY = "proposed_by"


def proposed_by(record: Record) -> dict[str, object]:
    """What says of an exported record that only an extractor made its annotations; of gold nothing."""
    if record.review is not None or record.extractor is None:
        return {}
    return {PROPOSED_BY: f"{record.extractor.name} {record.extractor.version}"}


def unannotated(problem: str) -> NotGoldError:
    """Nobody has annotated it; ``problem`` says what is missing."""
    return NotGoldError(
        f"{problem}: nobody has annotated it; --unannotated-is-empty takes it as a text with nothing in it",
        "unannotated",
    )


def predicted(problem: str) -> NotGoldError:
    """It holds only what a machine made."""
    return NotGoldError(f"{problem}: bring it in with --as proposals", "predicted")
