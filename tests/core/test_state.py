"""Changes name what differs, and nothing else."""

import json

import pytest

from annotator.core.model import Entity, Relation
from annotator.core.state import Change, ReviewState, added, edited, removed, review_change
from tests.core.reviews import fresh

PERSON = Entity("e1", 0, 7, "PERSON", score=0.9, attributes={"a": "b"})


def test_an_edit_holds_only_the_fields_that_differ():
    (change,) = edited(PERSON, label="GPE", start=0)
    assert (change.before, change.after) == ({"label": "PERSON"}, {"label": "GPE"})


def test_an_edit_to_the_same_values_is_no_change():
    assert list(edited(PERSON, label="PERSON")) == []


@pytest.mark.parametrize(
    "item",
    [PERSON, Relation("r1", "e1", "e2", "met_with", "human", None, {"polarity": "negated"}, "added", "p")],
)
def test_an_item_comes_back_from_the_log_as_it_was(item):
    state = ReviewState(10)
    change = Change.from_json(json.loads(json.dumps(added(item).to_json())))
    state.apply([change])
    assert item in (*state.entities.values(), *state.relations.values())


def test_a_removed_item_and_its_inverse_leave_the_state_as_it_was():
    state, before = fresh(), fresh()
    change = removed(state.relations["r1"])
    state.apply([change])
    assert "r1" not in state.relations
    state.apply([change.inverse()])
    assert state == before


def test_lookups_follow_every_change():
    state = fresh()
    state.apply(edited(state.entities["e1"], start=1, end=3))
    state.apply(edited(state.relations["r1"], tail="e3"))
    assert state.entities_at(0, 7) == frozenset()
    assert state.entities_at(1, 3) == {"e1"}
    assert [found.id for found in state.relations_of("e2")] == []
    assert [found.id for found in state.relations_of("e3")] == ["r1", "r2"]


@pytest.mark.parametrize(("side", "holds"), [("before", True), ("after", False)])
def test_a_change_tells_on_which_side_of_it_a_state_is(side, holds):
    state = fresh()
    (change,) = edited(state.entities["e1"], label="GPE")
    assert state.holds(change, side) is holds
    state.apply([change])
    assert state.holds(change, side) is not holds


def test_a_fork_is_changed_without_touching_its_origin():
    state = fresh()
    copy = state.fork()
    copy.apply(edited(copy.entities["e1"], start=2, end=3))
    copy.apply(review_change(copy, status="skipped"))
    assert state == fresh()
    assert state.entities_at(0, 7) == {"e1"}


def test_a_comment_alone_is_a_change_of_the_review():
    state = fresh()
    state.apply(review_change(state, status="flagged", comment="odd"))
    assert review_change(state, status="flagged", comment="odd") == ()
    (change,) = review_change(state, status="flagged", comment="odder")
    assert change.after == {"comment": "odder"}
