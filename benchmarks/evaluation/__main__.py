"""How fast articles are evaluated, how that grows, and how it compares with nervaluate in the same run.

    python -m benchmarks.evaluation                  1,000 and 10,000 articles, and nervaluate on the 10,000
    python -m benchmarks.evaluation --large          100,000 articles as well (takes some minutes)
    python -m benchmarks.evaluation --records FILE…  checks scores on real articles in the native format too

An article has 30 gold entities and 8 gold relations. Ours are all scores of entities and relations with 1,000
bootstrap resamples; nervaluate's are its four schemes of entities, for all labels and for each. Then the
10,000 articles are put into a database, and what the Accuracy page asks for is asked cold, kept, and after
one more completed article; with --screen the page is opened in Chromium as well.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from nervaluate import Evaluator

from annotator.core.model import Annotations
from annotator.measure import Evaluation, align, compare, evaluate
from benchmarks.evaluation.corpus import ENTITY_LABELS, SYMMETRIC, Pair, make_pairs
from benchmarks.evaluation.pages import time_page
from benchmarks.evaluation.records import check_records

Result = TypeVar("Result")


@dataclass(frozen=True)
class Timed:
    """Seconds on the clock and of the processor."""

    wall: float
    cpu: float

    def __str__(self) -> str:
        """For a line of output."""
        return f"{self.wall:7.2f} s ({self.cpu:.2f} s of CPU)"


def timed(call: Callable[[], Result]) -> tuple[Result, Timed]:
    """Call and measure."""
    wall, cpu = time.perf_counter(), time.process_time()
    result = call()
    return result, Timed(time.perf_counter() - wall, time.process_time() - cpu)


def ours(pairs: Sequence[Pair]) -> tuple[Evaluation, Timed]:
    """Everything that ``evaluate`` gives."""
    return timed(lambda: evaluate(pairs, symmetric=SYMMETRIC))


def nervaluate(pairs: Sequence[Pair]) -> tuple[int, Timed]:
    """The number of strictly correct entities, and the time; converting to its dictionaries is not timed."""
    sides = [[_to_dicts(pair[side]) for pair in pairs] for side in (0, 1)]
    evaluator = Evaluator(sides[0], sides[1], tags=list(ENTITY_LABELS), loader="dict")
    results, seconds = timed(evaluator.evaluate)
    return results["overall"]["strict"].correct, seconds


def _to_dicts(annotations: Annotations) -> list[dict[str, object]]:
    """Entities as nervaluate takes them: sorted, the end inclusive."""
    entities = sorted(annotations.entities, key=lambda entity: (entity.start, entity.end, entity.label))
    return [{"label": e.label, "start": e.start, "end": e.end - 1} for e in entities]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="benchmarks.evaluation", description=__doc__.splitlines()[0])
    parser.add_argument("--large", action="store_true", help="measure 100,000 articles as well")
    parser.add_argument("--records", type=Path, nargs="*", default=[], help="native records to check against")
    parser.add_argument("--screen", action="store_true", help="open the accuracy page in Chromium too")
    arguments = parser.parse_args()
    sizes = [1_000, 10_000, 100_000] if arguments.large else [1_000, 10_000]
    evaluate(make_pairs(50), symmetric=SYMMETRIC)  # imports and caches
    found: dict[int, Timed] = {}
    for size in sizes:
        pairs = make_pairs(size)
        evaluation, found[size] = ours(pairs)
        entities = evaluation.entities.schemes["strict"].counts
        relations = evaluation.relations.schemes["strict"].counts
        counted = f"{entities.gold:,} + {entities.predicted:,} entities, {relations.gold:,} relations"
        print(f"evaluate, {size:>7,} articles ({counted}): {found[size]}")
        if size == 10_000:
            _compare_with_nervaluate(pairs, evaluation, found[size])
            _time_the_rest(pairs)
            time_page(pairs, screen=arguments.screen)
    for small, large in pairwise(sizes):
        growth = found[large].cpu / found[small].cpu
        print(f"growth from {small:,} to {large:,} articles: {growth:.1f} times the CPU time")
    for path in arguments.records:
        print(json.dumps(check_records(path)))


def _compare_with_nervaluate(pairs: Sequence[Pair], evaluation: Evaluation, seconds: Timed) -> None:
    """Time nervaluate on the same articles."""
    correct, theirs = nervaluate(pairs)
    print(f"nervaluate, {len(pairs):,} articles, entities only: {theirs}")
    print(
        f"ours is {theirs.wall / seconds.wall:.1f} times as fast ({theirs.cpu / seconds.cpu:.1f} by CPU time)"
    )
    counts = evaluation.entities.schemes["strict"].counts
    assert correct <= counts.correct, "a greedy matching cannot find more"
    print(f"strictly correct entities: {counts.correct:,}; nervaluate: {correct:,}")


def _time_the_rest(pairs: Sequence[Pair]) -> None:
    """Time item lists and the comparison of two extractors."""
    _, seconds = timed(lambda: align(pairs, symmetric=SYMMETRIC))
    print(f"align (item lists), {len(pairs):,} articles: {seconds}")
    gold, predicted = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    others = [Annotations(side.entities[1:]) for side in predicted]
    _, seconds = timed(lambda: compare(gold, {"a": predicted, "b": others}, symmetric=SYMMETRIC))
    print(f"compare (two extractors, 10,000 resamples), {len(pairs):,} articles: {seconds}")


if __name__ == "__main__":
    main()
