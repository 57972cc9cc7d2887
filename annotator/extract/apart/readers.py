"""Hands items out to processes that read, and gives their answers in order.

What ends a process, by its limits or otherwise, is found by reading each item of its batch alone.
"""

from __future__ import annotations

import os
import pickle
import socket
import subprocess
import sys
import weakref
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar, cast

from annotator.errors import AnnotatorError, ExtractorError
from annotator.extract.apart.limits import USUAL, LeftOut, Limits
from annotator.extract.apart.process import Reader

T = TypeVar("T", bound=tuple[Any, ...])
#: Batches that each process has waiting, so that none stands idle; more would only cost memory.
_AHEAD = 2
_MAIN = "import sys; sys.path[:] = {path!r}; from annotator.extract.apart.process import main; main({place})"


@dataclass(eq=False, slots=True)
class _Batch(Generic[T]):
    """Items on their way; an answer once they were read."""

    items: list[T]
    answer: object = None
    done: bool = False


class Readers(Generic[T]):
    """Processes that read with one reader, each item within limits.

    Attributes:
        about: what the reader says of itself.
        limits: of an item.
    """

    def __init__(self, make: Callable[[], Reader], limits: Limits = USUAL) -> None:
        """Start the process that loads the reader, and wait until it has.

        Args:
            make: can be pickled; makes the reader, in that process.
            limits: of each item.

        Raises:
            ExtractorError: it cannot be made.
        """
        self.limits = limits
        ours, theirs = socket.socketpair()
        with theirs:
            # one thread, so that it can be copied: that of numpy's algebra would not be there in the copy
            code = _MAIN.format(path=sys.path, place=theirs.fileno())
            self._process = subprocess.Popen(  # noqa: S603  # our own module, and no shell
                [sys.executable, "-c", code],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                env=_single_threaded(),
            )
        self._control = Connection(ours.detach())
        self._copies: dict[Connection, int] = {}
        self._idle: list[Connection] = []
        self.close = weakref.finalize(self, _close, self._control, self._process, self._copies)
        self._control.send_bytes(pickle.dumps((limits, make)))
        self.about = self._answer()
        if isinstance(self.about, AnnotatorError):
            self.close()
            raise self.about

    def answers(
        self, items: Iterable[T], *, workers: int = 1, batch_size: int = 32
    ) -> Iterator[tuple[list[T], object]]:
        """The reader's answers to batches of items, in order; a :class:`LeftOut` for a single bad one.

        Args:
            items: as they come; only some batches of them are held.
            workers: processes that read.
            batch_size: items that a process reads at once.
        """
        with _Round[T](self, iter(items), workers, batch_size) as round:
            yield from round.answers()

    def take(self) -> Connection:
        """A process that reads and has nothing to do."""
        if self._idle:
            return self._idle.pop()
        ours, theirs = socket.socketpair()
        with theirs:
            self._control.send(None)
            with socket.socket(fileno=_duplicate(self._control)) as beside:
                socket.send_fds(beside, [b"\0"], [theirs.fileno()])
        copy = Connection(ours.detach())
        self._copies[copy] = cast(int, self._answer())
        return copy

    def give_back(self, copy: Connection) -> None:
        """It has nothing to do any more; what it has learned of words is of use to the next."""
        self._idle.append(copy)

    def end(self, copy: Connection) -> int:
        """End a process that reads, if it has not ended; gives its code."""
        copy.close()
        self._control.send(self._copies.pop(copy))
        return cast(int, self._answer())

    def _answer(self) -> object:
        try:
            return cast(object, self._control.recv())
        except (EOFError, ConnectionError) as error:
            self.close()
            raise ExtractorError(
                "the process that holds the models ended before its time"
                f" (code {self._process.returncode}), perhaps for want of memory"
            ) from error


class _Round(Generic[T]):
    """One run over items: which batch is where, and what has come back."""

    def __init__(self, readers: Readers[T], coming: Iterator[T], workers: int, batch_size: int) -> None:
        self._readers = readers
        self._coming = coming
        self._workers = workers
        self._batch_size = batch_size
        self._waiting: deque[_Batch[T]] = deque()  # in the order of the answers
        self._to_read: deque[_Batch[T]] = deque()
        self._busy: dict[Connection, _Batch[T]] = {}

    def __enter__(self) -> _Round[T]:
        return self

    def __exit__(self, *_: object) -> None:
        for copy in self._busy if self._readers.close.alive else ():
            self._readers.end(copy)

    def answers(self) -> Iterator[tuple[list[T], object]]:
        """See :meth:`Readers.answers`."""
        while self._take() or self._waiting:
            self._hand_out()
            if not self._waiting[0].done:
                ready = wait(list(self._busy))
                for copy in [one for one in self._busy if one in ready]:
                    self._hear(copy)
            while self._waiting and self._waiting[0].done:
                batch = self._waiting.popleft()
                yield batch.items, batch.answer

    def _take(self) -> bool:
        """Take more batches in, if there is room; says whether any came."""
        taken = False
        while len(self._waiting) < self._workers * _AHEAD:
            batch = _Batch(list(islice(self._coming, self._batch_size)))
            if not batch.items:
                break
            self._waiting.append(batch)
            self._to_read.append(batch)
            taken = True
        return taken

    def _hand_out(self) -> None:
        while self._to_read and len(self._busy) < self._workers:
            copy, batch = self._readers.take(), self._to_read.popleft()
            self._busy[copy] = batch
            try:
                copy.send(batch.items)
            except ConnectionError:
                self._ended(copy)

    def _hear(self, copy: Connection) -> None:
        try:
            answer = copy.recv()
        except (EOFError, ConnectionError):
            self._ended(copy)
            return
        batch = self._busy.pop(copy)
        self._readers.give_back(copy)
        batch.answer, batch.done = answer, True

    def _ended(self, copy: Connection) -> None:
        """Of a batch that ended its process each item is read alone, in a new one."""
        batch = self._busy.pop(copy)
        code = self._readers.end(copy)
        if len(batch.items) == 1:
            reason = self._readers.limits.reason(code, len(batch.items[0][0]))
            batch.answer, batch.done = LeftOut(reason), True
            return
        alone = [_Batch([item]) for item in batch.items]
        at = self._waiting.index(batch)
        self._waiting.remove(batch)
        for place, one in enumerate(alone):
            self._waiting.insert(at + place, one)
        self._to_read.extendleft(reversed(alone))


def _close(control: Connection, process: subprocess.Popen[bytes], copies: Mapping[Connection, int]) -> None:
    for one in (*copies, control):
        one.close()
    process.wait()


def _duplicate(connection: Connection) -> int:
    return os.dup(connection.fileno())


def _single_threaded() -> dict[str, str]:
    return {**os.environ, **{f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL", "BLIS")}}
