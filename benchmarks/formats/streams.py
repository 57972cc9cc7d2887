"""Gold on its way in and out of a database, in constant memory: ``python -m benchmarks.formats.streams``.

Twice, with a tenth of the articles and with all of them, each step in a process of its own: a native file is
imported, exported, released and compared with the release. Prints articles a second and the most memory
of the process; what is constant is about the same in both rows.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from annotator.formats.jsonl import JsonLines
from annotator.services.export.export import export_to
from annotator.services.imports.import_records import ImportOptions, import_records
from annotator.services.release.gold_diff import compare_gold, gold_of
from annotator.services.release.release import release
from annotator.store import Store, open_store
from benchmarks.formats.__main__ import records


def _import(store: Store, folder: Path) -> int:
    return import_records(store, folder / "in.jsonl", ImportOptions("gold")).done


def _export(store: Store, folder: Path) -> int:
    return export_to(store, "jsonl", folder / "out.jsonl").written.articles


def _brat(store: Store, folder: Path) -> int:
    return export_to(store, "brat", folder / "brat").written.articles


def _release(store: Store, folder: Path) -> int:
    return sum(release(store, "v1").articles.values())


def _diff(store: Store, folder: Path) -> int:
    changed = list(compare_gold(gold_of("v1", store), gold_of("now", store)))
    if changed:
        raise SystemExit(f"{len(changed)} articles changed by themselves")
    with (folder / "in.jsonl").open("rb") as stream:
        return sum(1 for _ in stream)


STEPS: dict[str, Callable[[Store, Path], int]] = {
    "import": _import,
    "export": _export,
    "brat": _brat,
    "release": _release,
    "diff": _diff,
}


def main() -> None:
    """Measure both sizes, or with ``--one`` one step in this process."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.formats.streams", description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000, metavar="N", help="how many (100000)")
    parser.add_argument("--one", nargs=2, metavar=("STEP", "FOLDER"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        step, folder = arguments.one
        print(json.dumps(_one(step, Path(folder), arguments.articles)))
        return
    print(f"{'articles':>9} {'step':8} {'a second':>9} {'MB':>6}")
    for articles in (arguments.articles // 10, arguments.articles):
        _measure(articles)


def _measure(articles: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        with (Path(folder) / "in.jsonl").open("wb") as stream:
            JsonLines().write_stream(records(articles), stream)
        for step in STEPS:
            command = [sys.executable, "-m", "benchmarks.formats.streams", "--articles", str(articles)]
            done = subprocess.run(
                [*command, "--one", step, folder], stdout=subprocess.PIPE, text=True, check=True
            )
            found = json.loads(done.stdout)
            print(f"{articles:9,} {step:8} {found['rate']:9,.0f} {found['memory']:6,.0f}", flush=True)


def _one(step: str, folder: Path, articles: int) -> dict[str, float]:
    store = open_store(folder / "annotator.db")
    started = time.perf_counter()
    done = STEPS[step](store, folder)
    spent = time.perf_counter() - started
    store.close()
    if done != articles:
        raise SystemExit(f"{step}: {done} of {articles}")
    return {"rate": articles / spent, "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


if __name__ == "__main__":
    main()
