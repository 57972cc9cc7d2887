"""How much gold each rule finds suspicious, with the lists of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from annotator.measure import REASONS, Suspicious
from annotator.presentation.blocks import Block, Column, Counted, Paragraph, Row, Table
from annotator.presentation.item_blocks import REASON_MEANING
from annotator.services.accuracy.lists_behind_numbers import SuspiciousCell


def suspicion_blocks(found: Sequence[Suspicious]) -> Iterator[Block]:
    """The number of items by reason."""
    if not found:
        yield Paragraph("Nothing in the gold looks wrong to the rules that look for it.")
        return
    counts = Counter(one.reason for one in found)
    rows = [
        Row((REASON_MEANING[reason], Counted(f"{counts[reason]:,}", SuspiciousCell(reason))))
        for reason in REASONS
        if counts[reason]
    ]
    note = "Worth a second look, not wrong for certain: each item says what it goes by."
    yield Table("Gold that looks wrong", (Column("Reason", False), Column("items")), rows, note=note)
