"""Who may do what to which article: refused in the service, with a reason in the log, and nothing written."""

import json
import sqlite3
from contextlib import closing, suppress

import pytest

from annotator.core.json_values import Path
from annotator.core.model import ExtractorName
from annotator.core.operations import DecisionRef, parse_numbered
from annotator.editor.answers import Asking, answer, picture
from annotator.editor.asking import Question
from annotator.errors import ExtractorError, InputError, OperationRefused
from annotator.services.background import begin_work, end_work, work_of
from annotator.services.background.jobs import Job, check_may, do
from annotator.services.database.progress import silent
from annotator.services.extractors.default_extractor import use_extractor
from annotator.services.extractors.shown_proposals import show_proposals
from annotator.services.review.review import apply_operations
from annotator.services.team.adjudicate import begin_adjudication
from annotator.services.team.plan import give_role, set_plan, take_role
from annotator.services.team.seats import reassign
from annotator.store import open_store
from tests.services.reviewing import Browser
from tests.services.teaming import ALONE, IN_PAIRS, complete, tab_of, team_store

ROLES = {"rita": "reviewer", "jo": "adjudicator", "art": "admin"}
#: What stands in the way, by role; ``None``: nothing.
NOBODYS = dict.fromkeys(ROLES)
SOMEBODYS = dict.fromkeys(ROLES, "this article is somebody else's")
GOLD = {"rita": "this article is somebody else's: bo has completed it", "jo": None, "art": None}
ADJUDICATED = {"rita": "an adjudicator decides", "jo": None, "art": None}
UNKNOWN = dict.fromkeys(ROLES, "there is no article 'nowhere'")


def alone(folder):
    store, clock = team_store(folder, ALONE, "a1")
    return with_roles(store), clock


def with_roles(store):
    for name, role in ROLES.items():
        if role != "reviewer":
            give_role(store, None, name, role)
    return store


def free(folder, name):
    return alone(folder)[0], "a1"


def own(folder, name):
    store, _ = alone(folder)
    tab_of(store, name, "a1")
    return store, "a1"


def own_expired(folder, name):
    store, clock = alone(folder)
    tab_of(store, name, "a1")
    clock.pass_by(600)
    return store, "a1"


def leased_by_another(folder, name):
    store, _ = alone(folder)
    tab_of(store, "bo", "a1")
    return store, "a1"


def expired_and_taken(folder, name):
    store, clock = alone(folder)
    tab_of(store, name, "a1")
    clock.pass_by(31)
    tab_of(store, "bo", "a1")
    return store, "a1"


def reassigned(folder, name):
    store, _ = alone(folder)
    tab_of(store, name, "a1")
    reassign(store, None, "a1", 1, "bo")
    return store, "a1"


def completed_by_another(folder, name):
    store, _ = alone(folder)
    complete(store, "bo", "a1")
    return store, "a1"


def several_with_a_seat_left(folder, name):
    store, _ = team_store(folder, IN_PAIRS, "a1")
    tab_of(with_roles(store), "bo", "a1")
    return store, "a1"


def several_all_taken(folder, name):
    store, _ = team_store(folder, IN_PAIRS, "a1")
    for other in ("bo", "cy"):
        tab_of(with_roles(store), other, "a1")
    return store, "a1"


def adjudicated(folder, name):
    store, _ = team_store(folder, IN_PAIRS, "a1")
    with_roles(store)
    for other in ("bo", "cy"):
        added = {"id": "h9", "start": 34, "end": 40, "label": "GPE"}
        complete(store, other, "a1", ("add_entity", added))
    begin_adjudication(store, "a1", "art")
    return store, "a1"


def nowhere(folder, name):
    return alone(folder)[0], "nowhere"


OBJECTS = {
    free: NOBODYS,
    own: NOBODYS,
    own_expired: NOBODYS,
    several_with_a_seat_left: NOBODYS,
    leased_by_another: SOMEBODYS,
    expired_and_taken: SOMEBODYS,
    reassigned: SOMEBODYS,
    several_all_taken: SOMEBODYS,
    completed_by_another: GOLD,
    adjudicated: ADJUDICATED,
    nowhere: UNKNOWN,
}
ADDED = {"op": "add_entity", "id": "n1", "start": 0, "end": 3, "label": "PERSON"}
ACTIONS = {
    "add": ADDED,
    "batch": {"op": "batch", "operations": [ADDED]},
    "flag": {"op": "flag", "comment": "odd"},
    "skip": {"op": "skip"},
}
CASES = [
    pytest.param(name, action, made, wall, id=f"{ROLES[name]}-{action}-{made.__name__}")
    for made, walls in OBJECTS.items()
    for name, wall in walls.items()
    for action in ACTIONS
]


def rows(store):
    """Everything that is not the log, a lease or a label schema."""
    tables = ("reviews", "review_entities", "review_relations", "listing", "members", "pace", "proposal_sets")
    with closing(sqlite3.connect(store.path)) as db:
        return {table: db.execute(f"SELECT * FROM {table} ORDER BY 1, 2, 3").fetchall() for table in tables}


def logged(store, client, seq=1):
    with store.read() as transaction:
        return transaction.decisions.find(DecisionRef(client, seq))


@pytest.mark.parametrize(("name", "action", "made", "wall"), CASES)
def test_every_role_does_to_every_article_what_it_may_and_nothing_else(tmp_path, name, action, made, wall):
    store, article_id = made(tmp_path, name)
    before = rows(store)
    tab = Browser(store, "forged", name, article_id)
    row = dict(ACTIONS[action])
    answer = tab.do(row.pop("op"), **row)
    entry = logged(store, "forged")
    if wall is None:
        assert answer.refused == ()
        assert (entry.outcome, entry.reviewer) == ("applied", name)
    else:
        assert wall in answer.refused[0].reason
        assert (entry.outcome, entry.reason) == ("refused", answer.refused[0].reason)
        assert entry.payload["op"] == ACTIONS[action]["op"], "what was wanted is kept"
        assert rows(store) == before
    store.close()


HOSTILE = {
    "outside of the text": {**ADDED, "end": 5000},
    "backwards": {**ADDED, "start": 9, "end": 3},
    "empty": {**ADDED, "start": 3, "end": 3},
    "negative": {**ADDED, "start": -1},
    "a float": {**ADDED, "start": 0.5},
    "a whole float": {**ADDED, "start": 0.0},
    "NaN": {**ADDED, "start": float("nan")},
    "infinite": {**ADDED, "end": float("inf")},
    "25 digits": {**ADDED, "end": 10**25},
    "true": {**ADDED, "start": False, "end": True},
    "an unknown label": {**ADDED, "label": "WIZARD"},
    "a label that is no text": {**ADDED, "label": ["PERSON"]},
    "an id with a path": {**ADDED, "id": "../../x"},
    "a lone surrogate": {**ADDED, "label": "\ud800"},
    "what only the service does": {"op": "adopt", "reviewers": ["rita"], "entities": [], "relations": []},
    "an unknown operation": {"op": "drop_tables"},
    "an item of another article": {"op": "accept", "kind": "entity", "id": "both:1"},
    "somebody else's decision": {"op": "undo", "target": {"client": "c-bo", "seq": 1}},
    "a batch in a batch": {"op": "batch", "operations": [{"op": "batch", "operations": [ADDED]}]},
    "two megabytes": {"op": "flag", "comment": "x" * 2_000_000},
}


@pytest.mark.parametrize("name", ROLES)
@pytest.mark.parametrize("row", HOSTILE.values(), ids=HOSTILE.keys())
def test_what_no_browser_of_ours_sends_is_refused_and_logged_whoever_sends_it(tmp_path, name, row):
    store, _ = alone(tmp_path)
    tab_of(store, name, "a1")
    before = rows(store)
    sent = {"seq": 1, "article_id": "a1", "revision": 0, **row}
    answer = apply_operations(store, name, "forged", [parse_numbered(sent, Path(InputError))])
    assert [found.outcome for found in answer.refused] == ["refused"]
    assert logged(store, "forged").outcome == "refused"
    assert rows(store) == before
    store.close()


@pytest.mark.parametrize("seq", [0, -1, 1.5, float("nan"), 10**25, "1", None, True])
def test_a_message_without_a_number_is_no_message(seq):
    with pytest.raises(InputError, match="seq"):
        parse_numbered({"seq": seq, "article_id": "a1", "revision": 0, **ADDED}, Path(InputError))


def test_somebody_elses_client_gives_no_rights_and_costs_them_nothing(tmp_path):
    store, _ = alone(tmp_path)
    bo = tab_of(store, "bo", "a1", "c-bo")
    bo.do("accept", kind="entity", id="e1")
    thief = Browser(store, "c-bo", "rita", "a1")
    thief.seq = 1
    answer = thief.send(*(thief.number("flag", comment="mine") for _ in range(3)))
    assert (answer.acked, answer.renew, answer.refused, answer.revision) == (0, True, (), 0)
    assert logged(store, "c-bo", 2) is None, "no number of bo's is used up"
    assert not bo.do("accept", kind="entity", id="e2").refused
    assert [bo.status(item) for item in ("e1", "e2")] == ["accepted", "accepted"]
    store.close()


def test_who_goes_on_under_another_name_in_the_same_tab_goes_on_under_another_client(tmp_path):
    store, _ = alone(tmp_path)
    tab_of(store, "reviewer-1", "a1", "c-tab").do("accept", kind="entity", id="e1")
    renamed = Browser(store, "c-tab", "ann", "a1")
    renamed.seq = 1
    assert renamed.do("accept", kind="entity", id="e2").renew
    again = Browser(store, "c-new", "ann", "a1")
    assert not again.do("accept", kind="entity", id="e2").renew
    store.close()


def test_nobody_is_told_the_clients_of_others(tmp_path):
    store, _ = team_store(tmp_path, None, "a1", "a2")
    item = {"kind": "entity", "id": "e1"}
    bo = tab_of(store, "bo", "a1", "secret-of-bo")
    rita = tab_of(store, "rita", "a1", "secret-of-rita")
    bo.do("accept", **item)
    bo.do("add_entity", id="h1", start=34, end=40, label="GPE")
    bo.undo(2)
    rita.do("reject", **item)  # collides
    rita.do("undo", target={"client": "secret-of-bo", "seq": 1})  # refused: nothing is learned of it
    asking = Asking(store, "rita", ("secret-of-rita", 2), lambda: "token")
    questions = {
        "history": {"article_id": "a1", "before": None, "limit": 50},
        "item": {"article_id": "a1", **item},
        "presence": {"article_id": "a1"},
        "next": {"after": "a2"},
        "search": {"words": "Blinken"},
    }
    told = [answer(asking, Question(1, what, row)) for what, row in questions.items()]
    assert not any("fault" in one for one in told)
    assert "bo" in json.dumps(told[0])
    assert "secret-of-bo" not in json.dumps([*told, picture(asking, "a1")])
    assert [row["of"] for row in told[0]["rows"] if row["reviewer"] == "rita"] == ["", ""]
    store.close()


def asked_by(who, what):
    """Work that a page asks for; there is nothing to be done, and it says so to whoever may ask."""
    return Job(what, "Work", extractor="nowhere", name="v1", formats=("jsonl",), who=who)


COMMANDS = {
    "set_plan": ("admin", lambda store, who: set_plan(store, who, IN_PAIRS)),
    "end_plan": ("admin", lambda store, who: set_plan(store, who, None)),
    "give_role": ("admin", lambda store, who: give_role(store, who, who, "admin")),
    "take_role": ("admin", lambda store, who: take_role(store, who, "jo")),
    "reassign": ("admin", lambda store, who: reassign(store, who, "a1", 1, "zoe")),
    "use_extractor": ("admin", lambda store, who: use_extractor(store, who, "default")),
    "show_proposals": (
        "admin",
        lambda store, who: show_proposals(store, who, ExtractorName("names", "1"), keep=True),
    ),
    "train": ("admin", lambda store, who: do(asked_by(who, "train"), store, silent)),
    "read": ("admin", lambda store, who: do(asked_by(who, "propose"), store, silent)),
    "release": ("admin", lambda store, who: do(asked_by(who, "release"), store, silent)),
    "adjudicate": ("adjudicator", lambda store, who: begin_adjudication(store, "a1", who)),
}


@pytest.mark.parametrize("name", ROLES)
@pytest.mark.parametrize("command", COMMANDS)
def test_what_an_office_is_needed_for_is_refused_to_whoever_has_a_lower_one(tmp_path, name, command):
    needed, act = COMMANDS[command]
    store, _ = team_store(tmp_path, IN_PAIRS, "a1")
    with_roles(store)
    for other in ("bo", "cy"):
        complete(store, other, "a1")
    ranks = list(ROLES.values())
    before = json.dumps(rows(store), default=str)
    if ranks.index(ROLES[name]) >= ranks.index(needed):
        with suppress(InputError, ExtractorError):  # nothing is gold yet
            act(store, name)
    else:
        with pytest.raises(OperationRefused, match=rf"only an {needed} may do that; {name} is"):
            act(store, name)
        assert json.dumps(rows(store), default=str) == before
        assert open_store(store.path) is store
    store.close()


def test_work_beside_the_pages_is_begun_and_ended_by_admins_and_comparing_by_everybody(tmp_path):
    store = with_roles(team_store(tmp_path, None, "a1")[0])
    for name in ("rita", "jo"):
        for what in ("train", "propose", "release"):
            with pytest.raises(OperationRefused, match=f"only an admin may do that; {name} is"):
                begin_work(store, asked_by(name, what))
        check_may(asked_by(name, "compare"), store)
    assert work_of(store).now is None
    begin_work(store, asked_by("art", "train"))
    with pytest.raises(OperationRefused, match="only an admin may do that; rita is reviewer"):
        end_work(store, "rita")
    end_work(store, "art")
    work_of(store).wait(60)
    store.close()


def test_where_nobody_is_admin_everybody_may_do_everything_as_before(tmp_path):
    store, _ = team_store(tmp_path, None, "a1")
    use_extractor(store, "reviewer-1", "default")
    for what in ("train", "propose", "release"):
        check_may(asked_by("reviewer-1", what), store)
    store.close()
