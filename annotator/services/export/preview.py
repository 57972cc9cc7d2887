"""An export for the screen: which formats there are, how each begins, what it loses, and the bytes."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

from annotator.formats.contract.losses import Losses
from annotator.formats.contract.protocol import Format
from annotator.formats.registry import all_formats, get_format
from annotator.services.database.label_schema import current_schema
from annotator.services.export.contents import GOLD, Exported
from annotator.services.export.export import StreamTarget, export_gold, export_zip
from annotator.store import Store

#: Formats of one file that has room for everything: no archive is needed, as nothing goes with it.
_ALONE = {"jsonl": "application/x-ndjson", "parquet": "application/vnd.apache.parquet"}
#: Articles that a preview looks at, and characters that it shows.
LOOKED_AT = 200
_SHOWN = 2_000


@dataclass(frozen=True, slots=True)
class Choice:
    """A format as a page offers it.

    Attributes:
        description: one line.
        file_name: of the download.
        mime: its media type.
        loses: what the format never has room for, in words.
    """

    description: str
    file_name: str
    mime: str
    loses: str


@dataclass(frozen=True, slots=True)
class Preview:
    """How an export begins.

    Attributes:
        articles: how many were looked at.
        losses: what is lost of them, by reason.
        file: the file that is shown.
        beginning: its first characters; of a file that is no text, what it is.
    """

    articles: int
    losses: Mapping[str, int]
    file: str
    beginning: str


def choices(what: Exported = GOLD) -> Mapping[str, Choice]:
    """Every format by its name, the native one first."""
    return {found.name: _choice(found, what.what) for found in all_formats()}


def download(store: Store, format_name: str, what: Exported = GOLD) -> bytes:
    """The file, or an archive with it, what belongs beside it, and the list of what was lost."""
    stream = io.BytesIO()
    if format_name in _ALONE:
        export_gold(store, format_name, StreamTarget(stream), what)
    else:
        export_zip(store, format_name, stream, what)
    return stream.getvalue()


def preview(store: Store, format_name: str, what: Exported = GOLD) -> Preview:
    """What the first completed articles become."""
    chosen = get_format(format_name)
    losses, kept = Losses(), _Kept()
    records = list(islice(what.records(store), LOOKED_AT))
    chosen.write(records, kept, current_schema(store), losses)
    name, content = kept.shown()
    return Preview(
        len(records), losses.reasons, name or f"{what.what}{chosen.extension}", _beginning(content)
    )


def _choice(found: Format, stem: str) -> Choice:
    loses = ", ".join(found.loses) or "nothing"
    if found.name in _ALONE:
        return Choice(found.description, f"{stem}{found.extension}", _ALONE[found.name], loses)
    return Choice(found.description, f"{stem}-{found.name}.zip", "application/zip", loses)


def _beginning(content: bytes) -> str:
    text = content[: 4 * _SHOWN].decode("utf-8", errors="ignore")  # it may end within a character
    return f"(no text: {len(content):,} bytes)" if "\x00" in text else text[:_SHOWN]


class _Kept:
    """Files in memory."""

    def __init__(self) -> None:
        self._files: dict[str, io.BytesIO] = {}

    @contextmanager
    def file(self, name: str = "") -> Iterator[BinaryIO]:
        """One more file."""
        yield self._files.setdefault(name, io.BytesIO())

    def shown(self) -> tuple[str, bytes]:
        """The file asked for, else the first of a folder that is about an article."""
        name = "" if "" in self._files else next(iter(self._files), "")
        made = self._files.get(name)
        return name, b"" if made is None else made.getvalue()
