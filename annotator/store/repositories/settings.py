"""Settings of the database: key and value."""

from __future__ import annotations

from sqlite_utils import Database


class Settings:
    """What was chosen once for the whole database, such as the current label schema."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def get(self, key: str) -> str | None:
        """The value of a key, or ``None``."""
        row = self._db.execute("SELECT value FROM settings WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def put(self, key: str, value: str) -> None:
        """Set a key."""
        self._db.execute(
            "INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET"
            " value = excluded.value",
            (key, value),
        )

    def drop(self, key: str) -> None:
        """Forget a key."""
        self._db.execute("DELETE FROM settings WHERE key = ?", (key,))
