"""What an import reads: a file, or a folder of files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from annotator.services.files.files import beside, open_input


class FileSource:
    """One file; what a format wrote beside it can be asked for by name."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def names(self) -> Sequence[str]:
        """Just the file."""
        return ("",)

    @contextmanager
    def file(self, name: str = "") -> Iterator[BinaryIO]:
        """The file itself, or one beside it that begins with its name."""
        place = beside(self._path, name) if name else self._path
        with open_input(place) as stream:
            yield stream


class FolderSource:
    """The files of a folder and of the folders in it; hidden ones are passed over."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def names(self) -> Sequence[str]:
        """Every file by its path from the folder on, with ``/``, sorted."""
        found = (one.relative_to(self._folder) for one in self._folder.rglob("*") if one.is_file())
        return sorted(one.as_posix() for one in found if not any(part.startswith(".") for part in one.parts))

    @contextmanager
    def file(self, name: str = "") -> Iterator[BinaryIO]:
        """One of them."""
        with open_input(self._folder / name) as stream:
            yield stream
