"""How our labels are read as those of other corpora; what has no counterpart there is left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from annotator.core.model import Annotations

RE3D_ENTITIES = {
    "PERSON": "Person",
    "ORG": "Organisation",
    "GPE": "Location",
    "LOC": "Location",
    "FAC": "Location",
    "NORP": "Nationality",
    "DATE": "Temporal",
    "TIME": "Temporal",
    "MONEY": "Money",
    "QUANTITY": "Quantity",
    "CARDINAL": "Quantity",
    "PERCENT": "Quantity",
    "PRODUCT": "Weapon",
    "LAW": "DocumentReference",
}
RE3D_RELATIONS = {
    "in_conflict_with": "FightingAgainst",
    "met_with": "CommWith",
    "urged": "CommWith",
    "agreed_with": "CommWith",
    "located_in": "CoLocated",
    "supported": "Likes",
    "criticized": "Dislikes",
    "sanctioned": "Dislikes",
    "member_of": "BelongsTo",
    "represents": "BelongsTo",
}
RE3D_SYMMETRIC = frozenset({"FightingAgainst", "CommWith", "CoLocated", "AlliesOf", "IsSynonymOf", "Apart"})
GUM_ENTITIES = {
    "PERSON": "person",
    "NORP": "person",
    "ORG": "organization",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
}


@dataclass(frozen=True, slots=True)
class Labels:
    """Which of our labels become which of a corpus; ``None`` keeps them all as they are."""

    entities: Mapping[str, str] | None
    relations: Mapping[str, str] | None
    symmetric: frozenset[str]


def mapped(annotations: Annotations, mapping: Labels) -> Annotations:
    """The annotations with the labels of a corpus."""
    if mapping.entities is None or mapping.relations is None:
        return annotations
    entities = tuple(
        replace(entity, label=mapping.entities[entity.label])
        for entity in annotations.entities
        if entity.label in mapping.entities
    )
    known = {entity.id for entity in entities}
    relations = tuple(
        replace(relation, label=mapping.relations[relation.label])
        for relation in annotations.relations
        if relation.label in mapping.relations and relation.head in known and relation.tail in known
    )
    return Annotations(entities, relations)
