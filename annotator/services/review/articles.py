"""The list of articles: filtered by status, searched, counted, page by page."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TypeAlias, get_args

from annotator.core.model import ReviewStatus
from annotator.errors import InputError
from annotator.services.team.plan import hides_what_is_open
from annotator.store import Store
from annotator.store.repositories.listing import ListingRow, Order

ArticleRow: TypeAlias = ListingRow
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """One page of the list.

    Attributes:
        rows: its articles.
        total: how many there are with this status and search, on all pages.
        counts: how many the search finds at each status.
    """

    rows: tuple[ArticleRow, ...]
    total: int
    counts: dict[ReviewStatus, int]


def list_articles(
    store: Store,
    *,
    status: ReviewStatus | None = None,
    search: str = "",
    limit: int = 200,
    offset: int = 0,
    order: Order = "ingested",
) -> ArticlePage:
    """One page of the articles.

    Where some articles are reviewed without proposals, or by several, nothing is counted of what is open.

    Args:
        store: the database.
        status: only articles that stand there.
        search: only articles that have all these words in title, text, source or id; three letters or
            more also find what begins so; case and accents do not matter.
        limit: rows on a page.
        offset: rows before it.
        order: ``ingested``, ``newest``, ``title``, ``published`` or ``updated``.

    Raises:
        InputError: an unknown status or order.
    """
    if status is not None and status not in get_args(ReviewStatus):
        raise InputError(f"{status!r} is not a status; choose one of {', '.join(get_args(ReviewStatus))}")
    if order not in get_args(Order):
        raise InputError(f"{order!r} is not an order; choose one of {', '.join(get_args(Order))}")
    match = _match(search)
    with store.read() as transaction:
        counts = transaction.listing.counts(match)
        total = counts[status] if status is not None else sum(counts.values())
        rows = transaction.listing.page(status, match, order, max(limit, 0), max(offset, 0))
        if hides_what_is_open(transaction):
            rows = [row if row.status == "complete" else _uncounted(row) for row in rows]
    return ArticlePage(tuple(rows), total, counts)


def _uncounted(row: ArticleRow) -> ArticleRow:
    return replace(row, entities=None, relations=None, pending=None)


def _match(search: str) -> str | None:
    """A search as FTS5 understands it: every word quoted, so that nothing in it is syntax.

    Beginnings of one or two letters are not looked for: in 100,000 articles that takes seconds.
    """
    words = _WORD.findall(search)
    return " ".join(f'"{word}"*' if len(word) > 2 else f'"{word}"' for word in words) or None
