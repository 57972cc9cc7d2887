"""Whether the database holds what the sessions were told that it holds."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from benchmarks.sessions.session import Findings


def missing_edits(database: Path, sessions: Sequence[Findings]) -> list[str]:
    """What does not stand in the log exactly once and as it was sent, a sentence each."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as db:
        return [fault for found in sessions for fault in _missing(db, found)]


def _missing(db: sqlite3.Connection, found: Findings) -> list[str]:
    rows = db.execute(
        "SELECT client_seq, verb FROM decisions WHERE client = ? ORDER BY sequence", (found.client,)
    ).fetchall()
    expected = [(seq, found.made[seq]) for seq in range(1, found.acknowledged + 1)]
    if rows[: len(expected)] == expected:
        return []
    return [
        f"{found.client}: {len(expected)} edits are acknowledged, but the log holds {len(rows)} or others"
    ]


def doctor_faults(database: Path) -> list[str]:
    """What ``annotator doctor`` finds wrong with the whole database."""
    command = [sys.executable, "-m", "annotator", "doctor", "--json", "--db", str(database)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if not done.stdout:
        return [f"annotator doctor failed: {done.stderr.strip()}"]
    faults: list[str] = json.loads(done.stdout)["faults"]
    return faults
