"""What a process costs before it does anything: ``python -m benchmarks.starting``.

Seconds of processor time (user and system) of a process and those that it started, the median of several
runs. A busy machine takes more of it too, as others empty its caches: compare figures of one sitting.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path
from statistics import median

from annotator.cli import COMMANDS
from annotator.services.background.jobs import Job
from annotator.services.team.plan import give_role
from annotator.store import open_store

_AIM = 0.5


def main() -> int:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description="What a process costs before it does anything.")
    parser.add_argument("--runs", type=int, default=5, help="of each, after one that is not counted (5)")
    parser.add_argument("--only", metavar="WORDS", default="", help="what has these words in its name")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        told = {name: found for name, found in _processes(Path(folder)).items() if chosen.only in name}
        print("| process | seconds | |\n|---|---|---|")
        for name, arguments in told.items():
            _seconds(arguments)  # its files are in memory from now on
            found = median(_seconds(arguments) for _ in range(chosen.runs))
            print(f"| {name} | {found:.2f} | {'' if found <= _AIM else '!'} |", flush=True)
    return 0


def _processes(folder: Path) -> dict[str, list[str]]:
    database = folder / "a.db"
    store = open_store(database)
    give_role(store, None, "ada", "admin")
    store.close()
    # Bo may not, so that the job is refused where it would begin
    job = Job("release", "a release", who="bo").to_text()
    program = ["-m", "annotator"]
    return {
        "bare Python": ["-c", "pass"],
        "`annotator --help`": [*program, "--help"],
        **{f"`annotator {name} --help`": [*program, name, "--help"] for name in COMMANDS},
        "`annotator formats`": [*program, "formats"],
        "`annotator ingest` (one article)": [
            "-m",
            "annotator",
            "ingest",
            str(_article(folder)),
            "--db",
            database,
        ],
        "`annotator doctor`": [*program, "doctor", "--db", str(database)],
        "a background process, up to its job": ["-m", "annotator.services.background", str(database), job],
    }


def _article(folder: Path) -> Path:
    path = folder / "a.txt"
    path.write_text("Ada met Bo in Paris.", encoding="utf-8")
    return path


def _seconds(arguments: list[str]) -> float:
    with open(os.devnull, "wb") as nowhere:
        files = [(os.POSIX_SPAWN_DUP2, nowhere.fileno(), number) for number in (1, 2)]
        process = os.posix_spawn(sys.executable, [sys.executable, *arguments], os.environ, file_actions=files)
    _, _, used = os.wait4(process, 0)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    sys.exit(main())
