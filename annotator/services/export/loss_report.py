"""The file that names every item that an export had no room for."""

from __future__ import annotations

import csv
import io
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import astuple, fields
from pathlib import Path
from typing import BinaryIO

from annotator.formats.contract.losses import Losses, Lost
from annotator.services.files.replacing import NOTHING, Replacing
from annotator.services.files.targets import write_file

#: What its name ends in.
LOSS_FILE = ".lost.csv"
_IN_MEMORY = 1 << 20


@contextmanager
def loss_list() -> Iterator[tuple[Losses, Callable[[BinaryIO], None]]]:
    """Losses that are written down as they come (CSV in UTF-8), and what copies them into a file."""
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as aside:
        text = io.TextIOWrapper(aside, "utf-8", newline="", write_through=True)
        rows = csv.writer(text)
        rows.writerow([one.name for one in fields(Lost)])

        def tell(lost: Lost) -> None:
            rows.writerow([_safe(value) for value in astuple(lost)])

        def copy(target: BinaryIO) -> None:
            text.flush()
            aside.seek(0)
            shutil.copyfileobj(aside, target)

        yield Losses(tell), copy
        text.detach()


@contextmanager
def losses_beside(place: Path, replacing: Replacing = NOTHING) -> Iterator[Losses]:
    """Losses whose list appears at the end if there were any; the list of the export that is replaced goes.

    Raises:
        InputError: there is such a list, and it may not be replaced.
    """
    replacing.check(place)
    with loss_list() as (losses, copy):
        yield losses
        if losses.reasons:
            with write_file(place, replacing) as target:
                copy(target)
        else:
            place.unlink(missing_ok=True)


def _safe(value: object) -> object:
    """A spreadsheet must not take words of an article for a formula."""
    return (
        f"'{value}"
        if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r"))
        else value
    )
