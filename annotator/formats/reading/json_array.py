"""The values of a JSON array one by one, or of JSON lines: a file of gigabytes is never in memory at once."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from typing import BinaryIO

from annotator.errors import InputError, RecordError
from annotator.formats.reading.json_lines import check_encoding, parse_json

_CHUNK = 1 << 16
_LONGEST = 200_000_000
_SPACE = " \t\r\n"
_DECODER = json.JSONDecoder()


def read_json_array(stream: BinaryIO) -> Iterator[tuple[int, bytes, object | InputError]]:
    """Yield the line of each value, from 1, its bytes, and the value or the fault in its place.

    Values stand in an array, or behind one another with white space between. Behind a fault of the syntax
    an array is at its end, as nothing more can be found; lines go on with the next one.
    """
    text = _Text(stream)
    try:
        if text.peek() == "[":
            text.skip(1)
            yield from _array(text)
        else:
            yield from _lines(text)
    except InputError as fault:
        yield text.line, b"", fault


def as_line(raw: bytes) -> bytes:
    """The bytes of a value as a line of their own: what is refused is kept as lines of JSON."""
    return raw.replace(b"\n", b" ") + b"\n" if raw else b""


def _array(text: _Text) -> Iterator[tuple[int, bytes, object | InputError]]:
    while text.peek() not in ("", "]"):
        line, raw = text.line, text.value()
        yield line, raw, _parsed(raw)
        if text.peek() == ",":
            text.skip(1)
        elif text.peek() != "]":
            raise RecordError("not JSON: a comma or the end of the array is missing")
    if text.peek() == "":
        raise RecordError("not JSON: the end of the array is missing")


def _lines(text: _Text) -> Iterator[tuple[int, bytes, object | InputError]]:
    while text.peek() != "":
        line = text.line
        try:
            raw = text.value()
        except InputError as fault:
            yield line, text.rest_of_line(), fault
        else:
            yield line, raw, _parsed(raw)


def _parsed(raw: bytes) -> object | InputError:
    try:
        return parse_json(raw)
    except InputError as fault:
        return fault


def _reason(error: ValueError) -> str:
    """What is wrong, without a place: the decoder counts from where it began to look."""
    return error.msg if isinstance(error, json.JSONDecodeError) else "a number has thousands of digits"


class _Text:
    """The text of a stream, as far as it is needed."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")("surrogateescape")
        self._text = ""
        self._at = 0
        self._passed = 0
        self._ended = False
        self._is_first = True

    @property
    def line(self) -> int:
        """The line we are in, from 1."""
        return 1 + self._passed + self._text.count("\n", 0, self._at)

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
                    raise RecordError(f"not JSON: {_reason(error)}") from error
                wanted = min(wanted * 2, _LONGEST)
                continue
            if end == len(self._text) and self._more(_CHUNK):
                continue  # a number may go on
            raw = self._text[self._at : end].encode("utf-8", "surrogateescape")
            self._drop(end)
            return raw

    def rest_of_line(self) -> bytes:
        """The bytes up to the end of this line."""
        while "\n" not in self._text[self._at :] and self._more(_CHUNK):
            pass
        end = self._text.find("\n", self._at)
        end = len(self._text) if end < 0 else end
        raw = self._text[self._at : end].encode("utf-8", "surrogateescape")
        self._drop(end)
        return raw

    def _drop(self, end: int) -> None:
        self._passed += self._text.count("\n", 0, end)
        self._text, self._at = self._text[end:], 0

    def _more(self, size: int) -> bool:
        if self._ended:
            return False
        raw = self._stream.read(size)
        self._ended = not raw
        check_encoding(raw, self._is_first)
        self._is_first = False
        # bytes that are not UTF-8 are kept as they are: they are a fault of their value, not of all behind it
        self._drop(self._at)
        self._text += self._decoder.decode(raw, final=self._ended)
        if len(self._text) > _LONGEST:
            raise RecordError("one value is longer than 200 million characters")
        return not self._ended
