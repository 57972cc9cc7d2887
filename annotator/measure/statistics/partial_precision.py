"""Precision where a review is not complete: only what has been decided counts.

Recall would be a guess there: what nobody has marked yet may still become gold.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from annotator.core.model import GOLD_STATUSES, Annotations, Entity, Relation

EntityKey = tuple[int, int, str]
RelationKey = tuple[str, EntityKey, EntityKey]


@dataclass(frozen=True, slots=True)
class DecidedCounts:
    """What reviewers have decided of what was predicted.

    Attributes:
        correct: predicted items that stand as predicted.
        wrong: predicted items that were rejected, or that stand with another label, boundary or argument.
        undecided: predicted items that nobody has decided; they are in no score.
    """

    correct: int = 0
    wrong: int = 0
    undecided: int = 0

    @property
    def precision(self) -> float | None:
        """Correct / (correct + wrong); ``None`` where nothing is decided."""
        decided = self.correct + self.wrong
        return self.correct / decided if decided else None

    def __add__(self, other: DecidedCounts) -> DecidedCounts:
        return DecidedCounts(
            self.correct + other.correct, self.wrong + other.wrong, self.undecided + other.undecided
        )


def count_decided(
    review: Annotations, shown: Annotations, predicted: Annotations, *, symmetric: Iterable[str] = frozenset()
) -> tuple[DecidedCounts, DecidedCounts]:
    """Judge the predictions for one article by what has been decided in its review.

    An item is judged by what it says (span and label; label and both arguments), not by its id, so that any
    extractor can be judged, whoever's proposals the reviewer saw. Predictions that repeat count once.

    Args:
        review: all items of the review, of any status.
        shown: the proposals that the review began with: what a corrected item was before.
        predicted: what is judged.
        symmetric: the relation labels whose arguments have no order.

    Returns:
        the counts of entities and of relations.
    """
    unordered = frozenset(symmetric)
    entities, relations = _entity_verdicts(review, shown), _relation_verdicts(review, shown, unordered)
    ends = {entity.id: _key(entity) for entity in predicted.entities}
    return (
        _count({_key(entity) for entity in predicted.entities}, entities),
        _count({_relation_key(one, ends, unordered) for one in predicted.relations}, relations),
    )


def _count(
    predicted: set[EntityKey] | set[RelationKey],
    verdicts: Mapping[EntityKey, bool] | Mapping[RelationKey, bool],
) -> DecidedCounts:
    found = [verdicts.get(key) for key in predicted]  # type: ignore[arg-type]  # both of one kind
    return DecidedCounts(found.count(True), found.count(False), found.count(None))


def _entity_verdicts(review: Annotations, shown: Annotations) -> dict[EntityKey, bool]:
    """Whether an entity is gold; what is not decided is not in it."""
    before = {entity.id: entity for entity in shown.entities}
    verdicts: dict[EntityKey, bool] = {}
    for entity in review.entities:
        if entity.status == "pending":
            continue
        proposed = before.get(entity.id) if entity.origin == "machine" else None
        if proposed is not None:
            verdicts.setdefault(_key(proposed), False)
        if entity.status == "rejected":
            verdicts.setdefault(_key(entity), False)
        else:
            verdicts[_key(entity)] = True
    return verdicts


def _relation_verdicts(
    review: Annotations, shown: Annotations, symmetric: frozenset[str]
) -> dict[RelationKey, bool]:
    """Whether a relation is gold; one whose ends are not both decided is not decided either."""
    now = {entity.id: entity for entity in review.entities}
    keys = {entity.id: _key(entity) for entity in review.entities}
    keys_before = {entity.id: _key(entity) for entity in shown.entities}
    before = {relation.id: relation for relation in shown.relations}
    verdicts: dict[RelationKey, bool] = {}
    for relation in review.relations:
        standing = relation.status in GOLD_STATUSES
        pending_ends = any(now[end].status == "pending" for end in (relation.head, relation.tail))
        if relation.status == "pending" or (standing and pending_ends):
            continue
        proposed = before.get(relation.id) if relation.origin == "machine" else None
        if proposed is not None:
            verdicts.setdefault(_relation_key(proposed, keys_before, symmetric), False)
        key = _relation_key(relation, keys, symmetric)
        if standing:
            verdicts[key] = True
        else:
            verdicts.setdefault(key, False)
    return verdicts


def _key(entity: Entity) -> EntityKey:
    return entity.start, entity.end, entity.label


def _relation_key(
    relation: Relation, ends: Mapping[str, EntityKey], symmetric: frozenset[str]
) -> RelationKey:
    head, tail = ends[relation.head], ends[relation.tail]
    if relation.label in symmetric and tail < head:
        head, tail = tail, head
    return relation.label, head, tail
