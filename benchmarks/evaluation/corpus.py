"""Articles with gold and predicted annotations that are wrong in the ways that extractors are wrong."""

from __future__ import annotations

import random

from annotator.core.model import Annotations, Entity, Relation

ENTITY_LABELS = (
    *("PERSON", "NORP", "FAC", "ORG", "GPE", "LOC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE"),
    *("DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL", "TITLE"),
)
RELATION_LABELS = (
    *("holds_title", "represents", "member_of", "located_in", "met_with", "urged", "supported", "criticized"),
    *("sanctioned", "agreed_with", "acquired", "supplied", "joined", "withdrew_from", "in_conflict_with"),
    "occurred_on",
)
SYMMETRIC = frozenset({"met_with", "agreed_with", "in_conflict_with"})


Pair = tuple[Annotations, Annotations]


def make_pairs(articles: int, *, entities: int = 30, relations: int = 8, seed: int = 0) -> list[Pair]:
    """Gold and predicted annotations of some articles, each with so many gold entities and relations.

    Of the gold entities about 78 % are predicted as they are, 6 % with another label, 8 % with another
    boundary and 8 % not at all; 8 % as many are made up, and one in 15 is nested in another.
    """
    source = random.Random(seed)
    return [_make_pair(source, entities, relations) for _ in range(articles)]


def _make_pair(source: random.Random, entities: int, relations: int) -> Pair:
    """One article."""
    gold = _gold_entities(source, entities)
    predicted = [changed for entity in gold if (changed := _predict(source, entity)) is not None]
    made_up = [
        Entity(f"n{number}", start, start + 3, source.choice(ENTITY_LABELS))
        for number, start in enumerate(
            source.sample(range(gold[-1].end + 200), k=max(1, entities * 8 // 100))
        )
    ]
    gold_relations = _gold_relations(source, gold, relations)
    kept = {entity.id for entity in predicted}
    found = [relation for relation in gold_relations if relation.head in kept and relation.tail in kept]
    predicted_relations = [_predict_relation(source, relation) for relation in found if source.random() < 0.8]
    return (
        Annotations(tuple(gold), tuple(gold_relations)),
        Annotations((*predicted, *made_up), tuple(predicted_relations)),
    )


def _gold_entities(source: random.Random, count: int) -> list[Entity]:
    """Entities with gaps between them, every fifteenth nested in the one before."""
    entities: list[Entity] = []
    position = 0
    for number in range(count):
        label = source.choice(ENTITY_LABELS)
        if number % 15 == 14:
            outer = entities[-1]
            entities.append(Entity(f"e{number}", outer.start, max(outer.start + 2, outer.end - 3), label))
            continue
        start = position + source.randrange(5, 120)
        position = start + source.randrange(3, 25)
        entities.append(Entity(f"e{number}", start, position, label))
    return sorted(entities, key=lambda entity: entity.end)


def _predict(source: random.Random, entity: Entity) -> Entity | None:
    """What an extractor makes of a gold entity."""
    luck = source.random()
    if luck < 0.78:
        return entity
    if luck < 0.84:
        return Entity(entity.id, entity.start, entity.end, source.choice(ENTITY_LABELS))
    if luck < 0.92:
        return Entity(entity.id, max(0, entity.start - source.randrange(8)), entity.end + 1, entity.label)
    return None


def _gold_relations(source: random.Random, entities: list[Entity], count: int) -> list[Relation]:
    """Relations between random entities."""
    relations = []
    for number in range(count):
        head, tail = source.sample(entities, 2)
        relations.append(Relation(f"r{number}", head.id, tail.id, source.choice(RELATION_LABELS)))
    return relations


def _predict_relation(source: random.Random, relation: Relation) -> Relation:
    """What an extractor makes of a gold relation whose arguments it found."""
    luck = source.random()
    if luck < 0.1:
        return Relation(relation.id, relation.tail, relation.head, relation.label)
    if luck < 0.2:
        return Relation(relation.id, relation.head, relation.tail, source.choice(RELATION_LABELS))
    return relation
