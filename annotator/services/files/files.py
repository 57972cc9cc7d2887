"""Files of users: opened for reading, or written beside their place and then put there whole.

One whose name ends in ``.gz`` is compressed, whoever writes or reads it.
"""

from __future__ import annotations

import contextlib
import gzip
import os
import secrets
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from annotator.errors import InputError

#: What the name of a compressed file ends in.
PACKED = ".gz"
#: As ``gzip`` does it; the last percent of size would take three times as long.
_LEVEL = 6


def unpacked_name(path: Path) -> str:
    """The name of a file without what says that it is compressed."""
    return path.name.removesuffix(PACKED)


def stem(path: Path) -> str:
    """The name of a file without its ending: ``gold`` of ``gold.json`` and of ``gold.json.gz``."""
    return Path(unpacked_name(path)).stem


def beside(path: Path, name: str) -> Path:
    """The place of a file that belongs to another: ``gold.config.xml`` beside ``gold.json``."""
    return path.with_name(f"{stem(path)}.{name}")


@contextmanager
def open_input(path: Path) -> Iterator[BinaryIO]:
    """A file of a user, open for reading; what is read of a compressed one is its content.

    Raises:
        InputError: it is not there, not a file, may not be read, or is damaged.
    """
    with _as_input_error(path, "cannot be read"), path.open("rb") as source:
        if path.suffix != PACKED:
            yield source
            return
        try:
            with gzip.GzipFile(fileobj=source) as content:
                yield cast(BinaryIO, content)
        except (gzip.BadGzipFile, zlib.error, EOFError) as error:
            what = "ends too early" if isinstance(error, EOFError) else f"cannot be unpacked ({error})"
            raise InputError(f"{what}; copy or pack it anew", source=str(path)) from error


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
    Compressed, the same content gives the same bytes.

    Raises:
        InputError: the folder is missing, or the file may not be written.
    """
    with _as_input_error(path, "cannot be written"), _placed(path) as target:
        if path.suffix != PACKED:
            yield target
            return
        # neither a name nor a time goes into the file
        with gzip.GzipFile("", "wb", _LEVEL, target, mtime=0) as content:
            yield cast(BinaryIO, content)


@contextmanager
def _placed(path: Path) -> Iterator[BinaryIO]:
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
    part = place.with_name(f".{place.name[:200]}.{secrets.token_hex(4)}.part")
    try:
        with part.open("xb") as target:
            yield target
            target.flush()
            os.fsync(target.fileno())
        if place.exists():
            part.chmod(place.stat().st_mode & 0o777)
        part.replace(place)
    finally:
        with contextlib.suppress(FileNotFoundError):
            part.unlink()


@contextmanager
def _as_input_error(path: Path, what: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        raise InputError(f"{what}: {error.strerror or error}", source=str(path)) from error
