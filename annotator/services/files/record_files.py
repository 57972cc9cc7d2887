"""Files of records, one or a folder of parts: JSON lines, or Parquet where the name ends so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.core.model import Record
from annotator.errors import InputError
from annotator.formats.jsonl import JsonLines
from annotator.services.files.files import open_input, unpacked_name
from annotator.services.files.shards import checksum_fault

if TYPE_CHECKING:
    from annotator.formats.parquet.rows import Parquet

#: What stands in the name of a file with refused records.
QUARANTINE = ".quarantine"
#: The formats of such files.
FORMATS = ("jsonl", "parquet")
_PARQUET = ".parquet"


def record_format(name: str) -> JsonLines | Parquet:
    """The format of that name.

    Raises:
        InputError: it is none of :data:`FORMATS`.
    """
    if name == "parquet":
        from annotator.formats.parquet.rows import (
            Parquet,  # Arrow is large: for those only who have such files
        )

        return Parquet()
    if name == "jsonl":
        return JsonLines()
    raise InputError(f"there is no format {name!r} for parts; choose one of: {', '.join(FORMATS)}")


def format_of(place: Path) -> str:
    """The format that the name of a file says."""
    return "parquet" if unpacked_name(place).endswith(_PARQUET) else "jsonl"


def record_files(path: Path) -> list[Path]:
    """The file, or the parts in the folder, in the order of their names.

    Raises:
        InputError: the folder has none.
    """
    if not path.is_dir():
        return [path]
    endings = (".jsonl", _PARQUET)
    found = [
        one
        for one in sorted(path.iterdir())
        if unpacked_name(one).endswith(endings)
        and not one.name.startswith(".")
        and QUARANTINE not in one.name
    ]
    if not found:
        raise InputError(f"the folder has no part that ends in {' or '.join(endings)}", source=str(path))
    return found


def read_record_file(place: Path, format: str | None = None) -> Iterator[tuple[int, Record | InputError]]:
    """The records with their lines (rows), from 1, or the fault in their place; line 0 is the whole file.

    Args:
        place: the file; where its checksum stands beside it, it must have that.
        format: one of :data:`FORMATS`; ``None`` for what its name says.
    """
    changed = checksum_fault(place)
    if changed is not None:
        yield 0, InputError(changed, source=str(place))
        return
    chosen = record_format(format or format_of(place))
    with open_input(place) as source:
        number = 0
        try:
            for number, found in chosen.read_stream(source, str(place)):
                yield number, found
        except InputError as fault:  # of the file as a whole
            yield 0, fault
            return
        if not number:
            yield 0, InputError("holds no record", source=str(place))
