"""The single writer of a process: one thread, one connection, one queue, one commit for all that waits."""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from types import TracebackType
from typing import Any, Generic, TypeVar

from filelock import FileLock
from sqlite_utils import Database

from annotator.errors import StoreError
from annotator.store.database.checkpoint import Checkpoints
from annotator.store.database.connection import connect, immediate, store_errors
from annotator.store.database.transaction import Transaction
from annotator.store.database.turns import turn

T = TypeVar("T")

#: A group takes no new jobs after this many, or after this many seconds.
LARGEST_GROUP = 64
LONGEST_GROUP = 0.05

_log = logging.getLogger(__name__)


class Job(Generic[T]):
    """One call of :meth:`Writer.write`: what to run, and where its caller waits."""

    def __init__(self, run: Callable[[Transaction], T]) -> None:
        self.run = run
        self.future: Future[T] = Future()
        self.value: T | None = None
        self.transaction: Transaction | None = None

    def succeed(self) -> None:
        """Tell the caller, now that the commit is on disk."""
        if not self.future.done():
            self.future.set_result(self.value)  # type: ignore[arg-type]  # value is T once run has returned

    def fail(self, error: BaseException) -> None:
        """Nothing of the job was written: undo what it keeps in memory, and tell the caller why."""
        if self.future.done():
            return
        if self.transaction is not None:
            self.transaction.rolled_back()
        self.future.set_exception(error)


class _Handing:
    """Hands whatever goes wrong inside to the callers who wait, instead of ending the writer thread."""

    def __init__(self, *jobs: Job[Any]) -> None:
        self.jobs = list(jobs)

    def __enter__(self) -> _Handing:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if error is None:
            return False
        if all(job.future.done() for job in self.jobs):
            _log.warning("after the commit: %s", error, exc_info=error)
        for job in self.jobs:
            job.fail(error)
        return True


class Writer:
    """Runs jobs one after the other in a thread of its own, each in a savepoint, several to a commit.

    Streamlit runs every session in another thread. With a connection each, sessions wait for one another in
    SQLite's lock, which is a lottery; in a queue everybody is served in order, and one fsync serves all who
    wait.
    """

    def __init__(self, path: Path, lock: FileLock, begin: Callable[[Database], Transaction]) -> None:
        self._path = path
        self._lock = lock
        self._begin = begin
        self._identity = _identity(path)
        with store_errors(path):
            self._db = connect(path, read_only=False)
        self._checkpoints = Checkpoints(path)
        self._queue: queue.SimpleQueue[Job[Any] | None] = queue.SimpleQueue()
        self._closing = threading.Lock()
        self._closed = False
        self._thread = threading.Thread(target=self._loop, name=f"writer of {path.name}", daemon=True)
        self._thread.start()

    def write(self, run: Callable[[Transaction], T]) -> T:
        """Run a job in the writer thread and wait until it is committed; see :meth:`Store.write`."""
        if threading.current_thread() is self._thread:
            raise RuntimeError("a job must not call write(): it would wait for itself")
        job = Job(run)
        with self._closing:
            if self._closed:
                raise StoreError(f"{self._path}: the database has been closed")
            self._queue.put(job)
        return job.future.result()

    def close(self) -> None:
        """Commit what waits, then end the thread. Does nothing the second time."""
        with self._closing:
            if not self._closed:
                self._closed = True
                self._queue.put(None)
        self._thread.join()

    def _loop(self) -> None:
        while (first := self._queue.get()) is not None:
            handing = _Handing(first)
            with handing:
                self._turn(handing.jobs)
        self._db.close()

    def _turn(self, jobs: list[Job[Any]]) -> None:
        """One group: from the lock to the commit, then the answers, then perhaps a checkpoint."""
        with store_errors(self._path), turn(self._lock, self._path):
            if _identity(self._path) != self._identity:
                raise StoreError(f"{self._path}: the database file was moved or replaced; start again")
            with immediate(self._db):
                self._run_group(jobs)
            for job in jobs:
                job.succeed()
            self._checkpoints.after_commit(self._db)

    def _run_group(self, jobs: list[Job[Any]]) -> None:
        started = time.monotonic()
        for job in jobs:  # grows while it runs
            self._attempt(job)
            if not self._db.conn.in_transaction:
                # no space, a damaged page: SQLite has taken back more than the savepoint
                raise StoreError(f"{self._path}: the transaction was taken back; nothing of it was saved")
            if len(jobs) < LARGEST_GROUP and time.monotonic() - started < LONGEST_GROUP:
                self._take_waiting(jobs)

    def _attempt(self, job: Job[T]) -> None:
        """Run one job in a savepoint. A fault takes back this job alone and goes to its caller."""
        job.transaction = transaction = self._begin(self._db)
        with _Handing(job), store_errors(self._path), transaction.savepoint():
            job.value = job.run(transaction)

    def _take_waiting(self, jobs: list[Job[Any]]) -> None:
        try:
            job = self._queue.get_nowait()
        except queue.Empty:
            return
        if job is None:
            self._queue.put(None)  # the end is behind everything: it was put last, under the lock
        else:
            jobs.append(job)


def _identity(path: Path) -> tuple[int, int] | None:
    """Which file it is. One that was deleted would still take every write, and keep none."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino
