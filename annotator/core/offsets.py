"""Text and offsets: what is normalised once at ingest, and how code points map to UTF-16.

In Python, SQLite, files and messages an offset counts Unicode code points, half-open. The browser
counts UTF-16 code units and converts at its own edge (``frontend/offsets.js``); the functions here
serve formats that count otherwise.
"""

from __future__ import annotations

import itertools
import re

from annotator.core.model import Entity
from annotator.errors import InputError

_SURROGATE = re.compile("[\ud800-\udfff]")


def normalise_file_text(raw: bytes) -> str:
    """Decode a plain text file once: UTF-8, no byte order mark, newlines as a line feed.

    Raises:
        InputError: bytes that are not UTF-8 (with their position), NUL bytes, nothing but white space.
    """
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        byte = raw[error.start]
        raise InputError(
            f"byte 0x{byte:02x} at position {error.start} is not UTF-8; save the file as UTF-8"
        ) from error
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    check_text(text)
    return text


def check_text(text: str) -> None:
    """Refuse a text that cannot be annotated.

    Raises:
        InputError: a NUL, a lone surrogate, or nothing but white space.
    """
    if "\x00" in text:
        raise InputError(f"NUL character at position {text.index(chr(0))}; remove it")
    if found := _SURROGATE.search(text):
        raise InputError(f"lone surrogate U+{ord(found[0]):04X} at position {found.start()}; remove it")
    if not text.strip():
        raise InputError("the text is empty; an article needs text")


def utf16_offsets(text: str) -> list[int]:
    """For each code point offset 0..len(text), the offset in UTF-16 code units."""
    widths = (2 if ord(character) > 0xFFFF else 1 for character in text)
    return [0, *itertools.accumulate(widths)]


def surface(text: str, entity: Entity) -> str:
    """The words of an entity: ``text[start:end]``."""
    return text[entity.start : entity.end]
