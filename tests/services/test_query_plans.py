"""What reviewers wait for takes as long among 100,000 articles as among ten: no table is read whole."""

import re

import pytest
from sqlite_utils import Database

from annotator.core.team import Plan
from annotator.services.history import article_history
from annotator.services.queue import next_article
from annotator.services.team.adjudicate import begin_adjudication, waiting_articles
from annotator.services.team.plan import set_plan
from annotator.services.team.seats import kept_seats, team_progress
from tests.services.reviewing import Browser
from tests.services.teaming import complete

# As many rows as there are labels, settings, statuses or reviewers, not articles or decisions.
SMALL = {
    "members",
    "settings",
    "listing_counts",
    "label_schemas",
    "extractors",
    "pace",
    "counted",
}


@pytest.fixture
def scans(monkeypatch):
    """``scans()``: of the statements so far, those that read a whole table, each with the table."""
    plans = {}
    execute = Database.execute

    def watched(db, sql, parameters=()):
        if sql not in plans and re.match(r"\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b", sql):
            rows = db.conn.execute(f"EXPLAIN QUERY PLAN {sql}", parameters).fetchall()
            plans[sql] = [row[-1] for row in rows]
        return execute(db, sql, parameters)

    monkeypatch.setattr(Database, "execute", watched)

    def found():
        assert len(plans) > 10, "nothing was watched"
        whole = [(sql, step.split()[1]) for sql, steps in plans.items() for step in steps if is_whole(step)]
        return [(sql, table) for sql, table in whole if table not in SMALL]

    return found


def is_whole(step):
    """A table read without an index; the rows of a value or of another statement are no table."""
    return bool(re.fullmatch(r"SCAN \w+", step))


def test_statements_that_read_a_whole_table_are_found(store, scans):
    with store.read() as transaction:
        for reviewer in range(11):
            transaction.inspection.log_length()
            transaction.reviews._db.execute(f"SELECT {reviewer} FROM reviews WHERE comment = ?", ("",))
    assert {table for _, table in scans()} >= {"reviews"}


# The foreign keys of a new review: SQLite plans for decisions that wait for it, and there never are any.
EXPECTED = "INSERT INTO reviews"


def test_opening_deciding_completing_and_going_on_read_no_table_from_end_to_end(store, scans):
    article_id = next_article(store, "ann")
    tab = Browser(store, "c1", "ann", article_id)
    tab.open()
    tab.do("accept", kind="entity", id="e1")
    tab.do("add_entity", id="h1", start=34, end=40, label="GPE")
    tab.undo(2)
    article_history(store, article_id, "ann", before=None, limit=10)
    tab.accept_everything()
    tab.do("complete")
    next_article(store, "ann", article_id)
    assert [found for found in scans() if not found[0].startswith(EXPECTED)] == []


def test_a_team_reads_no_table_from_end_to_end(store, scans):
    set_plan(store, None, Plan(overlap=1, checks=0.5))
    for name in ("ada", "bo"):
        article_id = next_article(store, name)
        complete(store, name, article_id)
        next_article(store, name, article_id)
    waiting_articles(store)
    begin_adjudication(store, article_id, "judge")
    team_progress(store)
    kept_seats(store, "ada")
    assert [found for found in scans() if not found[0].startswith(EXPECTED)] == []
