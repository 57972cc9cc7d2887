"""A real server over a database made by hand: articles, and proposals that no model had to make.

Servers are forked from a process that has imported Streamlit once: that takes two seconds of a processor, and
a hundred tests want a server of their own. From there on it is ``annotator serve``.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from types import ModuleType
from typing import Protocol
from unittest.mock import patch

from annotator.core.label_schema import load_label_schema
from annotator.core.model import Annotations, Article, Entity, ExtractorName, Proposals, Relation
from annotator.services.database.label_schema import current_schema, use_schema
from annotator.store import open_store

ROOT = Path(__file__).resolve().parents[2]
EXTRACTOR = ExtractorName("by-hand", "1")
PATIENCE = 30.0
_GIVEN: set[int] = set()


@dataclass(frozen=True)
class Prepared:
    """An article with what an extractor is said to have proposed; without proposals nothing was."""

    article: Article
    proposals: Proposals | None = None


def entity(text, words, label, *, nth=0, id=None, score=0.9):
    """The nth occurrence of some words as a proposed entity."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Entity(id or f"e{start}", start, start + len(words), label, score=score)


def prepared(id, text, entities=(), relations=(), *, title="", source="", furniture=()):
    """An article with proposals.

    Args:
        entities: ``(words, label)`` or ready entities; the first occurrence of the words is meant.
        relations: ``(head, label, tail)`` by place in ``entities``, or ready relations.
    """
    made = [
        found if isinstance(found, Entity) else entity(text, *found, id=f"e{at}")
        for at, found in enumerate(entities)
    ]
    joined = [
        found
        if isinstance(found, Relation)
        else Relation(f"r{at}", made[found[0]].id, made[found[2]].id, found[1], score=0.8, pattern="by-hand")
        for at, found in enumerate(relations)
    ]
    annotations = Annotations(tuple(made), tuple(joined))
    return Prepared(Article(id, text, title=title, source=source), Proposals(annotations, tuple(furniture)))


def fill(database: Path, articles: Sequence[Prepared], schema: Path | None = None) -> None:
    """Make a database of articles and their proposals."""
    store = open_store(database)
    if schema is not None:
        use_schema(store, schema)
    labels = current_schema(store)

    def job(transaction):
        transaction.schemas.put(labels)
        for found in articles:
            transaction.articles.add(found.article)
            if found.proposals is not None:
                transaction.proposals.add(found.article.id, EXTRACTOR, labels.sha256, found.proposals)

    store.write(job)
    store.close()


def write_schema(path: Path, text: str) -> Path:
    """A label schema file, checked."""
    load_label_schema(text, source=str(path))
    path.write_text(text, encoding="utf-8")
    return path


def free_port() -> int:
    """A port that nobody listens on and that was not given before: a browser keeps things by it."""
    while True:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = int(probe.getsockname()[1])
        if port not in _GIVEN:
            _GIVEN.add(port)
            return port


class Running(Protocol):
    """A server's process, forked or started."""

    pid: int

    def poll(self) -> int | None:
        """Its exit code, or ``None`` while it lives."""

    def wait(self, timeout: float) -> object:
        """Wait for its end."""


class Forked:
    """``annotator serve`` in a process that need not import anything first."""

    def __init__(self, arguments: Sequence[str], environment: dict[str, str], log: Path) -> None:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["tests.browser.preloaded"])
        given = (tuple(arguments), environment, str(log))
        self._process = context.Process(target=_annotator, args=given, daemon=True)
        # a forked process would run the main module again, and a test of a page may have put its script there
        with patch.dict(sys.modules, {"__main__": ModuleType("__main__")}):
            self._process.start()
        self.pid = self._process.pid

    def poll(self) -> int | None:
        """Its exit code, or ``None`` while it lives."""
        return self._process.exitcode

    def wait(self, timeout: float) -> object:
        """Wait for its end."""
        return self._process.join(timeout)


def _annotator(arguments: Sequence[str], environment: dict[str, str], log: str) -> None:
    """The command line in a forked process, which prints into a file."""
    from annotator.cli import main

    printed = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.dup2(printed, 1)
    os.dup2(printed, 2)
    os.environ.update(environment)
    sys.exit(main(arguments))


def streamlit_run(port: int, environment: dict[str, str], log: Path) -> Running:
    """Streamlit's own way to start the app."""
    where = ["--server.port", str(port), "--server.address", "127.0.0.1"]
    return _started([sys.executable, "-m", "streamlit", "run", "app.py", *where], ROOT, environment, log)


def _started(command: Sequence[str | Path], folder: Path, environment: dict[str, str], log: Path) -> Running:
    with log.open("ab") as printed:
        return subprocess.Popen(command, cwd=folder, env=environment, stdout=printed, stderr=printed)


@dataclass
class Server:
    """A server process; the same port and database however often it is killed and started again."""

    database: Path
    plain: bool = False
    headers: Mapping[str, str] = field(default_factory=dict)  # what a proxy in front of it would send
    port: int = field(default_factory=free_port)
    process: Running | None = None
    program: Path | None = None  # an installed `annotator`, started beside its database; else the clone's

    @property
    def url(self) -> str:
        """Where its pages are."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        """What the process printed."""
        return self.database.with_suffix(".log")

    def start(self) -> Server:
        """Start it, and return once it answers."""
        environment = {**os.environ, "ANNOTATOR_DB": str(self.database), "PYTHONPATH": str(ROOT)}
        serve = ["serve", "--port", str(self.port)]
        if self.plain:
            self.process = streamlit_run(self.port, environment, self.log)
        elif self.program is not None:
            del environment["PYTHONPATH"]
            self.process = _started([self.program, *serve], self.database.parent, environment, self.log)
        else:
            self.process = Forked(serve, environment, self.log)
        deadline = time.monotonic() + PATIENCE
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"the server did not start:\n{self.log.read_text('utf-8', 'replace')}")
            time.sleep(0.05)
        return self

    def _answers(self) -> bool:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=1)
        try:
            connection.request("GET", "/_stcore/health", headers=dict(self.headers))
            return connection.getresponse().status == 200
        except (HTTPException, OSError):
            return False
        finally:
            connection.close()

    def kill(self) -> None:
        """End it as a power cut would."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """End it as an administrator would."""
        self._end(signal.SIGTERM)

    def _end(self, number: int) -> None:
        if self.process is not None and self.process.poll() is None:
            os.kill(self.process.pid, number)
            self.process.wait(PATIENCE)
        self.process = None

    def rows(self, query: str, *values: object) -> list[tuple]:
        """What stands in the database now."""
        connection = sqlite3.connect(f"file:{self.database}?mode=ro", uri=True, timeout=10)
        try:
            return connection.execute(query, values).fetchall()
        finally:
            connection.close()

    def decisions(self) -> list[tuple]:
        """The log: (client, number, verb, outcome), in order."""
        return self.rows("SELECT client, client_seq, verb, outcome FROM decisions ORDER BY sequence")

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a command of the command line on the same database."""
        environment = {**os.environ, "ANNOTATOR_DB": str(self.database), "PYTHONPATH": str(ROOT)}
        return subprocess.run(
            [sys.executable, "-m", "annotator", *arguments],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE,
        )


def find_chromium() -> str | None:
    """The browser that ANNOTATOR_CHROMIUM names, else the system's; ``None`` for Playwright's own."""
    named = os.environ.get("ANNOTATOR_CHROMIUM") or shutil.which("chromium")
    return named if named and Path(named).exists() else None
