"""Records set aside on the disk, found again by the text of their article: memory holds a place for each."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import BinaryIO

from annotator.core.model import Record
from annotator.formats.jsonl import JsonLines
from annotator.formats.reading.record_reader import record_from_json


class SetAside:
    """Records by the sha256 of their text, each to be taken once; see :func:`set_aside`."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._places: dict[bytes, int] = {}

    def put(self, record: Record) -> None:
        """Keep a record; of two with the same text the last one stays."""
        self._places[_key(record)] = self._stream.tell()
        JsonLines().write_stream((record,), self._stream)

    def take(self, same_text: Record) -> Record | None:
        """The record with the text of this one, if there is one that was not taken."""
        place = self._places.pop(_key(same_text), None)
        return None if place is None else self._at(place)

    def rest(self) -> Iterator[Record]:
        """Those that nobody took, in the order they came."""
        return map(self._at, sorted(self._places.values()))

    def _at(self, place: int) -> Record:
        self._stream.seek(place)
        return record_from_json(json.loads(self._stream.readline()))


@contextmanager
def set_aside(records: Iterable[Record]) -> Iterator[SetAside]:
    """All records, in a file that is gone afterwards."""
    with tempfile.TemporaryFile() as stream:
        kept = SetAside(stream)
        for record in records:
            kept.put(record)
        yield kept


def _key(record: Record) -> bytes:
    return bytes.fromhex(record.article.sha256)
