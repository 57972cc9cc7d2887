"""A reader of the database, independent of the server, that notes when each decision can first be seen.

Run as a process of its own: ``python -m benchmarks.editor.watcher DATABASE`` prints one line a decision
(its number in the log, its client, its number there, its verb, nanoseconds of the system clock).
"""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.browser.serving import ROOT

#: Seconds between two looks.
INTERVAL = 0.0002


@dataclass(frozen=True, slots=True)
class SeenRow:
    """A decision, and when another reader of the database could see it (milliseconds since 1970)."""

    sequence: int
    client: str
    client_seq: int
    verb: str
    seen: float


class Watcher:
    """What the watching process has printed so far."""

    def __init__(self, output: Path) -> None:
        self._output = output

    def rows(self) -> list[SeenRow]:
        """Every decision seen since the watch began, in the order of the log."""
        lines = self._output.read_text("utf-8").splitlines()[1:]
        fields = (line.split() for line in lines)
        return [
            SeenRow(int(sequence), client, int(seq), verb, int(seen) / 1e6)
            for sequence, client, seq, verb, seen in fields
        ]


@contextmanager
def watching(database: Path) -> Iterator[Watcher]:
    """Watch a database from another process."""
    output = database.with_suffix(".rows")
    with output.open("wb") as target:
        command = [sys.executable, "-m", "benchmarks.editor.watcher", str(database)]
        process = subprocess.Popen(command, cwd=ROOT, stdout=target)
        try:
            while not output.stat().st_size:  # its first line says that it is looking
                time.sleep(0.01)
            yield Watcher(output)
        finally:
            process.terminate()
            process.wait(timeout=10)


def watch(database: Path) -> None:
    """Print decisions as they appear, until the process is ended."""
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True, isolation_level=None)
    newest = connection.execute("SELECT coalesce(max(sequence), 0) FROM decisions").fetchone()[0]
    print("watching", flush=True)
    query = "SELECT sequence, client, client_seq, verb FROM decisions WHERE sequence > ? ORDER BY sequence"
    while True:
        rows = connection.execute(query, (newest,)).fetchall()
        seen = time.time_ns()
        for row in rows:
            print(*row, seen, flush=True)
            newest = row[0]
        time.sleep(INTERVAL)


if __name__ == "__main__":
    watch(Path(sys.argv[1]))
