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
        made = {system: predictions(extractor, name, mapping) for system, extractor in systems.items()}
        found = {system: evaluate(pairs, symmetric=mapping.symmetric) for system, pairs in made.items()}
        parts.append(f"\n## {name}\n")
        parts.append(_table(["score", *found], _summary(list(found.values()))))
        if labels:
            parts.append(_labels_table(made, mapping))
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


def without_families(extractor: Extractor, schema: LabelSchema, name: str) -> str:
    """Relations on a gold file without each file of patterns."""
    mapping = gold.datasets(schema)[name]
    pairs = predictions(extractor, name, mapping)
    rows = [_relation_row("all", evaluate(pairs, symmetric=mapping.symmetric))]
    for family, names in sorted(families().items()):
        left = [(reference, _without(made, names)) for reference, made in pairs]
        rows.append(_relation_row(f"without {family}", evaluate(left, symmetric=mapping.symmetric)))
    return "\n## Pattern families\n\n" + _table(["patterns", "precision", "recall", "F1"], rows)


def halves(extractor: Extractor, schema: LabelSchema, names: Sequence[str]) -> str:
    """Scores on the first, third ... and on the second, fourth ... article of gold files."""
    rows: list[Row] = []
    for name in names:
        mapping = gold.datasets(schema)[name]
        pairs = predictions(extractor, name, mapping)
        for half in (0, 1):
            found = evaluate(pairs[half::2], symmetric=mapping.symmetric)
            entities = _object(found, "entities")["strict"]["f1"]
            rows.append([f"{name}, half {half + 1}", _number(entities), *_relation_row("", found)[1:]])
    return _table(["articles", "entities F1", "relations precision", "recall", "F1"], rows)


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


def _labels_table(made: Mapping[str, Pairs], mapping: Labels) -> str:
    """Strict and partial F1 of each entity label, strict and boundaries F1 of each relation label."""
    parts = []
    for kind, single, other in (("entities", "entity", "partial"), ("relations", "relation", "boundaries")):
        golds = Counter(
            one.label for pairs in made.values() for reference, _ in pairs for one in getattr(reference, kind)
        )
        every = {
            one.label for pairs in made.values() for pair in pairs for a in pair for one in getattr(a, kind)
        }
        rows: list[Row] = []
        for label in sorted(every):
            cells = [_label_cell(pairs, kind, other, label, mapping) for pairs in made.values()]
            rows.append([f"{label} ({golds[label] // len(made)})", *cells])
        parts.append(_table([f"{single} label (gold): F1 strict / {other}", *made], rows))
    return "\n".join(parts)


def _label_cell(pairs: Pairs, kind: str, other: str, label: str, mapping: Labels) -> str:
    only = [(_only(reference, kind, label), _only(found, kind, label)) for reference, found in pairs]
    schemes = _object(evaluate(only, symmetric=mapping.symmetric, resamples=0), kind)
    return f"{_number(schemes['strict']['f1'])} / {_number(schemes[other]['f1'])}"


def _only(annotations: Annotations, kind: str, label: str) -> Annotations:
    if kind == "entities":
        return Annotations(tuple(one for one in annotations.entities if one.label == label), ())
    return replace(annotations, relations=tuple(r for r in annotations.relations if r.label == label))


def _number(value: float | None) -> str:
    return "n/a" if value is None else f"{value:.3f}"


def _table(head: Row, rows: Sequence[Row]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"
