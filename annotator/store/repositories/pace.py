"""How many decisions each reviewer made and how long they took: counters, kept up with the log.

A dashboard reads a few rows of them, however long the log is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from sqlite_utils import Database

#: What decisions are about: one item, several at once, the article, or an earlier decision.
Subject = Literal["entity", "relation", "several", "article", "undo"]

MIGRATION = """
CREATE TABLE pace (
    reviewer  TEXT NOT NULL,
    subject   TEXT NOT NULL CHECK (subject IN ('entity', 'relation', 'several', 'article', 'undo')),
    label     TEXT NOT NULL,
    decisions INTEGER NOT NULL CHECK (decisions > 0),
    timed     INTEGER NOT NULL CHECK (timed BETWEEN 0 AND decisions),
    seconds   REAL NOT NULL CHECK (seconds >= 0),
    PRIMARY KEY (reviewer, subject, label)
) STRICT, WITHOUT ROWID;
"""

_ADD = """
INSERT INTO pace (reviewer, subject, label, decisions, timed, seconds) VALUES (?, ?, ?, 1, ?, ?)
ON CONFLICT (reviewer, subject, label) DO UPDATE SET decisions = decisions + 1,
timed = timed + excluded.timed, seconds = seconds + excluded.seconds
"""
# of logs from before there were counters: the label is that of the item as it stands now
_LOGGED = """
SELECT made.reviewer, made.verb, json_extract(made.payload, '$.kind'), made.seconds,
coalesce(json_extract(made.payload, '$.label'), entity.label, relation.label, '')
FROM decisions AS made
LEFT JOIN review_entities AS entity ON json_extract(made.payload, '$.kind') = 'entity'
AND entity.review_id = made.review_id AND entity.id = json_extract(made.payload, '$.id')
LEFT JOIN review_relations AS relation ON json_extract(made.payload, '$.kind') = 'relation'
AND relation.review_id = made.review_id AND relation.id = json_extract(made.payload, '$.id')
WHERE made.outcome = 'applied' ORDER BY made.sequence
"""
_OF_VERBS: dict[str, Subject] = {
    "accept_all": "several",
    "batch": "several",
    "adopt": "several",
    "complete": "article",
    "skip": "article",
    "flag": "article",
    "undo": "undo",
    "redo": "undo",
    "add_entity": "entity",
    "add_relation": "relation",
}


@dataclass(frozen=True, slots=True)
class PaceCount:
    """The decisions of a reviewer about one thing.

    Attributes:
        label: of the item; empty where they are not about one.
        decisions: how many.
        timed: of how many it is known how long they took.
        seconds: how long those took together.
    """

    reviewer: str
    subject: Subject
    label: str
    decisions: int
    timed: int
    seconds: float


class Pace:
    """The counters."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def add(self, reviewer: str, verb: str, kind: object, label: str, seconds: float | None) -> None:
        """Count one more applied decision; ``kind`` is that of the item it is about, if it is about one."""
        subject, known = subject_of(verb, kind), seconds is not None
        told = label if subject in ("entity", "relation") else ""
        self._db.execute(_ADD, (reviewer, subject, told, known, seconds or 0.0))

    def counts(self) -> list[PaceCount]:
        """All counters, by reviewer, subject and label."""
        rows = self._db.execute(
            "SELECT reviewer, subject, label, decisions, timed, seconds FROM pace"
            " ORDER BY reviewer, subject, label"
        )
        return [PaceCount(*row) for row in rows]

    def wrong(self) -> Iterator[str]:
        """The reviewers of whom another number of decisions is counted than the log has."""
        rows = self._db.execute(
            "SELECT reviewer, sum(times) FROM ("
            "SELECT reviewer, count(*) AS times FROM decisions WHERE outcome = 'applied' GROUP BY reviewer"
            " UNION ALL SELECT reviewer, -sum(decisions) FROM pace GROUP BY reviewer)"
            " GROUP BY reviewer HAVING sum(times) <> 0 ORDER BY reviewer"
        )
        return (reviewer for reviewer, _ in rows)


def subject_of(verb: str, kind: object) -> Subject:
    """What a decision is about."""
    if verb in _OF_VERBS:
        return _OF_VERBS[verb]
    return "relation" if kind == "relation" else "entity"


def fill(db: Database) -> None:
    """Count what is in the log already; part of the migration that brings the counters."""
    pace = Pace(db)
    for reviewer, verb, kind, seconds, label in db.execute(_LOGGED).fetchall():
        pace.add(reviewer, verb, kind, label, seconds)
