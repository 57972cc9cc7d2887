"""The clients of ``benchmarks.sessions`` do what a page does, so that its figures mean something."""

from __future__ import annotations

import asyncio

import pytest

from annotator.core.json_values import Path as JsonPath
from annotator.core.operations import parse_operation
from annotator.errors import InputError
from benchmarks.sessions.articles import article_id, prepare
from benchmarks.sessions.choices import WEIGHTS
from benchmarks.sessions.proof import doctor_faults, missing_edits
from benchmarks.sessions.session import Habits, Session
from tests.browser.serving import Server


@pytest.fixture
def server(tmp_path):
    made = Server(prepare(tmp_path, 6)).start()
    yield made
    made.kill()


def at_work(server, sessions):
    """Let sessions edit until each has made a few edits and gone on to another article."""

    async def together(step):
        await asyncio.gather(*(getattr(session, step[0])(*step[1:]) for session in sessions))

    async def work():
        await together(("open", server.url))
        while not all(session.findings.opens for session in sessions):
            await together(("work", 1.0))
        await together(("close",))

    asyncio.run(work())
    return [session.findings for session in sessions]


def session(number, articles, **habits):
    return Session(
        Habits(f"session-{number}", pace=0.05, seed=number, **habits), map(article_id, iter(articles))
    )


def test_two_sessions_edit_and_go_on_and_every_acknowledged_edit_is_in_the_database(server):
    found = at_work(server, [session(1, [0, 1, 2] * 99), session(2, [3, 4, 5] * 99)])
    assert [one.faults for one in found] == [[], []]
    assert all(one.acknowledged == len(one.made) == len(one.edits) for one in found)
    assert not any(one.refused for one in found)
    assert missing_edits(server.database, found) == []
    assert {row[0] for row in server.rows("SELECT DISTINCT reviewer FROM decisions")} == {
        "session-1",
        "session-2",
    }
    assert server.rows("SELECT COUNT(*) FROM reviews WHERE status = 'complete'")[0][0] >= 2
    assert doctor_faults(server.database) == []


def test_two_sessions_in_the_same_articles_collide_and_lose_nothing(server):
    found = at_work(server, [session(1, [0, 1] * 99), session(2, [0, 1] * 99)])
    assert [one.faults for one in found] == [[], []]
    assert missing_edits(server.database, found) == []
    assert doctor_faults(server.database) == []


def test_an_edit_that_is_not_in_the_log_is_told(server):
    (found,) = at_work(server, [session(1, [0, 1, 2] * 99, by_queue=True)])
    assert missing_edits(server.database, [found]) == []
    found.acknowledged += 1
    found.made[found.acknowledged] = "accept"
    (fault,) = missing_edits(server.database, [found])
    assert found.client in fault


def test_every_kind_of_edit_is_one_that_the_server_knows():
    row = {
        "id": "e1",
        "kind": "entity",
        "label": "ORG",
        "start": 0,
        "end": 1,
        "head": "e1",
        "tail": "e2",
        "target": {"client": "c", "seq": 1},
    }
    for kind in WEIGHTS:
        assert parse_operation({"op": kind, **row}, JsonPath(InputError))
