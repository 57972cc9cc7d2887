"""Lays mentions over mentions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from annotator.extract.entities.mention import Mention
from annotator.extract.entities.spans import Spans, flat

_POSSESSIVE = re.compile(r"\A['\u2019]s?(?!\w)")
_SMALL_TAIL = re.compile(r"(?: (?:of|and|for|in|the|to|on|at|by))+\Z")


def overlay(base: Sequence[Mention], rules: Iterable[Mention], text: str) -> list[Mention]:
    """Rules' mentions laid over others: what they cover goes, what sticks out keeps its label.

    Args:
        base: mentions in the order of preference; they may overlap.
        rules: mentions in the order of preference; they win over the base.
        text: the article, to see whether what sticks out is a word.
    """
    over = Spans(rules)
    whole = [mention for mention in base if not over.overlapping(mention.start, mention.end)]
    pieces = [piece for mention in base for piece in _remains(mention, over, text)]
    return flat([*over.in_order(), *whole, *pieces])


def _remains(mention: Mention, over: Spans, text: str) -> list[Mention]:
    hit = over.overlapping(mention.start, mention.end)
    if not hit or any(other.covers(mention) for other in hit):
        return []
    left = (mention.start, min(other.start for other in hit))
    right = (max(other.end for other in hit), mention.end)
    pieces = []
    for start, end in (left, right):
        piece = text[start:end] if start < end else ""
        trimmed = (_POSSESSIVE.sub("", piece) if start == right[0] else piece).strip(" ,.")
        if len(trimmed) > 1 and trimmed[0].isupper():
            at = start + piece.index(trimmed)
            trimmed = _SMALL_TAIL.sub("", trimmed)
            pieces.append(replace(mention, start=at, end=at + len(trimmed), votes=()))
    return pieces
