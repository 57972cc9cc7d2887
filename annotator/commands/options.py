"""Options that several commands share."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.errors import InputError
from annotator.services.files.replacing import Replacing

if TYPE_CHECKING:
    from annotator.services.propose.reading_limits import Limits
    from annotator.store import Store


def path(text: str) -> Path:
    """A type for argparse. An empty path would be the current folder: a variable that was never set."""
    if not text:
        raise argparse.ArgumentTypeError("the path is empty")
    return Path(text)


def add_database(parser: argparse.ArgumentParser) -> None:
    """``--db``."""
    parser.add_argument(
        "--db",
        type=path,
        metavar="PATH",
        help="the database (else the environment variable ANNOTATOR_DB, else data/annotator.db)",
    )


def add_json(parser: argparse.ArgumentParser) -> None:
    """``--json``."""
    parser.add_argument("--json", action="store_true", help="print the result as JSON")


def add_schema(parser: argparse.ArgumentParser) -> None:
    """``--schema`` for what works on a database."""
    parser.add_argument(
        "--schema",
        type=path,
        metavar="PATH",
        help="the label schema to use from now on (else the one in use, at first news)",
    )


def add_limits(parser: argparse.ArgumentParser) -> None:
    """``--seconds``, ``--memory`` and ``--again``: what reading an article may take."""
    from annotator.services.propose.reading_limits import USUAL

    parser.add_argument(
        "--seconds",
        type=whole_number(1, 86_400),
        default=int(USUAL.seconds),
        metavar="N",
        help="leave an article out that takes more processor time, for each 100,000 characters begun (30)",
    )
    parser.add_argument(
        "--memory",
        type=whole_number(64, 1 << 20),
        default=USUAL.megabytes,
        metavar="MB",
        help="leave an article out that takes more memory, beside the models (2048)",
    )
    parser.add_argument(
        "--again", action="store_true", help="read also what an earlier run has left out for that"
    )


def limits_of(arguments: argparse.Namespace) -> Limits:
    """The limits that :func:`add_limits` takes."""
    from annotator.services.propose.reading_limits import Limits

    return Limits(arguments.seconds, arguments.memory)


def add_sampling(parser: argparse.ArgumentParser, *, least: int, usual: int, what: str) -> None:
    """``--seed`` and ``--resamples``; fewer than ``least`` samples are refused."""
    parser.add_argument(
        "--seed", type=whole_number(0, 2**32 - 1), default=0, metavar="N", help=f"of {what} (0)"
    )
    parser.add_argument(
        "--resamples",
        type=whole_number(least, 1_000_000),
        default=usual,
        metavar="N",
        help=f"of {what} ({usual})" + ("" if least else "; 0 leaves them out"),
    )


def add_force(parser: argparse.ArgumentParser) -> None:
    """``--force``."""
    parser.add_argument(
        "--force",
        action="store_true",
        help="replace what is there already (never what the command reads)",
    )


def replacing(arguments: argparse.Namespace, *reads: Path | None) -> Replacing:
    """What the command may replace, where it reads these."""
    given = tuple(read for read in reads if read is not None)
    return Replacing(arguments.force, given, "--force replaces it")


def existing_store(arguments: argparse.Namespace) -> Store:
    """The database that ``--db`` names, which must be there.

    Raises:
        InputError: there is none.
        StoreError: it cannot be opened.
    """
    from annotator.store import database_path, open_store

    place = database_path(arguments.db)
    if not place.exists():
        raise InputError("there is no database; annotator ingest makes one", source=str(place))
    return open_store(place)


def new_or_existing_store(arguments: argparse.Namespace) -> Store:
    """The database that ``--db`` names; made if it is not there.

    Raises:
        StoreError: it cannot be opened or made.
    """
    from annotator.store import database_path, open_store

    return open_store(database_path(arguments.db))


def whole_number(least: int, most: int) -> Callable[[str], int]:
    """A type for argparse: a whole number within bounds."""

    def parse(text: str) -> int:
        try:
            number = int(text)
        except ValueError:
            raise argparse.ArgumentTypeError(f"{text!r} is not a whole number") from None
        if not least <= number <= most:
            raise argparse.ArgumentTypeError(f"{number} is not between {least} and {most}")
        return number

    return parse
