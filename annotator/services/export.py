"""Gold leaves the database in a format that other tools read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from annotator.core.model import Record
from annotator.formats.protocol import LossReport
from annotator.formats.registry import get_format
from annotator.services.gold import gold_records
from annotator.services.progress import Progress, silent
from annotator.store import Store

__all__ = ["ExportReport", "export_gold", "gold_records"]


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What was written.

    Attributes:
        format: the name of the format.
        written: how much, and what the format had no room for.
        loses: what the format never has room for.
    """

    format: str
    written: LossReport
    loses: tuple[str, ...]


def export_gold(
    store: Store,
    format_name: str,
    target: BinaryIO,
    include_partial: bool = False,
    progress: Progress = silent,
) -> ExportReport:
    """Write the gold of the database; the same gold gives the same bytes.

    Raises:
        InputError: there is no format of that name.
    """
    chosen = get_format(format_name)
    written = chosen.write(_told(gold_records(store, include_partial), progress), target)
    return ExportReport(chosen.name, written, chosen.loses)


def _told(records: Iterable[Record], progress: Progress) -> Iterator[Record]:
    for done, record in enumerate(records, start=1):
        yield record
        progress(done, None)
