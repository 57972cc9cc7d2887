"""``annotator compare``: is B better than A, and where?"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast

from annotator.commands import FINE, NOT_ALL
from annotator.commands.options import (
    add_database,
    add_json,
    add_sampling,
    existing_store,
    path,
    whole_number,
)
from annotator.commands.output import say, say_json, warn
from annotator.core.kinds import KINDS, Kind
from annotator.errors import InputError
from annotator.services.accuracy.sampling import Sampling

if TYPE_CHECKING:
    from annotator.services.accuracy.compare import Compared


class Threshold(NamedTuple):
    """The least strict F1 that every compared extractor must have."""

    kind: Kind
    least: float


def configure(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument(
        "extractors",
        nargs="+",
        metavar="EXTRACTOR",
        help="two or more of NAME or NAME@VERSION in the database; with --gold, files of records."
        " The first is the baseline",
    )
    parser.add_argument(
        "--gold", type=path, metavar="PATH", help="compare files: records (jsonl) that are right"
    )
    parser.add_argument(
        "--schema",
        type=path,
        metavar="PATH",
        help="with --gold: the label schema; others' labels are an error",
    )
    parser.add_argument(
        "--fail-on-drop",
        action="store_true",
        help="exit with 1 where the strict F1 of entities or of relations is significantly below that of the"
        " baseline: the difference is negative and its p value, after Holm, below 0.05",
    )
    parser.add_argument(
        "--threshold",
        type=threshold,
        action="append",
        default=[],
        metavar="[KIND=]F1",
        help="exit with 1 where the strict F1 of any but the baseline is below this; of entities, or"
        " relations=0.5 for that of relations; may be given twice",
    )
    parser.add_argument(
        "--show",
        type=whole_number(0, 1_000_000),
        default=5,
        metavar="N",
        help="how many items of each list to print (5); --json has them all",
    )
    add_sampling(parser, least=1, usual=10_000, what="intervals and p values")
    add_database(parser)
    add_json(parser)


def threshold(text: str) -> Threshold:
    """A type for argparse: ``0.8``, ``entities=0.8``, ``relations=0.5``."""
    kind, _, number = text.rpartition("=")
    if kind not in ("", *KINDS):
        raise argparse.ArgumentTypeError(f"{kind!r} is neither entities nor relations")
    try:
        least = float(number)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{number!r} is not a number") from None
    if not 0 <= least <= 1:
        raise argparse.ArgumentTypeError(f"{number} is not between 0 and 1")
    return Threshold(cast(Kind, kind or "entities"), least)


def run(arguments: argparse.Namespace) -> int:
    """Compare, print, and judge."""
    from annotator.commands.compare_table import comparison_lines

    if len(arguments.extractors) < 2:
        raise InputError(f"only {arguments.extractors[0]} is named; name two or more to compare")
    found = _compare(arguments)
    if arguments.json:
        say_json(found.to_json())
    else:
        for line in comparison_lines(found, arguments.show):
            say(line)
    faults = [*(_drops(found) if arguments.fail_on_drop else ()), *_undercut(found, arguments.threshold)]
    for fault in faults:
        warn(fault)
    return NOT_ALL if faults else FINE


def _compare(arguments: argparse.Namespace) -> Compared:
    from annotator.services.accuracy.compare import compare_extractors, compare_files

    sampling = Sampling(arguments.seed, arguments.resamples)
    if arguments.gold is None:
        if arguments.schema is not None:
            raise InputError("--schema belongs to files: name their gold with --gold")
        return compare_extractors(existing_store(arguments), arguments.extractors, sampling)
    if arguments.db is not None:
        raise InputError("--gold belongs to files, --db to extractors of a database: choose one")
    files = [Path(name) for name in arguments.extractors]
    return compare_files(arguments.gold, files, arguments.schema, sampling)


def _drops(found: Compared) -> list[str]:
    from annotator.commands.compare_table import difference_line

    return [f"significant drop: {difference_line(drop)}" for drop in found.drops()]


def _undercut(found: Compared, thresholds: list[Threshold]) -> list[str]:
    """What is below a threshold. A score that cannot be measured has not been shown to be above it."""
    faults = []
    for kind, least in thresholds:
        # the baseline is b nowhere, and a of one difference for each of the others
        for one in found.comparison.of(kind):
            if one.a == found.names[0] and (one.f1_b is None or one.f1_b < least):
                shown = "n/a (nothing to measure)" if one.f1_b is None else f"{one.f1_b:.4f}"
                faults.append(f"{one.b}: the strict F1 of {kind} is {shown}, below the threshold {least:g}")
    return faults
