"""Label schemas that the database has seen, by their identity; of each the dress that it was given last."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache, partial

from sqlite_utils import Database

from annotator.core.label_schema import LabelSchema, load_label_schema
from annotator.core.model import ItemKind
from annotator.core.schema_changes import lost
from annotator.store.repositories.json_text import to_json
from annotator.store.repositories.settings import Settings

CURRENT = "label_schema"

_USES = """
SELECT (SELECT count(*) FROM proposed_{items} WHERE label = ?1),
    (SELECT count(*) FROM review_{items} WHERE label = ?1)
"""

#: A schema never changes under its source: parse each once, not in every transaction.
_parsed = lru_cache(maxsize=64)(partial(load_label_schema, kept=True))


@dataclass(frozen=True, slots=True)
class Followers:
    """What follows a label schema, or one that it only adds to.

    Attributes:
        proposed: articles with proposals.
        begun: reviews in which something was decided, without the completed ones.
        completed: reviews that are complete.
    """

    proposed: int
    begun: int
    completed: int


class LabelSchemas:
    """Keeps every label schema that proposals or reviews follow."""

    def __init__(self, db: Database, now: str) -> None:
        self._db = db
        self._now = now
        self._settings = Settings(db)

    def put(self, schema: LabelSchema) -> None:
        """Keep a schema; nothing happens where its identity is known."""
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

    def current(self) -> LabelSchema | None:
        """The current schema, or ``None`` where none has been chosen yet."""
        sha256 = self._settings.get(CURRENT)
        return None if sha256 is None else self.get(sha256)

    def pin(self, schema: LabelSchema) -> None:
        """Keep a schema, as the current one where none is yet: an upgrade of ``news`` does not change it."""
        self.put(schema)
        if self.current() is None:
            self.use(schema)

    def use(self, schema: LabelSchema) -> None:
        """Make a schema the current one, in its dress.

        Reviews that follow one that it only adds to follow it from now on.
        """
        self.put(schema)
        self._db.execute(
            "UPDATE label_schemas SET name = ?, version = ?, source = ? WHERE sha256 = ?",
            (schema.name, schema.version, schema.source, schema.sha256),
        )
        self._settings.put(CURRENT, schema.sha256)
        self._db.execute(
            "UPDATE reviews SET schema_sha256 = ?1"
            " WHERE schema_sha256 <> ?1 AND schema_sha256 IN (SELECT value FROM json_each(?2))",
            (schema.sha256, to_json(self.covered(schema))),
        )

    def same(self, schema: LabelSchema) -> list[str]:
        """What rows name a schema by: its identity, and what it was called by before identities."""
        return [key for key, known in self._all() if known.sha256 == schema.sha256]

    def covered(self, schema: LabelSchema) -> list[str]:
        """The same of all schemas whose annotations are legal under it too: it is the same, or only adds."""
        return [key for key, known in self._all() if _covers(known.source, schema.source)]

    def followers(self, schema: LabelSchema) -> Followers:
        """What follows a schema, or one that it only adds to."""
        keys = to_json(self.covered(schema))
        [proposed] = self._db.execute(
            "SELECT count(DISTINCT article_id) FROM proposal_sets"
            " WHERE schema_sha256 IN (SELECT value FROM json_each(?))",
            (keys,),
        ).fetchone()
        begun, completed = self._db.execute(
            "SELECT count(*) FILTER (WHERE status <> 'complete'), count(*) FILTER (WHERE status = 'complete')"
            " FROM reviews WHERE revision > start_revision"
            " AND schema_sha256 IN (SELECT value FROM json_each(?))",
            (keys,),
        ).fetchone()
        return Followers(int(proposed), int(begun), int(completed))

    def uses(self, kind: ItemKind, label: str) -> tuple[int, int]:
        """How many proposed items, and how many items of reviews, have a label."""
        items = {"entity": "entities", "relation": "relations"}[kind]
        proposed, reviewed = self._db.execute(_USES.format(items=items), (label,)).fetchone()
        return int(proposed), int(reviewed)

    def _all(self) -> Iterable[tuple[str, LabelSchema]]:
        for key, source in self._db.execute("SELECT sha256, source FROM label_schemas ORDER BY sha256"):
            yield key, _parsed(source)


@lru_cache(maxsize=256)
def _covers(before: str, after: str) -> bool:
    return not lost(_parsed(before), _parsed(after))


def settle(db: Database) -> None:
    """Name label schemas by their identity; part of the migration that brings it.

    Until then their sha256 was that of the whole JSON, so that one in another dress was another one. Sets of
    proposals never change: they go on naming theirs as before, and :meth:`LabelSchemas.same` knows it.
    """
    settings = Settings(db)
    current = settings.get(CURRENT) or _followed(db)
    # the current one last: its dress is the one that stays
    rows = db.execute(
        "SELECT sha256, source, added_at FROM label_schemas ORDER BY sha256 IS ?, added_at, sha256",
        (current,),
    ).fetchall()
    for key, source, added_at in rows:
        schema = _parsed(source)
        db.execute(
            "INSERT INTO label_schemas (sha256, name, version, source, added_at) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (sha256) DO UPDATE SET (name, version, source)"
            " = (excluded.name, excluded.version, excluded.source)",
            (schema.sha256, schema.name, schema.version, source, added_at),
        )
        db.execute("UPDATE reviews SET schema_sha256 = ? WHERE schema_sha256 = ?", (schema.sha256, key))
    if current is not None:
        LabelSchemas(db, "").use(_parsed(dict((row[0], row[1]) for row in rows)[current]))


def _followed(db: Database) -> str | None:
    """What is followed where none was chosen: the schema of the newest proposals, or of the newest review."""
    row = db.execute(
        "SELECT schema_sha256 FROM (SELECT schema_sha256, 1 AS place, id FROM proposal_sets"
        " UNION ALL SELECT schema_sha256, 0, id FROM reviews) ORDER BY place DESC, id DESC LIMIT 1"
    ).fetchone()
    return None if row is None else str(row[0])
