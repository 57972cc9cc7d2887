"""Edits of a completed article are revisions of its gold while it is sound; an empty one is confirmed."""

from __future__ import annotations

import pytest

from annotator.services.accuracy.measurement import measure_extractor
from annotator.services.gold.gold import gold_records
from annotator.services.health.doctor import examine
from annotator.services.review.review import open_review
from tests.services.health.test_doctor import tamper
from tests.services.reviewing import EVERY_ITEM

OPENED = '["review","",{"status":"complete"},{"status":"in_progress"}]'


@pytest.fixture
def completed(store, tab):
    tab.accept_everything()
    tab.do("complete")
    return open_review(store, "a1", "ann").review


def review_of(store):
    return open_review(store, "a1", "ann").review


def test_an_edit_of_a_complete_article_is_a_revision_of_its_gold(store, tab, completed):
    answer = tab.do("reject", kind="entity", id="e4")
    now = review_of(store)
    assert (now.status, now.completed_at, now.completed_by) == ("complete", completed.completed_at, "ann")
    assert (completed.revised_at, now.revised_at is not None) == (None, True)
    assert answer.progress.completed == 1
    [record] = gold_records(store)
    assert [found.id for found in record.annotations.entities] == ["e1", "e2", "e3"]
    assert record.review.completed_at == completed.completed_at
    assert record.review.revised_at == now.revised_at
    assert examine(store).faults == []


def test_accuracy_and_the_list_follow_a_revision(store, tab, completed):
    before = measure_extractor(store, "tiny").evaluation.entities.schemes["strict"]
    tab.do("reject", kind="entity", id="e4")
    after = measure_extractor(store, "tiny").evaluation.entities.schemes["strict"]
    assert (before.counts.gold, after.counts.gold) == (4, 3)
    with store.read() as transaction:
        assert transaction.listing.counts()["complete"] == 1
        [row] = transaction.listing.page("complete", None, "ingested", 10, 0)
    assert (row.entities, row.relations) == (3, 2)


@pytest.mark.parametrize("revision", [{"op": "move", "start": 0, "end": 5}, {"op": "accept"}])
def test_undo_of_a_revision_is_one_too(revision, store, tab, completed):
    operation = {**revision, "kind": "entity", "id": "e1"}
    tab.do(operation.pop("op"), **operation)
    tab.undo(3)
    assert review_of(store).status == "complete"
    assert examine(store).faults == []


def test_an_edit_that_leaves_something_illegal_takes_the_article_out_of_gold(store, tab, completed):
    tab.do("relabel", kind="entity", id="e2", label="DATE")
    now = review_of(store)
    assert (now.status, now.completed_at, now.completed_by) == ("in_progress", None, None)
    assert list(gold_records(store)) == []
    tab.undo(3)
    again = review_of(store)
    assert (again.status, again.revised_at) == ("complete", None)
    assert examine(store).faults == []


def test_somebody_elses_undo_that_brings_something_to_decide_back_does_too(store, tab, completed):
    tab.undo(1)
    assert review_of(store).status == "in_progress"
    assert examine(store).faults == []


def test_an_article_without_an_entity_is_completed_only_when_that_is_confirmed(store, tab):
    for item in EVERY_ITEM[:4]:
        tab.do("reject", **item)
    [refused] = tab.do("complete").refused
    assert "has to be confirmed" in refused.reason
    assert tab.do("complete", empty=True).refused == ()
    assert review_of(store).status == "complete"
    report = examine(store)
    assert (report.faults, report.warnings) == ([], [])


def test_a_complete_article_that_loses_its_last_entity_is_not_complete_any_more(store, tab, completed):
    for item in EVERY_ITEM[:4]:
        assert tab.do("reject", **item).refused == ()
    assert review_of(store).status == "in_progress"


def test_a_log_of_the_first_rules_is_proved_by_them(store, tab, completed):
    """An edit took the article back to work, and the log says so; under today's rules it would not."""
    tab.do("reject", kind="entity", id="e4")
    added = f"json_insert(changes, '$[#]', json('{OPENED}'))"
    tamper(store, f"UPDATE decisions SET changes = {added} WHERE verb = 'reject'")
    tamper(
        store,
        "UPDATE reviews SET status = 'in_progress', completed_at = NULL, completed_by = NULL,"
        " revised_at = NULL",
    )
    tamper(store, "UPDATE listing SET status = 'in_progress' WHERE article_id = 'a1'")
    counted = "(SELECT count(*) FROM listing WHERE listing.status = listing_counts.status)"
    tamper(store, f"UPDATE listing_counts SET articles = {counted}")
    [fault] = examine(store).faults
    assert "would change something else" in fault
    tamper(store, "UPDATE decisions SET rules = 1")
    assert examine(store).faults == []


def test_an_empty_article_that_was_completed_by_the_first_rules_stays_gold_and_is_warned_of(store, tab):
    for item in EVERY_ITEM[:4]:
        tab.do("reject", **item)
    tab.do("complete", empty=True)
    tamper(store, "UPDATE decisions SET payload = json_remove(payload, '$.empty') WHERE verb = 'complete'")
    [fault] = examine(store).faults
    assert "has to be confirmed" in fault
    tamper(store, "UPDATE decisions SET rules = 1")
    report = examine(store)
    assert report.faults == []
    assert [found.partition(";")[0] for found in report.warnings] == [
        "article a1: was completed by ann without an entity"
    ]
