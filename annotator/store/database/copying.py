"""Copying a database that is in use."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlite_utils import Database

from annotator.errors import InputError
from annotator.store.database.connection import file_errors, store_errors


def copy_database(source: Database, target: Path) -> None:
    """Copy a database to a new file: whole or not at all, as one file without a write-ahead log.

    Raises:
        InputError: the target exists, or its folder does not.
        StoreError: it cannot be written.
    """
    if target.exists():
        raise InputError("exists already; choose a new name", source=str(target))
    if not target.parent.is_dir():
        raise InputError("its folder does not exist", source=str(target))
    part = target.with_name(f"{target.name}.{os.getpid()}.part")
    try:
        with store_errors(target), file_errors(target):
            with closing(sqlite3.connect(part, isolation_level=None)) as copy:
                source.conn.backup(copy)
                copy.execute("PRAGMA journal_mode = DELETE")
            with part.open("rb") as written:
                os.fsync(written.fileno())
            part.replace(target)
    finally:
        part.unlink(missing_ok=True)
