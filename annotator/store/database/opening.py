"""Opening a database: made or migrated under a file lock, then shared by everything in this process."""

from __future__ import annotations

import atexit
import os
import threading
from contextlib import closing
from pathlib import Path

from sqlite_utils import Database

from annotator.errors import StoreError
from annotator.store.database.clock import Clock, system_clock
from annotator.store.database.connection import connect, file_errors, store_errors
from annotator.store.database.copying import copy_database
from annotator.store.database.migrations import applied_names, migrate, pending_names
from annotator.store.database.store import Store
from annotator.store.database.turns import lock_of, turn

# In a module, never in st.cache_resource: any browser may empty that. By process, because a forked one must
# not use the connections of its parent.
_stores: dict[tuple[int, Path], Store] = {}
_registry = threading.Lock()


def open_store(path: Path | str, *, clock: Clock = system_clock) -> Store:
    """The store of a database file; made, or migrated after a backup, if need be.

    Whoever asks for the same file in one process gets the same store, so that there is one writer.
    ``clock`` counts for the first who asks.

    Raises:
        NewerDatabaseError: a newer version of the program wrote it.
        BusyError: another process held it for too long.
        StoreError: it cannot be opened, or is no database of this program.
    """
    resolved = Path(path).expanduser().resolve()
    key = (os.getpid(), resolved)
    with _registry:
        found = _stores.get(key)
        if found is None or found.closed:
            _stores[key] = found = _opened(resolved, clock)
        return found


def close_stores() -> None:
    """Close every store of this process: nothing of the queues is lost at its end."""
    with _registry:
        mine = [key for key in _stores if key[0] == os.getpid()]
        stores = [_stores.pop(key) for key in mine]
    for store in stores:
        store.close()


atexit.register(close_stores)


def _opened(path: Path, clock: Clock) -> Store:
    lock = lock_of(path)
    with store_errors(path), file_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with turn(lock, path), closing(connect(path, read_only=False)) as db:
            _prepare(db, path)
        return Store(path, lock, clock)


def _prepare(db: Database, path: Path) -> None:
    try:
        pending = pending_names(db)
    except StoreError as error:
        raise type(error)(f"{path}: {error}") from error
    applied = applied_names(db)
    if pending and applied:
        copy_database(db, _free_name(path, pending[0]))
    mode = db.execute("PRAGMA journal_mode = WAL").fetchone()[0]
    if mode != "wal":
        raise StoreError(f"{path}: this file system cannot hold the database (journal mode {mode!r})")
    if pending:
        migrate(db)


def _free_name(path: Path, migration: str) -> Path:
    """Where the copy from before a migration goes: beside the database, under the name of the migration."""
    stem = f"{path.name}.before-{migration}"
    names = (path.with_name(stem if count == 0 else f"{stem}.{count}") for count in range(1000))
    return next(name for name in names if not name.exists())
