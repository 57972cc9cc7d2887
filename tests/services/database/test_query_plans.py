"""What reviewers wait for takes as long among 100,000 articles as among ten: no table is read whole.

What reads all articles at once, as measuring and exporting do, takes time in proportion to them: no table is
read whole for each row of another.
"""

import io
import re
from typing import get_args

import pytest
from sqlite_utils import Database

from annotator.core.team import Plan
from annotator.services.accuracy.compare import compare_extractors
from annotator.services.accuracy.item_lists import CountCell
from annotator.services.accuracy.lists_behind_numbers import FateCell, SuspiciousCell, VersionCell, list_cell
from annotator.services.accuracy.measurement import measure_extractor
from annotator.services.accuracy.report_numbers import report_of_measured
from annotator.services.accuracy.side_by_side import sides_of
from annotator.services.agreement.agreement_in_database import agreement_now, differences_of
from annotator.services.agreement.assistance import assistance_now
from annotator.services.agreement.extractor_bias import flattered
from annotator.services.database.search import search_articles
from annotator.services.export.contents import Exported, proposals_of_each
from annotator.services.export.export import export_zip
from annotator.services.health.doctor import examine
from annotator.services.propose.extractors import list_extractors
from annotator.services.release.gold_diff_page import first_changes
from annotator.services.release.release import release
from annotator.services.review.articles import list_articles
from annotator.services.review.history import article_history
from annotator.services.review.queue import next_article
from annotator.services.team.adjudicate import begin_adjudication, waiting_articles
from annotator.services.team.members import team_people
from annotator.services.team.pace import team_pace
from annotator.services.team.plan import set_plan
from annotator.services.team.seats import kept_seats, team_progress
from annotator.services.team.seeded_checks import catch_rates
from annotator.services.training.readiness import reviewed_sentences
from annotator.store.repositories.listing import Order
from tests.services.building import proposed
from tests.services.plans import Step, repeated, whole_tables
from tests.services.reviewing import FIRST, SECOND, Browser, propose
from tests.services.teaming import IN_PAIRS, complete, tab_of, team_store


@pytest.fixture
def found(monkeypatch):
    """``found(looks_for)``: the statements so far in which it finds something, each with what it finds."""
    plans = {}
    execute = Database.execute

    def watched(db, sql, parameters=()):
        if sql not in plans and re.match(r"\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b", sql):
            rows = db.conn.execute(f"EXPLAIN QUERY PLAN {sql}", parameters).fetchall()
            plans[sql] = [Step(number, parent, does) for number, parent, _, does in rows]
        return execute(db, sql, parameters)

    monkeypatch.setattr(Database, "execute", watched)

    def found(looks_for):
        assert len(plans) > 10, "nothing was watched"
        return [(sql, one) for sql, steps in plans.items() for one in looks_for(sql, steps)]

    return found


def test_statements_that_read_a_whole_table_are_found(store, found):
    with store.read() as transaction:
        for reviewer in range(11):
            transaction.inspection.log_length()
            transaction.reviews._db.execute(f"SELECT {reviewer} FROM reviews WHERE comment = ?", ("",))
    assert {table for _, table in found(whole_tables)} >= {"reviews"}


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("SELECT * FROM articles AS a JOIN reviews AS b ON b.comment = a.title", True),
        ("SELECT (SELECT count(*) FROM reviews WHERE comment = a.title) FROM articles AS a", True),
        ("SELECT * FROM articles AS a CROSS JOIN listing ON listing.status = a.source", True),
        ("SELECT * FROM articles AS a JOIN reviews ON reviews.article_id = a.id AND reviewer IS NULL", False),
        ("SELECT * FROM articles WHERE id IN (SELECT article_id FROM reviews WHERE comment = '')", False),
        ("SELECT (SELECT max(id) FROM reviews), (SELECT count(*) FROM decisions)", False),
        ("SELECT * FROM extractors AS few CROSS JOIN reviews WHERE comment = few.name", False),
    ],
)
def test_statements_that_read_a_table_for_each_row_of_another_are_told_from_others(store, sql, expected):
    with store.read() as transaction:
        # an automatic index hides what is missing, and is made anew each time
        transaction.reviews._db.execute("PRAGMA automatic_index = OFF")
        rows = transaction.reviews._db.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall()
    steps = [Step(number, parent, does) for number, parent, _, does in rows]
    assert bool(list(repeated(sql, steps))) == expected, steps


# The foreign keys of a new review: SQLite plans for decisions that wait for it, and there never are any.
EXPECTED = "INSERT INTO reviews"


def test_opening_deciding_completing_and_going_on_read_no_table_from_end_to_end(store, found):
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
    assert [one for one in found(whole_tables) if not one[0].startswith(EXPECTED)] == []


def test_a_team_reads_no_table_from_end_to_end(store, found):
    set_plan(store, None, Plan(overlap=1, checks=0.5))
    for name in ("ada", "bo"):
        article_id = next_article(store, name)
        complete(store, name, article_id)
        next_article(store, name, article_id)
    waiting_articles(store, "judge")
    begin_adjudication(store, article_id, "judge")
    team_progress(store)
    kept_seats(store, "ada")
    assert [one for one in found(whole_tables) if not one[0].startswith(EXPECTED)] == []


@pytest.fixture
def reviewed(tmp_path):
    """Articles completed alone and by several, adjudicated, and begun; proposals of two extractors."""
    store, _ = team_store(tmp_path, IN_PAIRS, "a1", "a2", "a3", "a4")
    for article_id in ("a1", "a2"):
        for name in ("ada", "bo"):
            complete(store, name, article_id)
    begin_adjudication(store, "a1", "judge")
    tab_of(store, "judge", "a1").do("complete")
    set_plan(store, None, Plan(overlap=0))
    complete(store, "ada", "a3")
    tab_of(store, "ada", "a4").do("accept", kind="entity", id="e1")
    for article_id in ("a1", "a3", "a4"):
        propose(store, article_id)
    yield store
    store.close()


def test_measuring_reads_no_table_for_each_row_of_another(reviewed, found):
    for extractor in (FIRST, SECOND):
        measured = measure_extractor(reviewed, extractor.name, extractor.version)
        report_of_measured(reviewed, measured)
        cells = (
            CountCell("entities", "error"),
            FateCell("entities", label="PERSON", bin=9),
            FateCell("relations", pattern="of"),
            SuspiciousCell("label_varies"),
            VersionCell("entities", FIRST),
        )
        for cell in cells:
            for item in list_cell(reviewed, measured, None, cell).items:
                sides_of(reviewed, measured, cell, item)
    compare_extractors(reviewed, ["tiny@1", "tiny@2"])
    list_extractors(reviewed)
    reviewed_sentences(reviewed)
    assert found(repeated) == []


def test_a_team_and_its_agreement_read_no_table_for_each_row_of_another(reviewed, found):
    agreement_now(reviewed)
    differences_of(reviewed, "ada", "bo")
    assistance_now(reviewed)
    flattered(reviewed)
    team_people(reviewed, team_progress(reviewed), team_pace(reviewed))
    catch_rates(reviewed)
    waiting_articles(reviewed, "judge")
    assert found(repeated) == []


def test_exports_lists_and_proofs_read_no_table_for_each_row_of_another(reviewed, found, tmp_path):
    for what in (Exported(), Exported(include_partial=True), *proposals_of_each(reviewed)):
        export_zip(reviewed, "jsonl", io.BytesIO(), what)
    release(reviewed, "first", folder=tmp_path / "releases")
    first_changes(reviewed, "first", "now")
    examine(reviewed)
    for order in get_args(Order):
        list_articles(reviewed, order=order)
        list_articles(reviewed, order=order, status="complete", search="Ankara")
    search_articles(reviewed, "Ankara Wednesday")
    proposed(reviewed)
    assert found(repeated) == []
