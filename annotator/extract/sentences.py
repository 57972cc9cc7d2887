"""How many sentences a text has, counted without a model: near enough to say whether there is enough."""

from __future__ import annotations

import re

from annotator.extract.streaming import start_reading

#: What ends a sentence; not a number's point ("3.5"), and not one that goes on in small letters ("p.m. on").
_END = re.compile(r"[.!?][\"'\u201d\u2019)\]]*(?=\s+[^\sa-z])")


def count_sentences(text: str) -> int:
    """Sentences in what is read of an article."""
    return sum(1 + len(_END.findall(piece.text.rstrip())) for piece in start_reading((text, "")).pieces)
