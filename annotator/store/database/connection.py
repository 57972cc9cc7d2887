"""Connections to the database: every setting that makes writes durable and reads harmless, in one place."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from annotator.errors import BusyError, StoreError

#: How long to wait for another process, in seconds.
PATIENCE = 30.0
#: Marks the file as ours (``PRAGMA application_id``): "ANNO".
APPLICATION_ID = 0x414E4E4F
#: The write-ahead log is cut back to this many bytes when it starts over.
LARGEST_IDLE_LOG = 16 * 2**20

_SETTINGS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA synchronous = FULL",
    # on macOS a plain fsync leaves the bytes in the drive's cache; elsewhere this changes nothing
    "PRAGMA fullfsync = ON",
    # SQLite before 3.51.3 can lose pages when a checkpoint meets a commit of another connection:
    # nobody checkpoints by the way, the writer does it in its turn
    "PRAGMA wal_autocheckpoint = 0",
    f"PRAGMA journal_size_limit = {LARGEST_IDLE_LOG}",
    # in memory, what savepoints would undo is a list that is gone through from its beginning whenever one of
    # them ends: a transaction of thousands of operations takes a quadratic time
    "PRAGMA temp_store = FILE",
)


def connect(path: Path, *, read_only: bool) -> Database:
    """A connection with the settings above; ``read_only`` ones refuse every write.

    Transactions are begun by hand (``BEGIN IMMEDIATE``): the driver opens none by itself. A connection may
    go from thread to thread, but is used by one at a time.
    """
    connection = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None, check_same_thread=False)
    # plugins of sqlite-utils are for its own command line: none of them changes our connections
    database = Database(connection, execute_plugins=False)
    for statement in _SETTINGS:
        database.execute(statement)
    # KiB: there is one writer, and several readers
    database.execute(f"PRAGMA cache_size = {-8_000 if read_only else -64_000}")
    if read_only:
        database.execute("PRAGMA query_only = ON")
    return database


@contextmanager
def store_errors(path: Path) -> Iterator[None]:
    """Turn what can be wrong with a database file into our own errors; bugs in SQL stay what they are.

    Raises:
        BusyError: another process held it for longer than :data:`PATIENCE`.
        StoreError: it cannot be opened, read or written (no space, no permission, damaged, no database).
    """
    try:
        yield
    except (sqlite3.IntegrityError, sqlite3.ProgrammingError):
        raise
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
        if code == sqlite3.SQLITE_ERROR:
            raise
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise BusyError(f"{path}: another process is using the database; try again") from error
        raise StoreError(f"{path}: {error}") from error


@contextmanager
def file_errors(path: Path) -> Iterator[None]:
    """Turn what can be wrong with files and folders into our own error. Not around anybody else's code.

    Raises:
        StoreError: no permission, no space, a folder where a file should be.
    """
    try:
        yield
    except OSError as error:
        raise StoreError(f"{path}: {error.strerror or error}") from error


@contextmanager
def immediate(database: Database) -> Iterator[None]:
    """A transaction that holds the write lock from its first statement on.

    A deferred one (``db.atomic()``, ``db.begin()``) that reads and then writes fails at once with "database
    is locked" when another process wrote in between, whatever the timeout.
    """
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
        database.execute("COMMIT")
    finally:
        database.rollback()  # does nothing after the commit
