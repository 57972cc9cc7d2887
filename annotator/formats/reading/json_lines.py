"""Lines of JSON as they come from anywhere: each one parsed, or the fault in its place."""

from __future__ import annotations

import codecs
import json
import math
from collections.abc import Iterator
from typing import BinaryIO, NoReturn

from annotator.core.json_values import JsonObject, Path, expect_object, show
from annotator.errors import InputError, RecordError


def read_json_lines(source: BinaryIO) -> Iterator[tuple[int, JsonObject | InputError]]:
    """Yield the number of each line, from 1, with its object or its fault; blank lines are passed over."""
    for number, _, found in read_raw_lines(source):
        yield number, found


def read_raw_lines(source: BinaryIO) -> Iterator[tuple[int, bytes, JsonObject | InputError]]:
    """The same with the bytes of each line, its newline included.

    Lines end at a newline and nowhere else: U+2028 and the like may stand inside a string.
    """
    for number, raw in enumerate(source, start=1):
        try:
            check_encoding(raw, is_first=number == 1)
        except InputError as fault:
            yield number, b"", fault
            return
        line = raw.removeprefix(codecs.BOM_UTF8) if number == 1 else raw
        if not line.strip():
            continue
        kept = line if line.endswith(b"\n") else line + b"\n"
        try:
            yield number, kept, expect_object(parse_json(line), Path(RecordError))
        except InputError as fault:
            yield number, kept, fault


def check_encoding(raw: bytes, is_first: bool) -> None:
    """Refuse a file as a whole whose first bytes say that it is UTF-16 or UTF-32.

    Raises:
        RecordError: they do.
    """
    if is_first and raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)):
        raise RecordError(
            f"the file begins with {raw[:2].hex(' ')}, so it is UTF-16 or UTF-32; save it as UTF-8"
        )


def parse_json(raw: bytes) -> object:
    """Parse JSON of which nothing is known.

    Raises:
        RecordError: not UTF-8, not JSON, nested too deeply, or a number that no program could keep.
    """
    try:
        return json.loads(raw.decode("utf-8"), parse_constant=_refuse_constant, parse_float=_finite)
    except UnicodeDecodeError as error:
        byte = raw[error.start]
        raise RecordError(
            f"byte 0x{byte:02x} at position {error.start} is not UTF-8; save the file as UTF-8"
        ) from error
    except json.JSONDecodeError as error:
        raise RecordError(f"not JSON: {error.msg} (column {error.colno})") from error
    except RecursionError as error:
        raise RecordError("is nested too deeply") from error
    except ValueError as error:  # an integer longer than sys.get_int_max_str_digits()
        raise RecordError("a number has thousands of digits") from error


def _refuse_constant(name: str) -> NoReturn:
    raise RecordError(f"{name} is not JSON; write null or a number")


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise RecordError(f"{show(digits)} is too large a number")
    return number
