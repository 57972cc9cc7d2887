"""One reviewer at work: opens articles, edits at a steady pace, and times what the server takes."""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Any

from annotator.core.json_values import JsonObject
from annotator.services.database.label_schema import default_schema
from benchmarks.sessions.choices import Choices
from benchmarks.sessions.outbox import Kept, Outbox
from benchmarks.sessions.page import Page, open_socket
from benchmarks.sessions.picture import Picture

#: Seconds that a page, an article or the last acknowledgement may take before the session gives up.
PATIENCE = 60.0
#: Seconds without an edit after which the page asks what comes next: ``REST`` in prefetch.js.
_REST = 0.4
#: Seconds between two looks whether a message has to be sent again.
_LOOK = 0.5


@dataclass(slots=True)
class Findings:
    """What a session has seen; times in seconds.

    Attributes:
        client: the id of its page.
        made: the verb of each operation, by its number.
        acknowledged: the last number that the server said is stored.
        edits: from an edit to its acknowledgement.
        loads, opens: until an article stands on the page: a new page, and the next article after completing.
        answers: from a question to its answer.
        refused: outcome and reason of what changed nothing.
        articles: those that were on screen.
        replaced: how many pictures came for one that was out of date, or after an undo.
        again: how many messages had to be sent again.
        faults: what should not happen at all.
    """

    client: str
    made: dict[int, str] = field(default_factory=dict)
    acknowledged: int = 0
    edits: list[float] = field(default_factory=list)
    loads: list[float] = field(default_factory=list)
    opens: list[float] = field(default_factory=list)
    answers: list[float] = field(default_factory=list)
    refused: Counter[tuple[str, str]] = field(default_factory=Counter)
    articles: set[str] = field(default_factory=set)
    replaced: int = 0
    again: int = 0
    faults: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Habits:
    """How a reviewer works.

    Attributes:
        reviewer: the name.
        pace: seconds from one edit to the next, at the mean.
        seed: of all choices.
        by_queue: go on to what the queue has next, instead of the next one of ``articles``.
    """

    reviewer: str
    pace: float
    seed: int
    by_queue: bool = False


class Session:
    """A page, its outbox and the reviewer in front of it."""

    def __init__(self, habits: Habits, articles: Iterator[str]) -> None:
        self._habits, self._articles = habits, articles
        self._random = random.Random(habits.seed)
        self._choices = Choices(self._random)
        self._outbox = Outbox()
        self.findings = Findings(self._outbox.client)
        self._open = AsyncExitStack()
        self._tasks: list[asyncio.Task[None]] = []
        self._page: Page
        self._picture: Picture | None = None
        self._arrived, self._stirred = asyncio.Event(), asyncio.Event()
        self._left = 0
        self._opened_at: float | None = None
        self._question, self._asked_at, self._asked_in = 0, 0.0, ""

    async def open(self, address: str) -> None:
        """Load the page with its first article."""
        began = time.perf_counter()
        socket = await self._open.enter_async_context(open_socket(address, self._habits.reviewer))
        self._page = Page(socket, f"article={next(self._articles)}", self._heard)
        await self._page.load()
        self._tasks = [asyncio.create_task(self._page.listen()), asyncio.create_task(self._send())]
        await asyncio.wait_for(self._arrived.wait(), PATIENCE)
        self.findings.loads.append(time.perf_counter() - began)
        while self._page.runs == 0:  # what is told before the first run has ended would interrupt it
            await asyncio.sleep(0.01)

    async def work(self, seconds: float) -> None:
        """Work so long, then wait until everything is stored."""
        await self._work(time.perf_counter() + seconds)
        deadline = time.perf_counter() + PATIENCE
        while self._outbox.busy and time.perf_counter() < deadline:
            await asyncio.sleep(0.05)
        if self._outbox.busy:
            self.findings.faults.append(f"{len(self._outbox.queue)} edits were never acknowledged")

    async def close(self) -> None:
        """Close the page."""
        for task in self._tasks:
            if task.done():
                self.findings.faults.append(f"the page stopped: {task.exception() or 'the server closed it'}")
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._open.aclose()
        self.findings.again = self._outbox.again
        if self._tasks:
            self.findings.faults += self._page.faults

    async def _work(self, until: float) -> None:
        due = time.perf_counter() + self._random.uniform(0, self._habits.pace)
        while due < until:
            await self._pause(due)
            if self._opened_at is not None:
                await self._wait_for_article()
                due = time.perf_counter()
            else:
                self._edit()
            due += self._habits.pace * self._random.uniform(0.5, 1.5)

    async def _pause(self, due: float) -> None:
        """Wait; who rests for long enough lets the page ask what comes next, once in each article."""
        if due - time.perf_counter() > _REST:
            await asyncio.sleep(_REST)
            await self._ask()
        await asyncio.sleep(max(0.0, due - time.perf_counter()))

    async def _ask(self) -> None:
        picture = self._picture
        if picture is None or self._outbox.busy or self._asked_in == picture.article_id:
            return
        self._asked_in, self._asked_at = picture.article_id, time.perf_counter()
        self._question += 1
        question: JsonObject = {"format": "annotator-ask/1", "number": self._question, "what": "next"}
        await self._page.tell("reader", {**question, "after": picture.article_id})

    async def _wait_for_article(self) -> None:
        while self._opened_at is not None:
            self._arrived.clear()
            await asyncio.wait_for(self._arrived.wait(), PATIENCE)

    def _edit(self) -> None:
        picture = self._picture
        assert picture is not None
        operation = None
        if self._left > 0:
            self._left -= 1
            operation = self._choices.edit(picture, self._outbox.client, self._outbox.new_id())
        operation = operation or self._choices.ending(picture)
        if operation["op"] == "complete":
            self._outbox.wanted = self._next(picture.article_id)
            self._opened_at = time.perf_counter()
        self._make(picture, operation)

    def _next(self, here: str) -> JsonObject:
        if self._habits.by_queue:
            return {"next": True, "after": here}
        return {"article_id": next(found for found in self._articles if found != here)}

    def _make(self, picture: Picture, operation: JsonObject) -> None:
        stamp = {"article_id": picture.article_id, "revision": picture.state.revision, "seconds": 1.0}
        kept = self._outbox.add({**operation, **stamp}, time.perf_counter())
        self.findings.made[kept.seq] = str(operation["op"])
        picture.attempt(operation, kept.seq)
        self._stirred.set()

    async def _send(self) -> None:
        """Send what is next whenever that may have become possible."""
        while True:
            found = self._outbox.message(time.perf_counter())
            if found is not None:
                await self._page.tell(*found)
                continue
            try:
                await asyncio.wait_for(self._stirred.wait(), _LOOK)
            except TimeoutError:
                continue
            self._stirred.clear()

    def _heard(self, component: str, data: dict[str, Any]) -> None:
        match component:
            case "courier":
                self._acknowledged(data)
            case "editor":
                self._shown(data)
            case "reader" if data["number"] == self._question:
                self.findings.answers.append(time.perf_counter() - self._asked_at)
                if data.get("fault"):
                    self.findings.faults.append(f"a question: {data['fault']}")
        self._stirred.set()

    def _acknowledged(self, answer: dict[str, Any]) -> None:
        self._stored(self._outbox.acknowledge(answer))
        if answer["client"] != self._outbox.client:
            self.findings.faults.append(f"an acknowledgement for {answer['client']}")
            return
        self.findings.refused.update((found["outcome"], found["reason"]) for found in answer["refused"])
        picture = self._picture
        if picture is not None and answer["article_id"] == picture.article_id and not answer["resync"]:
            picture.told(answer["revision"])
        if self._opened_at is not None and self._outbox.wanted is None and answer["refused"]:
            self._stay()

    def _stay(self) -> None:
        """Completing was refused, so the article stays: somebody else has been at work in it."""
        self._opened_at = None
        self._arrived.set()

    def _stored(self, stored: list[Kept]) -> None:
        now = time.perf_counter()
        for kept in stored:
            self.findings.edits.append(now - kept.added)
            self.findings.acknowledged = max(self.findings.acknowledged, kept.seq)

    def _shown(self, data: dict[str, Any]) -> None:
        former = self._picture
        if former is not None and former.generation == data["generation"]:
            return
        acked = data["acked"]
        if acked is not None and acked["client"] == self._outbox.client:
            self._stored(self._outbox.trim(acked["seq"]))
        client, queue = self._outbox.client, self._outbox.queue
        self._picture = Picture(data, client, queue, default_schema())
        if former is not None and former.article_id == self._picture.article_id:
            self.findings.replaced += 1
            return
        self.findings.articles.add(self._picture.article_id)
        self._left = self._choices.edits()
        if self._opened_at is not None:
            self.findings.opens.append(time.perf_counter() - self._opened_at)
            self._opened_at = None
        self._arrived.set()
