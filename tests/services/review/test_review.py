"""Opening a review, and applying what a browser sends."""

import pytest

from annotator.core.label_schema import load_label_schema
from annotator.core.model import Entity
from annotator.errors import InputError
from annotator.services.health.doctor import examine
from annotator.services.review.review import apply_operations, open_review
from tests.core.reviews import SCHEMA
from tests.services.reviewing import FIRST, PROPOSED, SECOND, Browser, propose


def test_a_review_begins_with_the_proposals_all_pending(store):
    opened = open_review(store, "a1", "ann")
    assert opened.annotations == PROPOSED
    assert (opened.review.status, opened.review.revision, opened.review.mode) == ("new", 0, "assisted")
    assert (opened.review.extractor, opened.furniture, opened.schema) == (FIRST, ((0, 3),), SCHEMA)
    assert (opened.review.entities, opened.review.relations, opened.review.pending) == (4, 2, 6)


def test_an_unknown_article_is_an_input_error(store):
    with pytest.raises(InputError, match="no article 'a9'"):
        open_review(store, "a9", "ann")


def test_opening_again_changes_nothing(store):
    assert open_review(store, "a1", "ann") == open_review(store, "a1", "ann")


def test_newer_proposals_replace_older_ones_while_nobody_has_decided(store):
    open_review(store, "a1", "ann")
    propose(store, "a1")
    opened = open_review(store, "a1", "ann")
    assert opened.review.extractor == SECOND
    assert opened.annotations.entities == (Entity("e1", 34, 40, "GPE"),)
    assert examine(store).faults == []


def test_newer_proposals_leave_a_review_alone_once_somebody_has_decided(store, tab):
    tab.do("accept", kind="entity", id="e1")
    propose(store, "a1")
    assert open_review(store, "a1", "ann").review.extractor == FIRST


def test_a_decision_on_a_picture_from_before_newer_proposals_hits_no_other_item(store, tab):
    tab.open()
    propose(store, "a1")
    open_review(store, "a1", "bob")
    answer = tab.do("accept", kind="entity", id="e1")
    assert [found.outcome for found in answer.refused] == ["collided"]
    assert "newer proposals" in answer.refused[0].reason
    assert answer.resync
    assert tab.status("e1") == "pending"
    assert examine(store).faults == []


def test_a_decision_while_newer_proposals_wait_is_made_on_what_the_reviewer_saw(store, tab):
    tab.open()
    propose(store, "a1")
    assert tab.do("accept", kind="entity", id="e1").refused == ()
    assert open_review(store, "a1", "ann").review.extractor == FIRST


def test_a_change_of_the_label_schema_begins_an_untouched_review_again(store):
    open_review(store, "a1", "ann")
    other = load_label_schema('{"name": "other", "version": "1", "entity_labels": [{"label": "X"}]}')
    store.write(lambda transaction: transaction.schemas.use(other))
    opened = open_review(store, "a1", "ann")
    assert (opened.schema.name, opened.annotations.entities, opened.review.extractor) == ("other", (), None)


def test_an_applied_operation_is_acknowledged_and_raises_the_revision(store, tab):
    answer = tab.do("accept", kind="entity", id="e1")
    assert (answer.client, answer.acked, answer.article_id, answer.revision) == ("c1", 1, "a1", 1)
    assert (answer.refused, answer.resync) == ((), False)
    assert tab.status("e1") == "accepted"


def test_a_whole_queue_is_applied_in_the_order_of_its_numbers(store, tab):
    first = tab.number("move", kind="entity", id="e1", start=0, end=5)
    second = tab.number("move", kind="entity", id="e1", start=0, end=6)
    answer = tab.send(second, first)
    assert answer.acked == 2
    assert open_review(store, "a1", "ann").annotations.entities[0].end == 6


def test_a_resent_message_changes_nothing(store, tab):
    queue = [tab.number("accept", kind="entity", id="e1"), tab.number("accept", kind="entity", id="gone")]
    first = tab.send(*queue)
    again = tab.send(*queue, tab.number("accept", kind="entity", id="e2"))
    assert (first.acked, again.acked, again.revision) == (2, 3, 2)
    assert first.refused == again.refused
    with store.read() as transaction:
        assert transaction.inspection.log_length() == 3


def test_nothing_is_taken_from_a_gap_on(store, tab):
    tab.do("accept", kind="entity", id="e1")
    tab.number("accept", kind="entity", id="e2")
    answer = tab.do("accept", kind="entity", id="e3")
    assert (answer.acked, answer.resync) == (1, True)
    assert tab.status("e3") == "pending"


def test_an_unknown_browser_may_begin_at_any_number(store, tab):
    tab.seq = 40
    assert tab.do("accept", kind="entity", id="e1").acked == 41


@pytest.mark.parametrize(("sent", "acked"), [(0, 0), (2, 2)])
def test_an_empty_queue_is_told_how_far_the_log_is(store, tab, sent, acked):
    for _ in range(sent):
        tab.do("skip")
    answer = tab.send()
    assert (answer.acked, answer.article_id, answer.revision) == (acked, None, 0)


@pytest.mark.parametrize(
    ("op", "fields", "words"),
    [
        ("dance", {}, "not an operation"),
        ("accept", {"kind": "entity", "id": "no id!"}, "not an id"),
        ("accept", {"kind": "entity", "id": "gone"}, "not there any more"),
        ("relabel", {"kind": "entity", "id": "e1", "label": "\ud800"}, "surrogate"),
        ("relabel", {"kind": "entity", "id": "e1", "label": "NONSENSE"}, "not an entity label"),
        ("move", {"kind": "entity", "id": "e1", "start": 0, "end": float("nan")}, "not a whole number"),
        ("undo", {"target": {"client": "c9", "seq": 1}}, "nothing of yours to undo"),
        ("redo", {"target": {"client": "c1", "seq": 1}}, "nothing of yours to redo"),
        ("complete", {}, "left to decide"),
    ],
)
def test_a_refused_operation_is_logged_with_its_reason_and_the_queue_behind_it_goes_on(
    store, tab, op, fields, words
):
    answer = tab.send(tab.number(op, **fields), tab.number("accept", kind="entity", id="e2"))
    assert [(found.seq, found.outcome) for found in answer.refused] == [(1, "refused")]
    assert words in answer.refused[0].reason
    assert (answer.acked, answer.revision, answer.resync) == (2, 1, True)
    assert tab.status("e2") == "accepted"


def test_an_operation_on_an_unknown_article_is_refused_and_logged(store):
    lost = Browser(store, article_id="a9")
    answer = lost.do("accept", kind="entity", id="e1")
    assert (answer.acked, answer.revision) == (1, 0)
    assert "no article 'a9'" in answer.refused[0].reason
    with store.read() as transaction:
        assert transaction.inspection.log_length() == 1


def test_a_number_that_a_copied_tab_has_used_is_not_taken_for_a_resend(store):
    first, copied = Browser(store), Browser(store)
    first.do("accept", kind="entity", id="e1")
    answer = copied.do("accept", kind="entity", id="e2")
    assert "another tab" in answer.refused[0].reason
    assert first.status("e2") == "pending"


def test_one_message_may_be_about_several_articles(store, tab):
    here = tab.number("skip")
    tab.article_id = "a2"
    answer = tab.send(here, tab.number("flag", comment="cut off"))
    assert (answer.acked, answer.article_id, answer.revision) == (2, "a2", 1)
    assert open_review(store, "a1", "ann").review.status == "skipped"
    assert open_review(store, "a2", "ann").review.comment == "cut off"


def test_an_operation_that_changes_nothing_is_logged_and_acknowledged(store, tab):
    tab.do("accept", kind="entity", id="e1")
    answer = tab.do("accept", kind="entity", id="e1")
    assert (answer.acked, answer.refused) == (2, ())
    assert [entry.seq for entry in tab.open().undo] == [1]


def test_eighty_operations_in_one_message_are_applied(store, tab):
    queue = [tab.number("move", kind="entity", id="e1", start=0, end=end) for end in (5, 6) * 40]
    assert tab.send(*queue).revision == 80


def test_completing_makes_gold_and_counts(store, tab):
    tab.accept_everything()
    answer = tab.do("complete")
    assert (answer.progress.completed, answer.progress.total, answer.progress.today) == (1, 3, 1)
    review = open_review(store, "a1", "ann").review
    assert (review.status, review.completed_by, review.pending) == ("complete", "ann", 0)
    with store.read() as transaction:
        entities, relations = transaction.inspection.gold(review.id)
    assert (len(entities), len(relations)) == (4, 2)


def test_what_another_reviewer_completed_is_not_counted_as_mine_today(store, tab):
    tab.accept_everything()
    tab.do("complete")
    progress = open_review(store, "a2", "bob").progress
    assert (progress.completed, progress.today) == (1, 0)


def test_many_browsers_at_once_lose_nothing(store):
    import threading

    def work(number):
        tab = Browser(store, f"c{number}", f"reviewer-{number}", article_id=f"a{number % 3 + 1}")
        for count in range(10):
            tab.do("add_entity", id=f"h{number}-{count}", start=number, end=20 + count, label="PERSON")

    threads = [threading.Thread(target=work, args=(number,)) for number in range(9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    found = [len(open_review(store, name, "ann").annotations.entities) for name in ("a1", "a2", "a3")]
    assert found == [34, 34, 34]
    assert examine(store).faults == []


def test_a_message_that_cannot_be_committed_leaves_no_trace_in_memory(store, tab, monkeypatch):
    tab.do("accept", kind="entity", id="e1")
    lost = tab.number("reject", kind="entity", id="e2")

    def no_space(self, review_id, state, reviewer, counts):
        raise OSError("no space left")

    with monkeypatch.context() as patch:
        patch.setattr("annotator.store.repositories.reviews.Reviews.record", no_space)
        with pytest.raises(OSError, match="no space"):
            apply_operations(store, "ann", "c1", [lost])
    assert tab.status("e2") == "pending"
    assert tab.send(lost).revision == 2
    assert tab.status("e2") == "rejected"
    assert examine(store).faults == []


def test_what_another_process_decided_is_seen_before_deciding(store, tab, tmp_path):
    """A second store on the same file has a writer and a memory of its own."""
    from filelock import FileLock

    from annotator.store import Store

    tab.do("accept", kind="entity", id="e1")
    other = Store(store.path, FileLock(f"{store.path}.lock"))
    Browser(other, "c2", "bob").do("delete", kind="entity", id="e2")
    other.close()
    answer = tab.do("accept", kind="relation", id="r1")
    assert "rejected" in answer.refused[0].reason
    assert answer.resync
