"""Every format written and read, each in a process of its own: ``python -m benchmarks.formats``.

The articles are the development gold, over and over, each with a text of its own. Prints articles a
second and the most memory of the process; beside ``jsonl`` the speed as a share of the standard library's
json on the same dictionaries.
"""

from __future__ import annotations

import argparse
import itertools
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

from annotator.core.model import Record
from annotator.errors import InputError
from annotator.formats.contract.losses import Losses
from annotator.formats.contract.protocol import Reading, Target
from annotator.formats.jsonl import JsonLines
from annotator.formats.reading.record_writer import record_to_json
from annotator.formats.registry import format_names, get_format
from annotator.services.database.label_schema import default_schema
from annotator.services.files.sources import FileSource, FolderSource
from annotator.services.files.targets import file_target, folder_target

GOLD = Path(__file__).parents[1] / "data" / "news-dev.jsonl"


def records(articles: int) -> Iterator[Record]:
    """So many records, none of them kept."""
    with GOLD.open("rb") as stream:
        found = [record for _, record in JsonLines().read_stream(stream, str(GOLD))]
    gold = [record for record in found if isinstance(record, Record)]
    for number, record in zip(range(articles), itertools.cycle(gold), strict=False):
        article = replace(record.article, id=f"a{number}", text=f"{record.article.text}\n{number}\n")
        yield replace(record, article=article)


def main() -> None:
    """Measure all formats, or with ``--one`` one of them in this process."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.formats", description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000, metavar="N", help="how many (10000)")
    parser.add_argument("--only", choices=format_names(), action="append", help="of these formats")
    parser.add_argument("--one", nargs=2, metavar=("WHAT", "PATH"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        what, path = arguments.one
        (name,) = arguments.only
        print(json.dumps(_one(what, name, Path(path), arguments.articles)))
        return
    print(
        f"{arguments.articles:,} articles; articles a second and MB at most (the process, its libraries too)"
    )
    print(f"{'format':14} {'written':>9} {'MB':>6} {'read':>9} {'MB':>6} {'size, MB':>9}")
    for name in arguments.only or format_names():
        print(_line(name, arguments.articles), flush=True)


def _line(name: str, articles: int) -> str:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"gold{get_format(name).extension}"
        out, back = (_in_process(what, name, path, articles) for what in ("write", "read"))
        size = sum(one.stat().st_size for one in Path(folder).rglob("*") if one.is_file()) / 1e6
    rates = " ".join(f"{one['rate']:9,.0f} {one['memory']:6,.0f}" for one in (out, back))
    line = f"{name:14} {rates} {size:9,.1f}"
    if name == "jsonl":
        line += f"   {out['rate'] / out['plain']:.2f} of json.dumps alone"
    return line


def _in_process(what: str, name: str, path: Path, articles: int) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.formats", "--articles", str(articles), "--only", name]
    done = subprocess.run([*command, "--one", what, str(path)], capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _one(what: str, name: str, path: Path, articles: int) -> dict[str, float]:
    made = _write(name, path, articles) if what == "write" else _read(name, path, articles)
    return {**made, "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def _write(name: str, path: Path, articles: int) -> dict[str, float]:
    chosen, schema = get_format(name), default_schema()
    for _ in records(12):  # what is made once is made before
        pass
    making = _seconds(lambda: sum(1 for _ in records(articles)))
    opened: AbstractContextManager[Target] = (
        folder_target(path) if chosen.layout == "folder" else file_target(path)
    )
    started = time.perf_counter()
    with opened as target:
        written = chosen.write(records(articles), target, schema, Losses())
    spent = time.perf_counter() - started - making
    if written.articles != articles:
        raise SystemExit(f"{name} wrote {written.articles} of {articles}")
    plain = _plain(articles) if name == "jsonl" else 1.0
    return {"rate": articles / spent, "plain": plain}


def _plain(articles: int) -> float:
    """Articles a second of json alone: the same dictionaries, made beforehand in turn."""
    spent = 0.0
    with tempfile.TemporaryFile() as stream:
        for record in records(articles):
            row = record_to_json(record)
            started = time.perf_counter()
            stream.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")
            spent += time.perf_counter() - started
    return articles / spent


def _read(name: str, path: Path, articles: int) -> dict[str, float]:
    chosen = get_format(name)
    source = FolderSource(path) if chosen.layout == "folder" else FileSource(path)
    started = time.perf_counter()
    found = 0
    for one in chosen.read(source, Reading(default_schema())):
        if isinstance(one.what, InputError):
            raise SystemExit(f"{name}: {one.file} {one.line}: {one.what}")
        found += 1
    if found != articles:
        raise SystemExit(f"{name} read {found} of {articles}")
    return {"rate": articles / (time.perf_counter() - started)}


def _seconds(call: object) -> float:
    started = time.perf_counter()
    if callable(call):
        call()
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
