"""The lines of an article, as they are compared with those of other articles of its source."""

from __future__ import annotations

import hashlib
import re
import struct

_LINE = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+")
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://([^/?#]+)", re.IGNORECASE)
#: Longer lines are paragraphs, and looking for them costs memory.
_LONGEST = 600
#: Bytes of a fingerprint: that two of a hundred million lines have the same has a chance of 1 in 3,000.
FINGERPRINT = 8


def site_of(source: str) -> str:
    """What publishes: the host of an address ("www.example.org"), else the source as it is."""
    found = _ADDRESS.match(source)
    return found.group(1).lower() if found else source


def distinct_lines(text: str) -> set[str]:
    """The stripped lines of a text that are no paragraphs, each once."""
    stripped = (found.group().strip() for found in _LINE.finditer(text))
    return {line for line in stripped if line and len(line) <= _LONGEST}


def fingerprint(line: str) -> int:
    """Stands for a line where its words are not needed."""
    return _number(_digest(line))


def fingerprints(text: str) -> bytes:
    """The fingerprints of the distinct lines of a text, ascending: a text always gives the same bytes."""
    return b"".join(sorted(map(_digest, distinct_lines(text))))


def numbers_of(prints: bytes) -> tuple[int, ...]:
    """The single fingerprints in what :func:`fingerprints` gave."""
    return struct.unpack(f">{len(prints) // FINGERPRINT}Q", prints)


def _digest(line: str) -> bytes:
    return hashlib.blake2b(line.encode(), digest_size=FINGERPRINT).digest()


def _number(digest: bytes) -> int:
    return int.from_bytes(digest)
