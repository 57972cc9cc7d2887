"""The files of a trained version: words as JSON, numbers as NumPy arrays. Neither can hold code."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from annotator.errors import ExtractorError


def read_words(path: Path, format_name: str) -> dict[str, Any]:
    """The JSON object in a file.

    Raises:
        ExtractorError: it cannot be read, or is of another format.
    """
    try:
        told = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError) as error:
        raise damaged(path.parent, error) from error
    if not isinstance(told, dict) or told.get("format") != format_name:
        raise damaged(path.parent, f"{path.name} is not in the format {format_name}")
    return told


def read_numbers(path: Path) -> dict[str, NDArray[np.float32]]:
    """The arrays in a file, by name.

    Raises:
        ExtractorError: it cannot be read, or an array does not hold numbers.
    """
    try:
        # never pickled objects: those run code when they are read
        with np.load(path, allow_pickle=False) as arrays:
            return {name: np.asarray(arrays[name], dtype=np.float32) for name in arrays.files}
    except (OSError, ValueError, KeyError, TypeError, EOFError, AttributeError, zipfile.BadZipFile) as error:
        raise damaged(path.parent, error) from error


def damaged(folder: Path, why: object) -> ExtractorError:
    """What is said of a folder whose files cannot be used."""
    return ExtractorError(f"{folder}: no trained extractor, or a damaged one ({why})")


def checksum(folder: Path, names: Sequence[str]) -> str:
    """Part of a version: changes with every byte of the files that are there.

    Raises:
        ExtractorError: a file cannot be read.
    """
    digest = hashlib.sha256()
    try:
        for name in names:
            if (folder / name).is_file():
                digest.update((folder / name).read_bytes())
    except OSError as error:
        raise damaged(folder, error) from error
    return digest.hexdigest()[:12]
