"""``python -m benchmarks.sessions``: many reviewers at once; how long an edit takes to be stored.

Each session is a client of its own that speaks Streamlit's WebSocket as a page of the editor does, without a
browser. Exit code 1 where the 95th percentile from an edit to its acknowledgement is 250 ms or more, anything
was locked or failed, or an acknowledged edit is not in the database.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

from benchmarks.sessions.articles import prepare
from benchmarks.sessions.run import Plan, measure


def main() -> None:
    """Parse the arguments, measure, print; exit 1 where something must not be so."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.sessions",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--sessions", type=int, default=30, metavar="N", help="reviewers at once (30)")
    parser.add_argument("--seconds", type=float, default=300.0, metavar="N", help="how long they work (300)")
    parser.add_argument(
        "--pace", type=float, default=1.0, metavar="N", help="seconds between two edits (1.0)"
    )
    parser.add_argument("--articles", type=int, default=100_000, metavar="N", help="in the database (100000)")
    parser.add_argument(
        "--shared", type=float, default=0.1, metavar="N", help="share of articles that others have too"
    )
    parser.add_argument(
        "--queue", action="store_true", help="go on by the queue, not to articles of one's own"
    )
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="of all choices (1)")
    parser.add_argument("--folder", type=Path, metavar="PATH", help="keep the articles here for the next run")
    parser.add_argument(
        "--doctor", action="store_true", help="have annotator doctor examine the database too"
    )
    parser.add_argument("--json", action="store_true", help="print JSON instead of text")
    arguments = parser.parse_args()
    plan = Plan(
        sessions=arguments.sessions,
        seconds=arguments.seconds,
        pace=arguments.pace,
        articles=arguments.articles,
        shared=arguments.shared,
        by_queue=arguments.queue,
        seed=arguments.seed,
        doctor=arguments.doctor,
    )
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.folder or Path(temporary)
        report = measure(plan, prepare(folder, plan.articles))
    print(json.dumps(report.as_json(), indent=2) if arguments.json else report.as_text())
    sys.exit(1 if report.faults else 0)


if __name__ == "__main__":
    main()
