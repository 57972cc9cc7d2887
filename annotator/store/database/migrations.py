"""The migrations of the database, oldest first. Append only: one that has been released is never edited."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from sqlite_utils import Database, Migrations

from annotator.errors import NewerDatabaseError, StoreError
from annotator.store.database.connection import APPLICATION_ID, immediate
from annotator.store.database.tables import FIRST_TABLES
from annotator.store.repositories import (
    evaluation,
    left_out,
    lines,
    pace,
    queue,
    schemas,
    shown,
    team,
    team_counts,
)

migrations = Migrations("annotator")


@migrations(name="0001_first_tables")
def first_tables(db: Database) -> None:
    """Everything that the first release has."""
    for script in FIRST_TABLES:
        for statement in _statements(script):
            db.execute(statement)
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")


@migrations(name="0002_queue_orders")
def queue_orders(db: Database) -> None:
    """What the orders of the queue sort by, in the listing."""
    for statement in _statements(queue.MIGRATION):
        db.execute(statement)
    queue.fill(db)


@migrations(name="0003_article_lines")
def article_lines(db: Database) -> None:
    """What the lines of articles are compared by."""
    for statement in _statements(lines.MIGRATION):
        db.execute(statement)
    lines.fill(db)


@migrations(name="0004_team")
def team_tables(db: Database) -> None:
    """Members of a team, and the seats at articles that are handed out to them."""
    for statement in _statements(team.MIGRATION):
        db.execute(statement)


@migrations(name="0005_pace")
def pace_counters(db: Database) -> None:
    """How many decisions each reviewer made, and how long they took."""
    for statement in _statements(pace.MIGRATION):
        db.execute(statement)
    pace.fill(db)


@migrations(name="0006_team_counts")
def counters_of_teams(db: Database) -> None:
    """How many articles each reviewer has completed, and how many reviewers each article."""
    for statement in _statements(team_counts.MIGRATION):
        db.execute(statement)
    team_counts.fill(db)


@migrations(name="0007_completed_without_seats")
def completed_without_seats(db: Database) -> None:
    """What everybody has completed is counted from the reviews, no longer from seats."""
    for statement in _statements(team_counts.WITHOUT_SEATS):
        db.execute(statement)


@migrations(name="0008_reviews_by_proposals")
def reviews_by_proposals(db: Database) -> None:
    """The reviews that showed a set of proposals, by an index."""
    db.execute(evaluation.MIGRATION)


@migrations(name="0009_certainty_by_work")
def certainty_by_work(db: Database) -> None:
    """The order *least certain first* goes by the work that is expected."""
    queue.certainty_by_work(db)


@migrations(name="0010_schema_identity")
def schema_identity(db: Database) -> None:
    """Label schemas that differ in dress alone are one."""
    schemas.settle(db)


@migrations(name="0011_shown_proposals")
def shown_proposals(db: Database) -> None:
    """Which proposals an article shows to whoever begins its review."""
    for statement in _statements(shown.MIGRATION):
        db.execute(statement)
    shown.fill(db)


@migrations(name="0012_revisions_of_gold")
def revisions_of_gold(db: Database) -> None:
    """When completed work was changed last, and by which rules each decision was made."""
    db.execute("ALTER TABLE reviews ADD COLUMN revised_at TEXT")
    db.execute("ALTER TABLE decisions ADD COLUMN rules INTEGER NOT NULL DEFAULT 1 CHECK (rules > 0)")


@migrations(name="0013_left_out")
def articles_left_out(db: Database) -> None:
    """Which articles an extractor could not read."""
    for statement in _statements(left_out.MIGRATION):
        db.execute(statement)


def _statements(script: str) -> Iterator[str]:
    """One statement after the other; ``db.executescript`` looks for their ends character by character."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def applied_names(db: Database) -> list[str]:
    """The migrations that a database has, in the order in which it got them."""
    return [found.name for found in migrations.applied(db)]


def pending_names(db: Database) -> list[str]:
    """The migrations that a database still needs, in order.

    Raises:
        StoreError: the file is a database of another program.
        NewerDatabaseError: it has migrations that this version does not know.
    """
    marked = db.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
    if not marked and db.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
        raise StoreError("is a database of another program; choose another path")
    pending = [found.name for found in migrations.pending(db)]
    known = {found.name for found in migrations.pending(Database(memory=True, execute_plugins=False))}
    unknown = [name for name in applied_names(db) if name not in known]
    if unknown:
        raise NewerDatabaseError(
            f"was written by a newer version of Annotator (it has {unknown[-1]}); upgrade the program"
        )
    return pending


def migrate(db: Database) -> None:
    """Apply what is pending in one transaction: all of it or nothing.

    ``Migrations.apply`` begins deferred transactions and is not safe against a second process; call this
    under the file lock only. Inside our ``BEGIN IMMEDIATE`` its own transactions become savepoints.
    """
    with immediate(db):
        migrations.apply(db)
