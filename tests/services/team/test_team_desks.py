"""Articles are handed out: nobody gets the same one unless that is wanted, and nobody keeps one for ever."""

import pytest

from annotator.core.team import Plan
from annotator.errors import InputError, OperationRefused, TakenError
from annotator.services.gold.gold import gold_records
from annotator.services.health.doctor import examine
from annotator.services.review.queue import next_article
from annotator.services.review.rename_reviewer import take_along
from annotator.services.review.review import begin_work_on, open_review
from annotator.services.team.plan import give_role, set_plan
from annotator.services.team.seats import kept_seats, reassign
from tests.services.reviewing import Browser, ingest
from tests.services.teaming import ALONE, IN_PAIRS, begin_next, complete, tab_of, team_store

IDS = tuple(f"a{number}" for number in range(1, 7))


@pytest.fixture
def alone(tmp_path):
    store, clock = team_store(tmp_path, ALONE, *IDS)
    yield store, clock
    store.close()


@pytest.fixture
def pairs(tmp_path):
    store, clock = team_store(tmp_path, IN_PAIRS, *IDS)
    yield store, clock
    store.close()


def logged(store, client):
    """What the log has of a browser: outcome and reason of each decision."""
    with store.read() as transaction:
        numbers = range(1, (transaction.decisions.last_number(client) or 0) + 1)
        from annotator.core.operations import DecisionRef

        found = [transaction.decisions.find(DecisionRef(client, seq)) for seq in numbers]
    return [(one.outcome, one.reason) for one in found]


def test_everybody_gets_another_article(alone):
    store, _ = alone
    handed = [next_article(store, name) for name in ("ada", "bo", "cy")]
    assert handed == ["a1", "a2", "a3"]
    assert [next_article(store, name) for name in ("ada", "bo", "cy")] == handed, "one that is begun stays"


def test_an_article_that_is_completed_is_followed_by_one_that_nobody_has(alone):
    store, _ = alone
    next_article(store, "bo")
    complete(store, "ada", next_article(store, "ada"))
    assert next_article(store, "ada", "a2") == "a3"


def test_an_article_is_given_back_when_nothing_happens_and_what_was_decided_stays(alone):
    store, clock = alone
    tab = tab_of(store, "ada", next_article(store, "ada"))
    tab.do("accept", kind="entity", id="e1")
    clock.pass_by(29)
    assert next_article(store, "bo") == "a2"
    clock.pass_by(2)
    assert begin_next(store, "cy") == "a1"
    assert tab_of(store, "cy", "a1").status("e1") == "accepted"


def test_every_decision_keeps_the_article_for_longer(alone):
    store, clock = alone
    tab = tab_of(store, "ada", next_article(store, "ada"))
    for item in ("e1", "e2", "e3"):
        clock.pass_by(20)
        tab.do("accept", kind="entity", id=item)
    assert next_article(store, "bo") == "a2"


def test_who_comes_back_late_goes_on_where_nobody_else_has_taken_the_article(alone):
    store, clock = alone
    tab = tab_of(store, "ada", next_article(store, "ada"))
    clock.pass_by(120)
    assert not tab.do("accept", kind="entity", id="e1").refused
    assert next_article(store, "bo") == "a2"


def test_a_decision_on_an_article_that_somebody_else_has_by_now_is_refused_and_kept_in_the_log(alone):
    store, clock = alone
    tab = tab_of(store, "ada", next_article(store, "ada"))
    clock.pass_by(31)
    assert begin_next(store, "bo") == "a1"
    answer = tab.do("accept", kind="entity", id="e1")
    assert answer.refused[0].reason == "this article is somebody else's: bo has it until 10:01 UTC"
    assert logged(store, tab.client) == [("refused", answer.refused[0].reason)]
    assert tab_of(store, "bo", "a1").status("e1") == "pending"
    with pytest.raises(InputError, match="somebody else's: bo has it"):
        open_review(store, "a1", "ada")


def test_a_skipped_article_comes_last_and_to_anybody(alone):
    store, _ = alone
    tab_of(store, "ada", next_article(store, "ada")).do("skip")
    assert next_article(store, "ada", "a1") == "a2"
    assert next_article(store, "bo") == "a3"
    for name, article_id in (("ada", "a2"), ("bo", "a3"), ("ada", "a4"), ("ada", "a5"), ("ada", "a6")):
        complete(store, name, article_id)
    assert next_article(store, "bo") == "a1"


def test_when_all_are_taken_nothing_is_left(alone):
    store, _ = alone
    assert [begin_next(store, f"r{number}") for number in range(7)] == [*IDS, None]


def test_a_completed_article_is_gold_and_only_an_adjudicator_may_mend_it(alone):
    store, _ = alone
    give_role(store, None, "ann", "admin")
    give_role(store, None, "di", "adjudicator")
    complete(store, "ada", "a1")
    assert open_review(store, "a1", "bo").locked == "this article is somebody else's: ada has completed it"
    refused = Browser(store, "c9", "bo", "a1").do("reject", kind="entity", id="e4").refused
    assert refused[0].reason == "this article is somebody else's: ada has completed it"
    mending = tab_of(store, "di", "a1")
    assert not mending.do("reject", kind="entity", id="e4").refused
    [record] = gold_records(store)
    assert (record.review.reviewer, record.review.revised_at is not None) == ("ada", True)
    assert "e4" not in {found.id for found in record.annotations.entities}


def test_the_overlap_goes_to_as_many_as_it_should_and_to_nobody_twice(pairs):
    store, _ = pairs
    assert [next_article(store, name) for name in ("ada", "bo", "cy", "di")] == ["a1", "a1", "a2", "a2"]
    complete(store, "ada", "a1")
    assert next_article(store, "ada") == "a3"


def test_reviewers_of_one_article_do_not_see_each_other_and_one_sees_no_proposals(pairs):
    store, _ = pairs
    opened = {name: open_review(store, "a1", name) for name in ("ada", "bo")}
    assert sorted(one.review.mode for one in opened.values()) == ["assisted", "blind"]
    shown = {one.review.mode: len(one.annotations.entities) for one in opened.values()}
    assert shown == {"assisted": 4, "blind": 0}
    complete(store, "ada", "a1", ("add_entity", {"id": "h1", "start": 20, "end": 23, "label": "PERSON"}))
    assert tab_of(store, "bo", "a1").status("h1") is None
    assert list(gold_records(store)) == [], "what one of two has completed is no gold yet"
    assert examine(store).faults == []


def test_a_third_is_told_who_has_an_article_of_two(pairs):
    store, _ = pairs
    for name in ("ada", "bo"):
        tab_of(store, name, "a1")
    with pytest.raises(InputError, match="somebody else's: ada has it until 09:30 UTC and bo has it until"):
        open_review(store, "a1", "cy")


def test_who_skips_an_article_of_two_is_not_given_it_again_while_others_are_left(pairs):
    store, _ = pairs
    tab_of(store, "ada", next_article(store, "ada")).do("skip")
    assert next_article(store, "ada", "a1") == "a2"
    assert next_article(store, "bo") == "a1"
    assert next_article(store, "cy") == "a1"


def test_the_share_without_proposals_is_what_was_chosen_and_stays_when_articles_come(tmp_path):
    ids = [f"n{number}" for number in range(2000)]
    plan = Plan(overlap=0.2, reviewers=3, blind=0.1, seed=7)
    seats = {article_id: plan.seats(article_id) for article_id in ids}
    several = [found for found in seats.values() if len(found) == 3]
    alone = [found for found in seats.values() if len(found) == 1]
    assert len(several) + len(alone) == 2000
    assert 0.16 < len(several) / 2000 < 0.24
    assert 0.07 < alone.count(("blind",)) / len(alone) < 0.13
    assert all(found.count("blind") == 1 for found in several)
    assert {found.index("blind") for found in several} == {0, 1, 2}
    assert Plan(overlap=0.2, reviewers=3, blind=0.1, seed=8).seats("n1") is not None
    assert seats != {
        article_id: Plan(overlap=0.2, reviewers=3, seed=8).seats(article_id) for article_id in ids
    }


def test_without_a_plan_all_work_in_the_same_review(tmp_path):
    store, _ = team_store(tmp_path, ALONE, *IDS)
    set_plan(store, None, None)
    assert {next_article(store, name) for name in ("ada", "bo")} == {"a1"}
    tab_of(store, "ada", "a1").do("accept", kind="entity", id="e1")
    assert tab_of(store, "bo", "a1").status("e1") == "accepted"
    store.close()


def test_what_was_begun_together_is_not_taken_apart_by_a_plan(tmp_path):
    store, _ = team_store(tmp_path, IN_PAIRS, *IDS)
    set_plan(store, None, None)
    tab_of(store, "ada", "a1").do("accept", kind="entity", id="e1")
    set_plan(store, None, IN_PAIRS)
    assert tab_of(store, "bo", "a1").status("e1") == "accepted"
    with pytest.raises(InputError, match="bo has it"):
        open_review(store, "a1", "ada")
    store.close()


def test_newer_proposals_do_not_reach_who_is_to_see_none(tmp_path):
    from tests.services.reviewing import propose

    store, _ = team_store(tmp_path, Plan(overlap=0, blind=1), *IDS)
    assert open_review(store, "a1", "ada").annotations.entities == ()
    propose(store, "a1")
    assert open_review(store, "a1", "ada").annotations.entities == ()
    store.close()


def test_articles_that_come_later_are_handed_out_too(alone):
    store, _ = alone
    for number in range(6):
        begin_next(store, f"r{number}")
    assert next_article(store, "late") is None
    ingest(store, "z1")
    assert next_article(store, "late") == "z1"


def test_only_an_admin_changes_plan_and_roles_and_one_always_stays(alone):
    store, _ = alone
    set_plan(store, "ada", IN_PAIRS)  # the first one becomes admin
    for name in ("bo", "cy"):
        with pytest.raises(OperationRefused, match=f"only an admin may do that; {name} is reviewer"):
            set_plan(store, name, None)
        with pytest.raises(OperationRefused, match="only an admin may do that"):
            give_role(store, name, name, "admin")
    with pytest.raises(OperationRefused, match="ada is the only admin"):
        give_role(store, "ada", "ada", "reviewer")
    with pytest.raises(InputError, match="'boss' is not a role"):
        give_role(store, "ada", "bo", "boss")
    give_role(store, "ada", "bo", "admin")
    give_role(store, "bo", "ada", "reviewer")


def test_to_look_takes_nothing_from_anybody_and_whoever_decides_first_has_the_article(alone):
    store, _ = alone
    assert next_article(store, "reviewer-1") == "a1"
    for name in ("reviewer-1", "bo"):
        assert not open_review(store, "a1", name).kept
    assert kept_seats(store) == []
    bo = Browser(store, "c-bo", "bo", "a1")
    assert not bo.do("accept", kind="entity", id="e1").refused
    assert open_review(store, "a1", "bo").kept
    with pytest.raises(InputError, match="somebody else's: bo has it"):
        open_review(store, "a1", "reviewer-1")


def test_who_begins_has_the_article_before_the_first_decision(alone):
    store, _ = alone
    begin_work_on(store, "a1", "ada")
    assert open_review(store, "a1", "ada").kept
    assert [(seat.article_id, seat.reviewer) for seat in kept_seats(store)] == [("a1", "ada")]
    with pytest.raises(TakenError, match="somebody else's: ada has it"):
        begin_work_on(store, "a1", "bo")


def test_the_article_ahead_is_kept_for_nobody_but_others_are_shown_another_one_while_there_is_one(alone):
    store, _ = alone
    assert next_article(store, "ada") == "a1"
    assert next_article(store, "ada", "a1", ahead=True) == "a2"
    assert [next_article(store, name) for name in ("bo", "cy", "di", "ed")] == ["a3", "a4", "a5", "a6"]
    assert kept_seats(store) == []
    assert next_article(store, "fay") == "a1", "who only looks stands in nobody's way"
    tab_of(store, "fay", "a2")
    assert next_article(store, "ada", "a1") == "a3"


def test_an_article_of_several_is_seen_by_all_who_look_as_by_a_seat_that_is_left_for_them(pairs):
    store, _ = pairs
    modes = {name: open_review(store, "a1", name).review.mode for name in ("ada", "bo")}
    assert sorted(modes.values()) == ["assisted", "blind"]
    late = open_review(store, "a1", "cy").review.mode
    first = next(name for name, mode in modes.items() if mode == late)
    begin_work_on(store, "a1", "cy")
    with pytest.raises(InputError, match="somebody else's: cy has it"):
        open_review(store, "a1", first)  # the seat that is left shows it in another way
    assert next_article(store, first) == "a2"
    (other,) = modes.keys() - {first}
    assert not Browser(store, "c-other", other, "a1").do("skip").refused
    assert examine(store).faults == []


def test_nobody_is_given_a_blind_seat_at_an_article_that_they_have_seen_with_proposals(pairs):
    store, _ = pairs
    modes = {name: open_review(store, "a1", name).review.mode for name in ("ada", "bo")}
    seen = next(name for name, mode in modes.items() if mode == "assisted")
    begin_work_on(store, "a1", next(iter(modes.keys() - {seen})))
    with store.read() as transaction:
        blind = next(seat.number for seat in transaction.team.seats("a1") if seat.mode == "blind")
    with pytest.raises(OperationRefused, match=f"{seen} has seen article 'a1' with proposals"):
        reassign(store, None, "a1", blind, seen)


def test_who_says_a_name_goes_on_where_they_were_and_finds_nothing_taken_by_themselves(alone):
    store, _ = alone
    mine = Browser(store, "c-mine", "reviewer-1", "a1")
    mine.do("accept", kind="entity", id="e1")
    other = Browser(store, "c-other", "reviewer-1", "a2")
    other.do("accept", kind="entity", id="e1")
    assert take_along(store, "reviewer-1", "ada", ["c-mine", "c-unknown"], "a1") == ["a1"]
    assert {seat.article_id: seat.reviewer for seat in kept_seats(store)} == {"a1": "ada", "a2": "reviewer-1"}
    again = Browser(store, "c-new", "ada", "a1")
    assert not again.do("accept", kind="entity", id="e2").refused
    assert next_article(store, "ada") == "a1"
    assert examine(store).faults == []


def test_a_version_of_ones_own_goes_with_the_name_and_what_the_new_name_has_stays(pairs):
    store, _ = pairs
    tab = tab_of(store, "reviewer-1", "a1", "c-mine")
    tab.do("add_entity", id="h1", start=0, end=7, label="PERSON")
    open_review(store, "a2", "reviewer-1")
    tab_of(store, "ada", "a3").do("add_entity", id="h1", start=0, end=7, label="PERSON")
    Browser(store, "c-mine-too", "reviewer-1", "a3").do("add_entity", id="h2", start=0, end=7, label="PERSON")
    mode = open_review(store, "a2", "reviewer-1").review.mode
    take_along(store, "reviewer-1", "ada", ["c-mine", "c-mine-too"], "a2")
    assert tab_of(store, "ada", "a1", "c-new").status("h1") == "added"
    assert open_review(store, "a2", "ada").review.mode == mode, "it is not shown in another way now"
    assert tab_of(store, "ada", "a3", "c-third").status("h2") is None
    assert examine(store).faults == []
