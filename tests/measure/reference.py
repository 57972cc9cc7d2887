"""The definitions of the scores, tried out on every possible matching; slow, short, and hard to get wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import Any

from annotator.core.model import Annotations

Item = Any
Value = tuple[Fraction | int, ...]


def matchings(gold: Sequence[Item], predicted: Sequence[Item]) -> Iterator[list[tuple[Item, Item]]]:
    """Every way to pair some of the gold with some of the predicted items, one to one."""
    if not gold:
        yield []
        return
    first, rest = gold[0], gold[1:]
    yield from matchings(rest, predicted)
    for place, partner in enumerate(predicted):
        for others in matchings(rest, [*predicted[:place], *predicted[place + 1 :]]):
            yield [(first, partner), *others]


def best(
    gold: Sequence[Item], predicted: Sequence[Item], value: Callable[[Item, Item], Value | None]
) -> list[Value]:
    """The values of the pairs of the matching of the largest sum; ``None`` forbids a pair."""

    def values_of(pairs: list[tuple[Item, Item]]) -> list[Value] | None:
        values = [value(g, p) for g, p in pairs]
        return None if None in values else [v for v in values if v is not None]

    possible = [values for pairs in matchings(gold, predicted) if (values := values_of(pairs)) is not None]
    return max(possible, key=lambda values: tuple(map(sum, zip(*values, strict=True))) or (0,) * 9)


def entity_set(annotations: Annotations) -> list[tuple[int, int, str]]:
    """The distinct entities."""
    return sorted({(e.start, e.end, e.label) for e in annotations.entities})


def relation_set(annotations: Annotations, symmetric: frozenset[str]) -> list[tuple[str, Item, Item]]:
    """The distinct relations: label, head, tail, in canonical order where the label is symmetric."""
    entity = {e.id: (e.start, e.end, e.label) for e in annotations.entities}
    found = set()
    for relation in annotations.relations:
        head, tail = entity[relation.head], entity[relation.tail]
        if relation.label in symmetric and tail < head:
            head, tail = tail, head
        found.add((relation.label, head, tail))
    return sorted(found)


def iou(g: Item, p: Item) -> Fraction:
    """Intersection over union of two spans."""
    shared = max(0, min(g[1], p[1]) - max(g[0], p[0]))
    return Fraction(shared, (g[1] - g[0]) + (p[1] - p[0]) - shared)


def overlap(g: Item, p: Item) -> bool:
    """Whether two spans share a code point."""
    return bool(g[0] < p[1] and p[0] < g[1])


def credit(scheme: str, g: Item, p: Item) -> Fraction:
    """The credit of a pair of overlapping entities in a scheme."""
    same_span, same_label = g[:2] == p[:2], g[2] == p[2]
    if scheme == "partial":
        return Fraction(1) if same_span else Fraction(1, 2)
    return Fraction({"strict": same_span and same_label, "exact": same_span, "type": same_label}[scheme])


def entity_counts(scheme: str, gold: Annotations, predicted: Annotations) -> dict[str, int]:
    """Counts of one article in one scheme."""
    golds, predicteds = entity_set(gold), entity_set(predicted)
    chosen = best(
        golds, predicteds, lambda g, p: (credit(scheme, g, p), 1, iou(g, p)) if overlap(g, p) else None
    )
    credits = [value[0] for value in chosen]
    return {
        "gold": len(golds),
        "predicted": len(predicteds),
        "correct": credits.count(1),
        "partial": credits.count(Fraction(1, 2)),
        "incorrect": credits.count(0),
        "missed": len(golds) - len(credits),
        "spurious": len(predicteds) - len(credits),
    }


def entity_errors(gold: Annotations, predicted: Annotations) -> dict[str, int]:
    """Error classes of one article."""
    golds, predicteds = entity_set(gold), entity_set(predicted)

    def value(g: Item, p: Item) -> Value | None:
        if not overlap(g, p):
            return None
        kind = 0 if g == p else 1 if g[:2] == p[:2] else 2 if g[2] == p[2] else 3
        return (*(int(kind == place) for place in range(4)), iou(g, p))

    return _errors(("correct", "label", "boundary", "label_boundary"), golds, predicteds, value)


def relation_class(symmetric: frozenset[str], g: Item, p: Item) -> int | None:
    """The class of a pair of relations, from 0 (correct) to 6 (argument); ``None`` for no pair."""
    if g == p:
        return 0
    if {g[1], g[2]} == {p[1], p[2]}:
        swapped = g[1] != p[1]
        return (1 if swapped else None) if g[0] == p[0] else 3 if swapped else 2
    if g[0] != p[0]:
        return None
    ways = [(p[1], p[2])] + ([(p[2], p[1])] if g[0] in symmetric else [])
    kinds = []
    for head, tail in ways:
        overlaps = (overlap(g[1], head), overlap(g[2], tail))
        if g[1][:2] == head[:2] and g[2][:2] == tail[:2]:
            kinds.append(4)
        elif all(overlaps) and g[1][2] == head[2] and g[2][2] == tail[2]:
            kinds.append(5)
        elif any(overlaps):
            kinds.append(6)
    return min(kinds, default=None)


def relation_errors(gold: Annotations, predicted: Annotations, symmetric: frozenset[str]) -> dict[str, int]:
    """Error classes of the relations of one article."""

    def value(g: Item, p: Item) -> Value | None:
        kind = relation_class(symmetric, g, p)
        return None if kind is None else tuple(int(kind == place) for place in range(7))

    classes = ("correct", "direction", "label", "direction_label")
    arguments = ("argument_label", "argument_boundary", "argument")
    return _errors(
        (*classes, *arguments), relation_set(gold, symmetric), relation_set(predicted, symmetric), value
    )


def _errors(
    classes: Sequence[str],
    golds: Sequence[Item],
    predicteds: Sequence[Item],
    value: Callable[[Item, Item], Value | None],
) -> dict[str, int]:
    """Count the classes of the best matching; the values of a pair start with one flag a class."""
    chosen = best(golds, predicteds, value)
    counts = {name: sum(int(v[place]) for v in chosen) for place, name in enumerate(classes)}
    return {**counts, "missed": len(golds) - len(chosen), "spurious": len(predicteds) - len(chosen)}
