"""What an import reads: which files, in which format, and where the refused records of each go."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from annotator.errors import InputError
from annotator.formats.contract.annotated import fault_row
from annotator.formats.contract.protocol import Format, Found, Reading, Source
from annotator.formats.registry import get_format
from annotator.services.files.files import PACKED, beside, unpacked_name
from annotator.services.files.record_files import QUARANTINE, format_of, record_files
from annotator.services.files.replacing import Replacing
from annotator.services.files.shards import checksum_fault
from annotator.services.files.sources import FileSource, FolderSource
from annotator.services.files.targets import write_file

#: Formats whose refused records are lines of JSON.
_AS_LINES = (".jsonl", ".json", ".parquet", "")
#: What the name of the file of reasons ends in.
REASONS = ".reasons.jsonl"


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

    def of(self, found: Found, problem: str) -> tuple[str, int | None]:
        """The file and line that a fault of a record is about."""
        file, line = found.place_of(problem)
        return str(self.path / file) if file else str(self.path), line

    def name_of(self, found: Found) -> str:
        """Where a record stands, for people: the file as the user named it, and the line if it has lines."""
        path = self.path / found.file if found.file else self.path
        return str(path) if found.line is None else f"{path}, line {found.line}"

    @property
    def quarantine(self) -> Path:
        """The file for its refused records, beside it."""
        ending = ".jsonl" if self.format.extension in _AS_LINES else self.format.extension
        packed = PACKED if self.path.suffix == PACKED else ""
        name = unpacked_name(self.path).removesuffix(ending)
        return self.path.with_name(f"{name}{QUARANTINE}{ending}{packed}")

    @property
    def reasons(self) -> Path:
        """The file that says why each record stands in the quarantine: a fault a line, as JSON."""
        return self.path.with_name(f"{unpacked_name(self.path)}{QUARANTINE}{REASONS}")

    def check_quarantine(self, replacing: Replacing) -> None:
        """See that refused records can be put aside: those of an earlier import may be mended by now.

        Raises:
            InputError: it is there, and may not be replaced.
        """
        aside = self.beside("") if self.format.layout == "folder" else self.quarantine
        for path in (aside, self.reasons):
            replacing.but_not(self.path).check(path)

    def beside(self, name: str) -> Path:
        """The place of a further file of the quarantine: in a folder of its own, or beside its file."""
        if self.format.layout == "folder":
            return self.path.with_name(f"{self.path.name}{QUARANTINE}") / name
        return beside(self.quarantine, name)

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
    ours = [
        one
        for one in sorted(path.iterdir())
        if unpacked_name(one).endswith(chosen.extension)
        and not one.name.startswith(".")
        and QUARANTINE not in one.name
    ]
    if not ours:
        raise InputError(f"the folder has no file that ends in {chosen.extension}", source=str(path))
    return ours


class Quarantine:
    """The refused records of a place, as they are; files appear where there are any."""

    def __init__(self, place: Place, together: ExitStack, replacing: Replacing) -> None:
        self._place = place
        self._together = together
        self._replacing = replacing.but_not(place.path)
        self._streams: dict[Path, BinaryIO] = {}
        self._folders: set[Path] = set()
        self._reasons: BinaryIO | None = None

    @property
    def paths(self) -> list[Path]:
        """The files, or the folder of them, that hold something."""
        return sorted({*self._streams, *self._folders})

    @property
    def reasons(self) -> list[Path]:
        """The file that says why, if they hold something."""
        return [] if self._reasons is None else [self._place.reasons]

    def keep(self, found: Found, faults: Sequence[InputError]) -> None:
        """Keep a record that is not wholly taken, if it has a piece of its own in the source, and why."""
        raw, beside = found.raw(), found.beside()
        if not raw and not beside:
            return
        if raw:
            self._add(self._place.quarantine, raw)
        for name, piece in beside.items():
            if self._place.format.layout == "folder":
                self._put(name, piece)
            else:
                self._add(self._place.beside(name), piece)
        if self._reasons is None:
            self._reasons = self._together.enter_context(write_file(self._place.reasons, self._replacing))
        for fault in faults:
            self._reasons.write(json.dumps(fault_row(fault), ensure_ascii=False).encode() + b"\n")

    def _put(self, name: str, piece: bytes) -> None:
        """A whole file of the folder: never are all of them open at once."""
        path = self._place.beside(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        with write_file(path, self._replacing) as stream:
            stream.write(piece)
        self._folders.add(self._place.beside(""))

    def _add(self, path: Path, piece: bytes) -> None:
        if path not in self._streams:
            self._streams[path] = self._together.enter_context(write_file(path, self._replacing))
        self._streams[path].write(piece)


@contextmanager
def quarantine_of(place: Place, replacing: Replacing) -> Iterator[Quarantine]:
    """Where the refused records of a place go while the block runs."""
    with ExitStack() as together:
        yield Quarantine(place, together, replacing)
