"""How far everybody is, with a plan and without; the counter is what the reviews say, or doctor finds out."""

import sqlite3

import pytest

from annotator.services.health.doctor import examine
from annotator.services.team.adjudicate import waiting_articles
from annotator.services.team.members import team_people
from annotator.services.team.pace import team_pace
from annotator.services.team.seats import reassign, team_progress
from annotator.services.team.settled_articles import reopen_version
from annotator.store import close_stores, open_store
from annotator.store.repositories.team_counts import ArticleCount
from tests.services.teaming import IN_PAIRS, begin_next, complete, team_store


@pytest.fixture
def team(tmp_path):
    """Ada and Bo have completed a1, Ada is at a2, and Cy had a2 and gave it back."""
    store, clock = team_store(tmp_path, IN_PAIRS, "a1", "a2", "a3")
    for name in ("ada", "bo"):
        complete(store, name, "a1")
    for name in ("cy", "ada"):
        assert begin_next(store, name) == "a2"
    reassign(store, None, "a2", 1, None)
    return store, clock


@pytest.mark.parametrize("plan", [None, IN_PAIRS], ids=["without a plan", "with a plan"])
def test_what_somebody_completed_is_counted_with_a_plan_and_without(tmp_path, plan):
    ids = [f"a{number}" for number in range(1, 6)]
    store, _ = team_store(tmp_path, plan, *ids)
    tabs = [complete(store, "reviewer-1", article_id) for article_id in ids]
    people = team_people(store, team_progress(store), team_pace(store))
    assert [(one.name, one.completed) for one in people] == [("reviewer-1", 5)]
    if plan is None:
        tabs[0].undo(tabs[0].seq)
    else:
        reopen_version(store, None, "a1", "reviewer-1")
    assert team_progress(store).reviewers[0].completed == 4


def test_everybody_with_an_article_is_counted_and_what_waits_to_be_adjudicated(team):
    store, clock = team
    found = team_progress(store)
    assert found.reviewers == (ArticleCount("ada", 1, 1), ArticleCount("bo", 0, 1))
    assert (found.taken, found.waiting) == (1, 1)
    assert [one.article_id for one in waiting_articles(store, "judge")] == ["a1"]
    assert examine(store).faults == []
    clock.pass_by(minutes=31)
    assert team_progress(store).reviewers == (ArticleCount("ada", 0, 1), ArticleCount("bo", 0, 1))


def test_a_version_that_is_opened_again_waits_no_longer(team):
    store, _ = team
    complete(store, "cy", "a2")
    assert team_progress(store).waiting == 1
    complete(store, "ada", "a2")
    assert team_progress(store).waiting == 2
    reopen_version(store, None, "a2", "cy")
    assert team_progress(store).waiting == 1
    assert examine(store).faults == []


@pytest.mark.parametrize(
    ("damage", "name"),
    [
        ("UPDATE listing SET versions = 0 WHERE article_id = 'a1'", "a1"),
        ("UPDATE listing SET versions = 1 WHERE article_id = 'a1'", "a1"),
    ],
)
def test_counters_that_are_wrong_are_found(team, damage, name):
    path = team[0].path
    close_stores()
    with sqlite3.connect(path) as db:
        db.execute(damage)
    assert examine(open_store(path)).faults == [
        f"team: of {name} another number is counted than was completed"
    ]


def test_a_team_from_before_there_were_counters_is_counted_when_the_database_is_opened(team):
    store, _ = team
    before, path = team_progress(store), store.path
    close_stores()
    with sqlite3.connect(path) as db:
        db.executescript(
            "DROP INDEX listing_of_several; DROP TRIGGER versions_counted;"
            "ALTER TABLE listing DROP COLUMN versions;"
            "DELETE FROM _sqlite_migrations"
            " WHERE name IN ('0006_team_counts', '0007_completed_without_seats');"
        )
    opened = open_store(path)
    after = team_progress(opened)
    assert [(one.reviewer, one.completed) for one in after.reviewers] == [
        (one.reviewer, one.completed) for one in before.reviewers
    ]
    assert after.waiting == before.waiting
    assert examine(opened).faults == []
