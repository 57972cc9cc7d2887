"""Undo and redo: of everything, by whoever did it, also after a reload and from another article."""

from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from annotator.services.health.doctor import examine
from annotator.services.review.review import open_review
from tests.services.reviewing import EVERY_ITEM, Browser

OPERATIONS = [
    ("accept", {"kind": "entity", "id": "e1"}),
    ("reject", {"kind": "entity", "id": "e1"}),
    ("delete", {"kind": "relation", "id": "r1"}),
    ("relabel", {"kind": "entity", "id": "e2", "label": "PERSON"}),
    ("relabel", {"kind": "relation", "id": "r1", "label": "met_with"}),
    ("move", {"kind": "entity", "id": "e1", "start": 0, "end": 5}),
    ("add_entity", {"id": "h1", "start": 34, "end": 40, "label": "GPE"}),
    ("add_relation", {"id": "h1", "head": "e3", "tail": "e2", "label": "represents"}),
    ("flip", {"kind": "relation", "id": "r2"}),
    ("reattach", {"kind": "relation", "id": "r2", "head": "e3", "tail": "e2"}),
    ("set_attribute", {"kind": "relation", "id": "r1", "name": "polarity", "value": "negated"}),
    ("accept_all", {"items": EVERY_ITEM}),
    (
        "batch",
        {
            "operations": [
                {"op": "add_entity", "id": "h1", "start": 34, "end": 40, "label": "GPE"},
                {"op": "add_relation", "id": "h1", "head": "e3", "tail": "h1", "label": "represents"},
            ]
        },
    ),
    ("skip", {}),
    ("flag", {"comment": "odd"}),
]


def picture(tab):
    opened = tab.open()
    return opened.annotations, opened.review.status, opened.review.comment


@pytest.mark.parametrize(("op", "fields"), OPERATIONS, ids=[op for op, _ in OPERATIONS])
def test_undo_takes_everything_back_and_redo_does_it_again(store, tab, op, fields):
    before = picture(tab)
    tab.do(op, **fields)
    after = picture(tab)
    assert after != before
    answer = tab.undo(1)
    assert (answer.refused, answer.resync, picture(tab)) == ((), True, before)
    tab.undo(1, op="redo")
    assert picture(tab) == after
    assert examine(store).faults == []


def test_the_stacks_survive_a_reload(store, tab):
    tab.do("accept", kind="entity", id="e1")
    tab.do("accept", kind="entity", id="e2")
    tab.undo(2)
    reloaded = Browser(store, "c2").open()
    assert [(entry.client, entry.seq, entry.verb) for entry in reloaded.undo] == [("c1", 1, "accept")]
    assert [(entry.client, entry.seq, entry.verb) for entry in reloaded.redo] == [("c1", 2, "accept")]


def test_a_new_browser_of_the_same_reviewer_can_undo(store, tab):
    tab.do("accept", kind="entity", id="e1")
    other = Browser(store, "c2")
    assert other.undo(1, client="c1").refused == ()
    assert tab.status("e1") == "pending"


def test_nobody_undoes_what_another_reviewer_did(store, tab):
    tab.do("accept", kind="entity", id="e1")
    bob = Browser(store, "c2", "bob")
    assert "nothing of yours" in bob.undo(1, client="c1").refused[0].reason
    assert bob.open().undo == ()


def test_a_decision_is_undone_once(store, tab):
    tab.do("accept", kind="entity", id="e1")
    tab.undo(1)
    assert "nothing of yours" in tab.undo(1).refused[0].reason


def test_an_undo_cannot_be_undone_only_redone(store, tab):
    tab.do("accept", kind="entity", id="e1")
    tab.undo(1)
    assert "nothing of yours" in tab.undo(2).refused[0].reason


def test_a_refused_operation_cannot_be_undone(store, tab):
    tab.do("accept", kind="entity", id="gone")
    assert tab.open().undo == ()


def test_undo_of_an_item_that_somebody_changed_since_is_refused(store, tab):
    tab.do("accept", kind="entity", id="e1")
    bob = Browser(store, "c2", "bob")
    bob.open()
    bob.do("relabel", kind="entity", id="e1", label="GPE")
    assert "changed since" in tab.undo(1).refused[0].reason
    assert tab.status("e1") == "corrected"


@pytest.fixture
def blocked(store, tab):
    """Two decisions, and somebody has changed what the newer one was about."""
    tab.do("accept", kind="entity", id="e2")
    tab.do("accept", kind="entity", id="e1")
    bob = Browser(store, "c2", "bob")
    bob.open()
    bob.do("relabel", kind="entity", id="e1", label="GPE")
    return tab


def test_an_undo_that_is_refused_does_not_stand_in_the_way_of_those_below(store, blocked):
    blocked.undo(2)
    reloaded = Browser(store, "c3").open()
    assert [entry.seq for entry in reloaded.undo] == [1]
    assert reloaded.redo == ()
    assert blocked.undo(1).refused == ()
    assert (blocked.status("e1"), blocked.status("e2")) == ("corrected", "pending")
    assert examine(store).faults == []


def test_an_undo_that_is_refused_is_passed_over_from_other_articles_too(store, blocked):
    assert open_review(store, "a2", "ann").previous.seq == 2
    blocked.undo(2)
    assert open_review(store, "a2", "ann").previous.seq == 1


def test_a_redo_that_is_refused_does_not_stand_in_the_way_either(store, tab):
    for item in ("e1", "e2"):
        tab.do("accept", kind="entity", id=item)
    tab.undo(2)
    tab.undo(1)
    bob = Browser(store, "c2", "bob")
    bob.open()
    bob.do("relabel", kind="entity", id="e1", label="GPE")
    assert "changed since" in tab.undo(1, op="redo").refused[0].reason
    assert [entry.seq for entry in tab.open().redo] == [2]
    assert open_review(store, "a2", "ann").following.seq == 2
    assert tab.undo(2, op="redo").refused == ()
    assert tab.status("e2") == "accepted"


def test_undo_in_two_tabs_takes_each_decision_back_once(store, tab):
    other = Browser(store, "c2")
    other.open()
    tab.do("accept", kind="entity", id="e1")
    other.do("accept", kind="entity", id="e2")
    assert tab.undo(1).refused == ()
    assert "nothing of yours" in other.undo(1, client="c1").refused[0].reason
    assert other.undo(1).refused == ()
    assert (tab.status("e1"), tab.status("e2")) == ("pending", "pending")
    opened = tab.open()
    assert opened.undo == ()
    assert [(entry.client, entry.seq) for entry in opened.redo] == [("c1", 1), ("c2", 1)]
    for entry in reversed(opened.redo):
        assert other.undo(entry.seq, entry.client, "redo").refused == ()
    assert (tab.status("e1"), tab.status("e2")) == ("accepted", "accepted")


def test_mine_applied_after_a_collision_is_one_step_back_to_theirs(store, tab):
    tab.open()
    bob = Browser(store, "c2", "bob")
    bob.open()
    bob.do("relabel", kind="entity", id="e1", label="GPE")
    mine = {"kind": "entity", "id": "e1", "label": "PERSON"}
    assert tab.do("reject", kind="entity", id="e1").refused[0].outcome == "collided"
    theirs = picture(tab)
    assert tab.do("relabel", **mine).refused == ()
    applied = picture(tab)
    tab.undo(2)
    assert picture(tab) == theirs
    tab.undo(2, op="redo")
    assert picture(tab) == applied


def test_one_label_on_all_mentions_is_one_step_also_from_another_article(store, tab):
    before = picture(tab)
    steps = [{"op": "relabel", "kind": "entity", "id": item, "label": "GPE"} for item in ("e1", "e3")]
    tab.do("batch", operations=steps)
    after = picture(tab)
    previous = open_review(store, "a2", "ann").previous
    assert (previous.article_id, previous.verb) == ("a1", "batch")
    tab.undo(previous.seq)
    assert picture(tab) == before
    following = open_review(store, "a2", "ann").following
    tab.undo(following.seq, op="redo")
    assert picture(tab) == after


def test_a_new_decision_leaves_nothing_to_redo(store, tab):
    tab.do("accept", kind="entity", id="e1")
    tab.undo(1)
    tab.do("accept", kind="entity", id="e2")
    assert tab.open().redo == ()


def test_the_previous_decision_is_the_newest_that_stands_in_another_article(store, tab):
    for article_id in ("a1", "a2", "a3"):
        tab.article_id = article_id
        tab.do("skip")
    previous = open_review(store, "a3", "ann").previous
    assert (previous.article_id, previous.client, previous.seq, previous.verb) == ("a2", "c1", 2, "skip")


def test_what_was_undone_is_not_the_previous_decision(store, tab):
    tab.do("accept", kind="entity", id="e1")
    tab.do("skip")
    tab.undo(2)
    assert open_review(store, "a2", "ann").previous.seq == 1
    tab.undo(1)
    assert open_review(store, "a2", "ann").previous is None
    tab.undo(1, op="redo")
    assert open_review(store, "a2", "ann").previous.seq == 1


def test_completion_is_undone_from_the_next_article(store, tab):
    tab.accept_everything()
    tab.do("complete")
    tab.undo(2)
    assert open_review(store, "a1", "ann").review.status == "in_progress"
    assert open_review(store, "a2", "ann").previous.verb == "accept_all"


def test_what_was_taken_back_elsewhere_can_be_done_again_from_here(store, tab):
    tab.do("accept", kind="entity", id="e1")
    tab.article_id = "a2"
    tab.do("skip")
    assert open_review(store, "a1", "ann").following is None
    tab.undo(2)
    following = open_review(store, "a1", "ann").following
    assert (following.article_id, following.client, following.seq, following.verb) == ("a2", "c1", 2, "skip")
    assert open_review(store, "a2", "ann").following is None
    tab.undo(2, op="redo")
    assert open_review(store, "a1", "ann").following is None


def test_a_new_decision_leaves_nothing_to_do_again_elsewhere(store, tab):
    tab.do("accept", kind="entity", id="e1")
    tab.undo(1)
    tab.article_id = "a2"
    assert open_review(store, "a2", "ann").following.seq == 1
    tab.do("accept", kind="entity", id="gone")
    assert open_review(store, "a2", "ann").following.seq == 1
    tab.do("accept", kind="entity", id="e2")
    assert open_review(store, "a2", "ann").following is None


def test_nobody_does_again_what_another_reviewer_took_back(store, tab):
    tab.do("accept", kind="entity", id="e1")
    tab.undo(1)
    assert open_review(store, "a2", "bob").following is None


ARTICLES = ("a1", "a2", "a3")
RUNS = count(1)
DONE = some.one_of(
    some.tuples(some.just("redo"), some.just({})),
    some.tuples(some.just("undo"), some.just({})),
    some.tuples(some.just("complete"), some.just({})),
    some.sampled_from(OPERATIONS),
)


def step(tab, side):
    """One press of undo or redo, as the editor does it; whether there was anything."""
    opened = tab.open()
    here = opened.undo if side == "undo" else opened.redo
    there = opened.previous if side == "undo" else opened.following
    if not here and there is None:
        return False
    found = here[-1] if here else there
    tab.article_id = tab.article_id if here else found.article_id
    assert tab.undo(found.seq, found.client, side).refused == ()
    return True


def everything(tab):
    return [
        (found.annotations, found.review.status, found.review.comment)
        for found in (open_review(tab.store, article_id, tab.reviewer) for article_id in ARTICLES)
    ]


def all_the_way(tab, side):
    while step(tab, side):
        pass
    return everything(tab)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(jobs=some.lists(some.tuples(some.sampled_from(ARTICLES), DONE), max_size=14))
def test_whatever_was_done_in_three_articles_undo_leads_to_the_beginning_and_redo_to_the_end(store, jobs):
    run = next(RUNS)  # the log stays from one run to the next
    tab = Browser(store, f"c-{run}", f"r-{run}")
    beginning = everything(tab)
    for article_id, (op, fields) in jobs:
        tab.article_id = article_id
        if op in ("undo", "redo"):
            step(tab, op)
        else:
            tab.do(op, **fields)
    end = all_the_way(tab, "redo")
    assert all_the_way(tab, "undo") == beginning
    assert all_the_way(tab, "redo") == end
    all_the_way(tab, "undo")
