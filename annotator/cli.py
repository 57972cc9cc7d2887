"""The command line: choose a command, run it, turn what users can mend into one line."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Mapping, Sequence
from io import TextIOWrapper
from keyword import iskeyword
from types import ModuleType
from typing import NoReturn

from annotator import __version__
from annotator.commands import NOT_ALL, NOTHING
from annotator.commands.output import one_line, warn
from annotator.errors import AnnotatorError

#: Each is a module of :mod:`annotator.commands`, imported when it is asked for: models and servers are large.
COMMANDS: Mapping[str, str] = {
    "serve": "start the web app, on 127.0.0.1 unless people sign in",
    "ingest": "take in articles from text, JSON lines, tables, web pages and folders",
    "propose": "let an extractor read the articles that it has not read yet",
    "extractors": "list what has proposed something, and choose whose proposals reviewers see",
    "train": "let a classifier of relations learn from gold, and test it on articles that it never saw",
    "export": "write gold in a format that other tools read",
    "import": "take in annotations that others made, as proposals or as gold",
    "formats": "list the formats, with what each one loses",
    "release": "freeze gold in a folder: formats, split, card, checksums",
    "diff": "say what changed between two releases, or a release and now",
    "evaluate": "score predictions against gold",
    "compare": "tell whether one extractor is better than another, and where",
    "team": "share articles out among reviewers, give roles, and tell how far everybody is",
    "agreement": "tell how far reviewers agree, and on which labels they do not",
    "report": "write everything about the accuracy of an extractor into one file",
    "doctor": "prove the database: integrity, log against gold, offsets against text",
    "backup": "write a consistent copy of the database while the app runs",
}
#: As shells have it for a program that Ctrl-C ended.
INTERRUPTED = 130


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line; argparse would print the usage before it."""

    def error(self, message: str) -> NoReturn:
        """End with exit code 2."""
        self.exit(NOTHING, f"{self.prog}: {one_line(message)}; see {self.prog} --help\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command.

    Args:
        arguments: what follows the name of the program; ``None`` takes those of the process.

    Returns:
        the exit code; see :mod:`annotator.commands`.
    """
    _prepare_streams()
    try:
        code = _run(sys.argv[1:] if arguments is None else arguments)
        sys.stdout.flush()
    except AnnotatorError as error:
        warn(error)
        return NOTHING
    except KeyboardInterrupt:
        warn("interrupted; what was saved before is kept")
        return INTERRUPTED
    except BrokenPipeError:  # whoever read the output has seen enough (| head)
        _drop_output()
        return NOT_ALL
    except OSError as error:  # not a user's file (those raise InputError) but the machine: a full disk
        warn(f"{error.filename or 'the output'}: {error.strerror or error}")
        _drop_output()
        return NOTHING
    return code


def _run(arguments: Sequence[str]) -> int:
    parser = build_parser(arguments)
    parsed = parser.parse_args(arguments)
    if parsed.command is None:
        parser.print_help(sys.stderr)
        return NOTHING
    return int(_module(parsed.command).run(parsed))


def build_parser(arguments: Sequence[str]) -> argparse.ArgumentParser:
    """The parser with every command; only those that the arguments name know their own options."""
    parser = _Parser(
        prog="annotator", description="Review what machines extract from news, and measure them."
    )
    parser.add_argument("--version", action="version", version=f"annotator {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=_Parser)
    for name, purpose in COMMANDS.items():
        command = commands.add_parser(name, help=purpose, description=f"{purpose[0].upper()}{purpose[1:]}.")
        if name in arguments:
            _module(name).configure(command)
    return parser


def _module(name: str) -> ModuleType:
    # a module cannot be called import
    return importlib.import_module(f"annotator.commands.{f'{name}_' if iskeyword(name) else name}")


def _prepare_streams() -> None:
    """A terminal that cannot show a character gets its escape; what was closed (``>&-``) takes everything."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115  # until the process ends
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _drop_output() -> None:
    """Nothing more can be written: what Python would still flush at its end goes nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
