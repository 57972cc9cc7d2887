"""Gold, and proposals, leave the database in a format that other tools read."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from annotator.core.model import Record
from annotator.formats.contract.losses import Losses
from annotator.formats.contract.protocol import Format, Target, Written
from annotator.formats.registry import get_format
from annotator.services.database.label_schema import current_schema
from annotator.services.database.progress import Progress, silent
from annotator.services.export.contents import GOLD, Exported
from annotator.services.export.loss_report import LOSS_FILE, loss_list, losses_beside
from annotator.services.files.replacing import NOTHING, Replacing
from annotator.services.files.targets import file_target, folder_target, zip_target
from annotator.services.gold.gold import gold_records
from annotator.store import Store

__all__ = ["ExportReport", "StreamTarget", "export_gold", "export_to", "export_zip", "gold_records"]


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What was written.

    Attributes:
        format: the name of the format.
        written: how much.
        lost: what the format had no room for, counted.
        loses: what the format never has room for.
        loss_file: the file that names every item that was lost, or ``None`` where nothing was.
    """

    format: str
    written: Written
    lost: Losses
    loses: tuple[str, ...]
    loss_file: Path | None = None


class StreamTarget:
    """One file that is open already: standard output, or a download."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    @contextmanager
    def file(self, name: str = "") -> Iterator[BinaryIO]:
        """The stream itself; what belongs beside the file has no place here."""
        yield io.BytesIO() if name else self._stream


def export_gold(
    store: Store,
    format_name: str,
    target: Target,
    what: Exported = GOLD,
    progress: Progress = silent,
    losses: Losses | None = None,
) -> ExportReport:
    """Write gold, or what else ``what`` names; the same gold gives the same bytes.

    Raises:
        InputError: there is no format of that name, or no proposals of that extractor.
    """
    chosen = get_format(format_name)
    lost = losses or Losses()
    records = _told(what.records(store), progress)
    written = chosen.write(records, target, current_schema(store), lost)
    return ExportReport(chosen.name, written, lost, chosen.loses)


def export_to(
    store: Store,
    format_name: str,
    path: Path,
    what: Exported = GOLD,
    progress: Progress = silent,
    replacing: Replacing = NOTHING,
) -> ExportReport:
    """The same into a file or folder that appears whole; what was lost is listed in a CSV file beside it.

    Raises:
        InputError: there is no format of that name, or the path cannot be written or may not be replaced.
    """
    chosen = get_format(format_name)
    place = path.with_name(path.name + LOSS_FILE)
    rule = replacing.but_no_database(store.path)
    with losses_beside(place, rule) as losses, _target(chosen, path, rule) as target:
        report = export_gold(store, format_name, target, what, progress, losses)
    loss_file = place if report.lost.reasons else None
    return ExportReport(report.format, report.written, report.lost, report.loses, loss_file)


def export_zip(store: Store, format_name: str, stream: BinaryIO, what: Exported = GOLD) -> ExportReport:
    """The same as an archive: the file or folder, and the list of what was lost."""
    chosen = get_format(format_name)
    with loss_list() as (losses, copy), zip_target(stream, f"{what.what}{chosen.extension}") as target:
        report = export_gold(store, format_name, target, what, losses=losses)
        if losses.reasons:
            with target.file(f"{what.what}{LOSS_FILE}") as kept:
                copy(kept)
    return report


def _target(chosen: Format, path: Path, replacing: Replacing) -> AbstractContextManager[Target]:
    make = folder_target if chosen.layout == "folder" else file_target
    return make(path, replacing)


def _told(records: Iterable[Record], progress: Progress) -> Iterator[Record]:
    for done, record in enumerate(records, start=1):
        yield record
        progress(done, None)
