"""The list of articles as people see it: one small row an article, kept by triggers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sqlite_utils import Database

from annotator.core.model import ReviewStatus

Order = Literal["ingested", "newest", "title", "published", "updated"]
STATUSES: tuple[ReviewStatus, ...] = ("new", "in_progress", "complete", "skipped", "flagged")

#: How each order sorts, and the index that has it so.
_ORDERS: dict[Order, tuple[str, str]] = {
    "ingested": ("listing.ordinal", "listing_by_status"),
    "newest": ("listing.ordinal DESC", "listing_by_status"),
    "title": ("listing.title, listing.ordinal", "listing_by_title"),
    "published": ("listing.published DESC, listing.ordinal DESC", "listing_by_published"),
    "updated": ("listing.updated_at DESC, listing.ordinal DESC", "listing_by_updated"),
}
# CROSS JOIN, and + before the status: one search, not a look into it for every article of a status
_FOUND = (
    "SELECT listing.ordinal FROM article_search CROSS JOIN listing ON listing.ordinal = article_search.rowid"
    " WHERE article_search MATCH ?"
)
_OF_STATUS = "SELECT listing.ordinal FROM listing INDEXED BY {index} WHERE listing.status = ?"
#: Up to so many articles of a status are sorted; of more, the index of the order is read and filtered.
_SORTED = 5000
_PAGE = (
    "SELECT listing.article_id, listing.title, articles.source, listing.published, listing.status,"
    " listing.entities, listing.relations, listing.pending, listing.updated_at, articles.text_length"
)


@dataclass(frozen=True, slots=True)
class ListingRow:
    """One article in the list.

    Attributes:
        entities, relations: items that are not rejected (before review: what was proposed); ``None`` where
            nobody is to know.
        pending: items still to be decided, or ``None``.
        updated_at: when its review last changed, or ``None``.
        length: of the text, in code points.
    """

    id: str
    title: str
    source: str
    published: str | None
    status: ReviewStatus
    entities: int | None
    relations: int | None
    pending: int | None
    updated_at: str | None
    length: int


class Listing:
    """Counts and pages, without touching the texts."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def counts(self, match: str | None = None) -> dict[ReviewStatus, int]:
        """How many articles stand at each status; ``match`` (FTS5) counts only what it finds."""
        if match is None:
            rows = self._db.execute("SELECT status, articles FROM listing_counts")
        else:
            rows = self._db.execute(
                "SELECT listing.status, count(*) FROM article_search CROSS JOIN listing"
                " ON listing.ordinal = article_search.rowid WHERE article_search MATCH ? GROUP"
                " BY listing.status",
                (match,),
            )
        found: dict[str, int] = {status: int(count) for status, count in rows}
        return {status: found.get(status, 0) for status in STATUSES}

    def page(
        self, status: ReviewStatus | None, match: str | None, order: Order, limit: int, offset: int
    ) -> list[ListingRow]:
        """The rows of one page."""
        by, _ = _ORDERS[order]
        source, values = self._ordinals(status, match, order)
        # the page is cut from ordinals alone: the rows before it are skipped without being read
        rows = self._db.execute(
            f"{_PAGE} FROM ({source} ORDER BY {by} LIMIT ? OFFSET ?) AS page"
            " JOIN listing ON listing.ordinal = page.ordinal JOIN articles ON articles.ordinal = page.ordinal"
            f" ORDER BY {by}",
            (*values, limit, offset),
        )
        return [ListingRow(*row) for row in rows]

    def _ordinals(
        self, status: ReviewStatus | None, match: str | None, order: Order
    ) -> tuple[str, list[object]]:
        """A query for the ordinals of a list, and its values."""
        if match is not None and status is None:
            return _FOUND, [match]
        if match is not None:
            return f"{_FOUND} AND +listing.status = ?", [match, status]
        if status is None:
            return "SELECT listing.ordinal FROM listing", []
        few = self.counts()[status] <= _SORTED
        index = "listing_by_status" if few else _ORDERS[order][1]
        return _OF_STATUS.format(index=index), [status]
