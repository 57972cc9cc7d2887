"""Prints how well the raw models and the default extractor do on the gold of ``benchmarks/data``.

``python -m benchmarks.extraction`` prints the scores, ``--halves`` those of every other article,
``--ablation`` what each step adds, ``--patterns`` how often each relation pattern is right on news-dev,
``--speed`` the throughput beside that of the bare models, ``--memory N`` the resident memory while N
articles stream through, ``--train`` what learning from gold brings; ``--only NAME`` reads one gold file.
"""

from __future__ import annotations

import argparse

from annotator.core.label_schema import LabelSchema
from annotator.extract import get_extractor
from annotator.extract.default import DefaultExtractor, Options
from annotator.extract.models import MIDDLE, SMALL, is_installed
from annotator.extract.protocol import Extractor
from benchmarks.extraction import gold, memory, speed, tables, training


def systems(schema: LabelSchema) -> dict[str, Extractor]:
    """The raw models that are installed, and the default extractor."""
    found: dict[str, Extractor] = {"raw sm": get_extractor(f"spacy:{SMALL}", schema)}
    if is_installed(MIDDLE):
        found["raw md"] = get_extractor(f"spacy:{MIDDLE}", schema)
    found["default"] = get_extractor(None, schema)
    return found


def steps(schema: LabelSchema) -> dict[str, Extractor]:
    """The default extractor, and what is left of it with one step taken away."""
    changed = {
        "default": Options(),
        "no second model": Options(second_opinion=False),
        "no names": Options(names=False),
        "no titles": Options(titles=False),
        "no rules": Options(rules=False),
        "no furniture": Options(furniture=False),
        "models only": Options(rules=False, titles=False, names=False),
    }
    return {name: DefaultExtractor(schema, options) for name, options in changed.items()}


def main() -> None:
    """Read the arguments and print a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.extraction", description=__doc__)
    for option in ("ablation", "halves", "patterns", "speed", "train"):
        parser.add_argument(f"--{option}", action="store_true")
    parser.add_argument("--workers", type=int, default=1, metavar="N", help="with --speed: processes")
    parser.add_argument("--memory", type=int, metavar="N")
    parser.add_argument("--short", action="store_true", help="with --memory: articles of a sentence or two")
    parser.add_argument(
        "--without-model", action="store_true", help="with --memory: the stream itself, from file to file"
    )
    schema = gold.news()
    parser.add_argument("--only", choices=gold.datasets(schema))
    arguments = parser.parse_args()
    if arguments.train:
        print(training.report())
    elif arguments.speed:
        several = arguments.workers > 1
        print(speed.in_processes(schema, arguments.workers) if several else speed.report(schema))
    elif arguments.memory:
        streamed = arguments.memory
        without = arguments.without_model
        print(
            memory.without_model(schema, streamed)
            if without
            else memory.stream(schema, streamed, short=arguments.short)
        )
    elif arguments.patterns:
        print(tables.by_pattern(get_extractor(None, schema)))
    elif arguments.halves:
        print(tables.halves(get_extractor(None, schema), schema, ("news-dev", "news-made")))
    elif arguments.ablation:
        name = arguments.only or "news-dev"
        print(tables.scores(steps(schema), schema, (name,), labels=False))
        print(tables.without_families(get_extractor(None, schema), schema, name))
    else:
        names = (arguments.only,) if arguments.only else tuple(gold.datasets(schema))
        print(tables.scores(systems(schema), schema, names))


if __name__ == "__main__":
    main()
