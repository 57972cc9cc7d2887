"""``annotator export``: gold in a format that other tools read."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from annotator.commands import FINE, NOT_ALL
from annotator.commands.options import add_database, add_json, existing_store, path
from annotator.commands.output import count, progress_on_terminal, say, say_json, warn
from annotator.errors import InputError
from annotator.formats.registry import all_formats, get_format
from annotator.services.export import ExportReport, export_gold
from annotator.services.files import write_output
from annotator.services.gold import gold_records
from annotator.store import Store


def configure(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    names = ", ".join(found.name for found in all_formats())
    parser.add_argument("--format", required=True, metavar="NAME", help=f"one of: {names}")
    parser.add_argument(
        "--output", required=True, type=path, metavar="PATH", help="the file to write; - for standard output"
    )
    parser.add_argument(
        "--include-partial",
        action="store_true",
        help="also what is decided so far in articles that are not complete",
    )
    add_database(parser)
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    """Write the file, whole or not at all, and say what the format had no room for."""
    get_format(arguments.format)
    store = existing_store(arguments)
    if next(gold_records(store, arguments.include_partial), None) is None:
        what = "no article has a decision" if arguments.include_partial else "no article is complete"
        warn(f"{store.path}: there is nothing to export: {what}; {arguments.output} is left as it is")
        return NOT_ALL
    if str(arguments.output) == "-":
        export_gold(store, arguments.format, sys.stdout.buffer, arguments.include_partial)
        return FINE
    report = _to_file(store, arguments)
    if arguments.json:
        say_json(_report_json(report, arguments.output))
    else:
        _say(report, arguments.output)
    return FINE


def _to_file(store: Store, arguments: argparse.Namespace) -> ExportReport:
    if arguments.output.resolve() == store.path:
        raise InputError("is the database; choose another file", source=str(arguments.output))
    with write_output(arguments.output) as target, progress_on_terminal("articles") as progress:
        return export_gold(store, arguments.format, target, arguments.include_partial, progress)


def _report_json(report: ExportReport, output: Path) -> dict[str, object]:
    return {
        "format": report.format,
        "output": str(output),
        "articles": report.written.articles,
        "entities": report.written.entities,
        "relations": report.written.relations,
        "lost": dict(report.written.lost),
    }


def _say(report: ExportReport, output: Path) -> None:
    written = report.written
    say(
        f"{count(written.articles, 'article')} with {count(written.entities, 'entity', 'entities')} and"
        f" {count(written.relations, 'relation')} written to {output} ({report.format})"
    )
    for what, number in written.lost.items():
        say(f"lost, because {report.format} has no room for it: {what} ({number:,})")
    if not written.lost:
        say("nothing was lost")
