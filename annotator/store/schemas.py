"""Label schemas that the database has seen, by the sha256 of their canonical JSON."""

from __future__ import annotations

from functools import lru_cache, partial

from sqlite_utils import Database

from annotator.core.label_schema import LabelSchema, load_label_schema
from annotator.store.settings import Settings

CURRENT = "label_schema"

#: A schema never changes under its sha256: parse each once, not in every transaction.
_parsed = lru_cache(maxsize=32)(partial(load_label_schema, kept=True))


class LabelSchemas:
    """Keeps every label schema that proposals or reviews follow."""

    def __init__(self, db: Database, now: str) -> None:
        self._db = db
        self._now = now
        self._settings = Settings(db)

    def put(self, schema: LabelSchema) -> None:
        """Keep a schema; nothing happens where it is known."""
        self._db.execute(
            "INSERT INTO label_schemas (sha256, name, version, source, added_at) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (sha256) DO NOTHING",
            (schema.sha256, schema.name, schema.version, schema.source, self._now),
        )

    def get(self, sha256: str) -> LabelSchema | None:
        """The schema of that sha256, or ``None``."""
        row = self._db.execute("SELECT source FROM label_schemas WHERE sha256 = ?", (sha256,)).fetchone()
        return None if row is None else _parsed(row[0])

    def kept(self, sha256: str) -> LabelSchema:
        """The schema that a row of the database refers to.

        Raises:
            LookupError: it is not there, which foreign keys forbid.
        """
        found = self.get(sha256)
        if found is None:
            raise LookupError(f"label schema {sha256} is missing")
        return found

    def use(self, schema: LabelSchema) -> None:
        """Make a schema the current one: new proposals and reviews follow it."""
        self.put(schema)
        self._settings.put(CURRENT, schema.sha256)

    def current(self) -> LabelSchema | None:
        """The current schema, or ``None`` where none has been chosen yet."""
        sha256 = self._settings.get(CURRENT)
        return None if sha256 is None else self.get(sha256)
