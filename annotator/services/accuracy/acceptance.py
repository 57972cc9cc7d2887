"""What reviewers made of the proposals they saw: accept, correct, reject rates by label, pattern, score."""

from __future__ import annotations

import threading
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import TypeVar

from annotator.core.kinds import KINDS, Kind
from annotator.core.model import ExtractorName
from annotator.measure import BINS
from annotator.services.database.cache import kept_of, remembered
from annotator.store import Store, Transaction
from annotator.store.repositories.evaluation import Fate

Key = TypeVar("Key", str, int)
#: Reviews that are read at a time.
_BATCH = 500


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
    known = kept_of(store).lasting(("fates", extractor), KeptFates)

    def count(transaction: Transaction) -> Acceptance:
        fates = known.look(transaction, extractor)
        entities, relations = (_of_kind(kind, fates) for kind in KINDS)
        return Acceptance(entities, relations)

    return remembered(store, ("acceptance", extractor), count)


class KeptFates:
    """What became of proposals, review by review; only reviews with new decisions are read again."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._codes: dict[Fate, int] = {}
        self._known: dict[tuple[int, int], array[int]] = {}

    def look(self, transaction: Transaction, extractor: ExtractorName) -> dict[Fate, int]:
        """How many proposals met each fate, as it is now."""
        with self._lock:
            wanted = transaction.evaluation.seen(extractor).items()
            missing = [key for key in wanted if key not in self._known]
            for first in range(0, len(missing), _BATCH):
                self._read(transaction, missing[first : first + _BATCH])
            self._known = {key: self._known[key] for key in wanted}
            counts = Counter(chain.from_iterable(self._known.values()))
            return {fate: counts[code] for fate, code in self._codes.items() if code in counts}

    def _read(self, transaction: Transaction, keys: Sequence[tuple[int, int]]) -> None:
        found = transaction.evaluation.fates([review_id for review_id, _ in keys], BINS)
        for key in keys:
            codes = [self._codes.setdefault(fate, len(self._codes)) for fate in found.get(key[0], ())]
            self._known[key] = array("i", codes)


def _of_kind(kind: Kind, fates: Mapping[Fate, int]) -> KindAcceptance:
    own = {fate: number for fate, number in fates.items() if fate.kind == kind}
    bins = _by(own, lambda fate: fate.bin)
    return KindAcceptance(
        _by(own, lambda fate: "").get("", Fates()),
        _by(own, lambda fate: fate.label),
        _by(own, lambda fate: fate.pattern),
        tuple(ScoreBin(at / BINS, (at + 1) / BINS, bins.get(at, Fates())) for at in range(BINS)),
    )


def _by(fates: Mapping[Fate, int], key: Callable[[Fate], Key | None]) -> dict[Key, Fates]:
    """The counts by a key, in its order; what has none is left out."""
    counts: defaultdict[Key, Counter[str]] = defaultdict(Counter)
    for fate, number in fates.items():
        found = key(fate)
        if found is not None:
            counts[found][fate.status] += number
    return {
        found: Fates(*(counts[found][status] for status in ("accepted", "corrected", "rejected", "pending")))
        for found in sorted(counts)
    }
