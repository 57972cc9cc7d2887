"""``annotator agreement``: how far reviewers agree."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from annotator.commands import FINE, NOT_ALL
from annotator.commands.options import add_database, add_json, add_sampling, existing_store, path
from annotator.commands.output import count, say, say_json
from annotator.errors import InputError
from annotator.services.accuracy.sampling import Sampling
from annotator.services.accuracy.score_text import rate

if TYPE_CHECKING:
    from annotator.measure import Agreement, PairAgreement
    from annotator.measure.statistics.assistance import Effect
    from annotator.measure.statistics.intervals import Interval
    from annotator.services.agreement.agreement_of_files import FoundAgreement
    from annotator.services.agreement.assistance import FoundAssistance
    from annotator.services.agreement.extractor_bias import Flattered

#: Most pairs of labels that are listed.
_MOST = 10


def configure(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument(
        "files",
        type=path,
        nargs="*",
        metavar="PATH",
        help="gold (jsonl) of one reviewer each, two or more (else the reviewers of the database)",
    )
    parser.add_argument(
        "--schema", type=path, metavar="PATH", help="the label schema; others' labels are an error"
    )
    add_sampling(parser, least=0, usual=1000, what="the intervals")
    add_database(parser)
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    """Compare and print."""
    from annotator.services.agreement.agreement_of_files import agreement_of_files

    sampling = Sampling(arguments.seed, arguments.resamples)
    if not arguments.files:
        return _of_database(arguments, sampling)
    if arguments.db is not None:
        raise InputError("--db and files: compare the reviewers of the one or the other")
    found = agreement_of_files(arguments.files, arguments.schema, sampling)
    if arguments.json:
        say_json(found.to_json())
    else:
        _say(found)
    return FINE


def _of_database(arguments: argparse.Namespace, sampling: Sampling) -> int:
    from annotator.services.agreement.agreement_in_database import agreement_of_team
    from annotator.services.agreement.assistance import assistance_of_team
    from annotator.services.agreement.extractor_bias import flattered

    store = existing_store(arguments)
    found = agreement_of_team(store, sampling)
    effect, flatter = assistance_of_team(store, sampling), flattered(store, sampling)
    if arguments.json:
        say_json({**found.to_json(), "assistance": effect.to_json(), "flattered": flatter.to_json()})
        return FINE if found.whole.pairs else NOT_ALL
    if found.whole.pairs:
        _say(found)
    else:
        say("no article has been completed by two reviewers each for themselves: annotator team --share-out")
    say("")
    for line in (*_effect_lines(effect), *_flattered_lines(flatter)):
        say(line)
    return FINE if found.whole.pairs else NOT_ALL


def _say(found: FoundAgreement) -> None:
    for line in _lines(found.whole):
        say(line)
    for mode, apart in found.by_mode.items():
        say("")
        say(f"{mode}:")
        for pair in apart.pairs:
            say(f"  {_pair(pair)}")


def _effect_lines(found: FoundAssistance) -> Iterator[str]:
    """What proposals do to reviewers."""
    if found.found is None:
        yield f"what proposals do to reviewers: {found.note}"
        return
    yield f"what proposals do to reviewers, on {count(found.found.articles, 'article')}:"
    for title, effect in found.effects():
        yield _effect_line(title, effect)
    if found.note is not None:
        yield f"  {found.note}"


def _effect_line(title: str, effect: Effect) -> str:
    sides = f"with {_with_interval(effect.assisted)}, without {_with_interval(effect.blind)}"
    return f"  {title}: {sides}, difference {_with_interval(effect.difference, effect.difference_interval)}"


def _flattered_lines(found: Flattered) -> Iterator[str]:
    """What proposals do to the scores of the extractor."""
    yield f"F1 of {found.extractor or 'the extractor'} on gold made with and without proposals:"
    for kind, effect in found.effects:
        yield _effect_line(kind, effect)
    if found.note is not None:
        yield f"  {found.note}"


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


def _with_interval(value: float | None, interval: Interval | None = None) -> str:
    if interval is None:
        return rate(value)
    return f"{rate(value)} [{interval[0]:.3f}, {interval[1]:.3f}]"
