import pytest

from annotator.services.accuracy.acceptance import Fates, acceptance
from annotator.services.accuracy.calibration import calibration
from annotator.services.accuracy.measurement import measure_extractor
from annotator.store import open_store
from tests.services.measuring import (
    ACCEPT_FULL,
    FULL,
    NEW,
    OLD,
    accept,
    add_articles,
    add_proposals,
    reject,
    review,
    two_versions,
)


@pytest.fixture
def store(tmp_path):
    opened = open_store(tmp_path / "a.db")
    add_articles(opened, "a", "b", "c", "d")
    add_proposals(opened, NEW, FULL, "a", "b", "c", "d")
    review(opened, "a", *ACCEPT_FULL)
    relabel = {"op": "relabel", "kind": "entity", "id": "e2", "label": "ORG"}
    review(opened, "b", accept("entity", "e1"), relabel, reject("entity", "e3"), reject("relation", "r1"))
    review(opened, "c", accept("entity", "e1"), complete=False)
    yield opened
    opened.close()


def test_rates_are_of_what_reviewers_decided_in_articles_they_opened(store):
    found = acceptance(store, NEW)
    assert found.entities.all == Fates(accepted=5, corrected=1, rejected=1, pending=2)
    assert found.entities.all.decided == 7
    rates = (found.entities.all.accept_rate, found.entities.all.correct_rate, found.entities.all.reject_rate)
    assert rates == (5 / 7, 1 / 7, 1 / 7)
    assert found.relations.all == Fates(accepted=1, rejected=1, pending=1)


def test_rates_are_told_apart_by_proposed_label_pattern_and_score(store):
    found = acceptance(store, NEW)
    assert found.entities.by_label == {"GPE": Fates(1, 0, 1, 1), "PERSON": Fates(4, 1, 0, 1)}
    assert found.entities.by_pattern == {}
    assert found.relations.by_pattern == {"verb": Fates(1, 0, 1, 1)}
    by_score = {one.low: one.fates.decided for one in found.entities.by_score}
    assert by_score[0.9] == 3
    assert by_score[0.8] == by_score[0.7] == 2
    assert sum(by_score.values()) == 7
    assert len(found.relations.by_score) == 10


def test_proposals_that_nobody_saw_have_no_rates(store):
    add_proposals(store, OLD, FULL, "a")
    found = acceptance(store, OLD)
    assert (found.entities.all, found.entities.all.accept_rate) == (Fates(), None)


def test_scores_are_reliable_where_they_tell_how_often_they_are_right(tmp_path):
    store = open_store(tmp_path / "b.db")
    two_versions(store, 5)
    found = calibration(measure_extractor(store, "tiny", "1"))
    assert (found["entities"].items, found["relations"].items) == (15, 0)
    assert found["entities"].ece == pytest.approx((0.1 + 0.4 + 0.2) / 3)
    assert found["relations"].ece is None
    assert found["relations"].note == "no item has a score"
    store.close()
