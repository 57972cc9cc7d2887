"""What every format is: a name, what it cannot carry, and records in and out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import BinaryIO, Literal, Protocol

from annotator.core.label_schema import LabelSchema
from annotator.core.model import Record
from annotator.errors import InputError
from annotator.formats.contract.annotated import Annotated
from annotator.formats.contract.capabilities import Capability
from annotator.formats.contract.losses import Losses

Layout = Literal["file", "folder"]
#: What the offsets of a file count. Ours are code points; JavaScript and Java count UTF-16, some tools bytes.
Offsets = Literal["code-points", "utf16", "utf8"]


@dataclass(frozen=True, slots=True)
class Written:
    """How much a format wrote: records, entities, relations. What it left out is in the :class:`Losses`."""

    articles: int = 0
    entities: int = 0
    relations: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """One record of a source, or the fault in its place.

    Attributes:
        what: the record, or what is wrong with it (without the name of the file).
        line: where it begins in its file, from 1, or ``None`` where the format has no lines.
        file: the file of a folder it stands in, or an empty string.
        raw: gives the piece as it stands in the source: what goes into the quarantine file if it is refused.
            The pieces, one after another, can be read by the format again, or are lines of JSON.
        beside: the same of further files, by name: those of a folder, or beside the file.
        items: file and line of each entity and relation, where they have lines of their own.
        annotated: whether somebody annotated it, and what of it was not read.
    """

    what: Record | InputError
    line: int | None = None
    file: str = ""
    raw: Callable[[], bytes] = bytes
    beside: Callable[[], Mapping[str, bytes]] = dict
    items: Mapping[str, Sequence[tuple[str, int]]] = field(default_factory=dict)
    annotated: Annotated = field(default_factory=Annotated)

    def place_of(self, problem: str) -> tuple[str, int | None]:
        """The file and line of the item that a problem begins with, else ours.

        It begins with ``relations[3].head: ...``, or with ``line 7: ...`` of the file of this record.
        """
        if problem.startswith("line "):
            number = problem.removeprefix("line ").partition(":")[0]
            return self.file, int(number) if number.isdecimal() else self.line
        name, _, rest = problem.partition("[")
        number = rest.partition("]")[0]
        if name in self.items and number.isdecimal() and int(number) < len(self.items[name]):
            return self.items[name][int(number)]
        return self.file, self.line


class Target(Protocol):
    """Where a format writes. Everything appears whole at the end, or not at all."""

    def file(self, name: str = "") -> AbstractContextManager[BinaryIO]:
        """A file to write; without a name the one that was asked for, else one beside or inside it.

        A name may have folders in it (``/``), never ``..``. Several files may be open at once.
        """
        ...


class Source(Protocol):
    """What a format reads: a file, or a folder of files."""

    def names(self) -> Sequence[str]:
        """The files of a folder, with ``/``, sorted; for a file one empty string."""
        ...

    def file(self, name: str = "") -> AbstractContextManager[BinaryIO]:
        """One of them, open for reading."""
        ...


@dataclass(frozen=True, slots=True)
class Reading:
    """How a source is to be read.

    Attributes:
        schema: the label schema; formats that keep the labels of attributes or arguments elsewhere look here.
        offsets: what the offsets of the source count.
        is_told: somebody said so; else a record whose offsets look as if they counted UTF-16 is refused.
        wanted: where a record has annotations of people and of machines, which of them.
    """

    schema: LabelSchema
    offsets: Offsets = "code-points"
    wanted: Literal["gold", "proposals"] = "gold"
    is_told: bool = True


class Format(Protocol):
    """One file format.

    Attributes:
        name: how the command line calls it.
        extension: of its files, with the dot; of a folder an empty string.
        layout: whether it is one file or a folder of them.
        description: one line for people.
        loses: what it never has room for, one phrase each.
        carries: what it writes without a loss.
    """

    name: str
    extension: str
    layout: Layout
    description: str
    loses: tuple[str, ...]
    carries: tuple[Capability, ...]

    def write(
        self, records: Iterable[Record], target: Target, schema: LabelSchema, losses: Losses
    ) -> Written:
        """Write records as they come and tell ``losses`` of every item that has no room.

        The same records give the same bytes. Constant memory: no list of all records.
        """
        ...

    def read(self, source: Source, reading: Reading) -> Iterator[Found]:
        """Yield each record as it comes, or the fault in its place; what is in a source never raises.

        A record of which the source does not say that somebody annotated it has a doubt (``annotated``).
        """
        ...
