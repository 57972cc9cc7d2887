"""All sessions at once against a server, and what came of it."""

from __future__ import annotations

import asyncio
import os
import random
import sys
import time
from collections.abc import Awaitable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from numpy import percentile

from benchmarks.sessions.articles import article_id
from benchmarks.sessions.proof import doctor_faults, missing_edits
from benchmarks.sessions.report import AIM, Machine, Report, outcomes_of, times_of
from benchmarks.sessions.server import Server, seconds_of_waiting, serving
from benchmarks.sessions.session import Habits, Session

#: How many articles those are that several sessions open.
_COMMON = 40
#: Seconds between two looks at the load of the machine, and at how late the clients are.
_LOAD_EVERY, _LAG_EVERY = 15.0, 0.05


@dataclass(frozen=True, slots=True)
class Plan:
    """What shall be measured.

    Attributes:
        sessions: how many reviewers.
        seconds: how long they work.
        pace: seconds from one edit to the next, at the mean.
        articles: in the database.
        shared: the share of articles that are drawn from a few that all sessions open.
        by_queue: go on by the queue instead.
        seed: of all choices.
        doctor: whether the whole database is examined afterwards.
    """

    sessions: int
    seconds: float
    pace: float
    articles: int
    shared: float = 0.1
    by_queue: bool = False
    seed: int = 1
    doctor: bool = False


@dataclass(slots=True)
class _Watched:
    """What was noted while the sessions worked."""

    load: list[float] = field(default_factory=list)
    lag: list[float] = field(default_factory=list)


def measure(plan: Plan, database: Path) -> Report:
    """Serve the database, let the sessions work, and compare what they were told with what is there."""
    sessions = [Session(_habits(plan, number), _articles(plan, number)) for number in range(plan.sessions)]
    with serving(database) as server:
        machine = asyncio.run(_work(plan, server, sessions))
        complaints = server.complaints()
    findings = [session.findings for session in sessions]
    faults = [f"{found.client}: {fault}" for found in findings for fault in found.faults]
    faults += missing_edits(database, findings)
    if plan.doctor:
        faults += doctor_faults(database)
    faults += [f"the server complained: {count} {what}" for what, count in complaints.items() if count]
    times = times_of(findings)
    edits = times.get("edit to acknowledgement")
    if edits is None or edits.p95 >= AIM:
        faults.append(
            f"an edit takes {edits.p95 if edits else 0:.0f} ms at the 95th percentile, aim {AIM:.0f}"
        )
    outcomes, reasons = outcomes_of(findings)
    return Report(
        sessions=plan.sessions,
        articles=plan.articles,
        seconds=plan.seconds,
        edits=sum(len(found.made) for found in findings),
        acknowledged=sum(found.acknowledged for found in findings),
        opened=len(set[str]().union(*(found.articles for found in findings))),
        replaced=sum(found.replaced for found in findings),
        again=sum(found.again for found in findings),
        times=times,
        outcomes=outcomes,
        reasons=reasons,
        complaints=complaints,
        machine=machine,
        faults=faults,
    )


def _habits(plan: Plan, number: int) -> Habits:
    return Habits(f"session-{number + 1}", plan.pace, plan.seed * 1_000 + number, plan.by_queue)


def _articles(plan: Plan, number: int) -> Iterator[str]:
    """Articles of a session's own, from all over the database, and now and then one of the common ones."""
    source = random.Random(f"{plan.seed} {number}")
    common = min(_COMMON, plan.articles)
    own = range(common + number, plan.articles, plan.sessions)
    while True:
        if not own or source.random() < plan.shared:
            yield article_id(source.randrange(common))
        else:
            yield article_id(source.choice(own))


async def _work(plan: Plan, server: Server, sessions: list[Session]) -> Machine:
    watched = _Watched([os.getloadavg()[0]])
    await _each(sessions, [session.open(server.address) for session in sessions])
    print(f"{len(sessions)} pages are open", file=sys.stderr)
    watching = [asyncio.create_task(_watch_load(watched)), asyncio.create_task(_watch_lag(watched))]
    began, used, own, waited = time.perf_counter(), server.usage(), time.process_time(), seconds_of_waiting()
    await _each(sessions, [session.work(plan.seconds) for session in sessions])
    spent, after, own = time.perf_counter() - began, server.usage(), time.process_time() - own
    waited = seconds_of_waiting() - waited
    for task in watching:
        task.cancel()
    await _each(sessions, [session.close() for session in sessions])
    watched.load.append(os.getloadavg()[0])
    edits = sum(session.findings.acknowledged for session in sessions)
    return Machine(
        cores=os.cpu_count() or 1,
        server_cpu=round((after.cpu - used.cpu) / spent, 3),
        server_cpu_of_an_edit=round(1000 * (after.cpu - used.cpu) / max(1, edits), 2),
        server_memory=round(after.memory, 1),
        clients_cpu=round(own / spent, 3),
        clients_lag=round(1000 * float(percentile(watched.lag or [0.0], 95)), 1),
        waiting=round(waited / spent, 3),
        load=[round(load, 2) for load in watched.load],
    )


async def _each(sessions: list[Session], work: Sequence[Awaitable[None]]) -> None:
    """Let all do it at once; what one of them cannot do is a fault of the run, and the others go on."""
    for session, outcome in zip(sessions, await asyncio.gather(*work, return_exceptions=True), strict=True):
        if isinstance(outcome, Exception):
            session.findings.faults.append(f"{type(outcome).__name__}: {outcome}")


async def _watch_load(watched: _Watched) -> None:
    while True:
        await asyncio.sleep(_LOAD_EVERY)
        watched.load.append(os.getloadavg()[0])


async def _watch_lag(watched: _Watched) -> None:
    """How much later than asked for the clients get their turn."""
    while True:
        due = time.perf_counter() + _LAG_EVERY
        await asyncio.sleep(_LAG_EVERY)
        watched.lag.append(time.perf_counter() - due)
