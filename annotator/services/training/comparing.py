"""What stood until now beside what was learned, on the test articles, strict."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict

from annotator.core.kinds import Kind
from annotator.core.model import Annotations
from annotator.measure import Evaluation, Score, compare, evaluate
from annotator.services.training.report import Change, CurvePoint, LabelChange, PartReport
from annotator.services.training.split import Split


def part_report(
    kind: Kind, divided: Split, before: Sequence[Annotations], after: Sequence[Annotations]
) -> PartReport:
    """Compare what stood until now with what was learned, total and label by label."""
    old, new = (_evaluated(divided, made) for made in (before, after))
    total = _change(kind, divided, (before, old), (after, new))
    return PartReport(
        kind=kind,
        gold=sum(len(getattr(one, kind)) for one in divided.gold),
        labels=tuple(_changes(old, new, kind)),
        **asdict(total),
    )


def change(kind: Kind, divided: Split, before: Sequence[Annotations], after: Sequence[Annotations]) -> Change:
    """The total alone."""
    old, new = (_evaluated(divided, made) for made in (before, after))
    return _change(kind, divided, (before, old), (after, new))


def curve_point(kind: Kind, articles: int, divided: Split, made: Sequence[Annotations]) -> CurvePoint:
    """F1 after some of the training articles."""
    score = _strict(_evaluated(divided, made), kind)
    return CurvePoint(articles, score.counts.f1, score.f1_interval)


Side = tuple[Sequence[Annotations], Evaluation]


def _change(kind: Kind, divided: Split, before: Side, after: Side) -> Change:
    compared = compare(
        divided.gold,
        {"before": before[0], "after": after[0]},
        symmetric=divided.symmetric,
        seed=divided.seed,
    )
    (found,) = compared.of(kind)
    return Change(
        before=found.f1_a,
        after=found.f1_b,
        before_interval=_strict(before[1], kind).f1_interval,
        after_interval=_strict(after[1], kind).f1_interval,
        difference=found.difference,
        interval=found.interval,
        p_value=found.p_value,
    )


def _evaluated(divided: Split, made: Sequence[Annotations]) -> Evaluation:
    pairs = zip(divided.gold, made, strict=True)
    return evaluate(pairs, symmetric=divided.symmetric, seed=divided.seed)


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
