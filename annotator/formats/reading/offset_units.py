"""Offsets that others count in UTF-16 or in bytes: as code points, and what to say where they do not fit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from annotator.core.offsets import utf16_offsets
from annotator.formats.contract.protocol import Offsets

_UNITS: Mapping[Offsets, str] = {
    "utf16": "UTF-16 code units",
    "utf8": "bytes",
    "code-points": "code points",
}


def code_points(text: str, offsets: Offsets) -> Mapping[int, int] | None:
    """What an offset of the source is in code points; ``None`` where it is one already."""
    if offsets == "utf16":
        return {unit: at for at, unit in enumerate(utf16_offsets(text))}
    if offsets == "utf8":
        return {unit: at for at, unit in enumerate(_utf8_offsets(text))}
    return None


def hint(text: str, parts: Sequence[tuple[object, object]], words: str | None, offsets: Offsets) -> str:
    """That places fit where their offsets are counted another way, or an empty string.

    Args:
        text: of the article.
        parts: start and end of each part, as they stand in the source.
        words: what stands there; ``None`` where the source does not say it: then to be inside is to fit.
        offsets: how they were counted when they did not fit.
    """
    for other, name in _UNITS.items():
        if other == offsets:
            continue
        table = code_points(text, other) or {at: at for at in range(len(text) + 1)}
        found = [(table.get(_whole(start)), table.get(_whole(end))) for start, end in parts]
        cut = [text[start:end] for start, end in found if start is not None and end is not None]
        if len(cut) == len(parts) and (words is None or " ".join(cut) == words):
            return f"; the offsets fit as {name}: --offsets {other}"
    return ""


def _whole(value: object) -> int:
    return value if isinstance(value, int) else -1


def _utf8_offsets(text: str) -> list[int]:
    units = [0]
    for character in text:
        units.append(units[-1] + len(character.encode("utf-8", "surrogatepass")))
    return units
