"""What every format is: a name, what it cannot carry, and records in and out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO, Protocol

from annotator.core.model import Record
from annotator.errors import InputError


@dataclass(frozen=True, slots=True)
class LossReport:
    """What a format wrote, and what it had no room for.

    Attributes:
        articles: records written.
        entities: entities written.
        relations: relations written.
        lost: what was left out, with how often; empty where nothing was.
    """

    articles: int = 0
    entities: int = 0
    relations: int = 0
    lost: Mapping[str, int] = field(default_factory=dict, hash=False)


class Format(Protocol):
    """One file format.

    Attributes:
        name: how the command line calls it.
        extension: of its files, with the dot.
        description: one line for people.
        loses: what it has no room for, one phrase each.
    """

    name: str
    extension: str
    description: str
    loses: tuple[str, ...]

    def write(self, records: Iterable[Record], target: BinaryIO) -> LossReport:
        """Write records as they come and say what was lost; the same records give the same bytes."""
        ...

    def read(self, source: BinaryIO, name: str) -> Iterator[Record | InputError]:
        """Yield each record, or the fault that stands in its place with ``name`` and line."""
        ...
