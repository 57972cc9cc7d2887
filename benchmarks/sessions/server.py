"""The server that is measured: ``annotator serve`` in a process of its own, and what it costs the machine."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[2]
#: Seconds that the server may take to end.
_PATIENCE = 30.0


@dataclass(frozen=True, slots=True)
class Usage:
    """What a process has used so far; the memory is 0 where the system does not tell.

    Attributes:
        cpu: seconds of the processors.
        memory: MB at most, of the whole life of the process.
    """

    cpu: float
    memory: float


@dataclass(frozen=True, slots=True)
class Server:
    """A server that runs.

    Attributes:
        address: where its pages are.
        log: what it says on standard error.
    """

    address: str
    pid: int
    log: Path

    def usage(self) -> Usage:
        """What the process has used so far."""
        try:
            fields = Path(f"/proc/{self.pid}/stat").read_text("ascii").rpartition(")")[2].split()
            status = Path(f"/proc/{self.pid}/status").read_text("ascii").splitlines()
        except OSError:
            return Usage(0.0, 0.0)
        ticks = int(fields[11]) + int(fields[12])
        peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM:"))
        return Usage(ticks / os.sysconf("SC_CLK_TCK"), peak / 1024)

    def complaints(self) -> dict[str, int]:
        """How many lines of the log say that something was locked, that code failed, or anything at all."""
        lines = self.log.read_text("utf-8", "replace").splitlines()
        return {
            "locked": sum("locked" in line for line in lines),
            "tracebacks": sum(line.startswith("Traceback") for line in lines),
            "lines": len(lines),
        }


def seconds_of_waiting() -> float:
    """For how long something has waited for a processor, since the start of the machine; 0 where untold."""
    try:
        some = Path("/proc/pressure/cpu").read_text("ascii").splitlines()[0]
    except OSError:
        return 0.0
    return int(some.rpartition("total=")[2]) / 1e6


@contextmanager
def serving(database: Path) -> Iterator[Server]:
    """A server over a database, until the block ends."""
    log = database.with_suffix(".log")
    command = [sys.executable, "-m", "annotator", "serve", "--port", "0", "--json", "--db", str(database)]
    environment = {**os.environ, "PYTHONPATH": str(_ROOT)}
    with log.open("wb") as complaints:
        process = subprocess.Popen(
            command,
            cwd=_ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=complaints,
        )
    assert process.stdout is not None
    with process:
        try:
            line = process.stdout.readline()
            if not line:
                raise RuntimeError(f"the server did not start:\n{log.read_text('utf-8', 'replace')}")
            yield Server(json.loads(line)["address"], process.pid, log)
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(_PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
