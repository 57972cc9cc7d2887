"""One transaction: the repositories, the time it happens at, and what to undo in memory if it fails."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlite_utils import Database

from annotator.errors import OperationRefused
from annotator.store.database.clock import timestamp
from annotator.store.repositories.articles import Articles
from annotator.store.repositories.decisions import Decisions
from annotator.store.repositories.evaluation import EvaluationReads
from annotator.store.repositories.inspection import Inspection
from annotator.store.repositories.left_out import LeftOutArticles
from annotator.store.repositories.lines import ArticleLines
from annotator.store.repositories.listing import Listing
from annotator.store.repositories.pace import Pace
from annotator.store.repositories.proposals import ProposalSets
from annotator.store.repositories.queue import Queue
from annotator.store.repositories.reviews import Reviews
from annotator.store.repositories.schemas import LabelSchemas
from annotator.store.repositories.search import Search
from annotator.store.repositories.settings import Settings
from annotator.store.repositories.shown import Shown
from annotator.store.repositories.team import Team


class Transaction:
    """What a job of :meth:`Store.write` and the body of :meth:`Store.read` work with.

    Attributes:
        moment: the time of the transaction, in the time zone of the machine.
        now: the same as a timestamp in UTC, as rows carry it.
    """

    def __init__(self, db: Database, moment: datetime) -> None:
        self.moment = moment
        self.now = timestamp(moment)
        self.articles = Articles(db, self.now)
        self.lines = ArticleLines(db)
        self.listing = Listing(db)
        self.queue = Queue(db)
        self.search = Search(db)
        self.schemas = LabelSchemas(db, self.now)
        self.settings = Settings(db)
        self.shown = Shown(db)
        self.team = Team(db, self.now)
        self.pace = Pace(db)
        self.proposals = ProposalSets(db, self.now)
        self.left_out = LeftOutArticles(db, self.now)
        self.reviews = Reviews(db, self.now)
        self.decisions = Decisions(db, self.now)
        self.evaluation = EvaluationReads(db)
        self.inspection = Inspection(db)
        self._db = db
        self._undo: list[Callable[[], None]] = []

    def on_rollback(self, call: Callable[[], None]) -> None:
        """Call this if what follows is not committed after all: drops what was kept in memory of it."""
        self._undo.append(call)

    def rolled_back(self) -> None:
        """Run the calls of :meth:`on_rollback`, newest first."""
        while self._undo:
            self._undo.pop()()

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """What fails inside is taken back alone; the transaction goes on."""
        with self._db.atomic():
            yield

    @contextmanager
    def guarded(self) -> Iterator[None]:
        """A savepoint in which a broken constraint refuses one operation instead of the whole message.

        Raises:
            OperationRefused: a CHECK, key or trigger of the database does not allow it.
        """
        try:
            with self.savepoint():
                yield
        except sqlite3.IntegrityError as error:
            raise OperationRefused(f"the database does not allow this: {error}") from error
