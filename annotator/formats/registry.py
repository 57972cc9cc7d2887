"""Which formats there are. A new one is a module in this folder and a line here."""

from __future__ import annotations

from annotator.errors import InputError
from annotator.formats.jsonl import JsonLines
from annotator.formats.protocol import Format

_FORMATS: tuple[Format, ...] = (JsonLines(),)


def all_formats() -> tuple[Format, ...]:
    """Every format, the native one first."""
    return _FORMATS


def get_format(name: str) -> Format:
    """The format of that name.

    Raises:
        InputError: there is none; names those that there are.
    """
    for found in _FORMATS:
        if found.name == name:
            return found
    known = ", ".join(found.name for found in _FORMATS)
    raise InputError(f"there is no format {name!r}; choose one of: {known}")
