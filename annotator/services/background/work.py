"""Long work on a database: one at a time, with its progress, its end and its fault.

The work is a process of its own, so that pages stay quick while it computes. It tells how far it is in lines
of JSON on its standard output. When this process ends, nobody reads those any more and the work ends too,
having written nothing by halves. Kept in the module: any browser may empty Streamlit's caches.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import IO, Literal
from weakref import WeakKeyDictionary

from annotator.errors import InputError
from annotator.services.background.jobs import Job, check_may
from annotator.store import Store

State = Literal["running", "done", "failed", "stopped"]


@dataclass(frozen=True, slots=True)
class Progressed:
    """How a piece of work stands.

    Attributes:
        job: what is or was done.
        state: where it is.
        done, total: steps; no total as long as nobody knows.
        outcome: what it told at its end.
        fault: why it failed, in a sentence.
    """

    job: Job
    state: State = "running"
    done: int = 0
    total: int | None = None
    outcome: Mapping[str, object] | None = None
    fault: str = ""


class Work:
    """The work on one database."""

    def __init__(self, store: Store) -> None:
        self._path = store.path
        self._lock = threading.Lock()
        self._now: Progressed | None = None
        self._process: subprocess.Popen[str] | None = None

    @property
    def now(self) -> Progressed | None:
        """The work that runs, else the last one; ``None`` where there was none."""
        with self._lock:
            return self._now

    @property
    def running(self) -> bool:
        """Whether there is work at hand."""
        now = self.now
        return now is not None and now.state == "running"

    def start(self, job: Job) -> None:
        """Begin in a process of its own, and return at once.

        Raises:
            InputError: something is being worked on already.
        """
        with self._lock:
            if self._now is not None and self._now.state == "running":
                raise InputError(f"wait for the end of this first: {self._now.job.title}")
            # what it says on standard error is only for the case that it breaks
            said = tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace")  # noqa: SIM115
            command = [sys.executable, "-m", "annotator.services.background", str(self._path), job.to_text()]
            self._process = subprocess.Popen(  # noqa: S603  # our own module, and no shell
                command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=said, text=True
            )
            self._now = Progressed(job)
            follower = threading.Thread(target=self._follow, args=(self._process, said), daemon=True)
        follower.start()

    def stop(self) -> None:
        """End the work; what it has not finished is not kept."""
        with self._lock:
            if self._process is not None and self._now is not None and self._now.state == "running":
                self._change(state="stopped")
                self._process.terminate()

    def wait(self, seconds: float) -> None:
        """Wait for the end of the process, for so long at most."""
        if self._process is not None:
            self._process.wait(seconds)

    def _follow(self, process: subprocess.Popen[str], said: IO[str]) -> None:
        with said:
            for line in process.stdout or ():
                self._hear(process, line)
            code = process.wait()
            said.seek(0)
            last = (said.read().strip().splitlines() or [""])[-1]
        with self._lock:
            # one that has told its outcome may still be ending when the next has begun
            if self._process is not process or self._now is None or self._now.state != "running":
                return
            reason = f"signal {-code}, perhaps for want of memory" if code < 0 else last or f"code {code}"
            self._change(state="failed", fault=f"it ended before its time ({reason})")

    def _hear(self, process: subprocess.Popen[str], line: str) -> None:
        try:
            told = json.loads(line)
        except ValueError:
            return  # something that a library printed
        if not isinstance(told, dict):
            return
        with self._lock:
            if self._process is not process:
                return
            if "step" in told:
                self._change(done=told["step"], total=told["of"])
            elif "fault" in told:
                self._change(state="failed", fault=told["fault"])
            elif "outcome" in told:
                self._change(state="done", outcome=told["outcome"])

    def _change(self, **changes: object) -> None:
        if self._now is not None and self._now.state == "running":
            known = {name: getattr(self._now, name) for name in Progressed.__slots__}
            self._now = Progressed(**{**known, **changes})


_works: WeakKeyDictionary[Store, Work] = WeakKeyDictionary()
_registry = threading.Lock()


def work_of(store: Store) -> Work:
    """The work on a database."""
    with _registry:
        return _works.setdefault(store, Work(store))


def begin_work(store: Store, job: Job) -> None:
    """Begin work on a database, and return at once; the process that does it checks the role again.

    Raises:
        InputError: something is being worked on already.
        OperationRefused: whoever asks for it may not.
    """
    check_may(job, store)
    work_of(store).start(job)


def end_work(store: Store, who: str | None) -> None:
    """End the work on a database; what it has not finished is not kept.

    Raises:
        OperationRefused: ``who`` could not have begun it.
    """
    work = work_of(store)
    if work.now is not None:
        check_may(replace(work.now.job, who=who), store)
        work.stop()
