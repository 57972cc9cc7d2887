"""Reviews and their items: the projection of the decisions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any

from sqlite_utils import Database

from annotator.core.model import Annotations, ExtractorName, Mode, ReviewStatus
from annotator.core.state import Change, ReviewState, growth
from annotator.store.repositories.items import Items

#: Why an adjudicated review was put before a reviewer; the names stand behind it.
ADJUDICATION = "adjudication of "


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One review, without its items.

    Attributes:
        reviewer: whose it is; ``None`` for the one that everybody shares.
        extractor: who proposed what the review began with, or ``None`` where it began with nothing.
        start_revision: the revision at which it began from its proposals; above it decisions have been
            applied.
        completed_at, completed_by: when and by whom it was completed, as long as it is.
        revised_at: when something in it was changed last since then, or ``None``.
        selection: why this article was put before a reviewer, or ``None``.
        entities, relations, pending: how many items are not rejected, how many are still to be decided.
        text_length: of its article, in code points.
    """

    id: int
    article_id: str
    reviewer: str | None
    mode: Mode
    proposal_set_id: int | None
    schema_sha256: str
    status: ReviewStatus
    comment: str
    start_revision: int
    revision: int
    selection: str | None
    created_at: str
    started_at: str | None
    completed_at: str | None
    completed_by: str | None
    revised_at: str | None
    updated_at: str
    entities: int
    relations: int
    pending: int
    text_length: int
    extractor: ExtractorName | None

    @property
    def untouched(self) -> bool:
        """Whether nobody has decided anything in it yet."""
        return self.revision == self.start_revision


def is_adjudicated(review: ReviewRow | None) -> bool:
    """Whether a review was made of several."""
    return review is not None and (review.selection or "").startswith(ADJUDICATION)


_SELECT = (
    "SELECT review.id, review.article_id, review.reviewer, review.mode, review.proposal_set_id,"
    " review.schema_sha256, review.status, review.comment, review.start_revision, review.revision,"
    " review.selection, review.created_at, review.started_at, review.completed_at, review.completed_by,"
    " review.revised_at, review.updated_at, review.entities, review.relations, review.pending,"
    " articles.text_length, extractor.name, extractor.version FROM reviews AS review"
    " JOIN articles ON articles.id = review.article_id"
    " LEFT JOIN proposal_sets AS made ON made.id = review.proposal_set_id"
    " LEFT JOIN extractors AS extractor ON extractor.id = made.extractor_id"
)


_NAMES = tuple(column.name for column in fields(ReviewRow) if column.name != "extractor")


class Reviews:
    """The reviews of articles, shared and own, with their items."""

    def __init__(self, db: Database, now: str) -> None:
        self._db = db
        self._now = now
        self.items = Items(db)

    def shared(self, article_id: str) -> ReviewRow | None:
        """The shared review of an article, or ``None`` where nobody has opened it yet."""
        return self.of(article_id, None)

    def of(self, article_id: str, reviewer: str | None) -> ReviewRow | None:
        """The review of an article that is a reviewer's own (``None``: the shared one), if it has begun."""
        return self._one(*_whose(article_id, reviewer))

    def own(self, article_id: str) -> list[ReviewRow]:
        """The reviews of an article that reviewers have of their own, by name."""
        rows = self._db.execute(
            f"{_SELECT} WHERE review.article_id = ? AND review.reviewer IS NOT NULL ORDER BY review.reviewer",
            (article_id,),
        )
        return [_review_row(row) for row in rows]

    def every_own(self) -> Iterator[ReviewRow]:
        """All completed reviews that reviewers have of their own, as their articles were ingested."""
        rows = self._db.execute(
            f"{_SELECT} WHERE review.reviewer IS NOT NULL AND review.status = 'complete'"
            " ORDER BY articles.ordinal, review.reviewer"
        )
        for row in rows:
            yield _review_row(row)

    def get(self, review_id: int) -> ReviewRow | None:
        """The review of that number, or ``None``."""
        return self._one("review.id = ?", review_id)

    def every(self) -> Iterator[ReviewRow]:
        """All reviews, shared and own, as their articles were ingested."""
        for row in self._db.execute(f"{_SELECT} ORDER BY articles.ordinal, review.id"):
            yield _review_row(row)

    def every_shared(self, status: ReviewStatus | None = None) -> Iterator[ReviewRow]:
        """All shared reviews as their articles were ingested, perhaps only those of one status."""
        rows = self._db.execute(
            f"{_SELECT} WHERE review.reviewer IS NULL AND (?1 IS NULL OR review.status = ?1)"
            " ORDER BY articles.ordinal, review.id",
            (status,),
        )
        for row in rows:
            yield _review_row(row)

    def create(
        self,
        article_id: str,
        schema_sha256: str,
        proposal_set_id: int | None,
        reviewer: str | None = None,
        mode: Mode = "assisted",
    ) -> ReviewRow:
        """Begin a review of an article from a set of proposals, all pending, or from nothing.

        Args:
            article_id: the article.
            schema_sha256: the label schema it follows.
            proposal_set_id: what it begins with.
            reviewer: whose own it is; ``None`` for the shared one.
            mode: whether its reviewer sees proposals.
        """
        counts = self._counts(proposal_set_id)
        self._db.execute(
            "INSERT INTO reviews (article_id, reviewer, mode, proposal_set_id, schema_sha256, status,"
            " comment, start_revision, revision, created_at, updated_at, entities, relations, pending)"
            " VALUES (?, ?, ?, ?, ?, 'new', '', 0, 0, ?, ?, ?, ?, ?)",
            (
                *(article_id, reviewer, mode, proposal_set_id, schema_sha256),
                *(self._now, self._now, *counts, sum(counts)),
            ),
        )
        made = self._existing(*_whose(article_id, reviewer))
        self._copy_proposals(made)
        return made

    def restart(
        self,
        review: ReviewRow,
        schema_sha256: str,
        proposal_set_id: int | None,
        mode: Mode = "assisted",
    ) -> ReviewRow:
        """Begin an untouched review again from other proposals, or in another mode.

        Its revision rises, so that an operation on the picture from before collides instead of hitting an
        item that happens to have the same id.
        """
        counts = self._counts(proposal_set_id)
        self.items.clear(review.id)
        self._db.execute(
            "UPDATE reviews SET proposal_set_id = ?, schema_sha256 = ?, mode = ?,"
            " start_revision = revision + 1, revision = revision + 1,"
            " updated_at = ?, entities = ?, relations = ?, pending = ? WHERE id = ?",
            (proposal_set_id, schema_sha256, mode, self._now, *counts, sum(counts), review.id),
        )
        made = self._existing("review.id = ?", review.id)
        self._copy_proposals(made)
        return made

    def annotations(self, review_id: int) -> Annotations:
        """All items of a review, of any status, in reading order."""
        return self.items.annotations(review_id)

    def load(self, review: ReviewRow) -> ReviewState:
        """The state of a review, as :func:`~annotator.core.decide.decide` needs it."""
        state = ReviewState.of(review.text_length, self.annotations(review.id))
        state.status, state.comment, state.revision = review.status, review.comment, review.revision
        return state

    def record(self, review_id: int, state: ReviewState, reviewer: str, changes: tuple[Change, ...]) -> None:
        """Write where a review stands after a decision.

        Args:
            review_id: the review.
            state: its state, the decision applied.
            reviewer: who decided.
            changes: what it changed. In a review that was and stays complete they are a revision of gold.
        """
        complete = state.status == "complete"
        self._db.execute(
            "UPDATE reviews SET revision = ?, status = ?, comment = ?, updated_at = ?,"
            " started_at = coalesce(started_at, ?), entities = entities + ?, relations = relations + ?,"
            " pending = pending + ?,"
            " revised_at = CASE WHEN NOT ? THEN NULL"
            " WHEN status = 'complete' AND ? THEN ? ELSE revised_at END,"
            " completed_at = CASE WHEN ? THEN coalesce(completed_at, ?) END,"
            " completed_by = CASE WHEN ? THEN coalesce(completed_by, ?) END WHERE id = ?",
            (
                *(state.revision, state.status, state.comment, self._now, self._now, *growth(changes)),
                *(complete, bool(changes), self._now),
                *(complete, self._now, complete, reviewer, review_id),
            ),
        )

    def say_origin(self, review_id: int, mode: Mode, selection: str) -> None:
        """Note how a review came about: with or without proposals, and how its article was chosen."""
        self._db.execute(
            "UPDATE reviews SET mode = ?, selection = ? WHERE id = ?", (mode, selection, review_id)
        )

    def completed_since(self, reviewer: str, since: str) -> int:
        """How many articles a reviewer has completed since a moment (a timestamp)."""
        row = self._db.execute(
            "SELECT count(*) FROM reviews WHERE completed_by = ? AND completed_at >= ?"
            " AND completed_at IS NOT NULL",
            (reviewer, since),
        ).fetchone()
        return int(row[0])

    def _one(self, condition: str, *values: object) -> ReviewRow | None:
        row = self._db.execute(f"{_SELECT} WHERE {condition}", values).fetchone()
        return None if row is None else _review_row(row)

    def _existing(self, condition: str, *values: object) -> ReviewRow:
        found = self._one(condition, *values)
        if found is None:
            raise LookupError(f"the review of {values} is missing")
        return found

    def _counts(self, proposal_set_id: int | None) -> tuple[int, int]:
        row = self._db.execute(
            "SELECT entities, relations FROM proposal_sets WHERE id = ?", (proposal_set_id,)
        ).fetchone()
        return (0, 0) if row is None else (int(row[0]), int(row[1]))

    def _copy_proposals(self, review: ReviewRow) -> None:
        if review.proposal_set_id is not None:
            self.items.copy_proposals(review.id, review.proposal_set_id, review.revision)


def _whose(article_id: str, reviewer: str | None) -> tuple[str, ...]:
    """The condition and its values. Of a parameter SQLite does not know that a partial index holds it."""
    if reviewer is None:
        return "review.article_id = ? AND review.reviewer IS NULL", article_id
    return "review.article_id = ? AND review.reviewer = ?", article_id, reviewer


def _review_row(row: tuple[Any, ...]) -> ReviewRow:
    *values, name, version = row
    extractor = None if name is None else ExtractorName(name, version)
    return ReviewRow(**dict(zip(_NAMES, values, strict=True)), extractor=extractor)
