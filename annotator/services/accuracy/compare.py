"""Is one extractor better than another, and what exactly did it mend and break?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import combinations
from pathlib import Path
from typing import Literal, TypeVar

from annotator.core.kinds import KINDS, Kind
from annotator.core.model import Annotations, Entity, Relation
from annotator.errors import InputError
from annotator.measure import (
    Changed,
    Comparison,
    Difference,
    changed_entities,
    changed_relations,
    compare_tallies,
)
from annotator.services.accuracy.item_context import (
    Passage,
    Version,
    entities_by_id,
    entity_version,
    passage,
    relation_version,
)
from annotator.services.accuracy.measurement import (
    Measured,
    find_extractor,
    measure_extractor,
    measure_predictions,
)
from annotator.services.accuracy.predictions import file_predictions
from annotator.services.accuracy.reference import file_reference
from annotator.services.accuracy.sampling import Sampling
from annotator.services.database.cache import remembered
from annotator.services.database.label_schema import read_label_schema
from annotator.store import Store, Transaction

What = Literal["fixed", "broken", "spurious_gone", "spurious_new"]
#: What can become of an item from one extractor to another, the good of each kind first.
WHATS: tuple[What, ...] = ("fixed", "spurious_gone", "broken", "spurious_new")
#: A drop with a smaller adjusted p value is significant.
SIGNIFICANT = 0.05
#: P values need more draws than intervals.
_RESAMPLES = 10_000
#: Articles that are read at a time to see what changed.
_BATCH = 500

Item = TypeVar("Item", Entity, Relation)


@dataclass(frozen=True, slots=True)
class ChangedItem:
    """An item that one of two extractors has right and the other has not, strictly.

    Attributes:
        what: ``fixed`` (gold, found by the second only), ``broken`` (gold, found by the first only),
            ``spurious_gone`` (not gold, predicted by the first only), ``spurious_new`` (by the second only).
        kind: ``entities`` or ``relations``.
        article_id: where it stands.
        version: the item.
        passage: the text around it.
    """

    what: What
    kind: Kind
    article_id: str
    version: Version
    passage: Passage

    def to_json(self) -> dict[str, object]:
        """As ``compare --json`` prints it."""
        return {
            "what": self.what,
            "kind": self.kind,
            "article": self.article_id,
            **self.version.to_json(),
            "context": asdict(self.passage),
        }


@dataclass(frozen=True, slots=True)
class Changes:
    """What extractor ``b`` mended and broke, compared with ``a``, in the order of the articles."""

    a: str
    b: str
    items: tuple[ChangedItem, ...]

    def of(self, kind: Kind, what: What) -> tuple[ChangedItem, ...]:
        """The items of one kind with one fate."""
        return tuple(item for item in self.items if (item.kind, item.what) == (kind, what))

    def counts(self) -> dict[Kind, dict[What, int]]:
        """How many items of each kind met each fate."""
        return {kind: {what: len(self.of(kind, what)) for what in WHATS} for kind in KINDS}


@dataclass(frozen=True, slots=True)
class Compared:
    """Extractors on the same gold.

    Attributes:
        names: of the extractors; the first is the baseline that others are compared with.
        comparison: F1, differences, intervals and p values of every pair in every scheme.
        changes: item by item, for every pair.
    """

    names: tuple[str, ...]
    comparison: Comparison
    changes: tuple[Changes, ...]

    def drops(self) -> tuple[Difference, ...]:
        """The strict scores in which an extractor is significantly worse than the baseline.

        A drop is significant where the difference of strict F1 is negative and its p value, adjusted after
        Holm for the number of pairs, is below 0.05; entities and relations are looked at each by itself.
        """
        return tuple(
            found
            for kind in KINDS
            for found in self.comparison.of(kind)
            if found.a == self.names[0] and _is_drop(found)
        )

    def to_json(self) -> dict[str, object]:
        """The object that ``compare --json`` prints."""
        return {
            "extractors": list(self.names),
            **self.comparison.to_json(),
            "changes": [
                {
                    "a": found.a,
                    "b": found.b,
                    "counts": found.counts(),
                    "items": [one.to_json() for one in found.items],
                }
                for found in self.changes
            ],
        }


def compare_files(
    gold: Path, predicted: Sequence[Path], schema: Path | None = None, sampling: Sampling | None = None
) -> Compared:
    """Compare the predictions of two or more files on the gold of another.

    Raises:
        InputError: a file or a record is wrong (see
            :func:`~annotator.services.accuracy.evaluate.evaluate_files`), or a file is named twice.
    """
    labels = read_label_schema(schema) if schema is not None else None
    names = _distinct([str(path) for path in predicted])
    reference = file_reference(gold, labels)
    chosen = sampling or Sampling(resamples=_RESAMPLES)
    measured = {
        name: measure_predictions(reference, file_predictions(reference, path), name, chosen)
        for name, path in zip(names, predicted, strict=True)
    }
    return _compared(measured, chosen)


def compare_extractors(store: Store, wanted: Sequence[str], sampling: Sampling | None = None) -> Compared:
    """Compare extractors of a database on its gold.

    Args:
        store: the database.
        wanted: two or more of ``NAME`` (its newest version that has read all the gold) or ``NAME@VERSION``.
        sampling: how intervals are drawn; p values need resamples too.

    Raises:
        InputError: an extractor is unknown, named twice or has not read all the gold, or there is no gold.
    """
    extractors = tuple(find_extractor(store, text) for text in wanted)
    names = _distinct([f"{found.name}@{found.version}" for found in extractors])

    def make(_: Transaction) -> Compared:
        measured = {
            name: measure_extractor(store, found.name, found.version)
            for name, found in zip(names, extractors, strict=True)
        }
        return _compared(measured, sampling or Sampling(resamples=_RESAMPLES))

    return remembered(store, ("compared", extractors, sampling), make)


def _distinct(names: list[str]) -> list[str]:
    for at, name in enumerate(names):
        if name in names[:at]:
            raise InputError(f"{name} is named twice; name two different ones")
    return names


def _compared(measured: Mapping[str, Measured], sampling: Sampling) -> Compared:
    [first, *_] = measured.values()
    comparison = compare_tallies(
        {name: found.tallies for name, found in measured.items()},
        seed=sampling.seed,
        resamples=sampling.resamples,
        articles=len(first.reference.articles),
    )
    changes = tuple(
        Changes(a, b, tuple(_changes(measured[a], measured[b]))) for a, b in combinations(measured, 2)
    )
    return Compared(tuple(measured), comparison, changes)


def _changes(first: Measured, second: Measured) -> Iterator[ChangedItem]:
    """What changed, article by article; a batch of them is read at a time."""
    reference = first.reference
    for begin in range(0, len(reference.articles), _BATCH):
        numbers = range(begin, min(begin + _BATCH, len(reference.articles)))
        pairs, others = first.pairs(numbers), second.predicted(numbers)
        texts = reference.texts([reference.names[number] for number in numbers])
        for number, (gold, one) in pairs.items():
            name = reference.names[number]
            yield from _changes_of(name, texts[name], (gold, one, others[number]), reference.symmetric)


def _changes_of(
    name: str, text: str, sides: tuple[Annotations, Annotations, Annotations], symmetric: frozenset[str]
) -> Iterator[ChangedItem]:
    """What changed in one article, from its gold and both predictions."""
    gold, one, other = sides
    for what, entity in _lists(changed_entities(gold, one, other)):
        version = entity_version(text, entity)
        yield ChangedItem(what, "entities", name, version, passage(text, [version]))
    owners = {"fixed": gold, "broken": gold, "spurious_gone": one, "spurious_new": other}
    for what, relation in _lists(changed_relations(gold, one, other, symmetric=symmetric)):
        version = relation_version(text, relation, entities_by_id(owners[what]))
        yield ChangedItem(what, "relations", name, version, passage(text, [version]))


def _lists(changed: Changed[Item]) -> list[tuple[What, Item]]:
    return [(what, item) for what in WHATS for item in getattr(changed, what)]


def _is_drop(found: Difference) -> bool:
    return (
        found.difference is not None
        and found.difference < 0
        and found.p_holm is not None
        and found.p_holm < SIGNIFICANT
    )
