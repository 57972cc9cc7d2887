"""What reviewers made of the proposals they saw: accept, correct, reject rates by label, pattern, score."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from annotator.core.model import ExtractorName
from annotator.measure import BINS
from annotator.services.item_lists import KINDS, Kind
from annotator.services.kept import remembered
from annotator.store import Store
from annotator.store.evaluation import Fate

Key = TypeVar("Key", str, int)


@dataclass(frozen=True, slots=True)
class Fates:
    """How many proposals were accepted, corrected, rejected; ``pending`` ones are in no rate."""

    accepted: int = 0
    corrected: int = 0
    rejected: int = 0
    pending: int = 0

    @property
    def decided(self) -> int:
        """All but the pending ones."""
        return self.accepted + self.corrected + self.rejected

    @property
    def accept_rate(self) -> float | None:
        """Accepted / decided; ``None`` where nothing is decided."""
        return self._rate(self.accepted)

    @property
    def correct_rate(self) -> float | None:
        """Corrected / decided: right to be there, but not as proposed."""
        return self._rate(self.corrected)

    @property
    def reject_rate(self) -> float | None:
        """Rejected / decided."""
        return self._rate(self.rejected)

    def _rate(self, part: int) -> float | None:
        return part / self.decided if self.decided else None


@dataclass(frozen=True, slots=True)
class ScoreBin:
    """The proposals whose score lies in [low, high); the last bin includes 1."""

    low: float
    high: float
    fates: Fates


@dataclass(frozen=True, slots=True)
class KindAcceptance:
    """What became of entities, or of relations.

    Attributes:
        all: of all of them.
        by_label: by proposed label, in alphabetical order.
        by_pattern: by the pattern that proposed them, in alphabetical order; what has none is left out.
        by_score: ten bins of equal width, empty ones too; what has no score is left out.
    """

    all: Fates = Fates()
    by_label: Mapping[str, Fates] = field(default_factory=dict)
    by_pattern: Mapping[str, Fates] = field(default_factory=dict)
    by_score: tuple[ScoreBin, ...] = ()


@dataclass(frozen=True, slots=True)
class Acceptance:
    """What reviewers made of the proposals of an extractor that they saw."""

    entities: KindAcceptance
    relations: KindAcceptance


def acceptance(store: Store, extractor: ExtractorName) -> Acceptance:
    """Count what became of the proposals of an extractor, in every review that showed them.

    Reviews in which nothing has been decided do not count, in others every decided proposal does, complete or
    not. ``corrected`` has another label, boundary, argument or attribute now; a relation that stands as it
    was proposed is ``accepted`` even where an entity at its end was corrected.
    """
    fates = remembered(
        store, ("fates", extractor), lambda transaction: tuple(transaction.evaluation.fates(extractor, BINS))
    )
    entities, relations = (_of_kind(kind, fates) for kind in KINDS)
    return Acceptance(entities, relations)


def _of_kind(kind: Kind, fates: Iterable[Fate]) -> KindAcceptance:
    own = [fate for fate in fates if fate.kind == kind]
    bins = _by(own, lambda fate: fate.bin)
    return KindAcceptance(
        _by(own, lambda fate: "").get("", Fates()),
        _by(own, lambda fate: fate.label),
        _by(own, lambda fate: fate.pattern),
        tuple(ScoreBin(at / BINS, (at + 1) / BINS, bins.get(at, Fates())) for at in range(BINS)),
    )


def _by(fates: Iterable[Fate], key: Callable[[Fate], Key | None]) -> dict[Key, Fates]:
    """The counts by a key, in its order; what has none is left out."""
    counts: defaultdict[Key, Counter[str]] = defaultdict(Counter)
    for fate in fates:
        found = key(fate)
        if found is not None:
            counts[found][fate.status] += fate.items
    return {
        found: Fates(*(counts[found][status] for status in ("accepted", "corrected", "rejected", "pending")))
        for found in sorted(counts)
    }
