"""What each operation does to a review, and when it is refused."""

import pytest

from annotator.core import operations as ops
from annotator.core.decide import decide, relation_fault
from annotator.core.model import Annotations, Entity
from annotator.core.state import ReviewState
from annotator.errors import OperationRefused
from tests.core.reviews import PROPOSED, SCHEMA, entity, fresh, relation


def after(*operations, state=None):
    state = state or fresh()
    for operation in operations:
        state.apply(decide(state, SCHEMA, operation))
    return state


def refusal(operation, *before):
    with pytest.raises(OperationRefused) as caught:
        decide(after(*before), SCHEMA, operation)
    return str(caught.value)


EVERYTHING = ops.AcceptAll(
    (
        *(entity(found.id) for found in PROPOSED.entities),
        *(relation(found.id) for found in PROPOSED.relations),
    )
)


@pytest.mark.parametrize(
    ("operation", "item", "status"),
    [
        (ops.Accept(entity("e1")), "e1", "accepted"),
        (ops.Reject(entity("e4")), "e4", "rejected"),
        (ops.Delete(entity("e4")), "e4", "rejected"),
        (ops.Relabel(entity("e1"), "GPE"), "e1", "corrected"),
        (ops.Relabel(entity("e1"), "PERSON"), "e1", "accepted"),
        (ops.Move(entity("e1"), 0, 5), "e1", "corrected"),
        (ops.Move(entity("e1"), 0, 7), "e1", "pending"),
        (ops.SetAttribute(entity("e4"), "exact", "yes"), "e4", "corrected"),
        (ops.AddEntity("h1", 36, 40, "DATE"), "h1", "added"),
        (ops.AddEntity("h1", 0, 7, "GPE"), "h1", "added"),
    ],
)
def test_an_entity_gets_the_status_that_tells_what_was_done(operation, item, status):
    assert after(operation).entities[item].status == status


@pytest.mark.parametrize(
    ("operation", "item", "status"),
    [
        (ops.Accept(relation("r1")), "r1", "accepted"),
        (ops.Reject(relation("r1")), "r1", "rejected"),
        (ops.Relabel(relation("r1"), "met_with"), "r1", "corrected"),
        (ops.Relabel(relation("r1"), "represents"), "r1", "accepted"),
        (ops.Flip(relation("r2")), "r2", "corrected"),
        (ops.Reattach(relation("r2"), "e3", "e2"), "r2", "corrected"),
        (ops.SetAttribute(relation("r1"), "polarity", "negated"), "r1", "corrected"),
        (ops.AddRelation("q1", "e3", "e2", "represents"), "q1", "added"),
    ],
)
def test_a_relation_gets_the_status_that_tells_what_was_done(operation, item, status):
    assert after(operation).relations[item].status == status


def test_what_was_corrected_or_added_stays_so_when_it_is_accepted():
    state = after(
        ops.Move(entity("e1"), 0, 5),
        ops.Accept(entity("e1")),
        ops.AddEntity("h1", 36, 40, "DATE"),
        ops.Accept(entity("h1")),
    )
    assert (state.entities["e1"].status, state.entities["h1"].status) == ("corrected", "added")


@pytest.mark.parametrize(
    ("before", "operation", "words"),
    [
        ((), ops.Accept(entity("gone")), "not there any more"),
        ((), ops.Accept(relation("gone")), "not there any more"),
        ((), ops.Relabel(entity("e1"), "NONSENSE"), "not an entity label"),
        ((), ops.Relabel(relation("r1"), "nonsense"), "not a relation label"),
        ((), ops.Move(entity("e1"), 7, 7), "no span"),
        ((), ops.Move(entity("e1"), 30, 41), "no span"),
        ((), ops.Move(entity("e3"), 0, 7), "exactly these boundaries"),
        ((), ops.AddEntity("h1", 0, 7, "PERSON"), "exactly these boundaries"),
        ((), ops.AddEntity("e1", 1, 2, "PERSON"), "is taken"),
        ((), ops.AddRelation("r1", "e1", "e2", "met_with"), "is taken"),
        ((), ops.AddRelation("q1", "e1", "e1", "met_with"), "two different"),
        ((), ops.AddRelation("q1", "e1", "gone", "met_with"), "not there any more"),
        ((), ops.AddRelation("q1", "e2", "e1", "represents"), "cannot go from"),
        ((), ops.AddRelation("q1", "e3", "e1", "met_with"), "there already"),
        ((), ops.Reattach(relation("r1"), "e1", "e1"), "two different"),
        ((), ops.SetAttribute(relation("r1"), "polarity", "maybe"), "not a value"),
        ((), ops.SetAttribute(entity("e1"), "exact", "yes"), "not an attribute"),
        ((), ops.Complete(), "6 left to decide"),
        ((ops.Reject(entity("e2")),), ops.Accept(relation("r1")), "rejected"),
        ((ops.Reject(entity("e2")),), ops.AddRelation("q1", "e3", "e2", "represents"), "rejected"),
    ],
)
def test_what_is_not_allowed_is_refused_with_the_reason(before, operation, words):
    assert words in refusal(operation, *before)


def test_rejecting_an_entity_rejects_its_proposed_relations_and_removes_added_ones():
    state = after(ops.AddRelation("q1", "e3", "e2", "represents"), ops.Reject(entity("e2")))
    assert state.relations["r1"].status == "rejected"
    assert "q1" not in state.relations


def test_deleting_an_added_entity_leaves_no_relation_without_an_end():
    state = after(
        ops.AddEntity("h1", 36, 40, "GPE"),
        ops.Reattach(relation("r1"), "e1", "h1"),
        ops.Delete(entity("h1")),
    )
    assert "h1" not in state.entities
    assert "r1" not in state.relations


@pytest.mark.parametrize(
    "operation",
    [ops.Relabel(entity("e2"), "DATE"), ops.Flip(relation("r1")), ops.Reattach(relation("r1"), "e2", "e3")],
)
def test_a_relation_that_becomes_illegal_stays_and_blocks_completion_until_mended(operation):
    state = after(EVERYTHING, operation)
    fault = relation_fault(state, SCHEMA, state.relations["r1"])
    assert fault is not None
    with pytest.raises(OperationRefused, match="cannot go from"):
        decide(state, SCHEMA, ops.Complete())
    mended = after(ops.Delete(relation("r1")), ops.Complete(), state=state)
    assert mended.status == "complete"


def test_accept_all_takes_what_is_pending_and_leaves_what_was_decided():
    state = after(ops.Reject(entity("e4")), ops.Move(entity("e1"), 0, 5), EVERYTHING)
    statuses = {found.id: found.status for found in state.entities.values()}
    assert statuses == {"e1": "corrected", "e2": "accepted", "e3": "accepted", "e4": "rejected"}


def test_a_batch_is_all_or_nothing():
    batch = ops.Batch((ops.Accept(entity("e1")), ops.Accept(entity("gone"))))
    assert "not there any more" in refusal(batch)


def test_a_batch_sees_what_its_earlier_steps_did():
    batch = ops.Batch((ops.AddEntity("h1", 36, 40, "GPE"), ops.AddRelation("q1", "e3", "h1", "represents")))
    assert after(batch).relations["q1"].tail == "h1"


@pytest.mark.parametrize("status", [ops.Skip(), ops.Flag("odd")])
def test_any_edit_puts_a_review_in_progress_again(status):
    state = after(EVERYTHING, status, ops.Move(entity("e1"), 0, 5))
    assert state.status == "in_progress"


def test_an_edit_of_a_complete_review_that_stays_sound_is_a_revision_of_its_gold():
    state = after(EVERYTHING, ops.Complete(), ops.Move(entity("e1"), 0, 5))
    assert state.status == "complete"


def test_logs_of_the_first_rules_are_proved_by_them():
    done = after(EVERYTHING, ops.Complete())
    [*_, status] = decide(done, SCHEMA, ops.Move(entity("e1"), 0, 5), rules=1)
    assert status.after == {"status": "in_progress"}
    bare = ReviewState.of(5, Annotations())
    [status] = decide(bare, SCHEMA, ops.Complete(), rules=1)
    assert status.after == {"status": "complete"}


def test_a_flag_keeps_its_comment():
    state = after(ops.Flag("the text is cut off"))
    assert (state.status, state.comment) == ("flagged", "the text is cut off")


def test_doing_what_is_done_already_changes_nothing():
    state = after(ops.Accept(entity("e1")))
    assert decide(state, SCHEMA, ops.Accept(entity("e1"))) == ()


def test_an_article_without_proposals_can_be_completed():
    state = ReviewState.of(5, Annotations())
    assert after(ops.Complete(empty=True), state=state).status == "complete"
    with pytest.raises(OperationRefused, match="has to be confirmed"):
        decide(ReviewState.of(5, Annotations()), SCHEMA, ops.Complete())


def test_twins_among_the_proposals_can_be_decided_one_by_one():
    twins = Annotations((Entity("e1", 0, 3, "GPE"), Entity("e2", 0, 3, "GPE")))
    state = after(ops.Accept(entity("e1")), ops.Reject(entity("e2")), state=ReviewState.of(5, twins))
    assert [found.status for found in state.entities.values()] == ["accepted", "rejected"]
