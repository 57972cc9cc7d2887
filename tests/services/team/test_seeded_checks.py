"""Seeded checks: a wrong proposal among others; who accepts it has not read it, and it never becomes gold."""

import pytest

from annotator.core.team import Plan
from annotator.errors import InputError
from annotator.services.database.reviewers import reviewer_name
from annotator.services.gold.gold import gold_records
from annotator.services.health.doctor import examine
from annotator.services.review.history import article_history
from annotator.services.review.review import open_review
from annotator.services.team.seeded_checks import catch_rates
from tests.services.teaming import tab_of, team_store

CHECKED = Plan(overlap=0, blind=0, checks=1)


@pytest.fixture
def store(tmp_path, monkeypatch):
    monkeypatch.setattr(
        "tests.services.reviewing.TEXT",
        "Blinken of the U.S. met Mevlut in Ankara on Wednesday because of it.",
    )
    store, _ = team_store(tmp_path, CHECKED, "a1", "a2")
    yield store
    store.close()


def wrong_one(store, name, article_id="a1"):
    """The entity that is none."""
    opened = open_review(store, article_id, name)
    (found,) = [
        one for one in opened.annotations.entities if opened.article.text[one.start : one.end] == "because"
    ]
    return found


def decide_all(store, name, verb, article_id="a1"):
    tab = tab_of(store, name, article_id)
    wrong = wrong_one(store, name, article_id)
    tab.do(verb, kind="entity", id=wrong.id)
    items = open_review(store, article_id, name).annotations
    pending = [{"kind": "entity", "id": one.id} for one in items.entities if one.status == "pending"]
    pending += [{"kind": "relation", "id": one.id} for one in items.relations if one.status == "pending"]
    tab.do("accept_all", items=pending)
    assert not tab.do("complete").refused


def test_a_wrong_proposal_looks_like_the_others(store):
    wrong = wrong_one(store, "ada")
    assert (wrong.origin, wrong.status) == ("machine", "pending")
    assert wrong.id not in ("e1", "e2", "e3", "e4")
    assert wrong == wrong_one(store, "ada"), "it is put there once"
    assert article_history(store, "a1", "ada").rows == ()


@pytest.mark.parametrize(("verb", "caught"), [("reject", 1), ("accept", 0)])
def test_whether_it_was_caught_is_counted_and_it_is_no_gold_either_way(store, verb, caught):
    decide_all(store, "ada", verb)
    (record,) = gold_records(store)
    assert len(record.annotations.entities) == 4
    assert "because" not in {record.article.text[one.start : one.end] for one in record.annotations.entities}
    (rate,) = catch_rates(store)
    assert (rate.reviewer, rate.shown, rate.caught) == ("ada", 1, caught)
    assert examine(store).faults == []
    assert "seeded check" not in {row.reviewer for row in article_history(store, "a1", "ada").rows}


def test_it_is_not_taken_out_while_something_is_left_to_decide(store):
    tab = tab_of(store, "ada", "a1")
    wrong = wrong_one(store, "ada")
    tab.do("accept", kind="entity", id=wrong.id)
    assert "left to decide" in tab.do("complete").refused[0].reason
    assert tab.status(wrong.id) == "accepted"
    assert catch_rates(store) == []


def test_articles_shown_without_proposals_have_none(tmp_path):
    store, _ = team_store(tmp_path, Plan(overlap=0, blind=1, checks=1), "a1")
    assert open_review(store, "a1", "ada").annotations.entities == ()
    store.close()


def test_nobody_can_be_called_like_it():
    with pytest.raises(InputError, match="a name that the program uses itself"):
        reviewer_name("Seeded  Check")
