"""The sides of a release, and on which of them an article stands."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Literal, get_args

from annotator.core.model import Record
from annotator.errors import InputError

Side = Literal["train", "dev", "test"]
SIDES: tuple[Side, ...] = get_args(Side)
#: Of train, dev and test, where nothing else is said.
SHARES = (0.8, 0.1, 0.1)
_BUCKETS = 10_000


def shares_of(text: str) -> tuple[float, float, float]:
    """The shares that people write as ``80/10/10``: whole percentages of train, dev and test.

    Raises:
        InputError: they are no three percentages that add up to 100.
    """
    parts = [part.strip() for part in text.split("/")]
    sound = len(parts) == len(SIDES) and all(part.isdecimal() and len(part) <= 3 for part in parts)
    if not sound or sum(map(int, parts)) != 100:
        raise InputError(f"{text!r} is no split: write three percentages that add up to 100, as 80/10/10")
    train, dev, test = (int(part) / 100 for part in parts)
    return train, dev, test


def side_of(record: Record, shares: Sequence[float], seed: int = 0) -> Side:
    """The side of an article, by the sha256 of its text and the seed."""
    digest = hashlib.sha256(f"{seed}:{record.article.sha256}".encode()).digest()
    place = int.from_bytes(digest[:8], "big") % _BUCKETS / _BUCKETS
    if place < shares[0]:
        return "train"
    return "dev" if place < shares[0] + shares[1] else "test"
