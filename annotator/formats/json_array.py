"""The values of a JSON array one by one, or of JSON lines: a file of gigabytes is never in memory at once."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from typing import BinaryIO

from annotator.errors import InputError, RecordError
from annotator.formats.json_lines import parse_json

_CHUNK = 1 << 16
_LONGEST = 200_000_000
_SPACE = " \t\r\n"
_DECODER = json.JSONDecoder()


def read_json_array(stream: BinaryIO) -> Iterator[tuple[bytes, object | InputError]]:
    """Yield the bytes of each value with the value, or the fault in its place.

    Values stand in an array, or behind one another with white space between. Behind a fault of the syntax
    nothing more can be found: it is the last.
    """
    text = _Text(stream)
    try:
        first = text.peek()
        if first == "":
            return
        in_array = first == "["
        if in_array:
            text.skip(1)
        while True:
            sign = text.peek()
            if sign == "" or (in_array and sign == "]"):
                break
            raw = text.value()
            yield raw, _parsed(raw)
            if in_array and text.peek() == ",":
                text.skip(1)
            elif in_array and text.peek() != "]":
                raise RecordError("not JSON: a comma or the end of the array is missing")
        if in_array and text.peek() == "":
            raise RecordError("not JSON: the end of the array is missing")
    except InputError as fault:
        yield b"", fault


def _parsed(raw: bytes) -> object | InputError:
    try:
        return parse_json(raw)
    except InputError as fault:
        return fault


class _Text:
    """The text of a stream, as far as it is needed."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")()
        self._text = ""
        self._at = 0
        self._ended = False

    def peek(self) -> str:
        """The next character that is no white space; an empty string at the end."""
        while True:
            while self._at < len(self._text):
                if self._text[self._at] not in _SPACE:
                    return self._text[self._at]
                self._at += 1
            if not self._more(_CHUNK):
                return ""

    def skip(self, characters: int) -> None:
        """Go on behind these."""
        self._at += characters

    def value(self) -> bytes:
        """The bytes of the value that begins here."""
        wanted = _CHUNK
        while True:
            try:
                _, end = _DECODER.raw_decode(self._text, self._at)
            except RecursionError as error:
                raise RecordError("is nested too deeply") from error
            except ValueError as error:
                if not self._more(wanted):
                    raise RecordError(f"not JSON: {error}") from error
                wanted = min(wanted * 2, _LONGEST)
                continue
            if end == len(self._text) and self._more(_CHUNK):
                continue  # a number may go on
            raw = self._text[self._at : end].encode("utf-8")
            self._text, self._at = self._text[end:], 0
            return raw

    def _more(self, size: int) -> bool:
        if self._ended:
            return False
        raw = self._stream.read(size)
        self._ended = not raw
        try:
            self._text = self._text[self._at :] + self._decoder.decode(raw, final=self._ended)
        except UnicodeDecodeError as error:
            raise RecordError(f"byte 0x{error.object[error.start]:02x} is not UTF-8") from error
        self._at = 0
        if len(self._text) > _LONGEST:
            raise RecordError("one value is longer than 200 million characters")
        return not self._ended
