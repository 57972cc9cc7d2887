"""What holds for any sequence of operations, by any number of reviewers."""

import json
from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.core import operations as ops
from annotator.core.decide import completion_fault, decide, is_empty, relation_fault
from annotator.core.fold import Decision, fold, redone, undo_stacks, undone
from annotator.core.model import GOLD_STATUSES
from annotator.core.operations import DecisionRef
from annotator.core.soundness import sound
from annotator.core.state import Change
from annotator.errors import OperationRefused
from tests.core.reviews import PROPOSED, SCHEMA, TEXT_LENGTH, fresh, operations

#: (reviewer, what): an operation, or how far down the own undo or redo stack to reach.
steps = st.lists(
    st.tuples(
        st.sampled_from(["ann", "bob"]),
        st.one_of(operations, operations, st.tuples(st.sampled_from(["undo", "redo"]), st.integers(0, 2))),
    ),
    max_size=14,
)


class Log:
    """A state and the log that made it, the changes gone through JSON as in the database."""

    def __init__(self):
        self.state = fresh()
        self.decisions = []

    def take(self, reviewer, wanted):
        """Decide, apply and log; returns whether it was allowed."""
        verb, target = type(wanted).__name__, None
        try:
            if isinstance(wanted, tuple):
                verb = wanted[0]
                target, changes = self._replay(reviewer, *wanted)
            else:
                changes = sound(self.state, SCHEMA, decide(self.state, SCHEMA, wanted), replayed=False)
        except OperationRefused:
            return False
        stored = json.dumps([change.to_json() for change in changes])
        changes = tuple(Change.from_json(change) for change in json.loads(stored))
        self.state.apply(changes)
        self.state.revision += 1
        number = len(self.decisions) + 1
        ref = DecisionRef(reviewer, number)
        self.decisions.append(Decision(number, ref, reviewer, verb, "applied", changes, target))
        return True

    def _replay(self, reviewer, verb, depth):
        stacks = undo_stacks(self.decisions, reviewer)
        stack = stacks.undo if verb == "undo" else stacks.redo
        if depth >= len(stack):
            raise OperationRefused("nothing there")
        target = stack[-1 - depth]
        changes = next(found.changes for found in self.decisions if found.ref == target)
        changes = (undone if verb == "undo" else redone)(self.state, changes)
        return target, sound(self.state, SCHEMA, changes, replayed=True)


@given(steps)
@settings(max_examples=300, deadline=None)
def test_folding_the_log_gives_the_state_at_every_step(taken):
    log = Log()
    for reviewer, wanted in taken:
        log.take(reviewer, wanted)
        assert fold(TEXT_LENGTH, PROPOSED, log.decisions) == log.state


@given(steps)
@settings(max_examples=300, deadline=None)
def test_deciding_never_touches_the_state_it_is_given(taken):
    log = Log()
    for reviewer, wanted in taken:
        if not isinstance(wanted, tuple):
            before = log.state.fork()
            with suppress(OperationRefused):
                decide(log.state, SCHEMA, wanted)
            assert log.state == before
        log.take(reviewer, wanted)


@given(steps, operations)
@settings(max_examples=300, deadline=None)
def test_undo_and_then_redo_is_the_identity(taken, operation):
    log = Log()
    for reviewer, wanted in taken:
        log.take(reviewer, wanted)
    before = log.state.fork()
    if not log.take("ann", operation) or not log.decisions[-1].changes:
        return
    after = log.state.fork()
    assert log.take("ann", ("undo", 0))
    assert _same(log.state, before)
    assert log.take("ann", ("redo", 0))
    assert _same(log.state, after)


@given(steps)
@settings(max_examples=300, deadline=None)
def test_only_rejecting_or_deleting_takes_a_relation_away(taken):
    log = Log()
    for reviewer, wanted in taken:
        before = {found.id: found.status for found in log.state.relations.values()}
        log.take(reviewer, wanted)
        gone = {
            name
            for name, status in before.items()
            if name not in log.state.relations
            or (log.state.relations[name].status == "rejected" and status != "rejected")
        }
        assert not gone or _takes_away(wanted)


@given(steps)
@settings(max_examples=300, deadline=None)
def test_an_entity_moved_or_relabelled_leaves_every_relation_as_it_was_and_an_illegal_one_blocks(taken):
    log = Log()
    for reviewer, wanted in taken:
        before = dict(log.state.relations)
        on_entity = isinstance(wanted, (ops.Move, ops.Relabel)) and wanted.item.kind == "entity"
        if not log.take(reviewer, wanted) or not on_entity:
            continue
        assert log.state.relations == before
        standing = [found for found in before.values() if found.status != "rejected"]
        if any(relation_fault(log.state, SCHEMA, found) is not None for found in standing):
            assert completion_fault(log.state, SCHEMA) is not None


@given(steps)
@settings(max_examples=300, deadline=None)
def test_every_relation_has_two_different_ends_that_are_there(taken):
    for state in _states(taken):
        for relation in state.relations.values():
            assert relation.head in state.entities
            assert relation.tail in state.entities
            assert relation.head != relation.tail


@given(steps)
@settings(max_examples=300, deadline=None)
def test_a_complete_review_is_ready_to_be_gold(taken):
    for state in _states(taken):
        if state.status == "complete":
            assert completion_fault(state, SCHEMA) is None


@given(steps)
@settings(max_examples=300, deadline=None)
def test_no_edit_takes_a_complete_review_out_of_gold_that_stays_sound(taken):
    log = Log()
    for reviewer, wanted in taken:
        before = log.state.fork()
        log.take(reviewer, wanted)
        opened = before.status == "complete" and log.state.status == "in_progress"
        if opened and not isinstance(wanted, tuple):
            emptied = is_empty(log.state) and not is_empty(before)
            assert emptied or completion_fault(log.state, SCHEMA) is not None


@given(steps)
@settings(max_examples=300, deadline=None)
def test_gold_never_has_the_same_entity_or_relation_twice(taken):
    for state in _states(taken):
        entities = [
            (found.start, found.end, found.label)
            for found in state.entities.values()
            if found.status in GOLD_STATUSES
        ]
        relations = [
            (found.label, frozenset(ends) if SCHEMA.is_symmetric(found.label) else ends)
            for found in state.relations.values()
            if found.status in GOLD_STATUSES and (ends := (found.head, found.tail))
        ]
        assert len(set(entities)) == len(entities)
        assert len(set(relations)) == len(relations)


@given(steps)
@settings(max_examples=300, deadline=None)
def test_lookups_always_agree_with_the_items(taken):
    for state in _states(taken):
        for entity in state.entities.values():
            assert entity.id in state.entities_at(entity.start, entity.end)
            ends = {found.id for found in state.relations.values() if entity.id in (found.head, found.tail)}
            assert {found.id for found in state.relations_of(entity.id)} == ends


def _states(taken):
    log = Log()
    for reviewer, wanted in taken:
        log.take(reviewer, wanted)
        yield log.state


def _same(one, other):
    return (one.entities, one.relations, one.status, one.comment) == (
        other.entities,
        other.relations,
        other.status,
        other.comment,
    )


def _takes_away(wanted):
    if isinstance(wanted, ops.Batch):
        return any(_takes_away(step) for step in wanted.operations)
    return isinstance(wanted, (ops.Reject, ops.Delete, tuple))
