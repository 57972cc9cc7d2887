"""The process that loads a reader once, and copies of it that read: ``main`` is what it runs.

It has one thread, so a copy is safe to make and takes milliseconds; copies share the memory of the models.
A copy that is ended, by its limits or by what it read, takes nothing with it.
"""

from __future__ import annotations

import os
import pickle
import signal
import socket
import sys
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Any, Protocol

from annotator.errors import AnnotatorError
from annotator.extract.apart.limits import Limits, end_for, limit_memory, limit_time


class Reader(Protocol):
    """What reads, in a process of its own."""

    @property
    def about(self) -> object:
        """What the process that asks wants to know of it."""
        ...

    def read(self, items: Sequence[tuple[Any, ...]]) -> object:
        """The answer to some items, of each of which the first value is its text."""
        ...


def main(place: int) -> None:
    """Serve who is at the other end of a socket, by its number, until that one is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who asks is told too, and ends us
    control = Connection(place)
    limits: Limits
    make: Callable[[], Reader]
    limits, make = pickle.loads(control.recv_bytes())  # noqa: S301  # of the process that started this one
    try:
        reader = make()
    except AnnotatorError as error:
        control.send(error)
        return
    control.send(reader.about)
    copies: set[int] = set()
    while True:
        try:
            asked: int | None = control.recv()
        except (EOFError, ConnectionError):
            break
        if asked is None:
            number = _copy(control, reader, limits)
            copies.add(number)
            control.send(number)
        else:
            copies.remove(asked)
            control.send(_end(asked))
    for number in copies:
        _end(number)


def _copy(control: Connection, reader: Reader, limits: Limits) -> int:
    """Make a copy of this process that reads what comes through the socket that comes next; its number."""
    with socket.socket(fileno=os.dup(control.fileno())) as beside:
        _, (place, *_), _, _ = socket.recv_fds(beside, 1, 1)
    number = os.fork()
    if number:
        os.close(place)
        return number
    control.close()
    sys.excepthook = _end_of_a_copy
    _serve(Connection(place), reader, limits)
    os._exit(0)


def _end_of_a_copy(kind: type[BaseException], error: BaseException, traceback: TracebackType | None) -> None:
    """Say where it broke, and end at once: the socket must not close before there is a code."""
    sys.__excepthook__(kind, error, traceback)
    os._exit(1)


def _end(number: int) -> int:
    """End a copy; gives its code, which is minus the signal that ended it."""
    os.kill(number, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(number, 0)[1])


def _serve(asking: Connection, reader: Reader, limits: Limits) -> None:
    limit_memory(limits.megabytes)
    while True:
        try:
            items = asking.recv()
            limit_time(limits.seconds_for(sum(len(item[0]) for item in items)))
            answer = reader.read(items)
            limit_time(0)
            asking.send(answer)
        except (EOFError, ConnectionError):
            return
        except (MemoryError, RecursionError) as error:
            end_for(error)
