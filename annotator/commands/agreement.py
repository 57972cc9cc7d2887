"""``annotator agreement``: how far reviewers agree."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from annotator.commands import FINE
from annotator.commands.options import add_json, add_sampling, path
from annotator.commands.output import count, rate, say, say_json
from annotator.measure import Agreement, PairAgreement
from annotator.measure.intervals import Interval
from annotator.services.agreement import agreement_of_files
from annotator.services.sampling import Sampling

#: Most pairs of labels that are listed.
_MOST = 10


def configure(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument(
        "files", type=path, nargs="+", metavar="PATH", help="gold (jsonl) of one reviewer each, two or more"
    )
    parser.add_argument(
        "--schema", type=path, metavar="PATH", help="the label schema; others' labels are an error"
    )
    add_sampling(parser, least=0, usual=1000, what="the intervals")
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    """Compare and print."""
    sampling = Sampling(arguments.seed, arguments.resamples)
    found = agreement_of_files(arguments.files, arguments.schema, sampling)
    if arguments.json:
        say_json(found.to_json())
        return FINE
    for line in _lines(found.whole):
        say(line)
    for mode, apart in found.by_mode.items():
        say("")
        say(f"{mode}:")
        for pair in apart.pairs:
            say(f"  {_pair(pair)}")
    return FINE


def _lines(found: Agreement) -> Iterator[str]:
    for pair in found.pairs:
        yield _pair(pair)
        for what, scores in (
            ("entities", pair.evaluation.entities),
            ("relations", pair.evaluation.relations),
        ):
            labels = ", ".join(f"{name} {rate(one.counts.f1)}" for name, one in scores.per_label.items())
            yield f"  {what}, per label: {labels or 'none'}"
        confused = ", ".join(f"{one}/{other} {items:,}" for one, other, items in pair.confused[:_MOST])
        yield f"  labels confused most: {confused or 'none'}"
    if len(found.pairs) > 1:
        yield f"mean of the pairs: entities {rate(found.entities)}, relations {rate(found.relations)}"
    yield f"Krippendorff's alpha over characters: {rate(found.alpha)}"


def _pair(pair: PairAgreement) -> str:
    entities = _with_interval(pair.entities, pair.evaluation.entities.schemes["strict"].f1_interval)
    relations = _with_interval(pair.relations, pair.evaluation.relations.schemes["strict"].f1_interval)
    who = f"{pair.a} and {pair.b}, {count(pair.articles, 'article')}"
    given = f"relations given the same entities {rate(pair.given_entities)}"
    return f"{who}: entities F1 {entities}, relations F1 {relations}, {given}"


def _with_interval(value: float | None, interval: Interval | None) -> str:
    if interval is None:
        return rate(value)
    return f"{rate(value)} [{interval[0]:.3f}, {interval[1]:.3f}]"
