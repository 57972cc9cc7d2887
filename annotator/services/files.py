"""Files of users: opened for reading, or written beside their place and then put there whole."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from annotator.errors import InputError


@contextmanager
def open_input(path: Path) -> Iterator[BinaryIO]:
    """A file of a user, open for reading.

    Raises:
        InputError: it is not there, not a file, or may not be read.
    """
    with _as_input_error(path, "cannot be read"), path.open("rb") as source:
        yield source


def read_input(path: Path) -> bytes:
    """All bytes of a user's file.

    Raises:
        InputError: it is not there, not a file, or may not be read.
    """
    with open_input(path) as source:
        return source.read()


@contextmanager
def write_output(path: Path) -> Iterator[BinaryIO]:
    """A file that appears at its path whole, when the block ends well, or not at all.

    It is written under another name in the same folder and renamed, so that no fault and no crash leaves half
    a file, and a file that was there before stays until then. Pipes and devices are written directly.

    Raises:
        InputError: the folder is missing, or the file may not be written.
    """
    with _as_input_error(path, "cannot be written"):
        place = path.resolve()  # a link stays a link: what it points to is replaced
        if place.is_dir():
            raise InputError("is a folder; name a file in it", source=str(path))
        if not place.parent.is_dir():
            raise InputError(f"the folder {place.parent} does not exist; make it first", source=str(path))
        if place.exists() and not place.is_file():
            with place.open("wb") as target:
                yield target
            return
        with _renamed_at_the_end(place) as target:
            yield target


@contextmanager
def _renamed_at_the_end(place: Path) -> Iterator[BinaryIO]:
    beside = place.with_name(f".{place.name[:200]}.{secrets.token_hex(4)}.part")
    try:
        with beside.open("xb") as target:
            yield target
            target.flush()
            os.fsync(target.fileno())
        if place.exists():
            beside.chmod(place.stat().st_mode & 0o777)
        beside.replace(place)
    finally:
        with contextlib.suppress(FileNotFoundError):
            beside.unlink()


@contextmanager
def _as_input_error(path: Path, what: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        raise InputError(f"{what}: {error.strerror or error}", source=str(path)) from error
