"""Which items a number counts: cells of tables, found in the columns of all items."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias, cast

import numpy as np

from annotator.core.kinds import KINDS, Kind
from annotator.measure.corpus.integer_tables import Flags
from annotator.measure.items.item_table import ItemTable
from annotator.measure.items.items import CAUSES, AlignedEntity, AlignedRelation, Cause
from annotator.measure.matching.alignment import OUTCOMES
from annotator.measure.matching.relation_errors import RELATION_ERRORS
from annotator.measure.scores.article_counts import SCHEMES, Counted, LabelCodes
from annotator.measure.scores.entities import ENTITY_ERRORS
from annotator.measure.scores.totals import Tallies
from annotator.measure.statistics.reliability import BINS

#: The error classes of each kind, as the items of the table number them.
ERRORS: Mapping[Kind, tuple[str, ...]] = {"entities": ENTITY_ERRORS, "relations": RELATION_ERRORS}
Aligned: TypeAlias = AlignedEntity | AlignedRelation


@dataclass(frozen=True, slots=True)
class ErrorCell:
    """Items of one error class; of missed relations perhaps only those of one cause."""

    kind: Kind
    error: str
    cause: Cause | None = None

    def find(self, table: ItemTable, _: LabelCodes) -> Flags:
        """Which items they are."""
        errors = ERRORS[self.kind]
        found = _all(of_kind(table, self.kind), table.error == errors.index(self.error))
        return found if self.cause is None else _all(found, table.cause == CAUSES.index(self.cause))


@dataclass(frozen=True, slots=True)
class ConfusionCell:
    """Items of one gold and one predicted label; ``None`` is the row or column for none."""

    kind: Kind
    gold: str | None
    predicted: str | None

    def find(self, table: ItemTable, labels: LabelCodes) -> Flags:
        """Which items they are."""
        return _all(
            of_kind(table, self.kind),
            table.gold == labels.code(self.gold),
            table.predicted == labels.code(self.predicted),
        )


@dataclass(frozen=True, slots=True)
class LabelCell:
    """Items with a label in gold or among the predictions; perhaps only those that are not correct."""

    kind: Kind
    label: str
    wrong_only: bool = False

    def find(self, table: ItemTable, labels: LabelCodes) -> Flags:
        """Which items they are."""
        found = _all(of_kind(table, self.kind), _on_a_side(table, labels.code(self.label)))
        return _all(found, table.error != 0) if self.wrong_only else found


@dataclass(frozen=True, slots=True)
class BinCell:
    """Predicted items whose score lies in one bin of the reliability diagram (0 for the lowest).

    With ``right``, only those that are strictly correct.
    """

    kind: Kind
    bin: int
    right: bool = False

    def find(self, table: ItemTable, _: LabelCodes) -> Flags:
        """Which items they are."""
        bins = np.minimum(np.nan_to_num(table.score) * BINS, BINS - 1).astype(np.int64)
        found = _all(of_kind(table, self.kind), ~np.isnan(table.score), bins == self.bin)
        return _all(found, table.error == 0) if self.right else found


#: What a count of a table counts. ``not_found`` is gold and ``wrong`` is predicted, but not ``correct``;
#: ``error`` is either.
Count = Literal["gold", "predicted", "correct", "not_found", "wrong", "error"]


@dataclass(frozen=True, slots=True)
class CountCell:
    """Items that a count of the strict scores counts, of one label or (``None``) of all."""

    kind: Kind
    count: Count
    label: str | None = None

    def find(self, table: ItemTable, labels: LabelCodes) -> Flags:
        """Which items they are."""
        own = of_kind(table, self.kind)
        right = table.error == 0
        if self.count == "error":
            wrong = _all(own, ~right)
            return wrong if self.label is None else _all(wrong, _on_a_side(table, labels.code(self.label)))
        side = table.predicted if self.count in ("predicted", "wrong") else table.gold
        found = _all(own, side >= 0 if self.label is None else side == labels.code(self.label))
        if self.count in ("gold", "predicted"):
            return found
        return _all(found, right if self.count == "correct" else ~right)


#: What a count of a scheme counts, as what became of an item in the matching of that scheme.
Outcome = Literal[
    "gold",
    "predicted",
    "correct",
    "partial",
    "incorrect",
    "missed",
    "spurious",
    "not_found",
    "wrong",
    "error",
]
_COUNTED: Mapping[Outcome, tuple[str, ...]] = {
    **{cast("Outcome", outcome): (outcome,) for outcome in OUTCOMES},
    "gold": ("correct", "partial", "incorrect", "missed"),
    "predicted": ("correct", "partial", "incorrect", "spurious"),
    "not_found": ("partial", "incorrect", "missed"),
    "wrong": ("partial", "incorrect", "spurious"),
    "error": ("partial", "incorrect", "missed", "spurious"),
}


@dataclass(frozen=True, slots=True)
class SchemeCell:
    """Items that a count of a scheme counts: each scheme pairs gold and predicted in its own way.

    With a ``label`` the counts are those of the strict scores by label: what is spurious goes by its
    predicted label, everything else by its gold one.
    """

    kind: Kind
    scheme: str
    outcome: Outcome
    label: str | None = None

    @property
    def outcomes(self) -> tuple[str, ...]:
        """The classes that it counts."""
        return _COUNTED[self.outcome]

    def counts(self, counted: Counted, tallies: Tallies) -> list[int]:
        """How many items of it each article has."""
        if self.label is None:
            columns = [OUTCOMES.index(outcome) for outcome in self.outcomes]
            of_scheme = counted.schemes[:, SCHEMES.index((self.kind, self.scheme)), columns]
            return [int(number) for number in of_scheme.sum(axis=1)]
        kind = tallies.entities if self.kind == "entities" else tallies.relations
        tally = kind.per_label[self.label]
        parts = (getattr(tally, outcome).tolist() for outcome in self.outcomes)
        return list(map(sum, zip(*parts, strict=True)))

    def holds(self, item: Aligned) -> bool:
        """Whether an item, as the scheme pairs it, is one of them."""
        side = item.predicted if item.gold is None else item.gold
        return item.error in self.outcomes and (
            self.label is None or (side is not None and side.label == self.label)
        )


Cell: TypeAlias = ErrorCell | ConfusionCell | LabelCell | BinCell | CountCell | SchemeCell


def of_kind(table: ItemTable, kind: Kind) -> Flags:
    """Which items are entities, or relations."""
    return _all(table.kind == KINDS.index(kind))


def _on_a_side(table: ItemTable, code: int) -> Flags:
    """Which items have a label in gold or among the predictions."""
    found: Flags = (table.gold == code) | (table.predicted == code)
    return found


def _all(*flags: Flags) -> Flags:
    """Which items fit all of them."""
    found: Flags = np.logical_and.reduce(flags)
    return found
