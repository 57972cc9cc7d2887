"""The store: one per database file and process, with one writer and any number of readers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from filelock import FileLock
from sqlite_utils import Database

from annotator.store.database.clock import Clock, system_clock
from annotator.store.database.copying import copy_database
from annotator.store.database.readers import Readers
from annotator.store.database.transaction import Transaction
from annotator.store.database.writer import Writer

T = TypeVar("T")


class Store:
    """A database that is open in this process; made by :func:`~annotator.store.open_store`.

    Attributes:
        path: the database file, resolved.
        clock: what time it is in everything that is written.
    """

    def __init__(self, path: Path, lock: FileLock, clock: Clock = system_clock) -> None:
        self.path = path
        self.clock = clock
        self._closed = False
        self._readers = Readers(path)
        self._writer = Writer(path, lock, self._transaction)

    def __repr__(self) -> str:
        return f"Store({str(self.path)!r})"

    @contextmanager
    def read(self) -> Iterator[Transaction]:
        """A snapshot to read from: what others commit meanwhile does not show in it.

        Raises:
            StoreError: the database cannot be read, or has been closed.
        """
        with self._readers.snapshot() as db:
            yield self._transaction(db)

    def write(self, job: Callable[[Transaction], T]) -> T:
        """Run a job in the writer thread, and return its result once it is committed and on disk.

        Reading and writing in one job is one transaction: nobody writes in between. The job must be short,
        and must not wait for anything, because all writes of the process stand behind it. If it raises,
        nothing that it wrote stays, and the exception is raised here; other jobs that share the commit are
        not touched.

        Raises:
            BusyError: another process held the database for too long.
            StoreError: the database cannot be written, or has been closed.
        """
        return self._writer.write(job)

    def backup(self, target: Path) -> None:
        """Write a consistent copy to a file that must not exist, while everything goes on.

        Raises:
            InputError: there is a file already, or no folder for it.
            StoreError: it cannot be written.
        """
        with self._readers.snapshot() as db:
            copy_database(db, target)

    @property
    def closed(self) -> bool:
        """Whether :meth:`close` has been called."""
        return self._closed

    def close(self) -> None:
        """Commit what waits and close every connection. The store cannot be used any more."""
        self._closed = True
        self._writer.close()
        self._readers.close()

    def _transaction(self, db: Database) -> Transaction:
        return Transaction(db, self.clock())
