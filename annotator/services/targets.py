"""Where an export goes: a file with what belongs beside it, a folder, or an archive; whole or not at all."""

from __future__ import annotations

import contextlib
import secrets
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO

from annotator.errors import InputError
from annotator.services.files import beside, write_output

#: The time that files in an archive carry: the same gold gives the same bytes.
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_IN_MEMORY = 1 << 24


class FileTarget:
    """One file, and files beside it that begin with its name: ``gold.json`` and ``gold.config.xml``."""

    def __init__(self, path: Path, together: ExitStack) -> None:
        self._path = path
        self._together = together

    @contextmanager
    def file(self, name: str = "") -> Iterator[BinaryIO]:
        """The file itself, or one beside it; all appear when the export ends well."""
        place = beside(self._path, name) if name else self._path
        yield self._together.enter_context(write_output(place))


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
def file_target(path: Path) -> Iterator[FileTarget]:
    """A file that appears whole with all that belongs beside it."""
    with ExitStack() as together:
        yield FileTarget(path, together)


@contextmanager
def folder_target(path: Path) -> Iterator[FolderTarget]:
    """A folder that appears whole when the block ends well.

    Raises:
        InputError: something is there already and is no empty folder, or the folder cannot be made.
    """
    place = path.resolve()
    if place.exists() and not (place.is_dir() and not any(place.iterdir())):
        raise InputError("exists already; name a folder that does not, or delete it", source=str(path))
    part = place.with_name(f".{place.name[:200]}.{secrets.token_hex(4)}.part")
    try:
        part.mkdir()
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror or error}", source=str(path)) from error
    try:
        yield FolderTarget(part)
        with contextlib.suppress(FileNotFoundError):
            place.rmdir()
        part.rename(place)
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror or error}", source=str(path)) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)


@contextmanager
def zip_target(stream: BinaryIO, main: str) -> Iterator[ZipTarget]:
    """An archive in a stream; ``main`` is the name of the file that was asked for."""
    target = ZipTarget(stream, main)
    yield target
    target.close()
