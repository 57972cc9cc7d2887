"""The log of decisions: what it folds to, and what can be taken back."""

import pytest

from annotator.core import operations as ops
from annotator.core.decide import decide
from annotator.core.fold import Decision, fold, undo_stacks
from annotator.core.operations import DecisionRef
from annotator.core.state import Change
from tests.core.reviews import PROPOSED, SCHEMA, TEXT_LENGTH, entity, fresh


def ref(seq, client="c1"):
    return DecisionRef(client, seq)


ANY = (Change("review", "", {}, {}),)


def decision(seq, verb="accept", changes=ANY, target=None, **others):
    values = {"reviewer": "ann", "outcome": "applied", **others}
    return Decision(seq, ref(seq), verb=verb, changes=tuple(changes), target=target, **values)


def test_folding_the_log_gives_the_state():
    changes = decide(fresh(), SCHEMA, ops.Accept(entity("e1")))
    state = fold(TEXT_LENGTH, PROPOSED, [decision(1, changes=changes)])
    assert state.entities["e1"].status == "accepted"
    assert (state.status, state.revision) == ("in_progress", 1)


@pytest.mark.parametrize("outcome", ["refused", "collided"])
def test_what_was_not_applied_does_not_count(outcome):
    state = fold(TEXT_LENGTH, PROPOSED, [decision(1, outcome=outcome)])
    assert state == fresh()


def test_a_log_that_does_not_fit_is_found():
    changes = decide(fresh(), SCHEMA, ops.Accept(entity("e1")))
    with pytest.raises(ValueError, match="decision 2"):
        fold(TEXT_LENGTH, PROPOSED, [decision(1, changes=changes), decision(2, changes=changes)])


def test_the_newest_decision_stands_last_in_the_undo_stack():
    assert undo_stacks([decision(1), decision(2)], "ann").undo == (ref(1), ref(2))


def test_an_undone_decision_can_be_redone_and_then_undone_again():
    log = [decision(1), decision(2, "undo", target=ref(1))]
    assert undo_stacks(log, "ann").redo == (ref(1),)
    assert undo_stacks([*log, decision(3, "redo", target=ref(1))], "ann").undo == (ref(1),)


def test_a_new_decision_empties_the_redo_stack():
    log = [decision(1), decision(2, "undo", target=ref(1)), decision(3)]
    assert undo_stacks(log, "ann").redo == ()


@pytest.mark.parametrize(
    "other", [{"reviewer": "bob"}, {"outcome": "refused"}, {"outcome": "collided"}, {"changes": ()}]
)
def test_only_what_this_reviewer_changed_can_be_undone(other):
    assert undo_stacks([decision(1, **other)], "ann").undo == ()


@pytest.mark.parametrize("outcome", ["refused", "collided"])
def test_what_could_not_be_undone_is_passed_over(outcome):
    log = [decision(1), decision(2), decision(3, "undo", target=ref(2), outcome=outcome)]
    assert undo_stacks(log, "ann").undo == (ref(1),)
    assert undo_stacks(log, "ann").redo == ()


def test_what_could_not_be_done_again_is_passed_over():
    undone = [decision(3, "undo", target=ref(2)), decision(4, "undo", target=ref(1))]
    log = [decision(1), decision(2), *undone, decision(5, "redo", target=ref(1), outcome="refused")]
    assert undo_stacks(log, "ann") == undo_stacks(log[1:3], "ann")
    assert undo_stacks(log, "ann").redo == (ref(2),)


def test_undoing_twice_takes_nothing_from_what_can_be_done_again():
    log = [
        decision(1),
        decision(2, "undo", target=ref(1)),
        decision(3, "undo", target=ref(1), outcome="refused"),
    ]
    assert undo_stacks(log, "ann").redo == (ref(1),)
