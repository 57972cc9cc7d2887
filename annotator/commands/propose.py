"""``annotator propose``: an extractor reads the articles."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

from annotator.commands import FINE, NOT_ALL, NOTHING
from annotator.commands.extractors import say_unseen
from annotator.commands.options import (
    add_database,
    add_force,
    add_json,
    add_limits,
    add_schema,
    existing_store,
    limits_of,
    path,
    replacing,
    whole_number,
)
from annotator.commands.output import count, fault_json, progress_on_terminal, say, say_json, warn_all
from annotator.errors import InputError
from annotator.services.files.record_files import FORMATS

if TYPE_CHECKING:
    from annotator.core.label_schema import LabelSchema
    from annotator.services.propose.propose import ProposeReport


def configure(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument(
        "--extractor", metavar="NAME", help="default, or spacy:PACKAGE_OR_FOLDER (else the default one)"
    )
    parser.add_argument(
        "--label",
        action="append",
        default=[],
        metavar="THEIRS=OURS",
        help="what a label of a spaCy pipeline is in the label schema; nothing after = leaves it out",
    )
    parser.add_argument(
        "--workers", type=whole_number(1, 256), default=1, metavar="N", help="processes that run the model"
    )
    parser.add_argument("--input", type=path, metavar="PATH", help="read these articles, without a database")
    parser.add_argument(
        "--output",
        type=path,
        metavar="PATH",
        help="with --input: write the records here; the same command goes on with a run that was killed",
    )
    add_force(parser)
    _add_cluster(parser)
    add_limits(parser)
    add_database(parser)
    add_schema(parser)
    add_json(parser)


def _add_cluster(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--engine",
        choices=["local", "dask"],
        default="local",
        help="dask: with --input, on a Dask cluster; --output is a folder of parts (local)",
    )
    parser.add_argument(
        "--scheduler",
        metavar="ADDRESS",
        help="with --engine dask: tcp://HOST:PORT of its scheduler (else --workers processes here)",
    )
    parser.add_argument(
        "--format", choices=FORMATS, metavar="NAME", help="with --engine dask: jsonl or parquet (jsonl)"
    )


def run(arguments: argparse.Namespace) -> int:
    """Read what has not been read, in the database or in a file."""
    if (arguments.input is None) != (arguments.output is None):
        raise InputError("--input and --output go together: articles in, records out")
    report = _chosen(arguments)(arguments)
    warn_all(report.refused)
    if arguments.json:
        say_json(_report_json(report))
    else:
        _say(report)
        if arguments.input is None:
            say_unseen(existing_store(arguments), report.extractor)
    if not report.refused:
        return FINE
    return NOT_ALL if report.done or report.left_out else NOTHING


def _chosen(arguments: argparse.Namespace) -> Callable[[argparse.Namespace], ProposeReport]:
    if arguments.force and (arguments.input is None or arguments.engine == "dask"):
        raise InputError("--force is for a file as --output; remove a folder of parts to begin it anew")
    if arguments.engine == "dask":
        if arguments.input is None:
            raise InputError("--engine dask reads files: give --input, and a folder as --output")
        if arguments.scheduler is not None and arguments.workers > 1:
            raise InputError("--workers is for this machine; the cluster of --scheduler has its own")
        return _on_cluster
    for option in ("scheduler", "format"):
        if getattr(arguments, option) is not None:
            raise InputError(f"--{option} is for --engine dask")
    return _in_database if arguments.input is None else _in_file


def _in_database(arguments: argparse.Namespace) -> ProposeReport:
    from annotator.services.database.label_schema import use_schema
    from annotator.services.propose.propose import propose

    store = existing_store(arguments)
    if arguments.schema is not None:
        use_schema(store, arguments.schema)
    with progress_on_terminal("articles read") as progress:
        return propose(
            store,
            arguments.extractor,
            arguments.workers,
            progress,
            _labels(arguments.label),
            limits=limits_of(arguments),
            again=arguments.again,
        )


def _in_file(arguments: argparse.Namespace) -> ProposeReport:
    from annotator.services.propose.propose_file import propose_file

    with progress_on_terminal("articles read") as progress:
        return propose_file(
            arguments.input,
            arguments.output,
            _schema(arguments),
            arguments.extractor,
            arguments.workers,
            progress,
            _labels(arguments.label),
            replacing=replacing(arguments, arguments.schema),
            limits=limits_of(arguments),
            again=arguments.again,
        )


def _on_cluster(arguments: argparse.Namespace) -> ProposeReport:
    from annotator.services.propose.cluster import dask_cluster
    from annotator.services.propose.cluster_worker import Recipe
    from annotator.services.propose.propose_cluster import check_folder, propose_on_cluster

    schema = _schema(arguments)
    check_folder(arguments.input, arguments.output)
    recipe = Recipe(arguments.extractor, schema, _labels(arguments.label), limits_of(arguments))
    with (
        dask_cluster(arguments.scheduler, arguments.workers) as cluster,
        progress_on_terminal("articles read") as progress,
    ):
        return propose_on_cluster(
            arguments.input,
            arguments.output,
            cluster,
            recipe,
            arguments.format or FORMATS[0],
            progress,
            again=arguments.again,
        )


def _schema(arguments: argparse.Namespace) -> LabelSchema:
    from annotator.services.database.label_schema import default_schema, read_label_schema

    return default_schema() if arguments.schema is None else read_label_schema(arguments.schema)


def _labels(pairs: list[str]) -> dict[str, str]:
    """The mapping that --label gives.

    Raises:
        InputError: a pair has no "=", or a label stands twice.
    """
    labels: dict[str, str] = {}
    for pair in pairs:
        theirs, equals, ours = (part.strip() for part in pair.partition("="))
        if not theirs or not equals:
            raise InputError(f"--label {pair}: it takes THEIRS=OURS, as in PER=PERSON")
        if theirs in labels:
            raise InputError(f"--label {pair}: {theirs} is given twice")
        labels[theirs] = ours
    return labels


def _report_json(report: ProposeReport) -> dict[str, object]:
    return {
        "extractor": {"name": report.extractor.name, "version": report.extractor.version},
        "articles": report.done,
        "entities": report.entities,
        "relations": report.relations,
        "dropped": dict(report.dropped),
        "refused": [fault_json(fault) for fault in report.refused],
        "passed_over": report.passed_over,
    }


def _say(report: ProposeReport) -> None:
    made_by = f"{report.extractor.name} {report.extractor.version}"
    if report.passed_over:
        say(f"{count(report.passed_over, 'article')} left out by an earlier run: --again reads them too")
    if not report.done and not report.refused:
        rest = "every article" if not report.passed_over else "every other article"
        say(f"nothing to do: {made_by} has read {rest}")
        return
    say(
        f"{made_by}: {count(report.entities, 'entity', 'entities')} and"
        f" {count(report.relations, 'relation')} proposed in {count(report.done, 'article')}"
    )
    if report.dropped:
        left_out = ", ".join(f"{label} {number:,}" for label, number in sorted(report.dropped.items()))
        say(f"left out, because the label schema lacks them: {left_out}")
