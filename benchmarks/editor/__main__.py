"""``python -m benchmarks.editor``: measure the editor with a real server, database and browser."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser

from annotator.store import open_store
from benchmarks.editor import figures
from benchmarks.editor.articles import fill
from benchmarks.editor.report import Row, as_json, as_table, machine, rows_of
from benchmarks.editor.screen import Screen, chromium
from benchmarks.editor.watcher import watching
from tests.browser.serving import Server

_KILOBYTE = 1024
#: Articles that are opened one after the other, by length in KB; longer ones take longer.
_GO_ON = {2: 12, 20: 8, 100: 5}


def main() -> None:
    """Parse the arguments, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.editor", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[2, 20, 100], metavar="KB")
    parser.add_argument("--repetitions", type=int, default=40, metavar="N", help="samples of each key (40)")
    parser.add_argument("--opening", action="store_true", help="measure only what opens articles")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    arguments = parser.parse_args()
    with chromium() as browser:
        before = machine(browser.version)
        rows = [
            row
            for size in arguments.sizes
            for row in measure(browser, size, arguments.repetitions, opening=arguments.opening)
        ]
        told = {**before, "load_after": machine("")["load"]}
    if arguments.json:
        print(json.dumps(as_json(rows, told), indent=2))
    else:
        print(as_table(rows))
        print("\n" + ", ".join(f"{name} {value}" for name, value in told.items()))


def measure(browser: Browser, kilobytes: int, repetitions: int, *, opening: bool = False) -> list[Row]:
    """Every figure at one length, with a server and a database of its own."""
    size, opened = kilobytes * _KILOBYTE, _GO_ON.get(kilobytes, 5)
    print(f"{kilobytes} KB …", file=sys.stderr)
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "benchmark.db"
        store = open_store(database)
        fill(store, [(size, figures.articles_for(repetitions) + opened)])
        store.close()
        server = Server(database).start()
        try:
            with watching(database) as watcher:
                session = figures.Session(Screen(browser, server.url), watcher, size, repetitions)
                (figures.open_all if opening else figures.run_all)(session, opened)
                session.screen.close()
        finally:
            server.stop()
    return rows_of(session.samples.of, kilobytes)


if __name__ == "__main__":
    main()
