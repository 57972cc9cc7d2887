"""``annotator import``: annotations that others made."""

from __future__ import annotations

import argparse

from annotator.commands import FINE, NOT_ALL, NOTHING
from annotator.commands.options import add_database, add_json, add_schema, new_or_existing_store, path
from annotator.commands.output import count, fault_json, progress_on_terminal, say, say_json, warn_all
from annotator.core.model import ExtractorName
from annotator.errors import InputError
from annotator.formats.registry import format_names
from annotator.services.import_records import ImportOptions, ImportReport, import_records
from annotator.services.label_schema import use_schema


def configure(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument("path", type=path, metavar="PATH", help="a file, or a folder of parts")
    parser.add_argument(
        "--format",
        choices=format_names(),
        metavar="NAME",
        help=f"one of: {', '.join(format_names())} (else jsonl or parquet, as its name ends)",
    )
    parser.add_argument(
        "--offsets",
        choices=["code-points", "utf16", "utf8"],
        default="code-points",
        help="what offsets in the file count (code-points)",
    )
    parser.add_argument(
        "--as", dest="kind", required=True, choices=["proposals", "gold"], help="what the annotations are"
    )
    parser.add_argument(
        "--extractor", metavar="NAME", help="whose proposals they are (else each record says it)"
    )
    parser.add_argument(
        "--extractor-version", default="1", metavar="VERSION", help="with --extractor: its version (1)"
    )
    parser.add_argument(
        "--reviewer", metavar="NAME", help="who made the gold, where a record does not say it"
    )
    parser.add_argument(
        "--strict", action="store_true", help="take all or nothing (else what is refused goes into a file)"
    )
    add_database(parser)
    add_schema(parser)
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    """Take what can be taken, say what was refused."""
    options = _options(arguments)
    store = new_or_existing_store(arguments)
    if arguments.schema is not None:
        use_schema(store, arguments.schema)
    with progress_on_terminal("records") as progress:
        report = import_records(store, arguments.path, options, progress)
    warn_all(report.refused)
    if arguments.json:
        say_json(_report_json(report))
    else:
        _say(report, arguments)
    if not report.refused:
        return FINE
    return NOT_ALL if report.done or report.known else NOTHING


def _options(arguments: argparse.Namespace) -> ImportOptions:
    if arguments.kind == "gold" and arguments.extractor is not None:
        raise InputError("--extractor is for proposals; --reviewer says who made gold")
    if arguments.kind == "proposals" and arguments.reviewer is not None:
        raise InputError("--reviewer is for gold; --extractor says whose proposals these are")
    name = arguments.extractor
    extractor = None if name is None else ExtractorName(name, arguments.extractor_version)
    return ImportOptions(
        arguments.kind, extractor, arguments.reviewer, arguments.strict, arguments.format, arguments.offsets
    )


def _report_json(report: ImportReport) -> dict[str, object]:
    return {
        "taken": report.done,
        "known": report.known,
        "added": report.added,
        "entities": report.entities,
        "relations": report.relations,
        "refused": [fault_json(fault) for fault in report.refused],
        "quarantine": [str(place) for place in report.quarantine],
    }


def _say(report: ImportReport, arguments: argparse.Namespace) -> None:
    say(
        f"{count(report.done, 'record')} taken as {arguments.kind} with"
        f" {count(report.entities, 'entity', 'entities')} and {count(report.relations, 'relation')},"
        f" {report.known:,} known already, {len(report.refused):,} refused"
    )
    if report.added:
        say(f"{count(report.added, 'article')} of them new here")
    for place in report.quarantine:
        say(f"the refused lines stand in {place}")
    if report.refused and arguments.strict:
        say("nothing was taken (--strict)")
