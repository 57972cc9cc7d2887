"""``annotator formats``: which formats there are, what each one carries, and what it loses."""

from __future__ import annotations

import argparse

from annotator.commands import FINE
from annotator.commands.options import add_json
from annotator.commands.output import say, say_json
from annotator.formats.registry import all_formats


def configure(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    """List them."""
    if arguments.json:
        say_json(
            [
                {
                    "name": found.name,
                    "extension": found.extension,
                    "layout": found.layout,
                    "description": found.description,
                    "carries": list(found.carries),
                    "loses": list(found.loses),
                }
                for found in all_formats()
            ]
        )
        return FINE
    for found in all_formats():
        say(f"{found.name} ({found.extension or 'a folder'}): {found.description}")
        say(f"  carries: {', '.join(found.carries)}")
        say(f"  loses: {'; '.join(found.loses) or 'nothing'}")
    return FINE
