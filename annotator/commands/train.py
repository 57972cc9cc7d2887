"""``annotator train``: an extractor learns from the gold in the database."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.commands import FINE, NOT_ALL
from annotator.commands.options import (
    add_database,
    add_force,
    add_json,
    add_limits,
    existing_store,
    limits_of,
    path,
    replacing,
    whole_number,
)
from annotator.commands.output import count, progress_on_terminal, say, say_json, warn_all
from annotator.core.kinds import KINDS
from annotator.errors import InputError
from annotator.services.accuracy.score_text import rate

if TYPE_CHECKING:
    from annotator.services.training.report import Change, LabelChange, PartReport, TrainReport

BOTH = "both"


def configure(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument(
        "--output",
        required=True,
        type=path,
        metavar="FOLDER",
        help="the folder of the new version, made by it",
    )
    parser.add_argument(
        "--what", choices=(*KINDS, BOTH), default=BOTH, help="what is learned (both, entities and relations)"
    )
    parser.add_argument(
        "--seed", type=whole_number(0, 2**31), default=0, metavar="N", help="of the split by article (0)"
    )
    parser.add_argument(
        "--make-default",
        action="store_true",
        help="make it the default extractor of this database even if it is not better everywhere",
    )
    add_force(parser)
    add_limits(parser)
    add_database(parser)
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    """Train, say what it brings, and make it the default where it is better."""
    from annotator.services.training.in_database import train_version

    store = existing_store(arguments)
    with progress_on_terminal("steps") as progress:
        report, used = train_version(
            store,
            arguments.output,
            what=KINDS if arguments.what == BOTH else (arguments.what,),
            seed=arguments.seed,
            insist=arguments.make_default,
            progress=progress,
            replacing=replacing(arguments),
            limits=limits_of(arguments),
            again=arguments.again,
        )
    warn_all([InputError(f"article {name!r} is left out: {why}") for name, why in report.left_out.items()])
    if arguments.json:
        say_json({"folder": str(report.folder), **report.to_json(), "default": used})
    else:
        _say(report, used)
    return FINE if used and not report.left_out else NOT_ALL


def _say(report: TrainReport, used: bool) -> None:
    say(
        f"{count(report.train, 'article')} to learn from, {count(report.test, 'article')} to test on,"
        f" {report.sentences:,} sentences"
    )
    if report.passed_over:
        say(f"{count(report.passed_over, 'article')} left out by an earlier run: --again reads them too")
    for part in report.parts:
        _say_part(part)
    say(f"written to {report.folder}; --extractor {_as_argument(report.folder)} uses it")
    if used:
        say("it is the default extractor of this database from now on")
    else:
        why = "; ".join(f"{part.kind}: {_why_not(part)}" for part in report.parts if not part.better)
        say(f"the default extractor stays ({why}); --make-default insists")


def _say_part(part: PartReport) -> None:
    say(f"{part.kind} of the test articles, strict F1 end to end:")
    say(f"  {_total(part)}")
    if part.between_gold is not None:
        say(f"  between gold entities: {_total(part.between_gold)}")
    if part.relations_found is not None and part.relations_found.difference is not None:
        say(f"  relations found with these names: {_total(part.relations_found)}")
    for label in part.labels:
        say(f"  {label.label}: {_before_after(label)} ({label.gold:,} in gold)")
    curve = ", ".join(f"{rate(point.f1)} after {point.articles}" for point in part.curve)
    say(f"  learning curve: {curve or 'n/a'}")
    if part.left_out:
        told = ", ".join(f"{number:,} {reason}" for reason, number in sorted(part.left_out.items()))
        say(f"  entities that could not be taught: {told}")
    if not part.kept:
        say(f"  left out of the version: {_why_not(part)}")


def _total(found: PartReport | Change) -> str:
    return f"before {rate(found.before)}, learned {rate(found.after)}, difference {_change(found)}"


def _why_not(part: PartReport) -> str:
    if not part.dropped:
        rises = (part.difference or 0.0) > 0
        return "worse relations are found with these names" if rises else "F1 does not rise"
    fallen = ", ".join(
        f"{label.label} {label.before:.2f} -> {label.after or 0:.2f}" for label in part.dropped
    )
    return f"labels fall by more than 0.02: {fallen}"


def _before_after(label: LabelChange) -> str:
    return f"{rate(label.before)} -> {rate(label.after)}"


def _change(part: PartReport | Change) -> str:
    if part.difference is None:
        return "n/a"
    interval = "" if part.interval is None else f" [{part.interval[0]:+.3f}, {part.interval[1]:+.3f}]"
    p_value = "" if part.p_value is None else f", p {part.p_value:.3f}"
    return f"{part.difference:+.3f}{interval}{p_value}"


def _as_argument(folder: Path) -> str:
    return f"'{folder}'" if " " in str(folder) else str(folder)
