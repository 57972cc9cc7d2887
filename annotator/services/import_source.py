"""What an import reads: which files, in which format, and where the refused records of each go."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from annotator.errors import InputError
from annotator.formats.protocol import Format, Found, Reading, Source
from annotator.formats.registry import get_format
from annotator.services.files import write_output
from annotator.services.parts import checksum_fault
from annotator.services.record_files import QUARANTINE, format_of, record_files
from annotator.services.sources import FileSource, FolderSource

#: Formats whose refused records are lines of JSON.
_AS_LINES = (".jsonl", ".json", ".parquet", "")


@dataclass(frozen=True, slots=True)
class Place:
    """One file, or one folder of a format that is a folder.

    Attributes:
        path: where it is.
        format: how it is read.
    """

    path: Path
    format: Format

    def read(self, reading: Reading) -> Iterator[Found]:
        """Its records, or the fault in the place of each; one without line and file is about the whole."""
        changed = checksum_fault(self.path)
        if changed is not None:
            yield Found(InputError(changed))
            return
        empty = True
        for found in self.format.read(self._source(), reading):
            empty = False
            yield found
        if empty:
            yield Found(InputError("holds no record"))

    def named(self, found: Found) -> str:
        """The file that a record stands in, for messages."""
        return str(self.path / found.file) if found.file else str(self.path)

    @property
    def quarantine(self) -> Path:
        """The file for its refused records, beside it."""
        name = self.path.name.removesuffix(".jsonl")
        ending = ".jsonl" if self.format.extension in _AS_LINES else self.format.extension
        return self.path.with_name(f"{name}{QUARANTINE}{ending}")

    def _source(self) -> Source:
        return FolderSource(self.path) if self.format.layout == "folder" else FileSource(self.path)


def places_of(path: Path, format_name: str | None) -> list[Place]:
    """The file or folder of that format; of a format that is a file, every such file of a folder.

    Args:
        path: of a user.
        format_name: ``None`` for what the name of each file says.

    Raises:
        InputError: there is no such format, or the folder has none of its files.
    """
    if format_name is None:
        return [Place(one, get_format(format_of(one))) for one in record_files(path)]
    chosen = get_format(format_name)
    if chosen.layout == "folder":
        if not path.is_dir():
            raise InputError(f"is not a folder, as {chosen.name} is", source=str(path))
        return [Place(path, chosen)]
    return [Place(one, chosen) for one in _files(path, chosen)]


def _files(path: Path, chosen: Format) -> list[Path]:
    if not path.is_dir():
        return [path]
    ours = [one for one in sorted(path.glob(f"*{chosen.extension}")) if QUARANTINE not in one.name]
    if not ours:
        raise InputError(f"the folder has no file that ends in {chosen.extension}", source=str(path))
    return ours


class Quarantine:
    """The refused records of a place, as they are; the file appears if there is one."""

    def __init__(self, path: Path, together: ExitStack) -> None:
        self.path = path
        self._together = together
        self._stream: BinaryIO | None = None

    @property
    def is_used(self) -> bool:
        """Whether something stands in it."""
        return self._stream is not None

    def keep(self, found: Found) -> None:
        """Keep a refused record, if it has a piece of its own in the source."""
        raw = found.raw()
        if not raw:
            return
        if self._stream is None:
            self._stream = self._together.enter_context(write_output(self.path))
        self._stream.write(raw)


@contextmanager
def quarantine_of(place: Place) -> Iterator[Quarantine]:
    """Where the refused records of a place go while the block runs."""
    with ExitStack() as together:
        yield Quarantine(place.quarantine, together)
