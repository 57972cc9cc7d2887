"""The log of decisions: only ever added to, in one order for the whole database."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import merge
from operator import itemgetter
from typing import Any, NamedTuple

from sqlite_utils import Database

from annotator.core.decide import RULES
from annotator.core.fold import Decision, Outcome
from annotator.core.operations import DecisionRef
from annotator.core.state import Change
from annotator.store.repositories.json_text import from_json, to_json


@dataclass(frozen=True, slots=True)
class NewDecision:
    """A decision to be logged.

    Attributes:
        base_revision: the revision that the reviewer saw when deciding.
        revision: the revision it made, or ``None`` where it was not applied.
        payload: the raw JSON object of the operation.
        reason: why it was not applied.
        collided_with: the place in the log of the decision that it collided with, if it did with one.
        target: the decision that an undo or redo is about.
        seconds: how long the reviewer took, or ``None``.
    """

    ref: DecisionRef
    reviewer: str
    article_id: str
    review_id: int | None
    base_revision: int
    verb: str
    payload: Mapping[str, Any]
    outcome: Outcome
    revision: int | None = None
    reason: str | None = None
    collided_with: int | None = None
    changes: tuple[Change, ...] = ()
    target: DecisionRef | None = None
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class LoggedDecision:
    """A decision as it stands in the log, its changes aside."""

    sequence: int
    ref: DecisionRef
    reviewer: str
    article_id: str
    review_id: int | None
    base_revision: int
    revision: int | None
    verb: str
    payload: Mapping[str, Any]
    outcome: Outcome
    reason: str | None
    collided_with: int | None
    target: DecisionRef | None
    created_at: str


class LoggedStep(NamedTuple):
    """As much of a decision as undoing needs; see :class:`annotator.core.fold.Step`.

    A row as it comes: undoing reads every one of a review.
    """

    client: str
    seq: int
    reviewer: str
    article_id: str
    verb: str
    outcome: Outcome
    target_client: str | None
    target_seq: int | None
    changed: bool

    @property
    def ref(self) -> DecisionRef:
        """The browser that made it and its number there."""
        return DecisionRef(self.client, self.seq)

    @property
    def target(self) -> DecisionRef | None:
        """The decision that an undo or redo is about."""
        return _ref(self.target_client, self.target_seq)


_LOGGED = (
    "SELECT sequence, client, client_seq, reviewer, article_id, review_id, base_revision,"
    " revision, verb, payload,"
    " outcome, reason, collided_with, target_client, target_seq, created_at FROM decisions"
)
_STEP = (
    "SELECT client, client_seq, reviewer, article_id, verb, outcome, target_client, target_seq,"
    " changed"
    " FROM decisions"
)
# an index for each half: asked together they would be looked for in all that the reviewer ever did
_STEPS_THERE = (
    "SELECT sequence FROM decisions"
    " WHERE review_id = :review AND revision IS NOT NULL AND reviewer = :reviewer"
    " UNION ALL SELECT sequence FROM decisions"
    " WHERE review_id = :review AND reviewer = :reviewer AND outcome <> 'applied' AND target_seq IS NOT NULL"
)


class Decisions:
    """Adds to the log and reads it."""

    def __init__(self, db: Database, now: str) -> None:
        self._db = db
        self._now = now

    def add(self, decision: NewDecision) -> None:
        """Log a decision. Its client and number must be new."""
        changes = to_json([change.to_json() for change in decision.changes])
        self._db.execute(
            "INSERT INTO decisions (client, client_seq, reviewer, article_id, review_id, base_revision,"
            " revision, verb, outcome, changed, target_client, target_seq, collided_with, seconds,"
            " created_at, reason, payload, changes, rules)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(decision.ref.client, decision.ref.seq, decision.reviewer, decision.article_id),
                *(decision.review_id, decision.base_revision, decision.revision, decision.verb),
                *(decision.outcome, bool(decision.changes), *_pair(decision.target)),
                *(decision.collided_with, decision.seconds, self._now, decision.reason),
                *(_payload_json(decision.payload), changes, RULES),
            ),
        )

    def last_number(self, client: str) -> int | None:
        """The highest number that is logged of a browser, or ``None`` for an unknown one."""
        row = self._db.execute("SELECT max(client_seq) FROM decisions WHERE client = ?", (client,)).fetchone()
        return None if row[0] is None else int(row[0])

    def owner(self, client: str) -> str | None:
        """Whose decisions those of a browser are, or ``None`` for an unknown one.

        Logs from before a browser was bound to one person may have several: then the last.
        """
        row = self._db.execute(
            "SELECT reviewer FROM decisions WHERE client = ? ORDER BY client_seq DESC LIMIT 1", (client,)
        ).fetchone()
        return None if row is None else str(row[0])

    def articles_of(self, clients: Sequence[str], reviewer: str) -> list[str]:
        """The articles on which a reviewer decided in some browsers."""
        rows = self._db.execute(
            "SELECT DISTINCT article_id FROM decisions WHERE client IN (SELECT value FROM json_each(?))"
            " AND +reviewer = ? ORDER BY article_id",
            (to_json(list(clients)), reviewer),
        )
        return [article_id for (article_id,) in rows]

    def find(self, ref: DecisionRef) -> LoggedDecision | None:
        """The decision of that browser and number, or ``None``."""
        row = self._db.execute(
            f"{_LOGGED} WHERE client = ? AND client_seq = ?", (ref.client, ref.seq)
        ).fetchone()
        return None if row is None else _logged(row)

    def seconds(self, review_id: int) -> float | None:
        """How long the applied decisions of a review took together; ``None`` where no browser said it."""
        row = self._db.execute(
            "SELECT sum(seconds) FROM decisions WHERE review_id = ? AND revision IS NOT NULL", (review_id,)
        ).fetchone()
        return None if row[0] is None else float(row[0])

    def brought_in(self, review_id: int, reviewer: str) -> list[str]:
        """The ids of the entities that somebody's adoptions brought into a review."""
        rows = self._db.execute(
            "SELECT json_extract(item.value, '$.id') FROM decisions AS made,"
            " json_each(made.payload, '$.entities') AS item"
            # by the review: somebody may have brought something into thousands of them
            " WHERE made.review_id = ? AND made.revision IS NOT NULL AND +made.reviewer = ?"
            " AND made.verb = 'adopt'",
            (review_id, reviewer),
        )
        return [item_id for (item_id,) in rows]

    def checks(self, checker: str) -> list[tuple[str, int, int]]:
        """Of each reviewer: into how many completed reviews somebody put something, and left it there."""
        rows = self._db.execute(
            "SELECT review.completed_by, count(*), sum(NOT EXISTS (SELECT 1 FROM decisions AS out"
            " WHERE out.review_id = made.review_id AND out.revision IS NOT NULL"
            # by the review: whoever checks has decisions in all reviews that are checked
            " AND +out.reviewer = made.reviewer AND out.verb = 'reject'))"
            " FROM decisions AS made JOIN reviews AS review ON review.id = made.review_id"
            " WHERE made.reviewer = ? AND made.verb = 'adopt' AND review.completed_by IS NOT NULL"
            " GROUP BY review.completed_by ORDER BY review.completed_by",
            (checker,),
        )
        return [(name, int(shown), int(caught)) for name, shown, caught in rows]

    def reviewer_of(self, sequence: int) -> str | None:
        """Who made the decision at a place of the log."""
        row = self._db.execute("SELECT reviewer FROM decisions WHERE sequence = ?", (sequence,)).fetchone()
        return None if row is None else str(row[0])

    def changes(self, ref: DecisionRef) -> tuple[Change, ...]:
        """What a decision changed; nothing where it was not applied or does not exist."""
        row = self._db.execute(
            "SELECT changes FROM decisions WHERE client = ? AND client_seq = ?", (ref.client, ref.seq)
        ).fetchone()
        return () if row is None else _changes(row[0])

    def of_review(self, review_id: int) -> Iterator[tuple[Decision, Mapping[str, Any]]]:
        """The applied decisions of a review with their payloads, in the order in which they were applied."""
        rows = self._db.execute(
            "SELECT sequence, client, client_seq, reviewer, verb, outcome, changes,"
            " target_client, target_seq, payload, rules"
            " FROM decisions WHERE review_id = ? AND revision IS NOT NULL ORDER BY revision",
            (review_id,),
        )
        for (
            sequence,
            client,
            seq,
            reviewer,
            verb,
            outcome,
            changes,
            target_client,
            target_seq,
            payload,
            rules,
        ) in rows:
            decision = Decision(
                sequence,
                DecisionRef(client, seq),
                reviewer,
                verb,
                outcome,
                _changes(changes),
                _ref(target_client, target_seq),
                rules,
            )
            yield decision, from_json(payload)

    def steps(self, review_id: int, reviewer: str) -> list[LoggedStep]:
        """What a reviewer decided in a review, oldest first, as far as undoing needs it.

        Of what was not applied only the undos and redos.
        """
        rows = self._db.execute(
            f"{_STEP} WHERE sequence IN ({_STEPS_THERE}) ORDER BY sequence",
            {"review": review_id, "reviewer": reviewer},
        )
        return [LoggedStep(*row) for row in rows]

    def newest_steps(self, reviewer: str) -> Iterator[LoggedStep]:
        """What a reviewer decided anywhere, newest first."""
        rows = self._db.execute(f"{_STEP} WHERE reviewer = ? ORDER BY sequence DESC", (reviewer,))
        for row in rows:
            yield LoggedStep(*row)

    def others_since(self, review_id: int, revision: int, client: str) -> bool:
        """Whether anybody but one browser decided in a review after a revision."""
        row = self._db.execute(
            "SELECT EXISTS (SELECT 1 FROM decisions WHERE review_id = ? AND revision > ? AND client <> ?)",
            (review_id, revision, client),
        ).fetchone()
        return bool(row[0])

    def since(self, review_id: int, revision: int) -> list[tuple[LoggedDecision, tuple[Change, ...]]]:
        """The applied decisions of a review after a revision, newest first, with their changes."""
        columns = _LOGGED.replace(" FROM", ", changes FROM")
        rows = self._db.execute(
            f"{columns} WHERE review_id = ? AND revision > ? ORDER BY revision DESC", (review_id, revision)
        )
        return [(_logged(row[:-1]), _changes(row[-1])) for row in rows]

    def newest_first(
        self, review_id: int, before: int
    ) -> Iterator[tuple[LoggedDecision, tuple[Change, ...]]]:
        """Everything decided in a review before a place of the log, applied or not, with its changes.

        Read only as far as it is asked for.
        """
        columns = _LOGGED.replace(" FROM", ", changes FROM")
        applied = self._db.execute(
            f"{columns} WHERE review_id = ? AND revision IS NOT NULL AND sequence < ? ORDER BY revision DESC",
            (review_id, before),
        )
        others = self._db.execute(
            f"{columns} WHERE review_id = ? AND outcome <> 'applied' AND sequence < ? ORDER BY sequence DESC",
            (review_id, before),
        )
        for row in merge(applied, others, key=itemgetter(0), reverse=True):
            yield _logged(row[:-1]), _changes(row[-1])

    def changes_from(self, review_id: int, place: int) -> Iterator[tuple[Change, ...]]:
        """What was changed in a review from a place of the log on, newest first."""
        rows = self._db.execute(
            "SELECT changes FROM decisions WHERE review_id = ? AND revision IS NOT NULL AND sequence >= ?"
            " ORDER BY revision DESC",
            (review_id, place),
        )
        return (_changes(changes) for (changes,) in rows)

    def collided(self, review_id: int, reviewer: str) -> list[LoggedDecision]:
        """What a reviewer decided in a review that collided with somebody else, oldest first."""
        rows = self._db.execute(
            f"{_LOGGED} WHERE review_id = ? AND reviewer = ? AND outcome <> 'applied' AND outcome"
            f" = 'collided'"
            " ORDER BY sequence",
            (review_id, reviewer),
        )
        return [_logged(row) for row in rows]


def _payload_json(payload: Mapping[str, Any]) -> str:
    try:
        return to_json(dict(payload))
    except ValueError:
        # Python reads NaN and Infinity where JSON has none; a browser may send them: the log has the words
        return to_json(json.loads(json.dumps(dict(payload)), parse_constant=str))


def _pair(target: DecisionRef | None) -> tuple[str | None, int | None]:
    return (None, None) if target is None else (target.client, target.seq)


def _ref(client: str | None, seq: int | None) -> DecisionRef | None:
    return None if client is None or seq is None else DecisionRef(client, seq)


def _changes(text: str) -> tuple[Change, ...]:
    return () if text == "[]" else tuple(Change.from_json(value) for value in from_json(text))


def _logged(row: tuple[Any, ...]) -> LoggedDecision:
    sequence, client, seq, *middle, outcome, reason, collided_with, target_client, target_seq, created_at = (
        row
    )
    reviewer, article_id, review_id, base_revision, revision, verb, payload = middle
    return LoggedDecision(
        sequence,
        DecisionRef(client, seq),
        reviewer,
        article_id,
        review_id,
        base_revision,
        revision,
        verb,
        from_json(payload),
        outcome,
        reason,
        collided_with,
        _ref(target_client, target_seq),
        created_at,
    )
