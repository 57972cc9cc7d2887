"""``annotator report``: everything about the accuracy of an extractor in one file."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from annotator.commands import FINE
from annotator.commands.options import (
    add_database,
    add_force,
    add_json,
    add_sampling,
    existing_store,
    path,
    replacing,
)
from annotator.commands.output import say, say_json
from annotator.errors import InputError
from annotator.presentation.writing import FORMATS, render
from annotator.services.accuracy.sampling import Sampling
from annotator.services.files.targets import write_file

if TYPE_CHECKING:
    from annotator.services.accuracy.report_numbers import Report


def configure(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument(
        "--output", required=True, type=path, metavar="PATH", help="the file to write; - for standard output"
    )
    parser.add_argument(
        "--format",
        choices=FORMATS,
        default="html",
        metavar="NAME",
        help=f"one of: {', '.join(FORMATS)} (html: one self-contained page)",
    )
    parser.add_argument(
        "--extractor",
        metavar="NAME",
        help="NAME or NAME@VERSION in the database (else the newest that has read all the gold)",
    )
    parser.add_argument(
        "--baseline", metavar="NAME", help="another extractor of the database to compare it with"
    )
    parser.add_argument(
        "--gold", type=path, metavar="PATH", help="instead of a database: records (jsonl) that are right"
    )
    parser.add_argument("--predicted", type=path, metavar="PATH", help="with --gold: records to score")
    parser.add_argument(
        "--schema",
        type=path,
        metavar="PATH",
        help="with --gold: the label schema; others' labels are an error",
    )
    add_sampling(parser, least=0, usual=1000, what="the intervals")
    add_force(parser)
    add_database(parser)
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    """Write the file, whole or not at all."""
    from annotator.store import database_path

    files = (arguments.gold, arguments.predicted, arguments.schema)
    rule = replacing(arguments, *files).but_no_database(database_path(arguments.db))
    if str(arguments.output) != "-" and not arguments.output.is_dir():
        rule.check(arguments.output)
    report = _report(arguments)
    text = render(report, arguments.format).encode("utf-8")
    if str(arguments.output) == "-":
        sys.stdout.buffer.write(text)
        return FINE
    with write_file(arguments.output, rule) as target:
        target.write(text)
    if arguments.json:
        say_json(
            {
                "report": str(arguments.output),
                "format": arguments.format,
                "bytes": len(text),
                "articles": report.measured.evaluation.articles,
            }
        )
    else:
        say(f"{arguments.output}: {report.measured.name}, {len(text):,} bytes")
    return FINE


def _report(arguments: argparse.Namespace) -> Report:
    from annotator.services.accuracy.report_numbers import report_of_extractor, report_of_files

    sampling = Sampling(arguments.seed, arguments.resamples)
    files = {"--gold": arguments.gold, "--predicted": arguments.predicted, "--schema": arguments.schema}
    if arguments.gold is None and arguments.predicted is None:
        if arguments.schema is not None:
            raise InputError("--schema belongs to files: name them with --gold and --predicted")
        store = existing_store(arguments)
        return report_of_extractor(store, arguments.extractor, arguments.baseline, sampling)
    missing = [option for option in ("--gold", "--predicted") if files[option] is None]
    if missing:
        raise InputError(f"{missing[0]} is missing: name both files, or none for the database")
    for option, value in (
        ("--extractor", arguments.extractor),
        ("--baseline", arguments.baseline),
        ("--db", arguments.db),
    ):
        if value is not None:
            raise InputError(f"{option} belongs to the database, --gold to files: choose one")
    return report_of_files(arguments.gold, arguments.predicted, arguments.schema, sampling)
