"""Word lists that the rules read, as TOML files that anybody can extend."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import resources


@cache
def _table(name: str) -> dict[str, object]:
    return tomllib.loads(resources.files(__name__).joinpath(f"{name}.toml").read_text("utf-8"))


@cache
def words(name: str, *keys: str) -> tuple[str, ...]:
    """The list of strings at ``keys`` of the lexicon file ``name`` (without ``.toml``).

    Raises:
        TypeError: there is no list of strings at that place.
    """
    found: object = _table(name)
    for key in keys:
        found = found[key] if isinstance(found, dict) else None
    if not isinstance(found, list) or not all(isinstance(word, str) for word in found):
        raise TypeError(f"{name}.toml has no list of words at {'.'.join(keys)}")
    return tuple(found)


@cache
def countries() -> dict[str, tuple[str, ...]]:
    """Countries with the adjectives and peoples made of them."""
    table = _table("places")["countries"]
    if not isinstance(table, dict):
        raise TypeError("places.toml has no table of countries")
    return {country: tuple(made) for country, made in table.items()}


def alternatives(options: Iterable[str]) -> str:
    """A regular expression for any of the words, the longest first; a blank matches any blanks of a line."""
    ordered = sorted(set(options), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", "[ \u00a0]+") for word in ordered) + ")"
