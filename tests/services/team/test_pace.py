"""How fast reviewers decide is counted with every decision, and the counters are what the log says."""

import sqlite3

import pytest

from annotator.core.team import Plan
from annotator.services.health.doctor import examine
from annotator.services.team.adjudicate import begin_adjudication
from annotator.services.team.members import Person, team_people
from annotator.services.team.pace import Pace, team_pace
from annotator.services.team.plan import give_role, set_plan
from annotator.services.team.seats import team_progress
from annotator.store import close_stores, open_store
from tests.services.reviewing import Browser
from tests.services.teaming import begin_next, complete


def test_decisions_are_counted_by_reviewer_and_by_label_with_their_time(store, tab):
    tab.do("accept", kind="entity", id="e1", seconds=2)
    tab.do("relabel", kind="entity", id="e2", label="PERSON", seconds=4)
    tab.do("reject", kind="relation", id="r2", seconds=3)
    tab.do("accept", kind="entity", id="gone", seconds=50)  # refused: not counted
    tab.undo(3)
    Browser(store, "c2", "bo", "a2").accept_everything()
    found = team_pace(store)
    assert found.reviewers == (Pace("ann", 4, 3.0), Pace("bo", 1, None))
    assert found.labels == (Pace("PERSON", 2, 3.0), Pace("met_with", 1, 3.0))
    assert examine(store).faults == []


def test_everybody_is_listed_once_with_role_articles_and_pace(store, tab):
    tab.do("accept", kind="entity", id="e1", seconds=2)
    give_role(store, None, "judge", "admin")
    set_plan(store, None, Plan(overlap=0, blind=0))
    begin_next(store, "bo")
    assert team_people(store, team_progress(store), team_pace(store)) == [
        Person("ann", decisions=1, seconds=2.0),
        Person("bo", kept=1),
        Person("judge", "admin"),
    ]


def test_what_reviewers_agree_on_is_nobodys_pace(store):
    set_plan(store, None, Plan(overlap=1))
    for name in ("ada", "bo"):
        complete(store, name, "a1")
    begin_adjudication(store, "a1", "judge")
    assert [one.name for one in team_pace(store).reviewers] == ["ada", "ada, bo", "bo"]
    people = team_people(store, team_progress(store), team_pace(store))
    assert [(one.name, one.completed) for one in people] == [("ada", 1), ("bo", 1)]


@pytest.mark.parametrize("damage", ["DELETE FROM pace", "UPDATE pace SET decisions = decisions + 1"])
def test_counters_that_are_wrong_are_found(store, tab, damage):
    tab.do("accept", kind="entity", id="e1")
    path = store.path
    close_stores()
    with sqlite3.connect(path) as db:
        db.execute(damage)
    assert examine(open_store(path)).faults == [
        "pace: of ann another number of decisions is counted than the log has"
    ]


def test_a_log_from_before_there_were_counters_is_counted_when_the_database_is_opened(store, tab):
    tab.do("accept", kind="entity", id="e1", seconds=2)
    tab.do("add_entity", id="h1", start=34, end=40, label="GPE", seconds=6)
    tab.accept_everything()
    before, path = team_pace(store), store.path
    close_stores()
    with sqlite3.connect(path) as db:
        db.executescript("DROP TABLE pace; DELETE FROM _sqlite_migrations WHERE name = '0005_pace';")
    assert team_pace(open_store(path)) == before
