"""What a record says of itself: whether somebody annotated it, and what of it was not read.

Nothing found is not "nothing there": a record is gold only where its file says that somebody annotated it.
Every format has its own sign of that (docs/formats.md); what lacks it has a doubt, of one of these kinds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from annotator.core.json_values import JsonObject
from annotator.core.model import Record
from annotator.errors import DoubtKind, InputError, ItemError, ItemFaultKind, NotGoldError

#: The kinds in words that follow a number: ``3 records without an annotation``.
DOUBTS: Mapping[DoubtKind, str] = {
    "unannotated": "without an annotation",
    "elsewhere": "annotated in a place that is not read",
    "predicted": "with predictions only",
    "rejected": "skipped, cancelled or rejected",
    "unfinished": "not finished",
}

#: Why items are left out, in words that follow a number: ``2 × relation without an end``.
LEFT_OUT: Mapping[ItemFaultKind, str] = {
    "place": "place or words that are not in the text",
    "unlabelled": "item without a label",
    "label": "label that the schema lacks",
    "end": "relation without an end",
    "argument": "relation between what it may not join",
    "attribute": "attribute or value that the schema lacks",
    "gap": "entity with a gap",
    "event": "item of a kind that is not read",
    "shape": "item that cannot be read",
}


@dataclass(frozen=True, slots=True)
class Annotated:
    """What a record says of its own annotations.

    Attributes:
        doubt: why it is no gold; ``None`` where somebody annotated it.
        passed_over: what of it was not read, in words, and how often.
        left_out: a fault for each item that could not be read.
        names: the places of the items that were, by ``entities`` and ``relations``; without them they are
            numbered as they stand in the record.
    """

    doubt: NotGoldError | None = None
    passed_over: Mapping[str, int] = field(default_factory=Counter)
    left_out: Sequence[ItemError] = ()
    names: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def within(self, place: str) -> Annotated:
        """The same of a record that has a place in its file: ``task 3``."""
        doubt = self.doubt and NotGoldError(f"{place}: {self.doubt.problem}", self.doubt.kind)
        left = tuple(ItemError(f"{place}: {fault.problem}", fault.kind) for fault in self.left_out)
        names = {name: [f"{place}: {one}" for one in found] for name, found in self.names.items()}
        return replace(self, doubt=doubt, left_out=left, names=names)


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


def fault_row(fault: InputError) -> JsonObject:
    """A fault for programs: where, what is wrong, and of which kind."""
    row: JsonObject = {"source": fault.source, "line": fault.line, "problem": fault.problem}
    if isinstance(fault, ItemError):
        return {**row, "kind": fault.kind}
    return {**row, "doubt": fault.kind} if isinstance(fault, NotGoldError) else row
