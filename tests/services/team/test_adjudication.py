"""What several completed becomes one: what they agree on is settled, an adjudicator decides the rest."""

import pytest

from annotator.core.operations import ItemRef
from annotator.errors import OperationRefused
from annotator.services.gold.gold import gold_records
from annotator.services.health.doctor import examine
from annotator.services.review.history import item_history
from annotator.services.review.review import open_review
from annotator.services.team.adjudicate import adjudication_of, begin_adjudication, waiting_articles
from annotator.services.team.plan import give_role
from tests.services.reviewing import FIRST
from tests.services.teaming import IN_PAIRS, begin_next, complete, tab_of, team_store


@pytest.fixture
def store(tmp_path):
    store, _ = team_store(tmp_path, IN_PAIRS, "a1", "a2")
    give_role(store, None, "root", "admin")
    give_role(store, None, "judge", "adjudicator")
    yield store
    store.close()


def both_complete(store, article_id="a1"):
    """Ada and Bo complete an article; which of them is blind the plan says. Both have Ankara."""
    for name in ("ada", "bo"):
        blind = open_review(store, article_id, name).review.mode == "blind"
        added = {"id": "h9", "start": 34, "end": 40, "label": "GPE"}
        mine = {"id": "h1", "start": 0, "end": 7 if blind else 3, "label": "PERSON"}
        more = [("add_entity", mine)] if blind else []
        complete(store, name, article_id, ("add_entity", added), *more)


def test_articles_that_two_have_completed_wait_with_the_number_of_their_differences(store):
    assert waiting_articles(store, "judge") == []
    both_complete(store)
    (found,) = waiting_articles(store, "judge")
    # one has the proposals, the other one of them: three entities and two relations are not shared
    assert (found.article_id, found.title, found.reviewers) == ("a1", "Title of a1", ("ada", "bo"))
    assert (found.disagreements, found.begun) == (5, False)


def test_what_both_have_is_settled_and_the_rest_is_pending(store):
    both_complete(store)
    begin_adjudication(store, "a1", "judge")
    opened = open_review(store, "a1", "judge")
    found = {(one.start, one.end, one.label): (one.status, one.origin) for one in opened.annotations.entities}
    assert found == {
        (0, 7, "PERSON"): ("accepted", "machine"),
        (15, 19, "GPE"): ("pending", "machine"),
        (24, 30, "PERSON"): ("pending", "machine"),
        (34, 40, "GPE"): ("added", "human"),
        (44, 53, "DATE"): ("pending", "machine"),
    }
    with store.read() as transaction:
        shown = adjudication_of(transaction, opened.review)
    assert shown.reviewers == ("ada", "bo")
    assert len(shown.places) == 5
    assert examine(store).faults == []


def test_what_the_adjudicator_decides_becomes_gold_with_its_own_decisions_in_the_log(store):
    both_complete(store)
    begin_adjudication(store, "a1", "judge")
    tab = tab_of(store, "judge", "a1")
    pending = [
        one for one in open_review(store, "a1", "judge").annotations.entities if one.status == "pending"
    ]
    tab.do("accept", kind="entity", id=pending[0].id)
    for one in pending[1:]:
        tab.do("reject", kind="entity", id=one.id)
    left = [one for one in open_review(store, "a1", "judge").annotations.relations if one.status == "pending"]
    for one in left:
        tab.do("accept", kind="relation", id=one.id)
    assert not tab.do("complete").refused
    (record,) = gold_records(store)
    assert [(one.start, one.label) for one in record.annotations.entities] == [
        (0, "PERSON"),
        (15, "GPE"),
        (34, "GPE"),
    ]
    assert [one.label for one in record.annotations.relations] == ["represents"]
    assert (record.review.reviewer, record.review.selection) == ("judge", "adjudication of ada, bo")
    assert waiting_articles(store, "judge") == []
    assert examine(store).faults == []
    how = {one.start: record.decided["entity", one.id] for one in record.annotations.entities}
    assert [(how[start].how, how[start].by) for start in (0, 15, 34)] == [
        ("agreed", "ada, bo"),
        ("adjudicated", "judge"),
        ("agreed", "ada, bo"),
    ]
    assert [how[start].proposed_by for start in (0, 15, 34)] == [FIRST, FIRST, None]


def test_who_proposed_an_adjudicated_item_is_told_on_screen_as_in_the_export(store):
    both_complete(store)
    begin_adjudication(store, "a1", "judge")
    items = open_review(store, "a1", "judge").annotations.entities
    told = {one.start: item_history(store, "a1", "judge", ItemRef("entity", one.id)) for one in items}
    assert (told[15].proposed_by, told[15].score) == ("tiny 1", 0.8)
    assert (told[34].proposed_by, told[34].score) == ("", None)
    assert [row.verb for row in told[15].page.rows] == ["adopt"]


def test_reviewers_see_what_was_decided_and_cannot_change_it_or_their_own_version_any_more(store):
    both_complete(store)
    begin_adjudication(store, "a1", "judge")
    for name in ("ada", "bo", "cy"):
        assert "an adjudicator decides" in open_review(store, "a1", name).locked
        refused = tab_of(store, name, "a1", f"again-{name}").do("accept", kind="entity", id="both:2").refused
        assert refused[0].outcome == "refused"
        assert "an adjudicator decides" in refused[0].reason
    assert open_review(store, "a1", "judge").locked is None


def test_only_an_adjudicator_begins_it_and_only_where_two_have_completed(store):
    complete(store, "ada", "a1")
    with pytest.raises(OperationRefused, match="fewer than 2 reviewers have completed article 'a1'"):
        begin_adjudication(store, "a1", "judge")
    complete(store, "bo", "a1")
    with pytest.raises(OperationRefused, match="only an adjudicator may do that; ada is reviewer"):
        begin_adjudication(store, "a1", "ada")
    begin_adjudication(store, "a1", "root")
    begin_adjudication(store, "a1", "judge")  # again: nothing changes
    assert examine(store).faults == []


def test_what_brought_the_versions_together_can_be_undone_by_nobody_nor_sent_by_a_browser(store):
    both_complete(store)
    begin_adjudication(store, "a1", "judge")
    tab = tab_of(store, "judge", "a1")
    with store.read() as transaction:
        review = transaction.reviews.shared("a1")
        ((adoption, payload),) = transaction.decisions.of_review(review.id)
    assert open_review(store, "a1", "judge").undo == ()
    refused = tab.do("undo", target={"client": adoption.ref.client, "seq": adoption.ref.seq}).refused
    assert "nothing of yours to undo" in refused[0].reason
    give_role(store, None, "ada, bo", "adjudicator")
    namesake = tab_of(store, "ada, bo", "a1")
    refused = namesake.do("undo", target={"client": adoption.ref.client, "seq": adoption.ref.seq}).refused
    assert "nothing of yours to undo" in refused[0].reason
    assert "'adopt' is not an operation" in tab.do(**dict(payload)).refused[0].reason


def test_the_next_one_to_adjudicate_is_begun_when_it_is_opened_and_not_before(store):
    from annotator.services.review.queue import next_article

    for article_id in ("a1", "a2"):
        both_complete(store, article_id)
    begin_adjudication(store, "a1", "judge")
    assert next_article(store, "judge", "a1", ahead=True) is None
    assert [one.begun for one in waiting_articles(store, "judge")] == [True, False]
    assert next_article(store, "judge", "a1") == "a2"
    assert [one.begun for one in waiting_articles(store, "judge")] == [True, True]


def test_an_adjudicated_article_is_handed_out_to_nobody(store):

    both_complete(store)
    begin_adjudication(store, "a1", "judge")
    assert [begin_next(store, name) for name in ("ada", "cy", "judge")] == ["a2", "a2", None]
