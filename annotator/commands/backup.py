"""``annotator backup``: a consistent copy of the database while the app runs."""

from __future__ import annotations

import argparse

from annotator.commands import FINE
from annotator.commands.options import add_database, add_force, add_json, existing_store, path, replacing
from annotator.commands.output import say, say_json


def configure(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument("path", type=path, metavar="PATH", help="the file to write")
    add_force(parser)
    add_database(parser)
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    """Copy."""
    from annotator.services.health.backup import backup

    size = backup(existing_store(arguments), arguments.path, replacing(arguments))
    if arguments.json:
        say_json({"backup": str(arguments.path), "bytes": size})
    else:
        say(f"{arguments.path}: {size:,} bytes")
    return FINE
