"""Several processes on one database: they wait for one another, and nobody is turned away."""

import os
import subprocess
import sys
from pathlib import Path

from annotator.services.health.doctor import examine
from annotator.store import open_store

ROOT = Path(__file__).parents[2]

#: Opens, waits until everybody is there, then counts.
COUNTER = """
import sys
from annotator.store import open_store

sys.stdin.readline()
store = open_store(sys.argv[1])

def count(transaction):
    transaction.settings.put("count", str(int(transaction.settings.get("count") or 0) + 1))

for _ in range(int(sys.argv[2])):
    store.write(count)
store.close()
"""


def run_at_once(path, processes, writes):
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    started = [
        subprocess.Popen(
            [sys.executable, "-c", COUNTER, str(path), str(writes)],
            stdin=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment,
        )
        for _ in range(processes)
    ]
    for process in started:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    return [process.communicate(timeout=100)[1] for process in started]


def test_two_processes_that_start_at_once_make_one_database(path):
    assert run_at_once(path, 2, 1) == ["", ""]
    store = open_store(path)
    assert examine(store).faults == []
    store.close()


def test_eight_processes_start_and_write_at_once_and_nothing_is_locked_or_lost(path):
    assert run_at_once(path, 8, 40) == [""] * 8
    store = open_store(path)
    with store.read() as transaction:
        assert transaction.settings.get("count") == "320"
    store.close()


def test_what_another_process_wrote_is_seen_at_once(path):
    store = open_store(path)
    run_at_once(path, 1, 3)
    with store.read() as transaction:
        assert transaction.settings.get("count") == "3"
    store.close()
