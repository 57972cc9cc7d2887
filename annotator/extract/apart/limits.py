"""What reading an article may take, and how a process is held to it by the system."""

from __future__ import annotations

import os
import resource
import signal
from dataclasses import dataclass
from pathlib import Path

#: A longer article has the time of several: so many characters each.
CHARACTERS = 100_000
_MEMORY, _DEPTH = 97, 98
_STATM = Path("/proc/self/statm")


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading an article may take; what takes more is left out.

    Attributes:
        seconds: of processor time, for each 100,000 characters begun.
        megabytes: of memory, beside the models; only Linux holds a process to it.
    """

    seconds: float = 30.0
    megabytes: int = 2048

    def seconds_for(self, characters: int) -> float:
        """The processor time for a text of that length."""
        return self.seconds * max(1, -(-characters // CHARACTERS))

    def reason(self, code: int, characters: int) -> str:
        """Why a text was not read, by how the process ended that read it."""
        if code == -signal.SIGPROF:
            return f"reading it takes more than {self.seconds_for(characters):,g} s of processor time"
        if code == _MEMORY:
            return f"reading it takes more than {self.megabytes:,} MB of memory"
        if code == _DEPTH:
            return "its sentences are nested too deeply to be read"
        if code == -signal.SIGKILL:
            return "the system ended the process that read it, perhaps for want of memory"
        how = f"signal {-code}" if code < 0 else f"code {code}"
        return f"it ended the process that read it ({how})"


#: Where nobody says what reading an article may take.
USUAL = Limits()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Stands for the proposals of an article that could not be read within the limits, or at all."""

    reason: str


def limit_memory(megabytes: int) -> None:
    """Let this process have so much more memory than it has now: a MemoryError says when that is used up.

    Linux counts what a process may address, which is nearly what it uses; other systems count nothing.
    """
    try:
        pages = int(_STATM.read_text("ascii").split()[0])
    except OSError:
        return
    most = pages * os.sysconf("SC_PAGE_SIZE") + (megabytes << 20)
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    soft = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def limit_time(seconds: float) -> None:
    """End this process when it has used so much processor time from now on; 0 takes the limit away.

    The system does it, whatever runs: neither a loop in C nor one that catches every exception goes on.
    """
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGPROF})
    signal.setitimer(signal.ITIMER_PROF, seconds)


def end_for(error: MemoryError | RecursionError) -> None:
    """End this process so that :meth:`Limits.reason` knows why; what it holds goes back to the system."""
    os._exit(_MEMORY if isinstance(error, MemoryError) else _DEPTH)
