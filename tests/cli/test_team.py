"""``annotator team`` and ``annotator agreement`` on a database in which several people work."""

import json

import pytest

from annotator.services.team.adjudicate import begin_adjudication
from annotator.services.team.plan import give_role
from annotator.store import open_store
from tests.services.reviewing import ingest
from tests.services.teaming import complete, tab_of


@pytest.fixture
def database(tmp_path):
    path = tmp_path / "team.db"
    ingest(open_store(path), "a1", "a2", "a3")
    return path


@pytest.fixture
def team(run, database):
    def ask(*arguments):
        return run("team", "--db", database, *arguments)

    return ask


def test_a_team_is_set_up_changed_and_shown(team):
    assert "all work in the same reviews (--share-out hands articles out)" in team().out
    shown = team(
        "--overlap", "0.5", "--reviewers", "3", "--role", "ada=admin", "--role", "bo=adjudicator"
    ).out
    assert (
        "50% to 3 reviewers each, of the others 10% without proposals; kept for 30 minutes, seed 0" in shown
    )
    assert "ada: admin" in shown
    assert json.loads(team("--lease", "5", "--json").out)["plan"] == {
        "overlap": 0.5,
        "reviewers": 3,
        "blind": 0.1,
        "lease": 5,
        "seed": 0,
        "checks": 0.0,
    }
    assert "bo" not in team("--remove", "bo").out
    assert "all work in the same reviews" in team("--together").out


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (["--overlap", "2"], "overlap: 2.0 is not between 0 and 1"),
        (["--blind", "nan"], "blind: nan is not a finite number"),
        (["--reviewers", "1"], "reviewers: 1 is not between 2 and 9"),
        (["--role", "ada"], "--role ada: write NAME=ROLE, as ada=adjudicator"),
        (["--role", "ada=boss"], "'boss' is not a role; choose one of reviewer, adjudicator, admin"),
        (["--role", " =admin"], "a reviewer has a name: 1 to 64 characters"),
        (["--remove", "nobody"], "'nobody' is not a member of the team"),
        (["--reassign", "a1=ada"], "--reassign a1=ada: write ARTICLE:SEAT=NAME, as a17:1=ada"),
        (["--reassign", "a1:1=ada"], "article 'a1' has no seat 1; only what is handed out has"),
        (["--together", "--overlap", "1"], "--together ends the sharing out"),
    ],
)
def test_what_cannot_be_is_one_line_and_changes_nothing(team, arguments, fault):
    found = team(*arguments)
    assert found.code == 2
    assert fault in found.err
    assert "all work in the same reviews" in team().out


def test_a_seat_is_given_to_somebody_else_or_back(team, database):
    team("--share-out", "--overlap", "0", "--blind", "0")
    tab_of(open_store(database), "ada", "a1")
    assert "bo: 0 completed, 1 at work" in team("--reassign", "a1:1=bo").out
    assert "at work" not in team("--reassign", "a1:1=").out


def test_how_fast_everybody_decides_is_told_beside_how_far_they_are(team, database):
    store = open_store(database)
    tab_of(store, "ada", "a1").do("accept", kind="entity", id="e1", seconds=2.5)
    assert "ada: 0 completed, 0 at work, 1 decision, 2.5 s each" in team().out
    told = json.loads(team("--json").out)
    assert told["reviewers"] == {"ada": {"kept": 0, "completed": 0, "decisions": 1, "seconds": 2.5}}
    assert told["labels"] == {"PERSON": {"decisions": 1, "seconds": 2.5}}


def test_agreement_of_the_database_and_what_proposals_do(run, team, database):
    nothing = run("agreement", "--db", database)
    assert nothing.code == 1
    assert "no article has been completed by two reviewers" in nothing.out
    team("--overlap", "1")
    store = open_store(database)
    for article_id in ("a1", "a2", "a3"):
        for name in ("ada", "bo"):
            complete(
                store, name, article_id, ("add_entity", {"id": "h9", "start": 34, "end": 40, "label": "GPE"})
            )
    give_role(store, None, "judge", "admin")
    begin_adjudication(store, "a1", "judge")
    found = json.loads(run("agreement", "--db", database, "--json").out)
    # one has the four proposals and Ankara, the other Ankara alone: F1 is 2 of 6
    assert found["pairs"][0]["entities_f1"] == pytest.approx(2 / 6)
    assert found["by_mode"]["one of each"]["pairs"][0]["articles"] == 3
    assert found["assistance"]["note"].startswith("too few articles yet: 0 of at least 5")
    assert "what proposals do to reviewers: too few articles yet" in run("agreement", "--db", database).out
