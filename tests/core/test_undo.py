"""Nothing unsound is left behind, whatever others did in between."""

import pytest

from annotator.core import operations as ops
from annotator.core.decide import decide
from annotator.core.fold import redone, undone
from annotator.core.model import Annotations, Entity
from annotator.core.soundness import sound
from annotator.core.state import ReviewState
from annotator.errors import OperationRefused
from tests.core.reviews import PROPOSED, SCHEMA, entity, fresh, relation

EVERYTHING = ops.AcceptAll(
    (
        *(entity(found.id) for found in PROPOSED.entities),
        *(relation(found.id) for found in PROPOSED.relations),
    )
)


class Session:
    """Decides like the service does, on a state in memory."""

    def __init__(self, state=None):
        self.state = state or fresh()

    def decide(self, operation):
        return self._apply(decide(self.state, SCHEMA, operation), replayed=False)

    def undo(self, changes):
        return self._apply(undone(self.state, changes), replayed=True)

    def redo(self, changes):
        return self._apply(redone(self.state, changes), replayed=True)

    def _apply(self, changes, *, replayed):
        changes = sound(self.state, SCHEMA, changes, replayed=replayed)
        self.state.apply(changes)
        return changes


def test_a_rejected_entity_cannot_come_back_beside_a_twin_that_was_added_since():
    session = Session()
    session.decide(ops.Reject(entity("e4")))
    session.decide(ops.AddEntity("h1", 30, 34, "DATE"))
    with pytest.raises(OperationRefused, match="exactly these boundaries"):
        session.decide(ops.Accept(entity("e4")))


@pytest.mark.parametrize("ends", [("e1", "e3"), ("e3", "e1")])
def test_a_rejected_relation_cannot_come_back_beside_a_twin_that_was_added_since(ends):
    session = Session()
    session.decide(ops.Reject(relation("r2")))
    session.decide(ops.AddRelation("q1", *ends, "met_with"))
    with pytest.raises(OperationRefused, match="there already"):
        session.decide(ops.Accept(relation("r2")))


def test_undo_of_an_addition_refuses_while_a_relation_ends_there():
    session = Session()
    added = session.decide(ops.AddEntity("h1", 36, 40, "GPE"))
    session.decide(ops.AddRelation("q1", "e3", "h1", "represents"))
    with pytest.raises(OperationRefused, match="a relation ends at entity h1"):
        session.undo(added)


def test_undo_refuses_to_make_a_twin():
    session = Session()
    moved = session.decide(ops.Move(entity("e4"), 30, 32))
    session.decide(ops.AddEntity("h1", 30, 34, "DATE"))
    with pytest.raises(OperationRefused, match="exactly these boundaries"):
        session.undo(moved)


def test_undo_of_a_rejected_relation_refuses_while_its_end_is_rejected():
    session = Session()
    rejected = session.decide(ops.Reject(relation("r1")))
    session.decide(ops.Reject(entity("e2")))
    with pytest.raises(OperationRefused, match="one end"):
        session.undo(rejected)


def test_twins_among_the_proposals_do_not_stand_in_the_way_of_an_undo():
    twins = Annotations((Entity("e1", 0, 3, "GPE"), Entity("e2", 0, 3, "GPE")))
    session = Session(ReviewState.of(5, twins))
    session.undo(session.decide(ops.Reject(entity("e1"))))
    assert session.state.entities["e1"].status == "pending"


def test_undo_in_a_complete_review_puts_it_in_progress():
    session = Session()
    accepted = session.decide(ops.Accept(entity("e1")))
    session.decide(EVERYTHING)
    session.decide(ops.Complete())
    session.undo(accepted)
    assert session.state.status == "in_progress"
    assert session.state.entities["e1"].status == "pending"


def test_redoing_a_completion_refuses_while_something_is_pending():
    session = Session()
    session.decide(ops.Reject(entity("e4")))
    accepted = session.decide(ops.Accept(entity("e1")))
    session.decide(EVERYTHING)
    completed = session.decide(ops.Complete())
    session.undo(completed)
    session.undo(accepted)
    with pytest.raises(OperationRefused, match="1 left to decide"):
        session.redo(completed)


def test_undoing_an_edit_of_a_complete_review_completes_it_again():
    session = Session()
    session.decide(EVERYTHING)
    session.decide(ops.Complete())
    edit = session.decide(ops.Move(entity("e1"), 0, 5))
    session.undo(edit)
    assert session.state.status == "complete"


def test_undoing_an_edit_does_not_complete_a_review_that_lost_something_since():
    session = Session()
    session.decide(ops.Reject(entity("e4")))
    accepted = session.decide(ops.Accept(entity("e3")))
    session.decide(EVERYTHING)
    session.decide(ops.Complete())
    edit = session.decide(ops.Move(entity("e1"), 0, 5))
    session.undo(accepted)
    session.undo(edit)
    assert session.state.status == "in_progress"


def test_undo_refuses_where_the_item_has_changed_since():
    session = Session()
    first = session.decide(ops.Move(entity("e1"), 0, 5))
    session.decide(ops.Move(entity("e1"), 0, 6))
    with pytest.raises(OperationRefused, match="changed since"):
        session.undo(first)


def test_a_status_that_moved_on_since_is_left_as_it_is():
    session = Session()
    skipped = session.decide(ops.Skip())
    session.decide(ops.Flag("odd"))
    assert session.undo(skipped) == ()
    assert session.state.status == "flagged"
