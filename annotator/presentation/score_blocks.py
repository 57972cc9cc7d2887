"""Scores by scheme and label, errors and confusion, as blocks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from annotator.core.kinds import Kind
from annotator.measure import (
    CAUSES,
    ENTITY_SCHEMES,
    RELATION_SCHEMES,
    Cause,
    Confusion,
    Counts,
    Evaluation,
    Score,
    Scores,
)
from annotator.presentation.blocks import (
    Block,
    Column,
    Content,
    Counted,
    Figure,
    Heading,
    Paragraph,
    Row,
    Shaded,
    Table,
    between,
    percent,
)
from annotator.presentation.plots import label_plot
from annotator.presentation.words import CAUSE_MEANING, ERROR_MEANING, SCHEME_MEANING
from annotator.services.accuracy.item_lists import (
    Cell,
    ConfusionCell,
    Count,
    CountCell,
    ErrorCell,
    Outcome,
    SchemeCell,
)
from annotator.services.accuracy.measurement import Measured
from annotator.services.accuracy.score_text import rate

#: Labels with fewer gold items are greyed.
FEW = 20
_COUNTS: tuple[Outcome, ...] = (
    *("gold", "predicted", "correct"),
    *("partial", "incorrect", "missed", "spurious"),
)
_RELATION_COUNTS: tuple[Outcome, ...] = ("gold", "predicted", "correct", "missed", "spurious")
_LABEL_COUNTS: tuple[Outcome, ...] = ("gold", "predicted", "correct", "incorrect", "missed", "spurious")
#: The counts that stand in the alignment as they do in the strict matching.
_LISTED: Mapping[Outcome, Count] = {
    "gold": "gold",
    "predicted": "predicted",
    "correct": "correct",
    "not_found": "not_found",
    "wrong": "wrong",
    "error": "error",
}
_RATES = ("precision", "recall", "F1", "95 % interval of F1")


def scheme_blocks(evaluation: Evaluation) -> Iterator[Block]:
    """The schemes of entities and of relations, side by side in tables."""
    yield _schemes("entities", evaluation.entities, ENTITY_SCHEMES, _COUNTS)
    yield _schemes("relations", evaluation.relations, (*RELATION_SCHEMES, "lenient"), _RELATION_COUNTS)
    given = evaluation.given_entities
    yield Paragraph(
        f"Of {given.gold:,} gold relations whose two ends were found, {given.correct:,} were found:"
        f" recall given the entities is {rate(given.recall)}."
    )
    repeated = {
        kind: scores.duplicates
        for kind, scores in (("entities", evaluation.entities), ("relations", evaluation.relations))
        if any(scores.duplicates.values())
    }
    for kind, sides in repeated.items():
        yield Paragraph(
            f"Repeated {kind} count once: {sides['gold']:,} were left out of gold,"
            f" {sides['predicted']:,} of what was predicted."
        )


def _schemes(kind: Kind, scores: Scores, schemes: tuple[str, ...], counts: tuple[Outcome, ...]) -> Table:
    columns = (Column("Scheme", False), Column("counts as right", False), *map(Column, (*counts, *_RATES)))
    rows = [
        Row((name, SCHEME_MEANING[kind][name], *_numbers(scores.schemes[name], counts, kind, name)))
        for name in schemes
    ]
    return Table(f"{kind.capitalize()} by scheme", columns, rows)


def _numbers(
    score: Score, counts: tuple[Outcome, ...], kind: Kind, scheme: str = "strict", label: str | None = None
) -> tuple[Content, ...]:
    """Counts, rates and interval, with the lists behind them: of a rate, what it lacks."""
    found: Counts = score.counts
    rates: tuple[tuple[float | None, Outcome], ...] = (
        (found.precision, "wrong"),
        (found.recall, "not_found"),
        (found.f1, "error"),
    )
    cells: list[Content] = []
    for name in counts:
        number: int = getattr(found, name)
        text = f"{number:,}"
        cells.append(Counted(text, _cell(kind, scheme, name, label)) if number else text)
    for value, lacking in rates:
        whole = value is None or value == 1
        cells.append(rate(value) if whole else Counted(rate(value), _cell(kind, scheme, lacking, label)))
    return (*cells, between(score.f1_interval))


def _cell(kind: Kind, scheme: str, outcome: Outcome, label: str | None) -> Cell:
    """The list behind a count; of the strict ones it says what is wrong, where the alignment counts alike."""
    listed = _LISTED.get(outcome) if scheme == "strict" else None
    return SchemeCell(kind, scheme, outcome, label) if listed is None else CountCell(kind, listed, label)


def label_blocks(evaluation: Evaluation) -> Iterator[Block]:
    """A plot and a table of the labels of each kind, most frequent in gold first."""
    for kind, scores in _kinds(evaluation):
        title = kind.capitalize()
        yield Heading(title, 3)
        if not scores.per_label:
            yield Paragraph(f"There are no {title.lower()}, neither in gold nor predicted.")
            continue
        labels = sorted(scores.per_label.items(), key=lambda one: (-one[1].counts.gold, one[0]))
        yield Figure(
            label_plot(labels, FEW),
            "Strict F1 of each label with its 95 % interval; pale where gold has fewer than 20.",
            f"labels-{kind}",
        )
        counts = _LABEL_COUNTS if kind == "entities" else _RELATION_COUNTS
        columns = (Column("Label", False), *map(Column, (*counts, *_RATES)))
        rows = [
            Row((label, *_numbers(score, counts, kind, label=label)), quiet=score.counts.gold < FEW)
            for label, score in labels
        ]
        yield Table(f"{title} by label, strict", columns, rows, note=f"Macro F1: {rate(scores.macro_f1)}.")


def _kinds(evaluation: Evaluation) -> tuple[tuple[Kind, Scores], ...]:
    return ("entities", evaluation.entities), ("relations", evaluation.relations)


def error_blocks(measured: Measured) -> Iterator[Block]:
    """The error classes of each kind with their shares, and why relations were missed."""
    evaluation = measured.evaluation
    yield _errors("entities", evaluation.entities.errors)
    yield _errors("relations", evaluation.relations.errors)
    causes = measured.kept("causes", lambda: _causes(measured))
    if any(causes.values()):
        columns = (Column("Cause", False), Column("meaning", False), Column("items"))
        rows = [
            Row(
                (
                    cause.replace("_", " "),
                    CAUSE_MEANING[cause],
                    Counted(f"{number:,}", ErrorCell("relations", "missed", cause)) if number else "0",
                )
            )
            for cause, number in causes.items()
        ]
        yield Table("Why relations were missed", columns, rows)


def _causes(measured: Measured) -> dict[Cause, int]:
    found = zip(CAUSES, measured.items.causes(), strict=True)
    return {cause: number for cause, number in found if cause is not None}


def _errors(kind: Kind, errors: Mapping[str, int]) -> Table:
    total = sum(errors.values())
    rows = [
        Row(
            (
                name.replace("_", " "),
                ERROR_MEANING[kind][name],
                Counted(f"{number:,}", ErrorCell(kind, name)) if number else "0",
                percent(number / total if total else None),
            )
        )
        for name, number in errors.items()
    ]
    columns = (Column("Class", False), Column("meaning", False), Column("items"), Column("share"))
    return Table(f"{kind.capitalize()}: what became of each item", columns, rows)


def confusion_blocks(evaluation: Evaluation) -> Iterator[Block]:
    """The confusion matrix of each kind."""
    for kind, scores in _kinds(evaluation):
        if scores.confusion.labels:
            yield _matrix(kind, scores.confusion)
        else:
            yield Paragraph(f"There are no {kind} to confuse.")


def _matrix(kind: Kind, confusion: Confusion) -> Table:
    labels: tuple[str | None, ...] = (*confusion.labels, None)
    names = (*confusion.labels, "none")
    columns = (Column("gold ↓, predicted →", False), *map(Column, names))
    rows = []
    for place, name in enumerate(names):
        row = confusion.counts[place]
        total = sum(row)
        cells: list[Content] = [name]
        for at, number in enumerate(row):
            if place == at == len(names) - 1:
                cells.append("")  # what is in neither cannot be counted
            else:
                cell = ConfusionCell(kind, *(labels[side] for side in (place, at))) if number else None
                share = number / total if total else 0
                cells.append(Shaded(f"{number:,}" if number else "·", share, place == at, cell))
        rows.append(Row(tuple(cells)))
    note = "Tint: share of the row. The row of none is what is spurious, the column of none what was missed."
    return Table(f"{kind.capitalize()}: gold label by predicted label", columns, rows, note=note, matrix=True)
