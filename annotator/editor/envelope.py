"""The text of what a browser sent, made JSON that can be trusted to be JSON and no more; pure."""

from __future__ import annotations

import json
import math
from typing import NoReturn

from annotator.core.json_values import Path


def parse_text(text: object, path: Path, *, most: int) -> object:
    """The JSON value of a text, if it can be written down again: no NaN, no lone surrogate, not too deep.

    Args:
        text: as untrusted as it came.
        path: which error to raise.
        most: the longest text that is read, in bytes of UTF-8.

    Raises:
        InputError: no text, too long, or no JSON.
    """
    if not isinstance(text, str):
        raise path.error("the message is not text")
    if len(text) > most or len(text.encode("utf-8", "surrogatepass")) > most:
        raise path.error(f"the message is longer than {most} bytes")
    try:
        value: object = json.loads(text, parse_constant=_no_constant, parse_float=_finite)
        if "\\u" in text:
            json.dumps(value, ensure_ascii=False).encode("utf-8")
    except (ValueError, RecursionError) as error:
        raise path.error(f"the message is not JSON: {error}") from error
    return value


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise ValueError(f"{digits} is too large")
    return number
