"""``annotator train``: a classifier of relations learns from the gold in the database."""

from __future__ import annotations

import argparse
from pathlib import Path

from annotator.commands import FINE, NOT_ALL
from annotator.commands.options import add_database, add_json, existing_store, path, whole_number
from annotator.commands.output import count, progress_on_terminal, say, say_json
from annotator.services.default_extractor import use_extractor
from annotator.services.gold import gold_records
from annotator.services.label_schema import current_schema
from annotator.services.train import TrainReport, train_relations


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
        "--seed", type=whole_number(0, 2**31), default=0, metavar="N", help="of the split by article (0)"
    )
    parser.add_argument(
        "--make-default",
        action="store_true",
        help="make it the default extractor of this database even if it is not better everywhere",
    )
    add_database(parser)
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    """Train, say what it brings, and make it the default where it is better."""
    store = existing_store(arguments)
    schema = current_schema(store)
    with progress_on_terminal("articles read") as progress:
        report = train_relations(
            gold_records(store), schema, arguments.output, seed=arguments.seed, progress=progress
        )
    chosen = report.better or arguments.make_default
    if chosen:
        use_extractor(store, arguments.output)
    if arguments.json:
        say_json(_report_json(report, chosen))
    else:
        _say(report, chosen)
    return FINE if chosen else NOT_ALL


def _report_json(report: TrainReport, chosen: bool) -> dict[str, object]:
    found = report.difference
    return {
        "folder": str(report.folder),
        "articles": {"train": report.train, "test": report.test},
        "sentences": report.sentences,
        "seed": report.seed,
        "before": report.before.to_json()["relations"],
        "after": report.after.to_json()["relations"],
        "difference": {
            "f1": found.difference,
            "interval": None if found.interval is None else list(found.interval),
            "p_value": found.p_value,
        },
        "learning_curve": [{"articles": point.articles, "f1": point.f1} for point in report.curve],
        "dropped": {label: list(scores) for label, scores in report.dropped.items()},
        "default": chosen,
    }


def _say(report: TrainReport, chosen: bool) -> None:
    found = report.difference
    say(
        f"{count(report.train, 'article')} to learn from, {count(report.test, 'article')} to test on,"
        f" {report.sentences:,} sentences; relations between gold entities of the test articles, strict F1:"
    )
    say(f"  patterns {_number(found.f1_a)}, learned {_number(found.f1_b)}, difference {_change(report)}")
    for label, score in sorted(report.after.relations.per_label.items()):
        before = report.before.relations.per_label.get(label)
        old = None if before is None else before.counts.f1
        say(f"  {label}: {_number(old)} -> {_number(score.counts.f1)} ({score.counts.gold} in gold)")
    say(
        "learning curve: "
        + ", ".join(f"{_number(point.f1)} after {point.articles}" for point in report.curve)
    )
    say(f"written to {report.folder}; --extractor {_as_argument(report.folder)} uses it")
    if chosen:
        say("it is the default extractor of this database from now on")
    else:
        fallen = ", ".join(f"{label} {old:.2f} -> {new:.2f}" for label, (old, new) in report.dropped.items())
        why = f"labels fall by more than 0.02: {fallen}" if fallen else "F1 does not rise"
        say(f"the default extractor stays: {why}; --make-default insists")


def _number(value: float | None) -> str:
    return "n/a" if value is None else f"{value:.3f}"


def _change(report: TrainReport) -> str:
    found = report.difference
    if found.difference is None:
        return "n/a"
    interval = "" if found.interval is None else f" [{found.interval[0]:+.3f}, {found.interval[1]:+.3f}]"
    p_value = "" if found.p_value is None else f", p {found.p_value:.3f}"
    return f"{found.difference:+.3f}{interval}{p_value}"


def _as_argument(folder: Path) -> str:
    return f"'{folder}'" if " " in str(folder) else str(folder)
