"""The tables as Markdown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from annotator.core.label_schema import LabelSchema
from annotator.core.model import Annotations
from annotator.extract.protocol import Extractor
from annotator.extract.relations.patterns import families
from annotator.measure import Evaluation, evaluate
from benchmarks.extraction import gold
from benchmarks.extraction.mappings import Labels, mapped

Row = Sequence[str]
Pairs = list[tuple[Annotations, Annotations]]


def predictions(extractor: Extractor, name: str, labels: Labels) -> Pairs:
    """Gold and prediction of each article of a gold file."""
    rows = list(gold.articles(name))
    proposals = extractor.propose((text, title) for text, title, _ in rows)
    return [
        (reference, mapped(made.annotations, labels))
        for (_, _, reference), made in zip(rows, proposals, strict=True)
    ]


def scores(
    systems: Mapping[str, Extractor], schema: LabelSchema, names: Sequence[str], *, labels: bool = True
) -> str:
    """Scores of each system on each gold file, side by side, and F1 per label."""
    parts: list[str] = []
    for name in names:
        mapping = gold.datasets(schema)[name]
        found = {
            system: evaluate(predictions(extractor, name, mapping), symmetric=mapping.symmetric)
            for system, extractor in systems.items()
        }
        parts.append(f"\n## {name}\n")
        parts.append(_table(["score", *found], _summary(list(found.values()))))
        if labels:
            parts.append(_table(["label (strict F1, gold)", *found], _per_label(list(found.values()))))
    return "\n".join(parts)


def by_pattern(extractor: Extractor) -> str:
    """How often each relation pattern was right on news-dev."""
    right: Counter[str] = Counter()
    made: Counter[str] = Counter()
    for text, title, reference in gold.articles("news-dev"):
        predicted = next(iter(extractor.propose([(text, title)]))).annotations
        wanted = _ends(reference)
        ids = {entity.id: (entity.start, entity.end, entity.label) for entity in predicted.entities}
        for relation in predicted.relations:
            pattern = relation.pattern or ""
            made[pattern] += 1
            pair = (ids[relation.head], ids[relation.tail])
            right[pattern] += (relation.label, *pair) in wanted or (relation.label, *pair[::-1]) in wanted
    rows = [[name, str(right[name]), str(count)] for name, count in made.most_common()]
    return _table(["pattern", "right", "proposed"], rows)


def without_families(extractor: Extractor, schema: LabelSchema) -> str:
    """Relations on news-dev without each file of patterns."""
    mapping = gold.datasets(schema)["news-dev"]
    pairs = predictions(extractor, "news-dev", mapping)
    rows = [_relation_row("all", evaluate(pairs, symmetric=mapping.symmetric))]
    for family, names in sorted(families().items()):
        left = [(reference, _without(made, names)) for reference, made in pairs]
        rows.append(_relation_row(f"without {family}", evaluate(left, symmetric=mapping.symmetric)))
    return "\n## Pattern families\n\n" + _table(["patterns", "precision", "recall", "F1"], rows)


def _without(annotations: Annotations, names: frozenset[str]) -> Annotations:
    kept = tuple(relation for relation in annotations.relations if relation.pattern not in names)
    return replace(annotations, relations=kept)


def _relation_row(name: str, evaluation: Evaluation) -> Row:
    strict = _object(evaluation, "relations")["strict"]
    return [name, *(_number(strict[key]) for key in ("precision", "recall", "f1"))]


def _ends(annotations: Annotations) -> set[tuple[object, ...]]:
    spans = {entity.id: (entity.start, entity.end, entity.label) for entity in annotations.entities}
    return {
        (relation.label, spans[relation.head], spans[relation.tail]) for relation in annotations.relations
    }


def _object(evaluation: Evaluation, kind: str) -> Mapping[str, Any]:
    found = evaluation.to_json()[kind]
    if not isinstance(found, dict):
        raise TypeError(kind)
    return found


def _summary(evaluations: Sequence[Evaluation]) -> list[Row]:
    wanted: list[tuple[str, str, str]] = [
        *(("entities", "strict", key) for key in ("precision", "recall", "f1")),
        ("entities", "partial", "f1"),
        *(("relations", "strict", key) for key in ("precision", "recall", "f1")),
        ("relations", "boundaries", "f1"),
    ]
    return [
        [f"{kind} {scheme} {key}", *(_number(_object(one, kind)[scheme][key]) for one in evaluations)]
        for kind, scheme, key in wanted
    ]


def _per_label(evaluations: Sequence[Evaluation]) -> list[Row]:
    rows: list[Row] = []
    for kind in ("entities", "relations"):
        tables = [_object(one, kind)["per_label"] for one in evaluations]
        for label in sorted({label for table in tables for label in table}):
            cells = [table.get(label) for table in tables]
            golds = [cell.get("gold", 0) for cell in cells if isinstance(cell, dict)]
            shown = [_number(cell.get("f1")) if isinstance(cell, dict) else "n/a" for cell in cells]
            rows.append([f"{label} ({max(golds)})", *shown])
    return rows


def _number(value: float | None) -> str:
    return "n/a" if value is None else f"{value:.3f}"


def _table(head: Row, rows: Sequence[Row]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"
