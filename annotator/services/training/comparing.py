"""What stood until now beside what was learned, on the test articles, strict."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from annotator.core.model import Annotations
from annotator.measure import Evaluation, Score, compare, evaluate
from annotator.services.item_lists import Kind
from annotator.services.training.report import CurvePoint, LabelChange, PartReport


def part_report(
    kind: Kind,
    gold: Sequence[Annotations],
    before: Sequence[Annotations],
    after: Sequence[Annotations],
    symmetric: Iterable[str],
    seed: int,
) -> PartReport:
    """Compare what stood until now with what was learned, on the same articles."""
    unordered = frozenset(symmetric)
    old, new = (
        evaluate(zip(gold, made, strict=True), symmetric=unordered, seed=seed) for made in (before, after)
    )
    compared = compare(gold, {"before": before, "after": after}, symmetric=unordered, seed=seed)
    (found,) = compared.of(kind)
    return PartReport(
        kind=kind,
        gold=sum(len(getattr(one, kind)) for one in gold),
        before=found.f1_a,
        after=found.f1_b,
        before_interval=_strict(old, kind).f1_interval,
        after_interval=_strict(new, kind).f1_interval,
        difference=found.difference,
        interval=found.interval,
        p_value=found.p_value,
        labels=tuple(_changes(old, new, kind)),
    )


def curve_point(
    kind: Kind,
    articles: int,
    gold: Sequence[Annotations],
    made: Sequence[Annotations],
    symmetric: Iterable[str],
    seed: int,
) -> CurvePoint:
    """F1 after some of the training articles."""
    found = evaluate(zip(gold, made, strict=True), symmetric=frozenset(symmetric), seed=seed)
    score = _strict(found, kind)
    return CurvePoint(articles, score.counts.f1, score.f1_interval)


def _strict(evaluation: Evaluation, kind: Kind) -> Score:
    return (evaluation.entities if kind == "entities" else evaluation.relations).schemes["strict"]


def _changes(old: Evaluation, new: Evaluation, kind: Kind) -> Iterable[LabelChange]:
    before, after = ((one.entities if kind == "entities" else one.relations).per_label for one in (old, new))
    for label in sorted(before.keys() | after.keys()):
        was, became = before.get(label), after.get(label)
        counts = [score.counts.gold for score in (was, became) if score is not None]
        yield LabelChange(
            label,
            max(counts),
            None if was is None else was.counts.f1,
            None if became is None else became.counts.f1,
            None if was is None else was.f1_interval,
            None if became is None else became.f1_interval,
        )
