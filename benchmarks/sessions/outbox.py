"""The queue of one page, as ``annotator/editor/frontend/sync/outbox.js`` keeps and numbers it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import Any, Literal

from annotator.core.json_values import JsonObject

#: Seconds until a message without an answer is sent again; with an article to open, and at most.
_PATIENCE, _OPEN_PATIENCE, _LONGEST = 3.0, 10.0, 15.0


@dataclass(slots=True)
class Kept:
    """An operation in the queue.

    Attributes:
        added: when the reviewer made it, in seconds of the clock that the session goes by.
    """

    seq: int
    operation: JsonObject
    added: float


@dataclass(frozen=True, slots=True)
class _Flight:
    """The message that waits for its answer."""

    number: int
    open: JsonObject | None
    until: float


@dataclass(slots=True)
class Outbox:
    """What is not acknowledged yet, and what goes with the next message.

    Attributes:
        client: the id of this page.
        queue: operations in the order of their numbers.
        last: the number of the last operation made; what is stored is said by the acknowledgements.
        wanted: the article that was asked for.
        again: how many messages had to be sent again.
    """

    client: str = field(default_factory=lambda: f"c-{secrets.token_hex(8)}")
    queue: list[Kept] = field(default_factory=list)
    last: int = 0
    wanted: JsonObject | None = None
    again: int = 0
    _ids: int = 0
    _number: int = 0
    _failures: int = 0
    _flight: _Flight | None = None

    @property
    def busy(self) -> bool:
        """Whether something waits for the server."""
        return self._flight is not None or self.wanted is not None or bool(self.queue)

    def new_id(self) -> str:
        """An id for an item to be added, which no other page makes."""
        self._ids += 1
        return f"h{self.client[2:8]}-{self._ids}"

    def add(self, operation: JsonObject, now: float) -> Kept:
        """Put an operation into the queue, under the next number."""
        self.last += 1
        kept = Kept(self.last, {**operation, "seq": self.last}, now)
        self.queue.append(kept)
        return kept

    def message(self, now: float) -> tuple[Literal["editor", "courier"], JsonObject] | None:
        """The next message and the component that it goes through, if one may go now."""
        if self._flight is not None:
            if now < self._flight.until:
                return None
            self._failures += 1
            self.again += 1
            self._flight = None
        if not self.queue and self.wanted is None:
            return None
        self._number += 1
        first = _PATIENCE if self.wanted is None else _OPEN_PATIENCE
        until = now + min(first * 2 ** min(self._failures, 8), _LONGEST)
        self._flight = _Flight(self._number, self.wanted, until)
        message: JsonObject = {
            "format": "annotator-message/1",
            "client": self.client,
            "number": self._number,
            "resync": False,
            "open": self.wanted,
            "operations": [kept.operation for kept in self.queue],
        }
        return ("courier" if self.wanted is None else "editor"), message

    def acknowledge(self, answer: dict[str, Any]) -> list[Kept]:
        """Take an acknowledgement; gives the operations that are stored by now, refused ones included."""
        if answer["client"] != self.client:
            return []
        stored = self.trim(answer["acked"])
        flight = self._flight
        if flight is not None and flight.number == answer["number"]:
            self._flight, self._failures = None, 0
            if flight.open is not None and flight.open is self.wanted:
                self.wanted = None
        return stored

    def trim(self, acked: int) -> list[Kept]:
        """Take out what the server has."""
        stored = [kept for kept in self.queue if kept.seq <= acked]
        self.queue = [kept for kept in self.queue if kept.seq > acked]
        return stored
