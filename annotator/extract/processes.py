"""Several processes read articles at once, each with the models and rules of its own.

spaCy's own way (``n_process``) sends every parse back to one process, which then does all the rest: that one
is what everything waits for, and it keeps every new word. Here articles go out and proposals come back.
"""

from __future__ import annotations

import multiprocessing
import threading
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import TYPE_CHECKING

from annotator.errors import ExtractorError
from annotator.extract.protocol import Giving

if TYPE_CHECKING:
    from annotator.core.model import Proposals
    from annotator.extract.protocol import Extractor

#: Batches that each process has waiting, so that none stands idle; more would only cost memory.
_AHEAD = 2

_own: list[Extractor] = []
"""The extractor of a process that reads for another one."""


def propose_in_processes(
    extractor: Extractor, texts: Iterable[Giving], *, workers: int, batch_size: int
) -> Iterator[Proposals]:
    """What ``extractor.propose`` gives, in the same order, read by several processes.

    Args:
        extractor: can be pickled; its ``dropped`` counts what the others leave out.
        texts: as they come; only some batches of them are held.
        workers: processes.
        batch_size: articles that a process reads at once.

    Raises:
        ExtractorError: a process ended before its time, as one does that the system is short of memory for.
    """
    stream = iter(texts)
    with ProcessPoolExecutor(workers, _context(), initializer=_take, initargs=(extractor,)) as pool:
        waiting: deque[Future[tuple[list[Proposals], Counter[str]]]] = deque()
        try:
            while True:
                while len(waiting) < workers * _AHEAD and (batch := list(islice(stream, batch_size))):
                    waiting.append(pool.submit(_read, batch, batch_size))
                if not waiting:
                    return
                proposed, dropped = waiting.popleft().result()
                extractor.dropped.update(dropped)
                yield from proposed
        except BrokenProcessPool as error:
            raise ExtractorError(
                "a process that read articles ended before its time, perhaps for want of memory;"
                " try again with fewer --workers"
            ) from error
        finally:
            for future in waiting:
                future.cancel()


def _take(extractor: Extractor) -> None:
    _own[:] = [extractor]


def _read(batch: Sequence[Giving], batch_size: int) -> tuple[list[Proposals], Counter[str]]:
    (extractor,) = _own
    extractor.dropped.clear()
    return list(extractor.propose(batch, batch_size=batch_size)), Counter(extractor.dropped)


def _context() -> multiprocessing.context.BaseContext:
    """Processes that share the loaded models where that is safe, else such that load them anew.

    A copy of a process has only one of its threads; a lock that another thread held is held forever.
    """
    shares = "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1
    return multiprocessing.get_context("fork" if shares else "spawn")
