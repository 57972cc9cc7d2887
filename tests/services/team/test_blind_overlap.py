"""Of an article that several review nobody learns what the others made of it before all are done with it."""

import json

import pytest

from annotator.core.team import Plan
from annotator.editor import wire
from annotator.editor.answers import ANSWERS, Asking, answer, picture
from annotator.editor.asking import Question
from annotator.errors import AnnotatorError, OperationRefused
from annotator.services.accuracy.acceptance import acceptance
from annotator.services.accuracy.lists_behind_numbers import FateCell, list_cell
from annotator.services.accuracy.measurement import measure_extractor
from annotator.services.accuracy.partly_reviewed import partly_reviewed
from annotator.services.accuracy.suspicious import suspicious_in
from annotator.services.agreement.agreement_in_database import agreement_now, differences_of
from annotator.services.agreement.assistance import assistance_now
from annotator.services.agreement.extractor_bias import flattered
from annotator.services.export.contents import GOLD, proposals_of_each
from annotator.services.export.preview import download, preview
from annotator.services.health.doctor import examine
from annotator.services.release.gold_diff_page import first_changes
from annotator.services.release.release import release
from annotator.services.review.articles import list_articles
from annotator.services.review.queue import next_article
from annotator.services.review.review import open_review
from annotator.services.team.adjudicate import (
    begin_adjudication,
    may_adjudicate,
    next_to_adjudicate,
    waiting_articles,
)
from annotator.services.team.members import team_people
from annotator.services.team.pace import team_pace
from annotator.services.team.plan import give_role, set_plan
from annotator.services.team.seats import kept_seats, team_progress
from annotator.services.team.seeded_checks import catch_rates
from annotator.services.team.settled_articles import completed_versions, reopen_version
from tests.services.reviewing import FIRST, Browser
from tests.services.teaming import ALONE, complete, tab_of, team_store

BY_THREE = Plan(overlap=1, reviewers=3, blind=0)
ADDED = {"id": "h9", "start": 34, "end": 40, "label": "GPE"}
OTHERWISE = {"id": "h9", "start": 20, "end": 23, "label": "PERSON"}


def world(folder, marked, *, begun=True):
    """Gold of a2; a1 by three: Bo and Cy have completed it (or not), Ada is at work. Judge has no part."""
    store, _ = team_store(folder, ALONE, "a1", "a2")
    complete(store, "di", "a2")
    set_plan(store, None, BY_THREE)
    give_role(store, None, "judge", "admin")
    tab = tab_of(store, "ada", "a1", "first-tab")
    tab.do("add_entity", id="mine", start=0, end=7, label="PERSON")
    for name in ("bo", "cy") if begun else ():
        complete(store, name, "a1", ("add_entity", marked))
    return store


def asked(what, **parameters):
    def ask(store, who):
        return answer(Asking(store, who, None, lambda: "token"), Question(1, what, parameters))

    return ask


def acknowledged(store, who):
    tab = Browser(store, "another-tab", who, "a1")
    found = tab.do("accept", kind="entity", id="nothing")
    return wire.ack_json(found, wire.Message("another-tab", 1, False, None, ()))


def measured(store):
    return measure_extractor(store, FIRST.name, FIRST.version)


def refused(store, who):
    try:
        begin_adjudication(store, "a1", who)
    except OperationRefused as error:
        return str(error)
    return None


def released(store, who):
    made = release(store, f"by-{who}")
    return {path.name: path.read_text("utf-8") for path in sorted(made.folder.rglob("*")) if path.is_file()}


ANSWERED = {
    "next": asked("next", after="a2"),
    "history": asked("history", article_id="a1", before=None, limit=50),
    "item": asked("item", article_id="a1", kind="entity", id="h9"),
    "search": asked("search", words="Blinken"),
    "queue": asked("queue", choose=None),
    "dates": asked("dates", published=None, words=["Wednesday"]),
    "begin": asked("begin", article_id="a1"),
    "presence": asked("presence", article_id="a1"),
}
#: Every way by which something about an article reaches whoever looks.
WAYS = {
    **ANSWERED,
    "picture": lambda store, who: picture(Asking(store, who, None, lambda: "token"), "a1"),
    "acknowledgement": acknowledged,
    "articles": lambda store, who: list_articles(store),
    "articles searched": lambda store, who: list_articles(store, search="Ankara", status="new"),
    "queue of articles": lambda store, who: next_article(store, who, "a2"),
    "agreement": lambda store, who: agreement_now(store).to_json(),
    "differences": lambda store, who: differences_of(store, "bo", "cy") + differences_of(store, "ada", "bo"),
    "to adjudicate": waiting_articles,
    "may adjudicate": lambda store, who: may_adjudicate(store, "a1", who),
    "begin to adjudicate": refused,
    "next to adjudicate": lambda store, who: next_to_adjudicate(store, who),
    "versions to open again": completed_versions,
    "what proposals do": lambda store, who: (assistance_now(store), flattered(store)),
    "own articles": kept_seats,
    "to be adjudicated, in all": lambda store, who: (team_progress(store).waiting, catch_rates(store)),
    "accuracy": lambda store, who: measured(store).evaluation,
    "suspicious gold": lambda store, who: suspicious_in(measured(store)),
    "acceptance": lambda store, who: acceptance(store, FIRST),
    "partly reviewed": lambda store, who: partly_reviewed(store, FIRST),
    "list of accuracy": lambda store, who: list_cell(store, measured(store), None, FateCell("entities")),
    "gold": lambda store, who: (download(store, "jsonl", GOLD), preview(store, "brat", GOLD)),
    "proposals": lambda store, who: [download(store, "jsonl", one) for one in proposals_of_each(store)],
    "release": released,
    "what changed": lambda store, who: (release(store, "before"), first_changes(store, "before", "now"))[1],
}
#: Who is told how much everybody has done: that somebody works is no secret, on which article and what is.
OF_PEOPLE = {
    "people": lambda store, who: team_people(store, team_progress(store), team_pace(store, who)),
    "pace of labels": lambda store, who: team_pace(store, who).labels,
}


def told(way, store, who):
    try:
        return json.dumps(way(store, who), default=repr, sort_keys=True).replace(str(store.path.parent), "")
    except AnnotatorError as error:
        return str(error).replace(str(store.path.parent), "")


def test_every_question_of_a_browser_is_among_the_ways():
    assert ANSWERED.keys() == ANSWERS.keys()


@pytest.mark.parametrize("way", {**WAYS, **OF_PEOPLE})
def test_what_others_marked_changes_nothing_of_what_a_reviewer_is_told(tmp_path, way):
    stores = [world(tmp_path / name, marked) for name, marked in (("one", ADDED), ("two", OTHERWISE))]
    one, two = (told({**WAYS, **OF_PEOPLE}[way], store, "ada") for store in stores)
    assert one == two
    for store in stores:
        store.close()


@pytest.mark.parametrize("way", WAYS)
def test_that_others_have_completed_it_changes_nothing_of_what_a_reviewer_is_told(tmp_path, way):
    stores = [world(tmp_path / str(begun), ADDED, begun=begun) for begun in (True, False)]
    one, two = (told(WAYS[way], store, "ada") for store in stores)
    assert one == two
    for store in stores:
        store.close()


@pytest.mark.parametrize("role", ["reviewer", "adjudicator", "admin"])
def test_an_office_does_not_open_the_versions_of_others_to_who_is_one_of_them(tmp_path, role):
    store = world(tmp_path, ADDED)
    give_role(store, None, "ada", role)
    assert waiting_articles(store, "ada") == []
    assert completed_versions(store, "ada") == []
    assert next_to_adjudicate(store, "judge", "a1") is None
    with pytest.raises(OperationRefused, match=r"only an adjudicator|not all who do have completed it"):
        begin_adjudication(store, "a1", "ada")
    (found,) = waiting_articles(store, "judge")
    assert (found.article_id, found.reviewers, found.disagreements) == ("a1", ("bo", "cy"), None)
    store.close()


def test_when_all_have_completed_it_everybody_sees_where_they_differ(tmp_path):
    store = world(tmp_path, ADDED)
    assert agreement_now(store).whole.pairs == ()
    complete(store, "ada", "a1")
    assert {(pair.a, pair.b) for pair in agreement_now(store).whole.pairs} == {
        ("ada", "bo"),
        ("ada", "cy"),
        ("bo", "cy"),
    }
    assert differences_of(store, "ada", "bo")
    (found,) = waiting_articles(store, "ada")
    assert found.disagreements
    store.close()


def test_a_version_that_is_completed_cannot_be_changed_before_and_after_all_are_done(tmp_path):
    store = world(tmp_path, ADDED)
    bo = Browser(store, "c-bo-again", "bo", "a1")
    for all_done in (False, True):
        if all_done:
            complete(store, "ada", "a1")
        assert "you have completed this article" in open_review(store, "a1", "bo").locked
        for op, fields in (("reject", {"kind": "entity", "id": "h9"}), ("complete", {}), ("skip", {})):
            (found,) = bo.do(op, **fields).refused
            assert "an adjudicator can open it again" in found.reason
        (found,) = bo.undo(3, client="c-bo-a1").refused
        assert "you have completed this article" in found.reason
    assert examine(store).faults == []
    store.close()


def test_an_adjudicator_opens_a_version_again_and_it_counts_when_it_is_completed_anew(tmp_path):
    store = world(tmp_path, ADDED)
    with pytest.raises(OperationRefused, match="only an adjudicator may do that"):
        reopen_version(store, "bo", "a1", "bo")
    with pytest.raises(OperationRefused, match="ada has completed no version of article 'a1'"):
        reopen_version(store, "judge", "a1", "ada")
    assert ("a1", "bo") in completed_versions(store, "judge")
    reopen_version(store, "judge", "a1", "bo")
    assert waiting_articles(store, "judge") == []
    assert examine(store).faults == []
    bo = tab_of(store, "bo", "a1", "c-bo-again")
    assert not bo.do("reject", kind="entity", id="h9").refused
    assert not bo.do("complete", empty=True).refused
    assert open_review(store, "a1", "bo").locked
    begin_adjudication(store, "a1", "judge")
    with pytest.raises(OperationRefused, match="is being adjudicated, or has been"):
        reopen_version(store, "judge", "a1", "bo")
    assert examine(store).faults == []
    store.close()
