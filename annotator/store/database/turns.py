"""Turns among processes: one at a time migrates, commits or checkpoints."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from annotator.errors import BusyError
from annotator.store.database.connection import PATIENCE, file_errors

#: How often to look whether another process is done, in seconds.
POLL = 0.002


def lock_of(path: Path) -> FileLock:
    """The lock of a database: a file beside it."""
    return FileLock(path.with_name(f"{path.name}.lock"))


@contextmanager
def turn(lock: FileLock, path: Path) -> Iterator[None]:
    """Hold the lock of a database. The system lets go of it when a process dies.

    Raises:
        BusyError: another process held it for longer than ``PATIENCE``.
        StoreError: the lock file cannot be written.
    """
    with file_errors(path):
        try:
            lock.acquire(timeout=PATIENCE, poll_interval=POLL)
        except Timeout as error:  # which is an OSError too
            raise BusyError(f"{path}: another process is using the database; try again") from error
    try:
        yield
    finally:
        lock.release()
