"""Prints how well the raw models and the default extractor do on the gold of ``benchmarks/data``.

``python -m benchmarks.extraction`` prints the scores, ``--ablation`` what each step adds, ``--patterns`` how
often each relation pattern is right on news-dev, ``--speed`` the throughput beside that of the bare pipeline.
"""

from __future__ import annotations

import argparse

from annotator.core.label_schema import LabelSchema
from annotator.extract import get_extractor
from annotator.extract.default import DefaultExtractor, Options
from annotator.extract.models import MIDDLE, SMALL, is_installed
from annotator.extract.protocol import Extractor
from benchmarks.extraction import gold, speed, tables


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
    for option in ("ablation", "patterns", "speed"):
        parser.add_argument(f"--{option}", action="store_true")
    arguments = parser.parse_args()
    schema = gold.news()
    if arguments.speed:
        print(speed.report(schema))
    elif arguments.patterns:
        print(tables.by_pattern(get_extractor(None, schema)))
    elif arguments.ablation:
        print(tables.scores(steps(schema), schema, ("news-dev",), labels=False))
        print(tables.without_families(get_extractor(None, schema), schema))
    else:
        print(tables.scores(systems(schema), schema, tuple(gold.datasets(schema))))


if __name__ == "__main__":
    main()
