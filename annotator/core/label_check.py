"""Whether annotations keep to a label schema: its labels, what they may join, its attributes."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from annotator.core.json_values import show
from annotator.core.label_schema import LabelSchema
from annotator.core.model import Annotations, Entity, Relation
from annotator.errors import RecordError


def check_labels(annotations: Annotations, schema: LabelSchema) -> None:
    """Every label has to be one of the schema.

    Raises:
        RecordError: the first that is none, with its path and the nearest that there is.
    """
    for at, entity in enumerate(annotations.entities):
        _check_label(f"entities[{at}]", "entity", entity, schema)
    for at, relation in enumerate(annotations.relations):
        _check_label(f"relations[{at}]", "relation", relation, schema)


def check_names(annotations: Annotations, schema: LabelSchema) -> None:
    """The same, and that attributes and their values exist.

    Raises:
        RecordError: the first fault, with its path.
    """
    check_labels(annotations, schema)
    for at, entity in enumerate(annotations.entities):
        _check_attributes(f"entities[{at}]", "entity", entity, schema)
    for at, relation in enumerate(annotations.relations):
        _check_attributes(f"relations[{at}]", "relation", relation, schema)


def label_fault(on: str, label: str, schema: LabelSchema) -> str | None:
    """That a schema lacks a label, with the nearest that there is; ``None`` where it has it."""
    known: Iterable[str]
    if on == "entity":
        if schema.entity_label(label) is not None:
            return None
        known = (one.label for one in schema.entity_labels)
    else:
        if schema.relation_label(label) is not None:
            return None
        known = (one.label for one in schema.relation_labels)
    return _unknown(label, f"{on} label", schema, known)


def may_join(label: str, head: str, tail: str, schema: LabelSchema) -> str | None:
    """That a relation of this label cannot go from head to tail; ``None`` where it can."""
    known = schema.relation_label(label)
    if known is None or known.allows(head, tail):
        return None
    return f"{label} cannot go from {head} to {tail}, only from {_or(known.head)} to {_or(known.tail)}"


def attribute_fault(
    on: str, item: Entity | Relation, name: str, schema: LabelSchema
) -> tuple[str, str] | None:
    """Where and what is wrong with one attribute of an item; ``None`` where the schema has it."""
    known = schema.attribute(on, name, item.label)
    if known is None:
        names = (one.name for one in schema.attributes if one.on == on)
        return "", _unknown(name, f"attribute of {item.label}", schema, names)
    if item.attributes[name] not in known.values:
        allowed = ", ".join(known.values)
        return f".{name}", f"{show(item.attributes[name])} is none of its values: {allowed}"
    return None


def fitting(annotations: Annotations, schema: LabelSchema) -> tuple[Annotations, Counter[str]]:
    """What of somebody's predictions the schema has names for, and what was left out, in words, how often.

    An item of an unknown label is left out, and what hangs on it; of an unknown attribute or value only that.
    A relation between labels that it may not join stays: it is a wrong prediction.
    """
    left: Counter[str] = Counter()
    entities = []
    for entity in annotations.entities:
        if schema.entity_label(entity.label) is None:
            left[f"entity label {show(entity.label)}"] += 1
        else:
            entities.append(replace(entity, attributes=_known("entity", entity, schema, left)))
    ids = {entity.id for entity in entities}
    relations = []
    for relation in annotations.relations:
        if schema.relation_label(relation.label) is None:
            left[f"relation label {show(relation.label)}"] += 1
        elif not {relation.head, relation.tail} <= ids:
            left["relations of entities that were left out"] += 1
        else:
            relations.append(replace(relation, attributes=_known("relation", relation, schema, left)))
    return Annotations(tuple(entities), tuple(relations)), left


def _known(on: str, item: Entity | Relation, schema: LabelSchema, left: Counter[str]) -> dict[str, str]:
    """The attributes of an item that the schema has."""
    kept = {}
    for name, value in item.attributes.items():
        attribute = schema.attribute(on, name, item.label)
        if attribute is None:
            left[f"attribute {show(name)} of {item.label}"] += 1
        elif value not in attribute.values:
            left[f"value {show(value)} of {name}"] += 1
        else:
            kept[name] = value
    return kept


def _check_label(where: str, on: str, item: Entity | Relation, schema: LabelSchema) -> None:
    problem = label_fault(on, item.label, schema)
    if problem is not None:
        raise RecordError(f"{where}.label: {problem}")


def _check_attributes(where: str, on: str, item: Entity | Relation, schema: LabelSchema) -> None:
    for name in item.attributes:
        fault = attribute_fault(on, item, name, schema)
        if fault is not None:
            raise RecordError(f"{where}.attributes{fault[0]}: {fault[1]}")


def _unknown(found: str, what: str, schema: LabelSchema, known: Iterable[str]) -> str:
    by_case = {one.casefold(): one for one in known}
    near = difflib.get_close_matches(found[:200].casefold(), by_case, 1)
    nearest = f" (the nearest is {by_case[near[0]]!r})" if near else ""
    return (
        f"{show(found)} is no {what} of the schema {schema.name}{nearest};"
        " rename it, or give a --schema that has it"
    )


def _or(labels: Iterable[str]) -> str:
    return " or ".join(sorted(labels))
