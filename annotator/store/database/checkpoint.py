"""When the write-ahead log is copied into the database file."""

from __future__ import annotations

from pathlib import Path

from sqlite_utils import Database

#: Commits after which the log is copied, or bytes by which it has grown before.
COMMITS = 250
GROWTH = 4 * 2**20


class Checkpoints:
    """Copies the log after enough commits, once their callers have been answered.

    Left to SQLite, the copying would fall into the commit of whoever comes at the wrong moment.
    """

    def __init__(self, path: Path) -> None:
        self._log = path.with_name(path.name + "-wal")
        self._commits = 0
        self._size = self._measured()

    def after_commit(self, db: Database) -> None:
        """Count a commit, and copy when it is time. Never waits for readers."""
        self._commits += 1
        if self._commits < COMMITS and self._measured() < self._size + GROWTH:
            return
        db.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
        self._commits = 0
        self._size = self._measured()

    def _measured(self) -> int:
        return self._log.stat().st_size if self._log.exists() else 0
