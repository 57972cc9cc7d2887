"""What training found: before and after, label by label, and whether more review pays. Plain values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from annotator.core.json_values import JsonObject
from annotator.core.kinds import Kind
from annotator.errors import InputError

#: The file of a trained version that says what training found.
REPORT = "report.json"
#: How much the F1 of a label may fall in a version that becomes the default one.
MOST_DROP = 0.02
Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """How good a part is after some of the training articles: strict F1, and its 95 % interval."""

    articles: int
    f1: float | None
    interval: Interval | None = None


@dataclass(frozen=True, slots=True)
class LabelChange:
    """A label before and after: strict F1 with 95 % intervals, and how often gold of the test has it."""

    label: str
    gold: int
    before: float | None
    after: float | None
    before_interval: Interval | None = None
    after_interval: Interval | None = None

    @property
    def drops(self) -> bool:
        """Whether a label that gold has falls by more than ``MOST_DROP``."""
        if not self.gold or self.before is None:
            return False
        return self.before - (self.after or 0.0) > MOST_DROP


@dataclass(frozen=True, slots=True)
class Change:
    """Strict F1 on the test articles before and after, each with its 95 % interval.

    Attributes:
        before, after: F1 of what stood until now and of what was learned.
        difference: of the two, with its paired bootstrap interval.
        p_value: of the paired randomisation.
    """

    before: float | None
    after: float | None
    before_interval: Interval | None = None
    after_interval: Interval | None = None
    difference: float | None = None
    interval: Interval | None = None
    p_value: float | None = None

    @property
    def drops(self) -> bool:
        """Whether F1 falls by more than ``MOST_DROP``."""
        return self.difference is not None and self.difference < -MOST_DROP


@dataclass(frozen=True, slots=True)
class PartReport:
    """What training brought for entities or for relations, measured on the test articles, strict.

    All but ``between_gold`` is end to end: of what is proposed for the text alone, as reviewers get it.

    Attributes:
        kind: ``entities`` or ``relations``.
        gold: how many of them gold has.
        before, after, difference, interval, p_value: as of :class:`Change`.
        labels: every label.
        curve: F1 by number of training articles.
        left_out: entities of the training gold that could not be taught, by the reason.
        kept: whether the version has what was learned.
        between_gold: of relations: the same between the entities of gold, where no name can be missed.
        relations_found: of entities: the relations that are found with these names, and with those until now.
    """

    kind: Kind
    gold: int
    before: float | None
    after: float | None
    before_interval: Interval | None
    after_interval: Interval | None
    difference: float | None
    interval: Interval | None
    p_value: float | None
    labels: Sequence[LabelChange]
    curve: Sequence[CurvePoint] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)
    kept: bool = True
    between_gold: Change | None = None
    relations_found: Change | None = None

    @property
    def dropped(self) -> tuple[LabelChange, ...]:
        """The labels that fall by more than ``MOST_DROP``."""
        return tuple(one for one in self.labels if one.drops)

    @property
    def better(self) -> bool:
        """Whether F1 rises, no label drops, and no worse relations are found with what was learned."""
        loses_relations = self.relations_found is not None and self.relations_found.drops
        return (self.difference or 0.0) > 0 and not self.dropped and not loses_relations


@dataclass(frozen=True, slots=True)
class TrainReport:
    """A trained version.

    Attributes:
        folder: where it stands.
        train, test: how many articles.
        sentences: how many they have together.
        seed: of the split.
        parts: what was trained.
        left_out: articles that could not be read within the limits, by id with the reason.
        passed_over: articles that an earlier training has left out, and that were not tried again.
    """

    folder: Path
    train: int
    test: int
    sentences: int
    seed: int
    parts: Sequence[PartReport]
    left_out: Mapping[str, str] = field(default_factory=dict)
    passed_over: int = 0

    @property
    def better(self) -> bool:
        """Whether the version is better than what stood until now, in all that it has learned anew."""
        kept = [part for part in self.parts if part.kept]
        return bool(kept) and all(part.better for part in kept)

    def to_json(self) -> JsonObject:
        """As ``train --json`` prints it, and the folder keeps it."""
        return {
            "articles": {"train": self.train, "test": self.test},
            "sentences": self.sentences,
            "seed": self.seed,
            "left_out": dict(self.left_out),
            "passed_over": self.passed_over,
            "parts": [
                {**asdict(part), "better": part.better, "dropped": [one.label for one in part.dropped]}
                for part in self.parts
            ],
        }


def report_from_json(folder: Path, told: Mapping[str, Any]) -> TrainReport:
    """The report that a folder keeps.

    Raises:
        InputError: it is none.
    """
    try:
        articles = told["articles"]
        parts = tuple(_part(row) for row in told["parts"])
        return TrainReport(
            folder, int(articles["train"]), int(articles["test"]), int(told["sentences"]), int(told["seed"]),
            parts, dict(told.get("left_out", {})), int(told.get("passed_over", 0)),
        )  # fmt: skip
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InputError(f"is no report of a training ({error})", source=str(folder)) from error


def _part(row: Mapping[str, Any]) -> PartReport:
    if "between_gold" not in row:
        row = _of_first_releases(row)
    values = _values(PartReport, row)
    for name in ("between_gold", "relations_found"):
        values[name] = None if row[name] is None else Change(**_values(Change, row[name]))
    values["labels"] = tuple(LabelChange(**_values(LabelChange, one)) for one in row["labels"])
    values["curve"] = tuple(CurvePoint(**_values(CurvePoint, one)) for one in row["curve"])
    return PartReport(**values)


def _of_first_releases(row: Mapping[str, Any]) -> dict[str, Any]:
    """A part as it was kept first: relations were measured between gold entities alone."""
    told = {**row, "between_gold": None, "relations_found": None}
    if row["kind"] == "relations":
        totals = {found.name: row[found.name] for found in fields(Change)}
        told |= {**dict.fromkeys(totals), "labels": (), "curve": (), "between_gold": totals}
    return told


def _values(shape: type, row: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a dataclass out of a JSON object, in which tuples have become lists."""
    return {
        found.name: tuple(row[found.name]) if isinstance(row[found.name], list) else row[found.name]
        for found in fields(shape)
    }
