"""``annotator ingest``: articles from files and folders into the database."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from annotator.commands import FINE, NOT_ALL, NOTHING
from annotator.commands.options import add_database, add_json, add_schema, new_or_existing_store, path
from annotator.commands.output import count, fault_json, progress_on_terminal, say, say_json, warn_all
from annotator.services.ingest.article_files import FIELDS, KINDS, parse_columns

if TYPE_CHECKING:
    from annotator.services.ingest.ingest import IngestReport


def configure(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument(
        "paths",
        nargs="+",
        type=path,
        metavar="PATH",
        help=f"a file ({', '.join(KINDS)}), or a folder of them",
    )
    parser.add_argument(
        "--column",
        action="append",
        default=[],
        dest="columns",
        metavar="FIELD=NAME",
        help=f"in tables, the column that is the {', '.join(FIELDS)} (else its name says it); repeat it",
    )
    add_database(parser)
    add_schema(parser)
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    """Take in what can be taken, say what was refused."""
    from annotator.services.database.label_schema import use_schema
    from annotator.services.ingest.ingest import ingest

    columns = parse_columns(arguments.columns)
    store = new_or_existing_store(arguments)
    if arguments.schema is not None:
        use_schema(store, arguments.schema)
    with progress_on_terminal("articles") as progress:
        report = ingest(store, arguments.paths, progress, columns)
    warn_all(report.refused)
    if arguments.json:
        say_json(
            {
                "added": report.added,
                "known": report.known,
                "refused": [fault_json(fault) for fault in report.refused],
                "ignored": [str(path) for path in report.ignored],
                "annotated": report.annotated,
            }
        )
    else:
        _say(report)
    if not report.refused:
        return FINE
    return NOT_ALL if report.added or report.known else NOTHING


def _say(report: IngestReport) -> None:
    say(
        f"{count(report.added, 'article')} added, {len(report.known):,} known already,"
        f" {len(report.refused):,} refused"
    )
    if report.ignored:
        say(f"left alone: {count(report.ignored, 'file')} of other kinds")
    if report.annotated:
        say(f"{count(report.annotated, 'record')} had entities or relations; ingest takes only the articles")
