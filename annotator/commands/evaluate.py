"""``annotator evaluate``: scores of predictions against gold."""

from __future__ import annotations

import argparse

from annotator.commands import FINE
from annotator.commands.options import add_database, add_json, add_sampling, existing_store, path
from annotator.commands.output import say, say_json
from annotator.commands.score_table import score_lines
from annotator.errors import InputError
from annotator.services.accuracy.sampling import Sampling


def configure(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument("--gold", type=path, metavar="PATH", help="records (jsonl) that are right")
    parser.add_argument("--predicted", type=path, metavar="PATH", help="records to score, paired by id")
    parser.add_argument(
        "--schema",
        type=path,
        metavar="PATH",
        help="with files: the label schema; others' labels are an error",
    )
    parser.add_argument(
        "--extractor", metavar="NAME", help="instead of files: this extractor on the gold of the database"
    )
    parser.add_argument("--version", metavar="VERSION", help="with --extractor: which one (else the newest)")
    add_sampling(parser, least=0, usual=1000, what="the intervals")
    add_database(parser)
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    """Score and print."""
    from annotator.services.accuracy.evaluate import evaluate_extractor, evaluate_files

    _check(arguments)
    sampling = Sampling(arguments.seed, arguments.resamples)
    if arguments.extractor is not None:
        store = existing_store(arguments)
        found = evaluate_extractor(store, arguments.extractor, arguments.version, sampling)
    else:
        found = evaluate_files(arguments.gold, arguments.predicted, arguments.schema, sampling)
    if arguments.json:
        say_json(found)
    else:
        for line in score_lines(found):
            say(line)
    return FINE


def _check(arguments: argparse.Namespace) -> None:
    files = {"--gold": arguments.gold, "--predicted": arguments.predicted, "--schema": arguments.schema}
    if arguments.extractor is not None:
        for option, value in files.items():
            if value is not None:
                raise InputError(f"{option} belongs to files, --extractor to the database: choose one")
        return
    missing = [option for option in ("--gold", "--predicted") if files[option] is None]
    if missing:
        raise InputError(f"{' and '.join(missing)} missing: name both files, or --extractor")
    if arguments.version is not None:
        raise InputError("--version goes with --extractor, not with files")
