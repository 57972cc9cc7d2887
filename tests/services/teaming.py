"""A team on a database whose clock can be moved on."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta

from annotator.core.team import Plan
from annotator.errors import TakenError
from annotator.services.review.queue import next_article
from annotator.services.review.review import begin_work_on
from annotator.services.team.plan import set_plan
from annotator.store import open_store
from tests.services.reviewing import EVERY_ITEM, Browser, ingest


class Clock:
    """Stands still until it is moved on."""

    def __init__(self):
        self.now = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)

    def __call__(self):
        return self.now

    def pass_by(self, minutes):
        self.now += timedelta(minutes=minutes)


def team_store(folder, plan, *ids):
    """A database of some articles that a plan shares out, and its clock."""
    clock = Clock()
    store = open_store(folder / "team.db", clock=clock)
    ingest(store, *ids)
    set_plan(store, None, plan)
    return store, clock


#: Nobody else gets the same article, all see proposals.
ALONE = Plan(overlap=0, blind=0)
#: Two get each article, one of them without proposals.
IN_PAIRS = Plan(overlap=1, reviewers=2)


def tab_of(store, reviewer, article_id, client=None):
    """The tab of a reviewer who begins to work on an article."""
    browser = Browser(store, client or f"c-{reviewer}-{article_id}", reviewer, article_id)
    browser.open()
    with suppress(TakenError):  # one that can only be read
        begin_work_on(store, article_id, reviewer)
    return browser


def begin_next(store, reviewer, after=None):
    """Go to what comes next, and begin; gives its id."""
    article_id = next_article(store, reviewer, after)
    if article_id is not None:
        tab_of(store, reviewer, article_id)
    return article_id


def complete(store, reviewer, article_id, *changes):
    """Decide everything that was proposed to a reviewer, do what else is said, and complete the article."""
    tab = tab_of(store, reviewer, article_id)
    pending = [item for item in EVERY_ITEM if tab.status(item["id"]) == "pending"]
    if pending:
        tab.do("accept_all", items=pending)
    for op, fields in changes:
        answer = tab.do(op, **fields)
        assert not answer.refused, answer.refused
    answer = tab.do("complete", empty=True)
    assert not answer.refused, answer.refused
    return tab
