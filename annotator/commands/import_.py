"""``annotator import``: annotations that others made."""

from __future__ import annotations

import argparse
from collections import Counter
from typing import TYPE_CHECKING

from annotator.commands import FINE, NOT_ALL, NOTHING
from annotator.commands.extractors import say_unseen
from annotator.commands.options import (
    add_database,
    add_force,
    add_json,
    add_schema,
    new_or_existing_store,
    path,
    replacing,
)
from annotator.commands.output import count, progress_on_terminal, say, say_json, warn
from annotator.core.model import ExtractorName
from annotator.errors import DoubtKind, InputError, ItemFaultKind, NotGoldError
from annotator.formats.contract.annotated import DOUBTS, LEFT_OUT, fault_row
from annotator.formats.registry import format_names

if TYPE_CHECKING:
    from annotator.services.imports.import_records import ImportOptions, ImportReport

#: How many records of a kind of doubt, and items of a kind of fault, are named on the terminal.
_SHOWN = 10


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
        help="what offsets in the file count (code-points; a file that looks otherwise is refused)",
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
    parser.add_argument(
        "--unannotated-is-empty",
        action="store_true",
        help="take records that nobody has annotated as texts with nothing in them (else they are refused)",
    )
    parser.add_argument(
        "--complete",
        action="store_true",
        help="an article is complete even if some of its gold was left out (else it is in progress)",
    )
    add_force(parser)
    add_database(parser)
    add_schema(parser)
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    """Take what can be taken, say what was refused."""
    from annotator.services.database.label_schema import use_schema
    from annotator.services.imports.import_records import import_records

    options = _options(arguments)
    store = new_or_existing_store(arguments)
    if arguments.schema is not None:
        use_schema(store, arguments.schema)
    with progress_on_terminal("records") as progress:
        report = import_records(store, arguments.path, options, progress)
    _warn(report)
    if arguments.json:
        say_json(_report_json(report))
    else:
        _say(report, arguments)
        if options.kind == "proposals" and options.extractor is not None:
            say_unseen(store, options.extractor)
    if not report.refused and not report.left_out and not report.items:
        return FINE
    return NOT_ALL if report.done or report.known else NOTHING


def _options(arguments: argparse.Namespace) -> ImportOptions:
    from annotator.services.imports.import_records import ImportOptions

    if arguments.kind == "gold" and arguments.extractor is not None:
        raise InputError("--extractor is for proposals; --reviewer says who made gold")
    if arguments.kind == "proposals" and arguments.reviewer is not None:
        raise InputError("--reviewer is for gold; --extractor says whose proposals these are")
    if arguments.complete and (arguments.kind == "proposals" or arguments.strict):
        raise InputError("--complete is for gold of which something is left out, which --strict never takes")
    name = arguments.extractor
    extractor = None if name is None else ExtractorName(name, arguments.extractor_version)
    return ImportOptions(
        arguments.kind,
        extractor,
        arguments.reviewer,
        arguments.strict,
        arguments.format,
        arguments.offsets,
        arguments.unannotated_is_empty,
        arguments.complete,
        replacing(arguments),
    )


def _report_json(report: ImportReport) -> dict[str, object]:
    return {
        "taken": report.done,
        "known": report.known,
        "added": report.added,
        "entities": report.entities,
        "relations": report.relations,
        "without_entities": report.empty,
        "in_progress": report.unfinished,
        "left_out": {**report.left_out, **{LEFT_OUT[kind]: one for kind, one in report.faulty.items()}},
        "items": [fault_row(fault) for fault in report.items],
        "passed_over": dict(report.passed_over),
        "refused": [fault_row(fault) for fault in report.refused],
        "not_annotated": dict(report.doubts),
        "quarantine": [str(place) for place in report.quarantine],
        "reasons": [str(place) for place in report.reasons],
    }


def _warn(report: ImportReport) -> None:
    """A line for each fault; of what nobody annotated, and of items, only for the first of thousands."""
    shown: Counter[DoubtKind] = Counter()
    for fault in report.refused:
        if isinstance(fault, NotGoldError):
            shown[fault.kind] += 1
            if shown[fault.kind] > _SHOWN:
                continue
        warn(fault)
    faulty: Counter[ItemFaultKind] = Counter()
    for item in report.items:
        faulty[item.kind] += 1
        if faulty[item.kind] <= _SHOWN:
            warn(f"{item} (left out)")
    told = [
        *((f"record {DOUBTS[kind]}", f"records {DOUBTS[kind]}", number) for kind, number in shown.items()),
        *((f"× {LEFT_OUT[kind]}", f"× {LEFT_OUT[kind]}", number) for kind, number in faulty.items()),
    ]
    for one, many, number in told:
        if number > _SHOWN:
            warn(f"and {number - _SHOWN:,} more {one if number == _SHOWN + 1 else many} (--json lists all)")


def _say(report: ImportReport, arguments: argparse.Namespace) -> None:
    say(
        f"{count(report.done, 'record')} taken as {arguments.kind} with"
        f" {count(report.entities, 'entity', 'entities')} and {count(report.relations, 'relation')},"
        f" {report.known:,} known already, {len(report.refused):,} refused"
    )
    if report.empty:
        say(f"{report.empty:,} of them without any entity, which says that there is nothing in the text")
    for kind, number in report.doubts.items():
        say(f"{count(number, 'record')} {DOUBTS[kind]}: not taken as {arguments.kind}")
    if report.passed_over:
        found = ", ".join(f"{number:,} × {what}" for what, number in report.passed_over.most_common())
        say(f"passed over: {found}")
    if report.added:
        say(f"{count(report.added, 'article')} of them new here")
    if report.items:
        told = ", ".join(f"{number:,} × {LEFT_OUT[kind]}" for kind, number in report.faulty.most_common())
        say(f"left out: {told}; the rest of their articles is taken")
    if report.unfinished:
        say(
            f"{count(report.unfinished, 'article')} of them in progress, as something was left out: look at"
            " it here, import what stands aside once it is mended, or say --complete"
        )
    if report.left_out:
        told = ", ".join(f"{what} ({number:,})" for what, number in sorted(report.left_out.items()))
        say(f"left out, because the label schema lacks them: {told}; add them to it and import once more")
    for place in report.quarantine:
        say(f"what was not taken as it is stands in {place}")
    for place in report.reasons:
        say(f"the reasons stand in {place}")
    if report.refused and arguments.strict:
        say("nothing was taken (--strict)")
