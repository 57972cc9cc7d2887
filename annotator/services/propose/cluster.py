"""Many processes on many machines that run functions for us. Dask is imported here and nowhere else."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from annotator.errors import ExtractorError

if TYPE_CHECKING:
    from distributed import Client, Future, LocalCluster

T = TypeVar("T")
R = TypeVar("R")

#: Seconds to wait for the scheduler, and for a first worker (or another one when all have gone).
CONNECT, PATIENCE = 10, 60
#: Tasks that each thread of the cluster has waiting.
_AHEAD = 2
_AGAIN = "finished parts are kept: the same command goes on behind them"


class Cluster(Protocol):
    """What runs functions elsewhere."""

    def run(self, function: Callable[[T], R], argument: T) -> R:
        """The answer to one call."""
        ...

    def each(self, function: Callable[[T], R], arguments: Iterable[T]) -> Iterator[R]:
        """The answer to a call for each argument, in the order in which they come; few are under way."""
        ...


@contextmanager
def dask_cluster(scheduler: str | None, workers: int) -> Iterator[Cluster]:
    """A Dask cluster while the block runs.

    Args:
        scheduler: its address, "tcp://HOST:PORT"; ``None`` starts a cluster on this machine.
        workers: processes of a cluster that is started.

    Raises:
        ExtractorError: Dask is not installed or does not start, the scheduler does not answer, or it has
            no workers.
    """
    try:
        import distributed
    except ImportError as error:
        raise ExtractorError(
            "--engine dask needs the package distributed; in the folder of Annotator, run"
            " .venv/bin/python -m pip install --editable '.[dask]'"
        ) from error
    with ExitStack() as stack:
        address: Any = scheduler
        if scheduler is None:
            address = stack.enter_context(_local_cluster(workers))
        try:
            client = stack.enter_context(distributed.Client(address, timeout=CONNECT))
        except (OSError, ValueError) as error:
            reason = str(error).partition("\n")[0]
            raise ExtractorError(f"no Dask scheduler answers at {scheduler}: {reason}") from error
        try:
            client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError as error:
            raise ExtractorError(f"the Dask cluster at {scheduler} has no workers; start some") from error
        yield _DaskCluster(client, str(client.scheduler_info(n_workers=0)["address"]))


def _local_cluster(workers: int) -> LocalCluster:
    """Processes of this machine.

    Raises:
        ExtractorError: they do not start.
    """
    import distributed

    try:
        return distributed.LocalCluster(
            n_workers=workers, threads_per_worker=1, dashboard_address=None, silence_logs=logging.CRITICAL
        )
    except RuntimeError as error:
        raise ExtractorError(
            f"no Dask cluster starts on this machine: {error}; try again, or leave --engine dask out"
        ) from error


class _DaskCluster:
    """Tasks in the order given, a few ahead of the workers; a lost worker's tasks go to another one.

    Attributes:
        address: of the scheduler.
    """

    def __init__(self, client: Client, address: str) -> None:
        self._client = client
        self.address = address

    def run(self, function: Callable[[T], R], argument: T) -> R:
        (answer,) = self.each(function, [argument])
        return answer

    def each(self, function: Callable[[T], R], arguments: Iterable[T]) -> Iterator[R]:
        coming = iter(arguments)
        running: set[Future[R]] = set()
        try:
            while True:
                room = self._room() - len(running)
                for argument in _first(coming, room):
                    running.add(self._client.submit(function, argument, pure=False))
                if not running:
                    return
                done = self._done(running)
                running -= done
                yield from (_answer(future) for future in done)
        finally:
            for future in running:
                future.cancel()

    def _room(self) -> int:
        threads: dict[str, int] = self._client.nthreads()
        return max(1, sum(threads.values())) * _AHEAD

    def _done(self, running: set[Future[R]]) -> set[Future[R]]:
        from distributed import wait

        while True:
            try:
                done, _ = wait(running, timeout=PATIENCE, return_when="FIRST_COMPLETED")
            except TimeoutError as error:
                if not self._client.nthreads():
                    raise ExtractorError(f"all workers of the cluster have gone; {_AGAIN}") from error
                continue
            return set(done)


def _first(coming: Iterator[T], count: int) -> Iterator[T]:
    """No more than there is room for: the articles of the rest are not read yet."""
    for _ in range(count):
        try:
            yield next(coming)
        except StopIteration:
            return


def _answer(future: Future[R]) -> R:
    from distributed import CancelledError, KilledWorker

    try:
        answer: R = future.result()
    except KilledWorker as error:
        raise ExtractorError(
            f"each worker that took one of the tasks ended, perhaps for want of memory; {_AGAIN}"
        ) from error
    except (CancelledError, OSError) as error:
        raise ExtractorError(f"the connection to the cluster was lost; {_AGAIN}") from error
    except ImportError as error:
        raise ExtractorError(
            f"the workers lack what this machine has ({error}); install the same Annotator on all of them"
        ) from error
    return answer
