"""A team: its members with their roles, and the seats at articles that are handed out to them.

A seat is the right of one reviewer to decide on an article. An article that several review has several.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from annotator.core.model import Mode
from annotator.core.team import Role
from annotator.store.repositories.team_counts import TeamCounts

# handed: no seat at the article is free; partial indexes, so that finding one that is costs the same however
# many are taken
MIGRATION = """
CREATE TABLE members (
    name     TEXT PRIMARY KEY CHECK (length(name) BETWEEN 1 AND 64),
    role     TEXT NOT NULL CHECK (role IN ('reviewer', 'adjudicator', 'admin')),
    added_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE seats (
    article_id   TEXT NOT NULL REFERENCES articles (id),
    number       INTEGER NOT NULL CHECK (number >= 1),
    mode         TEXT NOT NULL CHECK (mode IN ('assisted', 'blind')),
    reviewer     TEXT,
    leased_until TEXT,
    PRIMARY KEY (article_id, number),
    CHECK (reviewer IS NOT NULL OR leased_until IS NULL)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX seats_of_reviewer ON seats (reviewer, article_id) WHERE reviewer IS NOT NULL;
CREATE INDEX seats_leased ON seats (leased_until) WHERE leased_until IS NOT NULL;

ALTER TABLE listing ADD COLUMN handed INTEGER NOT NULL DEFAULT 0 CHECK (handed IN (0, 1));
CREATE INDEX listing_free ON listing (status, ordinal) WHERE handed = 0;
CREATE INDEX listing_free_by_length ON listing (status, length, ordinal) WHERE handed = 0;
CREATE INDEX listing_free_by_certainty ON listing (status, certainty, ordinal) WHERE handed = 0;

CREATE TRIGGER seats_added AFTER INSERT ON seats BEGIN
    UPDATE listing SET handed = NOT EXISTS (
        SELECT 1 FROM seats WHERE article_id = new.article_id AND reviewer IS NULL
    ) WHERE article_id = new.article_id;
END;
CREATE TRIGGER seats_handed AFTER UPDATE OF reviewer ON seats BEGIN
    UPDATE listing SET handed = NOT EXISTS (
        SELECT 1 FROM seats WHERE article_id = new.article_id AND reviewer IS NULL
    ) WHERE article_id = new.article_id;
END;
"""


@dataclass(frozen=True, slots=True)
class Seat:
    """The right of one reviewer to decide on an article.

    Attributes:
        number: from 1, in the article.
        mode: how it is seen from there.
        reviewer: who has it; ``None`` where it is free.
        leased_until: when it is given back if nothing happens (a timestamp); ``None`` where it is free, or
            its reviewer has completed the article and keeps it.
    """

    article_id: str
    number: int
    mode: Mode
    reviewer: str | None
    leased_until: str | None


class Team:
    """Members, and the seats that they have."""

    def __init__(self, db: Database, now: str) -> None:
        self._db = db
        self._now = now
        self.counts = TeamCounts(db, now)

    def members(self) -> dict[str, Role]:
        """Everybody with a role of their own, by name."""
        return dict(self._db.execute("SELECT name, role FROM members ORDER BY name"))

    def role(self, name: str) -> Role | None:
        """The role of somebody, or ``None`` where none was given."""
        row = self._db.execute("SELECT role FROM members WHERE name = ?", (name,)).fetchone()
        return None if row is None else row[0]

    def give_role(self, name: str, role: Role) -> None:
        """Make somebody a member, or change their role."""
        self._db.execute(
            "INSERT INTO members (name, role, added_at) VALUES (?, ?, ?)"
            " ON CONFLICT (name) DO UPDATE SET role = excluded.role",
            (name, role, self._now),
        )

    def take_role(self, name: str) -> None:
        """Take somebody off the list; what they decided stays."""
        self._db.execute("DELETE FROM members WHERE name = ?", (name,))

    def seats(self, article_id: str) -> list[Seat]:
        """The seats at an article, by number; none before it is handed out for the first time."""
        rows = self._db.execute(
            "SELECT article_id, number, mode, reviewer, leased_until FROM seats"
            " WHERE article_id = ? ORDER BY number",
            (article_id,),
        )
        return [Seat(*row) for row in rows]

    def shares(self, article_id: str, reviewer: str) -> bool:
        """Whether somebody has a seat at an article, or has begun a review of their own of it."""
        row = self._db.execute(
            "SELECT EXISTS (SELECT 1 FROM seats WHERE article_id = ?1 AND reviewer = ?2) OR EXISTS"
            " (SELECT 1 FROM reviews WHERE article_id = ?1 AND reviewer = ?2)",
            (article_id, reviewer),
        ).fetchone()
        return bool(row[0])

    def kept(self, reviewer: str | None) -> list[Seat]:
        """The seats that somebody (``None``: anybody) keeps and has not completed, as they run out."""
        rows = self._db.execute(
            "SELECT article_id, number, mode, reviewer, leased_until FROM seats"
            " WHERE leased_until >= ?1 AND (?2 IS NULL OR reviewer = ?2) ORDER BY leased_until, article_id",
            (self._now, reviewer),
        )
        return [Seat(*row) for row in rows]

    def set_out(self, article_id: str, modes: Sequence[Mode]) -> None:
        """Put seats at an article that has none, all free."""
        self._db.conn.executemany(
            "INSERT INTO seats (article_id, number, mode) VALUES (?, ?, ?)",
            [(article_id, number, mode) for number, mode in enumerate(modes, start=1)],
        )

    def lease(self, article_id: str, number: int, reviewer: str, until: str | None) -> None:
        """Give a seat to a reviewer until a moment (a timestamp), or for good."""
        self._db.execute(
            "UPDATE seats SET reviewer = ?, leased_until = ? WHERE article_id = ? AND number = ?",
            (reviewer, until, article_id, number),
        )

    def hand_over(self, article_id: str, old: str, new: str) -> None:
        """Give what somebody has of an article, seat and own review, to somebody who has nothing of it."""
        if not self.shares(article_id, new):
            who = (new, article_id, old)
            self._db.execute("UPDATE seats SET reviewer = ? WHERE article_id = ? AND reviewer = ?", who)
            self._db.execute("UPDATE reviews SET reviewer = ? WHERE article_id = ? AND reviewer = ?", who)

    def renew(self, article_id: str, number: int, until: str | None) -> None:
        """Change how long a seat is kept."""
        self._db.execute(
            "UPDATE seats SET leased_until = ? WHERE article_id = ? AND number = ?",
            (until, article_id, number),
        )

    def close(self, article_id: str) -> None:
        """Take away the seats that nobody has completed: the article is adjudicated without them."""
        self._db.execute(
            "DELETE FROM seats WHERE article_id = ? AND (reviewer IS NULL OR leased_until IS NOT NULL)",
            (article_id,),
        )
        self._db.execute("UPDATE listing SET handed = 1 WHERE article_id = ?", (article_id,))

    def give_back(self, article_id: str, number: int) -> None:
        """Make a seat free."""
        self._db.execute(
            "UPDATE seats SET reviewer = NULL, leased_until = NULL WHERE article_id = ? AND number = ?",
            (article_id, number),
        )

    def expire(self) -> int:
        """Make the seats free whose time has run out; how many there were."""
        cursor = self._db.execute(
            "UPDATE seats SET reviewer = NULL, leased_until = NULL WHERE leased_until < ?", (self._now,)
        )
        return int(cursor.rowcount)
