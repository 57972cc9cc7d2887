"""JSON as the database keeps it: compact, keys in order, and ASCII, whatever characters a browser sends."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any


def to_json(value: object) -> str:
    """The JSON text of a value; the same value always gives the same text.

    Raises:
        ValueError: it holds a NaN or an infinity, which JSON has not.
    """
    return json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False)


def from_json(text: str) -> Any:  # noqa: ANN401  # the caller knows what it wrote there
    """The value of a JSON text that :func:`to_json` wrote."""
    return {} if text == "{}" else json.loads(text)


def attributes_json(attributes: Mapping[str, str]) -> str:
    """The JSON text of an item's attributes; most items have none."""
    return to_json(dict(attributes)) if attributes else "{}"
