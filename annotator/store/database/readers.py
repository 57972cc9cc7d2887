"""Connections for reading, kept between reads."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from annotator.errors import StoreError
from annotator.store.database.connection import connect, store_errors

#: Idle connections worth keeping.
KEPT = 8


class Readers:
    """Lends a read-only connection to one reader at a time.

    Not one per thread: Streamlit starts a thread for nearly every rerun, and each would open, warm up
        and leak one.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._idle: list[Database] = []
        self._closed = False

    @contextmanager
    def snapshot(self) -> Iterator[Database]:
        """A connection inside a transaction: everything read in it is of one moment.

        Raises:
            StoreError: the store has been closed, or the file cannot be read.
        """
        with store_errors(self._path):
            db = self._take()
            try:
                db.execute("BEGIN")
                yield db
            finally:
                db.rollback()
                self._give_back(db)

    def close(self) -> None:
        """Close what is idle; what is lent out is closed when it comes back."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
        for db in idle:
            db.close()

    def _take(self) -> Database:
        with self._lock:
            if self._closed:
                raise StoreError(f"{self._path}: the database has been closed")
            if self._idle:
                return self._idle.pop()
        return connect(self._path, read_only=True)

    def _give_back(self, db: Database) -> None:
        with self._lock:
            if not self._closed and len(self._idle) < KEPT:
                self._idle.append(db)
                return
        db.close()
