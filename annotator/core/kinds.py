"""The kinds of items, as lists and scores of them are called."""

from __future__ import annotations

from typing import Literal

Kind = Literal["entities", "relations"]
KINDS: tuple[Kind, ...] = ("entities", "relations")
