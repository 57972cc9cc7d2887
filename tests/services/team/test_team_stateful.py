"""Five reviewers at random: no decision is lost or doubled, no seat given twice, gold is what the log says.

``ANNOTATOR_STEPS=1000000`` takes as many steps; the usual run 10,000. What fails is not made smaller, which
would take minutes: the steps before it are printed.
"""

import os
import shutil
from contextlib import suppress
from pathlib import Path
from tempfile import mkdtemp

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from annotator.core.team import Plan
from annotator.errors import OperationRefused, TakenError
from annotator.services.health.doctor import examine
from annotator.services.health.replay import replay_faults
from annotator.services.review.queue import next_article
from annotator.services.review.review import open_review
from annotator.services.team.adjudicate import begin_adjudication, next_to_adjudicate
from annotator.services.team.plan import give_role
from tests.services.reviewing import EVERY_ITEM, Browser
from tests.services.teaming import team_store

STEPS = int(os.environ.get("ANNOTATOR_STEPS", "10000"))
#: Steps of one example.
LENGTH = 100
NAMES = ("ada", "bo", "cy", "di", "judge")
IDS = ("a1", "a2", "a3", "a4")

who = st.sampled_from(NAMES)
item = st.sampled_from(EVERY_ITEM)
fields = st.one_of(
    item.map(lambda one: {"op": "accept", **one}),
    item.map(lambda one: {"op": "reject", **one}),
    st.just({"op": "accept_all", "items": EVERY_ITEM}),
    st.builds(
        lambda number, start: {
            "op": "add_entity",
            "id": f"h{number}",
            "start": start,
            "end": start + 3,
            "label": "PERSON",
        },
        st.integers(1, 5),
        st.integers(0, 50),
    ),
    st.builds(
        lambda head, tail: {
            "op": "add_relation",
            "id": "q1",
            "head": head,
            "tail": tail,
            "label": "met_with",
        },
        *(st.sampled_from(["e1", "e2", "e3", "h1"]),) * 2,
    ),
    st.just({"op": "skip"}),
    st.just({"op": "flag", "comment": "odd"}),
    st.just({"op": "nonsense"}),
)


class Team(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.folder = Path(mkdtemp())
        plan = Plan(overlap=0.5, reviewers=2, blind=0.3, lease=30, seed=5)
        self.store, self.clock = team_store(self.folder, plan, *IDS)
        give_role(self.store, None, "judge", "admin")
        self.tabs = {}  # reviewer to tab, an article open in it
        self.sent = []  # every message that was sent, with its tab
        self.touched = None  # who did something where in the last step
        self.seen = set()  # (client, number) of everything that was acknowledged

    def teardown(self):
        try:
            assert examine(self.store).faults == []
            assert self._logged() == self.seen
        finally:
            self.store.close()
            shutil.rmtree(self.folder)

    @rule(name=who)
    def asks_for_the_next_article(self, name):
        tab = self.tabs.get(name)
        article_id = next_article(self.store, name, None if tab is None else tab.article_id)
        if article_id is not None:
            self._open(name, article_id)

    @rule(name=who, article_id=st.sampled_from(IDS))
    def opens_a_link(self, name, article_id):
        with suppress(TakenError):
            self._open(name, article_id)

    @precondition(lambda self: self.tabs)
    @rule(name=who, row=fields)
    def decides(self, name, row):
        if name in self.tabs:
            self._send(self.tabs[name], dict(row))

    @rule(name=who)
    def decides_the_rest_and_completes(self, name):
        tab = self.tabs.get(name)
        if tab is None:
            return
        with self.store.read() as transaction:
            review = transaction.reviews.shared(tab.article_id)
            adopted = [] if review is None else transaction.reviews.annotations(review.id).entities
        pending = [{"kind": "entity", "id": one.id} for one in adopted if one.id.startswith("both:")]
        self._send(tab, {"op": "accept_all", "items": [*EVERY_ITEM, *pending]})
        self._send(tab, {"op": "complete", "empty": True})

    @rule(name=who, back=st.integers(1, 4))
    def undoes(self, name, back):
        tab = self.tabs.get(name)
        if tab is not None and tab.seq >= back:
            self._send(tab, {"op": "undo", "target": {"client": tab.client, "seq": tab.seq - back + 1}})

    @precondition(lambda self: self.sent)
    @rule(data=st.data())
    def sends_again(self, data):
        tab, operations = data.draw(st.sampled_from(self.sent[-20:]))
        before = self._logged()
        tab.send(*operations)
        assert self._logged() == before, "what is known is not taken twice"

    @rule(minutes=st.sampled_from([5, 31]))
    def time_passes(self, minutes):
        self.clock.pass_by(minutes)

    @rule(name=who, article_id=st.sampled_from(IDS))
    def adjudicates(self, name, article_id):
        try:
            begin_adjudication(self.store, article_id, name)
            self._open(name, article_id)
        except OperationRefused:
            return
        assert name == "judge"

    @rule()
    def goes_on_adjudicating(self):
        article_id = next_to_adjudicate(self.store, "judge")
        if article_id is not None:
            self._open("judge", article_id)

    @invariant()
    def no_seat_is_given_twice(self):
        with self.store.read() as transaction:
            for article_id in IDS:
                seats = transaction.team.seats(article_id)
                names = [seat.reviewer for seat in seats if seat.reviewer is not None]
                assert len(names) == len(set(names)) <= len(transaction.reviews.own(article_id)) + 2
                assert len(seats) <= 2

    @invariant()
    def gold_is_what_the_log_says(self):
        if self.touched is None:
            return
        name, article_id = self.touched
        with self.store.read() as transaction:
            for owner in (None, name):
                review = transaction.reviews.of(article_id, owner)
                if review is not None:
                    assert list(replay_faults(transaction, review)) == []
        self.touched = None

    def _open(self, name, article_id):
        self.touched = name, article_id
        opened = open_review(self.store, article_id, name)
        tab = self.tabs.get(name) or Browser(self.store, f"c-{name}", name, article_id)
        tab.article_id, tab.revision = article_id, opened.review.revision
        self.tabs[name] = tab

    def _send(self, tab, row):
        self.touched = tab.reviewer, tab.article_id
        operation = tab.number(row.pop("op"), **row)
        answer = tab.send(operation)
        assert answer.acked == operation.seq
        self.sent.append((tab, [operation]))
        self.seen.add((tab.client, operation.seq))

    def _logged(self):
        """What is in the log of the tabs; that each stands there once the database itself sees to."""
        found = set()
        with self.store.read() as transaction:
            for name in NAMES:
                last = transaction.decisions.last_number(f"c-{name}") or 0
                found |= {(f"c-{name}", number) for number in range(1, last + 1)}
        return found


TestTeam = Team.TestCase
TestTeam.settings = settings(
    max_examples=max(1, STEPS // LENGTH),
    stateful_step_count=LENGTH,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
