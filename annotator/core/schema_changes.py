"""What a change of the label schema takes away from annotations that follow the one before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from annotator.core.label_schema import Attribute, LabelSchema, RelationLabel

Part = Literal["entity label", "relation label", "attribute"]


@dataclass(frozen=True, slots=True)
class Lost:
    """Something that annotations under one label schema may have and that another does not allow.

    Attributes:
        part: what it is.
        name: the label, or the name of the attribute.
        what: what has become of it, in words that follow the name.
    """

    part: Part
    name: str
    what: str

    def __str__(self) -> str:
        """As it stands in a sentence."""
        return f"{self.part} {self.name} {self.what}"


def lost(before: LabelSchema, after: LabelSchema) -> tuple[Lost, ...]:
    """What a label schema takes away from the one before it; nothing where it only adds.

    Labels, arguments, attributes and values may be added, and all dress may change: whatever was legal
    before is legal after, and means the same.
    """
    return (*_labels(before, after), *_relations(before, after), *_attributes(before, after))


def _labels(before: LabelSchema, after: LabelSchema) -> Iterator[Lost]:
    for one in before.entity_labels:
        if after.entity_label(one.label) is None:
            yield Lost("entity label", one.label, "is missing")


def _relations(before: LabelSchema, after: LabelSchema) -> Iterator[Lost]:
    for one in before.relation_labels:
        now = after.relation_label(one.label)
        if now is None:
            yield Lost("relation label", one.label, "is missing")
        elif now.symmetric != one.symmetric:
            yield Lost("relation label", one.label, f"is {'now' if now.symmetric else 'no longer'} symmetric")
        elif not _joins_as_much(one, now):
            yield Lost("relation label", one.label, "joins fewer labels")


def _joins_as_much(before: RelationLabel, now: RelationLabel) -> bool:
    if before.symmetric and before.head <= now.tail and before.tail <= now.head:
        return True
    return before.head <= now.head and before.tail <= now.tail


def _attributes(before: LabelSchema, after: LabelSchema) -> Iterator[Lost]:
    known = {(one.on, one.name): one for one in after.attributes}
    for one in before.attributes:
        now = known.get((one.on, one.name))
        if now is None:
            yield Lost("attribute", one.name, "is missing")
        elif what := _narrower(one, now):
            yield Lost("attribute", one.name, what)


def _narrower(before: Attribute, now: Attribute) -> str:
    if not set(before.values) <= set(now.values):
        return f"has no longer {', '.join(sorted(set(before.values) - set(now.values)))}"
    if before.default != now.default:
        return f"means {now.default or 'nothing'}, not {before.default or 'nothing'}, where none is given"
    if now.labels is not None and (before.labels is None or not before.labels <= now.labels):
        return "is allowed on fewer labels"
    return ""
