"""How far a team is: what several have completed in a counter that triggers keep, the rest from indexes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlite_utils import Database

# versions: how many reviewers have completed the article each for themselves
MIGRATION = """
CREATE TABLE seat_counts (
    reviewer  TEXT PRIMARY KEY,
    seats     INTEGER NOT NULL CHECK (seats >= 0),
    completed INTEGER NOT NULL CHECK (completed BETWEEN 0 AND seats)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER seats_counted AFTER INSERT ON seats WHEN new.reviewer IS NOT NULL BEGIN
    INSERT INTO seat_counts (reviewer, seats, completed) VALUES (new.reviewer, 1, new.leased_until IS NULL)
    ON CONFLICT (reviewer) DO UPDATE SET seats = seats + 1, completed = completed + excluded.completed;
END;
CREATE TRIGGER seats_recounted AFTER UPDATE OF reviewer, leased_until ON seats
WHEN (old.reviewer, old.leased_until IS NULL) IS NOT (new.reviewer, new.leased_until IS NULL) BEGIN
    UPDATE seat_counts SET seats = seats - 1, completed = completed - (old.leased_until IS NULL)
    WHERE reviewer = old.reviewer;
    INSERT INTO seat_counts (reviewer, seats, completed)
    SELECT new.reviewer, 1, new.leased_until IS NULL WHERE new.reviewer IS NOT NULL
    ON CONFLICT (reviewer) DO UPDATE SET seats = seats + 1, completed = completed + excluded.completed;
END;
CREATE TRIGGER seats_uncounted AFTER DELETE ON seats WHEN old.reviewer IS NOT NULL BEGIN
    UPDATE seat_counts SET seats = seats - 1, completed = completed - (old.leased_until IS NULL)
    WHERE reviewer = old.reviewer;
END;

ALTER TABLE listing ADD COLUMN versions INTEGER NOT NULL DEFAULT 0 CHECK (versions >= 0);
CREATE INDEX listing_of_several ON listing (ordinal, status, article_id) WHERE versions >= 2;

CREATE TRIGGER versions_counted AFTER UPDATE OF status ON reviews
WHEN new.reviewer IS NOT NULL AND (old.status = 'complete') <> (new.status = 'complete') BEGIN
    UPDATE listing SET versions = versions + CASE WHEN new.status = 'complete' THEN 1 ELSE -1 END
    WHERE article_id = new.article_id;
END;
"""

# what was completed is read from the reviews: without a plan nobody has a seat
WITHOUT_SEATS = """
DROP TRIGGER seats_counted;
DROP TRIGGER seats_recounted;
DROP TRIGGER seats_uncounted;
DROP TABLE seat_counts;
"""

# each half is read from an index alone, however many articles there are
_PEOPLE = """
SELECT reviewer, sum(kept), sum(completed) FROM (
    SELECT reviewer, count(*) AS kept, 0 AS completed FROM seats WHERE leased_until >= ? GROUP BY reviewer
    UNION ALL
    SELECT completed_by, 0, count(*) FROM reviews WHERE completed_at IS NOT NULL GROUP BY completed_by
) GROUP BY reviewer ORDER BY reviewer
"""
_WRONG = """
SELECT article_id FROM listing WHERE versions <> (
    SELECT count(*) FROM reviews
    WHERE reviews.article_id = listing.article_id AND reviewer IS NOT NULL AND status = 'complete'
)
"""
_FILL = (
    "INSERT INTO seat_counts (reviewer, seats, completed)"
    " SELECT reviewer, count(*), sum(leased_until IS NULL) FROM seats"
    " WHERE reviewer IS NOT NULL GROUP BY reviewer",
    "UPDATE listing SET versions = (SELECT count(*) FROM reviews"
    " WHERE reviews.article_id = listing.article_id AND reviewer IS NOT NULL AND status = 'complete')"
    " WHERE article_id IN (SELECT article_id FROM reviews WHERE reviewer IS NOT NULL)",
)


@dataclass(frozen=True, slots=True)
class ArticleCount:
    """How many articles a reviewer keeps just now, and how many they have completed."""

    reviewer: str
    kept: int
    completed: int


class TeamCounts:
    """Who has completed how much, what waits to be adjudicated, and whether the counter is right."""

    def __init__(self, db: Database, now: str) -> None:
        self._db = db
        self._now = now

    def people(self) -> list[ArticleCount]:
        """Everybody who keeps or has completed an article, by name."""
        return [ArticleCount(*row) for row in self._db.execute(_PEOPLE, (self._now,))]

    def several(self) -> list[str]:
        """The articles that two reviewers or more have completed each for themselves, as ingested."""
        rows = self._db.execute("SELECT article_id FROM listing WHERE versions >= 2 ORDER BY ordinal")
        return [article_id for (article_id,) in rows]

    def unsettled(self) -> list[str]:
        """Those of them at which there is a seat that is free or not completed."""
        rows = self._db.execute(
            "SELECT article_id FROM listing WHERE versions >= 2 AND EXISTS (SELECT 1 FROM seats"
            " WHERE seats.article_id = listing.article_id"
            " AND (seats.reviewer IS NULL OR seats.leased_until IS NOT NULL))"
        )
        return [article_id for (article_id,) in rows]

    def waiting(self) -> list[str]:
        """Those of them that are not gold yet, as ingested."""
        rows = self._db.execute(
            "SELECT article_id FROM listing WHERE versions >= 2 AND status <> 'complete' ORDER BY ordinal"
        )
        return [article_id for (article_id,) in rows]

    def wrong(self) -> Iterator[str]:
        """The articles of which another number of versions is counted than there is."""
        return (name for (name,) in self._db.execute(_WRONG))


def fill(db: Database) -> None:
    """Count what is there already; part of the migration that brings the counters."""
    for statement in _FILL:
        db.execute(statement)
