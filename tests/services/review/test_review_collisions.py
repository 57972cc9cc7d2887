"""Two people on one article: nobody's work is overwritten unseen, and both are told."""

import pytest

from annotator.services.health.doctor import examine
from tests.services.reviewing import Browser


@pytest.fixture
def ann(store):
    tab = Browser(store, "c1", "ann")
    tab.open()
    return tab


@pytest.fixture
def bob(store):
    tab = Browser(store, "c2", "bob")
    tab.open()
    return tab


def test_an_operation_on_what_somebody_changed_since_collides(ann, bob):
    bob.do("relabel", kind="entity", id="e2", label="PERSON")
    answer = ann.do("move", kind="entity", id="e2", start=15, end=18)
    (refused,) = answer.refused
    assert refused.outcome == "collided"
    assert refused.reason == "bob changed this since you saw it: it is now corrected, PERSON “U.S.”"
    assert (answer.acked, answer.resync) == (1, True)


def test_both_versions_are_kept(ann, bob, store):
    bob.do("relabel", kind="entity", id="e2", label="PERSON")
    ann.do("move", kind="entity", id="e2", start=15, end=18)
    (collided,) = ann.open().collisions
    assert (collided.by, collided.verb, collided.payload["end"]) == ("bob", "move", 18)
    assert bob.status("e2") == "corrected"
    assert examine(store).faults == []


def test_operations_on_different_items_do_not_collide_but_the_picture_is_renewed(ann, bob):
    bob.do("accept", kind="entity", id="e2")
    answer = ann.do("accept", kind="entity", id="e1")
    assert (answer.refused, answer.resync, answer.revision) == ((), True, 2)
    assert ann.do("accept", kind="entity", id="e3").resync is False


def test_after_seeing_the_change_the_same_operation_is_applied(ann, bob):
    bob.do("relabel", kind="entity", id="e2", label="PERSON")
    ann.do("accept", kind="entity", id="e2")
    ann.open()
    assert ann.do("accept", kind="entity", id="e2").refused == ()


def test_an_own_change_is_never_a_collision(ann):
    queue = [ann.number("move", kind="entity", id="e1", start=0, end=end) for end in (5, 6)]
    assert ann.send(*queue).refused == ()


def test_two_tabs_of_one_reviewer_collide_too(ann, store):
    other = Browser(store, "c9", "ann")
    other.open()
    other.do("reject", kind="entity", id="e4")
    assert [found.outcome for found in ann.do("accept", kind="entity", id="e4").refused] == ["collided"]


def test_what_somebody_deleted_collides_and_says_so(ann, bob):
    ann.do("add_entity", id="h1", start=34, end=40, label="GPE")
    bob.open()
    bob.do("delete", kind="entity", id="h1")
    (refused,) = ann.do("relabel", kind="entity", id="h1", label="PERSON").refused
    assert refused.outcome == "collided"
    assert refused.reason == "bob changed this since you saw it: it is now deleted"


def test_a_relation_that_went_with_its_rejected_end_collides(ann, bob):
    bob.do("reject", kind="entity", id="e2")
    (refused,) = ann.do("accept", kind="relation", id="r1").refused
    assert refused.outcome == "collided"
    assert refused.reason == (
        "bob changed this since you saw it: it is now rejected, represents from “Blinken” to “U.S.”"
    )


def test_an_item_that_only_goes_along_does_not_make_a_collision(ann, bob):
    bob.do("accept", kind="relation", id="r1")
    assert ann.do("reject", kind="entity", id="e2").refused == ()
    assert ann.status("r1") == "rejected"


def test_one_step_of_a_batch_that_collides_stops_the_batch(ann, bob):
    bob.do("reject", kind="entity", id="e2")
    steps = [{"op": "accept", "kind": "entity", "id": name} for name in ("e1", "e2")]
    assert [found.outcome for found in ann.do("batch", operations=steps).refused] == ["collided"]
    assert ann.status("e1") == "pending"


def test_accepting_everything_pending_leaves_alone_what_somebody_decided(ann, bob):
    bob.do("reject", kind="entity", id="e4")
    answer = ann.accept_everything()
    assert (answer.refused, answer.resync) == ((), True)
    assert (ann.status("e1"), ann.status("e4")) == ("accepted", "rejected")


@pytest.mark.parametrize(
    "settle",
    [
        lambda tab: tab.do("accept", kind="entity", id="e2"),
        lambda tab: (tab.accept_everything(), tab.do("complete")),
    ],
    ids=["decided again", "completed"],
)
def test_a_collision_is_shown_until_it_is_settled(ann, bob, settle):
    bob.do("relabel", kind="entity", id="e2", label="DATE")
    bob.do("relabel", kind="relation", id="r1", label="represents")
    ann.do("reject", kind="entity", id="e2")
    assert len(ann.open().collisions) == 1
    if len(ann.open().annotations.relations) == 2:
        ann.do("delete", kind="relation", id="r1")
    settle(ann)
    assert ann.open().collisions == ()


def test_nobody_is_shown_the_collisions_of_others(ann, bob):
    bob.do("accept", kind="entity", id="e2")
    ann.do("reject", kind="entity", id="e2")
    assert bob.open().collisions == ()


def test_a_resent_collision_is_reported_again(ann, bob):
    bob.do("accept", kind="entity", id="e2")
    lost = ann.number("reject", kind="entity", id="e2")
    assert ann.send(lost).refused == ann.send(lost).refused
