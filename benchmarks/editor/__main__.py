"""``python -m benchmarks.editor``: measure the editor with a real server, database and browser."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Browser

from annotator.store import open_store
from benchmarks.editor import figures
from benchmarks.editor.articles import fill
from benchmarks.editor.report import Row, as_json, as_table, machine, rows_of
from benchmarks.editor.screen import Screen, chromium
from tests.browser.serving import Server

_KILOBYTE = 1024
#: Articles that are opened one after the other, by length in KB; longer ones take longer.
_GO_ON = {2: 12, 20: 8, 100: 5}


def main() -> None:
    """Parse the arguments, measure, print; exit 1 where a figure could not be measured."""
    arguments = _arguments()
    chosen = tuple(name for name in figures.FIGURES if name in (arguments.only or figures.FIGURES))
    rows: list[Row] = []
    faults: list[str] = []
    with chromium() as browser:
        told = machine(browser.version)
        for size in arguments.sizes:
            samples, failed = measure(browser, size, arguments.repetitions, chosen)
            rows += rows_of(samples, size)
            faults += failed
    told["load_after"] = machine("")["load"]
    if arguments.json:
        print(json.dumps(as_json(rows, told), indent=2))
    else:
        print(as_table(rows))
        print("\n" + ", ".join(f"{name} {value}" for name, value in told.items()))
    if faults:
        sys.exit("\n".join(faults))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.editor", description=__doc__)
    parser.add_argument("--sizes", type=_sizes, default=[2, 20, 100], metavar="KB,…", help="2,20,100")
    parser.add_argument("--repetitions", type=int, default=40, metavar="N", help="samples of each key (40)")
    parser.add_argument(
        "--only", action="append", choices=tuple(figures.FIGURES), help="measure only this; may be repeated"
    )
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    return parser.parse_args()


def _sizes(text: str) -> list[int]:
    return [int(part) for part in text.split(",")]


def measure(
    browser: Browser, kilobytes: int, repetitions: int, chosen: Sequence[str]
) -> tuple[dict[str, list[float]], list[str]]:
    """The chosen figures at one length, with a server and a database of its own.

    A figure that fails is told and left out; the ones behind it are measured all the same, in a new tab.

    Returns:
        milliseconds by figure, and a sentence for each group that failed.
    """
    size, opened = kilobytes * _KILOBYTE, _GO_ON.get(kilobytes, 5)
    faults: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "benchmark.db"
        store = open_store(database)
        fill(store, [(size, figures.articles_for(chosen, repetitions, opened))])
        store.close()
        server = Server(database).start()
        try:
            session = figures.Session(Screen(browser, server.url), database, size, repetitions, opened)
            for name in chosen:
                print(f"{kilobytes} KB, {name} …", file=sys.stderr)
                if (fault := session.attempt(name)) is not None:
                    faults.append(f"{kilobytes} KB, {name}: {fault}")
                    print(faults[-1], file=sys.stderr)
            session.screen.close()
        finally:
            server.stop()
    return session.samples.of, faults


if __name__ == "__main__":
    main()
