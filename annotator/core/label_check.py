"""Whether annotations keep to a label schema: its labels, what they may join, its attributes."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

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
        if schema.entity_label(entity.label) is None:
            known = (one.label for one in schema.entity_labels)
            raise _unknown(f"entities[{at}].label", entity.label, "entity label", schema, known)
    for at, relation in enumerate(annotations.relations):
        if schema.relation_label(relation.label) is None:
            known = (one.label for one in schema.relation_labels)
            raise _unknown(f"relations[{at}].label", relation.label, "relation label", schema, known)


def check_annotations(annotations: Annotations, schema: LabelSchema) -> None:
    """The same, and that relations join what they may, and attributes and their values exist.

    Raises:
        RecordError: the first fault, with its path.
    """
    check_labels(annotations, schema)
    labels = {entity.id: entity.label for entity in annotations.entities}
    for at, entity in enumerate(annotations.entities):
        _check_attributes(f"entities[{at}]", "entity", entity, schema)
    for at, relation in enumerate(annotations.relations):
        known = schema.relation_label(relation.label)
        head, tail = labels[relation.head], labels[relation.tail]
        if known is not None and not known.allows(head, tail):
            raise RecordError(
                f"relations[{at}]: {relation.label} cannot go from {head} to {tail}, only from"
                f" {_or(known.head)} to {_or(known.tail)}"
            )
        _check_attributes(f"relations[{at}]", "relation", relation, schema)


def _check_attributes(where: str, on: str, item: Entity | Relation, schema: LabelSchema) -> None:
    for name, value in item.attributes.items():
        known = schema.attribute(on, name, item.label)
        if known is None:
            names = (one.name for one in schema.attributes if one.on == on)
            what = f"attribute of {item.label}"
            raise _unknown(f"{where}.attributes", name, what, schema, names)
        if value not in known.values:
            allowed = ", ".join(known.values)
            raise RecordError(f"{where}.attributes.{name}: {show(value)} is none of its values: {allowed}")


def _unknown(where: str, found: str, what: str, schema: LabelSchema, known: Iterable[str]) -> RecordError:
    by_case = {one.casefold(): one for one in known}
    near = difflib.get_close_matches(found[:200].casefold(), by_case, 1)
    nearest = f" (the nearest is {by_case[near[0]]!r})" if near else ""
    return RecordError(
        f"{where}: {show(found)} is no {what} of the schema {schema.name}{nearest};"
        " rename it, or give a --schema that has it"
    )


def _or(labels: Iterable[str]) -> str:
    return " or ".join(sorted(labels))
