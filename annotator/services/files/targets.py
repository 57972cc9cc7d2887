"""Where a result goes: a file with what belongs beside it, a folder, or an archive; whole or not at all.

All that is written at the wish of a user goes through here, under the one rule of what may be replaced.
"""

from __future__ import annotations

import secrets
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO

from annotator.errors import InputError
from annotator.services.files.files import beside, write_output
from annotator.services.files.replacing import NOTHING, Replacing

#: The time that files in an archive carry: the same gold gives the same bytes.
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_IN_MEMORY = 1 << 24


class FileTarget:
    """One file, and files beside it that begin with its name: ``gold.json`` and ``gold.config.xml``."""

    def __init__(self, path: Path, together: ExitStack, replacing: Replacing) -> None:
        self._path = path
        self._together = together
        self._replacing = replacing

    @contextmanager
    def file(self, name: str = "") -> Iterator[BinaryIO]:
        """The file itself, or one beside it; all appear when the export ends well."""
        place = beside(self._path, name) if name else self._path
        yield self._together.enter_context(write_file(place, self._replacing))


class FolderTarget:
    """A folder of files."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @contextmanager
    def file(self, name: str = "") -> Iterator[BinaryIO]:
        """A file inside; folders on its way are made."""
        place = self._folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("xb") as stream:
            yield stream


class ZipTarget:
    """An archive in a stream, the same files giving the same bytes.

    Args:
        stream: where the archive is written.
        main: what the file is called that was asked for.
    """

    def __init__(self, stream: BinaryIO, main: str) -> None:
        self._archive = zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED)
        self._main = main
        self._open: list[tuple[str, BinaryIO]] = []

    @contextmanager
    def file(self, name: str = "") -> Iterator[BinaryIO]:
        """A file in the archive; kept aside until it is complete, as an archive takes one at a time."""
        with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as aside:
            yield aside  # type: ignore[misc] # it is one in all that matters
            aside.seek(0)
            entry = zipfile.ZipInfo(name or self._main, _LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            with self._archive.open(entry, "w", force_zip64=True) as kept:
                shutil.copyfileobj(aside, kept)

    def close(self) -> None:
        """Write the directory of the archive."""
        self._archive.close()


@contextmanager
def write_file(path: Path, replacing: Replacing = NOTHING) -> Iterator[BinaryIO]:
    """A file that appears whole when the block ends well.

    Raises:
        InputError: it may not be replaced, or cannot be written.
    """
    if not path.is_dir():
        replacing.check(path)
    with write_output(path) as stream:
        yield stream


@contextmanager
def file_target(path: Path, replacing: Replacing = NOTHING) -> Iterator[FileTarget]:
    """A file that appears whole with all that belongs beside it."""
    with ExitStack() as together:
        yield FileTarget(path, together, replacing)


@contextmanager
def folder_target(path: Path, replacing: Replacing = NOTHING) -> Iterator[FolderTarget]:
    """A folder that appears whole when the block ends well.

    Raises:
        InputError: something is there already that may not be replaced, or the folder cannot be made.
    """
    replacing.check(path)
    place = path.resolve()
    part = place.with_name(f".{place.name[:200]}.{secrets.token_hex(4)}.part")
    try:
        part.mkdir()
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror or error}", source=str(path)) from error
    try:
        yield FolderTarget(part)
        if place.exists():
            _check_kind(part, place)
        put_folder(part, place)
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror or error}", source=str(path)) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)


def put_folder(part: Path, place: Path) -> None:
    """Rename a complete folder to its place; one that stood there goes once the new one does.

    Raises:
        OSError: it cannot be renamed; what stood there stands there again.
    """
    if not place.exists():
        part.rename(place)
        return
    old = part.with_suffix(".old")
    place.rename(old)
    try:
        part.rename(place)
    except OSError:
        old.rename(place)
        raise
    shutil.rmtree(old)


def _check_kind(part: Path, place: Path) -> None:
    """A wrong name must not cost anybody a folder: only one with files of the same kind is replaced."""
    if not place.is_dir():
        raise InputError("is no folder; choose another name", source=str(place))
    new, old = _files(part), _files(place)
    endings = {name.suffix for name in new}
    others = sorted(name for name in old if name.suffix not in endings or new.isdisjoint(old))
    if others:
        raise InputError(
            f"holds {others[0]}, which is none of the files to write; delete the folder yourself, or choose"
            " another name",
            source=str(place),
        )


def _files(folder: Path) -> set[Path]:
    return {one.relative_to(folder) for one in folder.rglob("*") if one.is_symlink() or not one.is_dir()}


@contextmanager
def zip_target(stream: BinaryIO, main: str) -> Iterator[ZipTarget]:
    """An archive in a stream; ``main`` is the name of the file that was asked for."""
    target = ZipTarget(stream, main)
    yield target
    target.close()
