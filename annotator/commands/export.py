"""``annotator export``: gold, or proposals, in a format that other tools read."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.commands import FINE, NOT_ALL
from annotator.commands.options import add_database, add_force, add_json, existing_store, path, replacing
from annotator.commands.output import count, progress_on_terminal, say, say_json, warn
from annotator.errors import InputError
from annotator.formats.registry import format_names, get_format

if TYPE_CHECKING:
    from annotator.formats.contract.protocol import Format
    from annotator.services.export.contents import Exported
    from annotator.services.export.export import ExportReport
    from annotator.store import Store


def configure(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    names = ", ".join(format_names())
    parser.add_argument("--format", required=True, metavar="NAME", help=f"one of: {names}")
    parser.add_argument(
        "--output",
        required=True,
        type=path,
        metavar="PATH",
        help="the file or folder to write; - for standard output",
    )
    parser.add_argument(
        "--as",
        dest="what",
        choices=("gold", "proposals"),
        default="gold",
        help="gold, or what an extractor proposed (gold)",
    )
    parser.add_argument(
        "--extractor",
        default="",
        metavar="NAME[@VERSION]",
        help="whose proposals (of the one that came last)",
    )
    parser.add_argument(
        "--include-partial",
        action="store_true",
        help="also what is decided so far in articles that are not complete",
    )
    add_force(parser)
    add_database(parser)
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    """Write the file, whole or not at all, and say what the format had no room for."""
    chosen = get_format(arguments.format)
    store = existing_store(arguments)
    what = _what(arguments)
    if next(what.records(store), None) is None:
        warn(f"{store.path}: there is nothing to export: {_empty(what)}; {arguments.output} is left as it is")
        return NOT_ALL
    if str(arguments.output) == "-":
        return _to_standard_output(store, chosen, what)
    report = _to_file(store, arguments, what)
    if arguments.json:
        say_json(_report_json(report, arguments.output))
    else:
        _say(report, arguments.output)
    return FINE


def _what(arguments: argparse.Namespace) -> Exported:
    """What is asked for; options of the other kind would be passed over in silence."""
    from annotator.services.export.contents import Exported

    if arguments.what == "gold" and arguments.extractor:
        raise InputError("--extractor says whose proposals: add --as proposals")
    if arguments.what == "proposals" and arguments.include_partial:
        raise InputError("--include-partial is about gold; proposals are there whatever was decided")
    return Exported(arguments.what, arguments.include_partial, arguments.extractor)


def _empty(what: Exported) -> str:
    if what.what == "proposals":
        return "that extractor has read no article"
    return "no article has a decision" if what.include_partial else "no article is complete"


def _to_standard_output(store: Store, chosen: Format, what: Exported) -> int:
    from annotator.services.export.export import StreamTarget, export_gold

    if chosen.layout == "folder":
        raise InputError(f"{chosen.name} is a folder of files; name one with --output")
    report = export_gold(store, chosen.name, StreamTarget(sys.stdout.buffer), what)
    for reason, number in report.lost.reasons.items():
        warn(f"lost: {reason} ({number:,})")
    return FINE


def _to_file(store: Store, arguments: argparse.Namespace, what: Exported) -> ExportReport:
    from annotator.services.export.export import export_to

    with progress_on_terminal("articles") as progress:
        return export_to(store, arguments.format, arguments.output, what, progress, replacing(arguments))


def _report_json(report: ExportReport, output: Path) -> dict[str, object]:
    return {
        "format": report.format,
        "output": str(output),
        "articles": report.written.articles,
        "entities": report.written.entities,
        "relations": report.written.relations,
        "lost": {
            "entities": report.lost.count("entity"),
            "relations": report.lost.count("relation"),
            "attributes": report.lost.count("attribute"),
        },
        "reasons": report.lost.reasons,
        "lost_items": None if report.loss_file is None else str(report.loss_file),
    }


def _say(report: ExportReport, output: Path) -> None:
    written = report.written
    say(
        f"{count(written.articles, 'article')} with {count(written.entities, 'entity', 'entities')} and"
        f" {count(written.relations, 'relation')} written to {output} ({report.format})"
    )
    for reason, number in report.lost.reasons.items():
        say(f"lost, because {report.format} has no room for it: {reason} ({number:,})")
    if report.loss_file is None:
        say("every entity, relation and attribute is in it")
    else:
        say(f"each of them is named in {report.loss_file}")
