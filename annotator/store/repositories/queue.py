"""The queue: which article of some statuses comes next in an order, without touching texts or proposals.

All that an order sorts by stands in the row of the listing. *ingested*, *least certain* and *shortest* are
read from an index; *random* multiplies what every row has drawn once by what the seed gives, which is a
hash of both (universal, modulo a prime), and looks at all rows of a status.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from sqlite_utils import Database

from annotator.core.model import ReviewStatus
from annotator.store.repositories.json_text import to_json

QueueOrder = Literal["ingested", "least_certain", "shortest", "random"]
#: What the order sorts by, and the ordinal that decides between equals.
Place: TypeAlias = tuple[float, int]

#: The certainty of an article for which nothing was proposed, read or not: whatever it holds is missing, and
#: how much that is nobody knows, so it comes first. No text has room for so many doubtful items.
NOTHING_PROPOSED = -1e9
#: Stands for the score of an item that has none: as likely right as wrong.
NO_SCORE = 0.5
_PRIME = 2**31 - 1

MIGRATION = """
ALTER TABLE listing ADD COLUMN length INTEGER NOT NULL DEFAULT 0;
ALTER TABLE listing ADD COLUMN certainty REAL NOT NULL DEFAULT 2.0;
ALTER TABLE listing ADD COLUMN shuffle INTEGER NOT NULL DEFAULT 0;
CREATE INDEX listing_by_length ON listing (status, length, ordinal);
CREATE INDEX listing_by_certainty ON listing (status, certainty, ordinal);
CREATE INDEX listing_by_shuffle ON listing (status, shuffle, ordinal);
UPDATE listing SET length = (SELECT text_length FROM articles WHERE articles.ordinal = listing.ordinal);
"""

_PLACE = "SELECT {key}, ordinal FROM listing WHERE article_id = ?"
_NEXT = "SELECT {key} AS place, ordinal FROM listing WHERE status = ?{behind} ORDER BY place, ordinal LIMIT 1"
_BEHIND = " AND ({key}, ordinal) > (?, ?)"
# of those at which a seat is free, none at which the reviewer has one, or has put the article off, nor that
# they have seen in another way than from there
_NEXT_FREE = """
SELECT {key} AS place, ordinal FROM listing WHERE status = ? AND handed = 0{behind}
AND NOT EXISTS (SELECT 1 FROM seats WHERE article_id = listing.article_id AND reviewer = ?)
AND NOT EXISTS (
    SELECT 1 FROM reviews WHERE article_id = listing.article_id AND reviewer = ?
    AND EXISTS (SELECT 1 FROM seats WHERE article_id = listing.article_id)
    AND NOT EXISTS (
        SELECT 1 FROM seats
        WHERE article_id = listing.article_id AND reviewer IS NULL AND seats.mode = reviews.mode
    )
)
AND NOT EXISTS (
    SELECT 1 FROM reviews WHERE article_id = listing.article_id AND reviewer = ? AND status IN ({put_off})
) ORDER BY place, ordinal LIMIT 1
"""
_PUT_OFF_BY_REVIEWER = {True: "", False: "'skipped', 'flagged'"}

# of sets of proposals: less the work that is to be expected, an item that is right with probability p being
# 1 - p of a correction
_CERTAINTY = """
UPDATE listing SET certainty = coalesce((
    SELECT -sum(1 - coalesce(score, {no_score})) FROM (
        SELECT score FROM proposed_entities WHERE set_id = shown.id
        UNION ALL SELECT score FROM proposed_relations WHERE set_id = shown.id
    )
), {nothing_proposed}) FROM ({shown}) AS shown WHERE listing.article_id = shown.article_id
"""
_OF_ARTICLES, _OF_EVERY_NEWEST = (
    _CERTAINTY.format(no_score=NO_SCORE, nothing_proposed=NOTHING_PROPOSED, shown=shown)
    for shown in (
        "SELECT article_id, shown AS id FROM listing WHERE article_id IN (SELECT value FROM json_each(?))",
        "SELECT article_id, max(id) AS id FROM proposal_sets GROUP BY article_id",
    )
)
# as the orders first were; certainty_by_work() takes its place
_MEAN_SCORE = """
UPDATE listing SET certainty = coalesce((
    SELECT avg(score) FROM (
        SELECT score FROM proposed_entities WHERE set_id = newest.id
        UNION ALL SELECT score FROM proposed_relations WHERE set_id = newest.id
    )
), 2.0)
FROM (SELECT article_id, max(id) AS id FROM proposal_sets GROUP BY article_id) AS newest
WHERE listing.article_id = newest.article_id
"""


@dataclass(frozen=True, slots=True)
class Ordering:
    """An order of the queue; the seed counts where it is random."""

    order: QueueOrder = "ingested"
    seed: int = 0


class Queue:
    """The articles of a status, in an order."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def entered(self, article_id: str, length: int) -> None:
        """An article is new: keep what it is sorted by."""
        self._db.execute(
            "UPDATE listing SET length = ?, shuffle = ?, certainty = ? WHERE article_id = ?",
            (length, drawn(article_id), NOTHING_PROPOSED, article_id),
        )

    def shown(self, articles: list[str]) -> None:
        """Articles show other proposals: work out how certain those are."""
        self._db.execute(_OF_ARTICLES, (to_json(articles),))

    def place(self, article_id: str, ordering: Ordering) -> Place | None:
        """Where an article stands in an order, whatever its status; ``None`` where there is none."""
        row = self._db.execute(_PLACE.format(key=_key(ordering)), (article_id,)).fetchone()
        return None if row is None else (row[0], row[1])

    def first(self, statuses: Sequence[ReviewStatus], ordering: Ordering, after: Place | None) -> str | None:
        """The id of the first article with one of these statuses, behind a place where one is given."""
        found = [self._first(_NEXT, status, ordering, after) for status in statuses]
        return min((row for row in found if row is not None), default=(0, 0, None))[2]

    def first_free(
        self,
        statuses: Sequence[ReviewStatus],
        ordering: Ordering,
        after: Place | None,
        reviewer: str,
        *,
        put_off: bool = False,
    ) -> str | None:
        """The same of the articles at which a seat is free for a reviewer.

        Args:
            statuses: of the shared review.
            ordering: what comes first.
            after: the place to look behind.
            reviewer: who has no seat there yet.
            put_off: with what the reviewer has skipped or flagged at an article that several review.
        """
        sql = _NEXT_FREE.replace("{put_off}", _PUT_OFF_BY_REVIEWER[put_off])
        found = [self._first(sql, status, ordering, after, *[reviewer] * 3) for status in statuses]
        return min((row for row in found if row is not None), default=(0, 0, None))[2]

    def _first(
        self, sql: str, status: ReviewStatus, ordering: Ordering, after: Place | None, *who: str
    ) -> tuple[float, int, str] | None:
        key = _key(ordering)
        behind = "" if after is None else _BEHIND.format(key=key)
        asked = sql.format(key=key, behind=behind)
        row = self._db.execute(asked, (status, *(after or ()), *who)).fetchone()
        if row is None:
            return None
        [article_id] = self._db.execute(
            "SELECT article_id FROM listing WHERE ordinal = ?", (row[1],)
        ).fetchone()
        return row[0], row[1], article_id


def drawn(article_id: str) -> int:
    """What an article has drawn: 31 bits that depend on its id alone."""
    return int.from_bytes(hashlib.sha256(article_id.encode()).digest()[:4]) >> 1


def _key(ordering: Ordering) -> str:
    """What an order sorts by, as SQL; of the seed only two whole numbers get there."""
    if ordering.order == "random":
        digest = hashlib.sha256(str(ordering.seed).encode()).digest()
        factor = 1 + int.from_bytes(digest[:8]) % (_PRIME - 1)
        shift = int.from_bytes(digest[8:16]) % _PRIME
        return f"((shuffle * {factor} + {shift}) % {_PRIME})"
    return {"ingested": "ordinal", "least_certain": "certainty", "shortest": "length"}[ordering.order]


def fill(db: Database) -> None:
    """Work out for all articles what the orders sort by; part of the migration that brings them."""
    db.execute(_MEAN_SCORE)
    rows = [(drawn(found), found) for (found,) in db.execute("SELECT article_id FROM listing").fetchall()]
    db.conn.executemany("UPDATE listing SET shuffle = ? WHERE article_id = ?", rows)


def certainty_by_work(db: Database) -> None:
    """Work out for all articles how certain they are by the work that is expected; each item is read once."""
    db.execute("UPDATE listing SET certainty = ?", (NOTHING_PROPOSED,))
    db.execute(_OF_EVERY_NEWEST)
