"""What reviewers have in their own reviews of an article comes into the one that becomes gold.

``adopt`` is the first decision of an adjudicated review, and the one operation that no browser can send: the
service makes it. It stands in the log like any other, so the review can be proved from it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from annotator.core.decide import check_entity_label, check_span, relation_fault
from annotator.core.fold import ADOPT
from annotator.core.json_values import JsonObject, Path, expect_list, expect_object, expect_text
from annotator.core.label_schema import LabelSchema
from annotator.core.model import Entity, Relation
from annotator.core.operations import ItemRef
from annotator.core.state import Change, ReviewState, added, item_fields, review_change
from annotator.errors import OperationRefused


@dataclass(frozen=True, slots=True)
class Adopted:
    """An item of one or more reviews.

    Attributes:
        item: the item as it comes in: settled where all have it, else pending.
        attributes: by reviewer who has it, the attributes it has there.
    """

    item: Entity | Relation
    attributes: Mapping[str, Mapping[str, str]] = field(hash=False)

    @property
    def ref(self) -> ItemRef:
        """Names the item."""
        return ItemRef("entity" if isinstance(self.item, Entity) else "relation", self.item.id)


@dataclass(frozen=True, slots=True)
class Adoption:
    """Items that come in together.

    Attributes:
        reviewers: whose reviews they are from, in the order in which they are shown.
        entities, relations: the items, entities in reading order.
    """

    reviewers: tuple[str, ...]
    entities: tuple[Adopted, ...] = ()
    relations: tuple[Adopted, ...] = ()

    def to_json(self) -> JsonObject:
        """The payload in the log."""
        return {
            "op": ADOPT,
            "reviewers": list(self.reviewers),
            "entities": [_row(found) for found in self.entities],
            "relations": [_row(found) for found in self.relations],
        }


def read_adoption(value: object, path: Path) -> Adoption:
    """Read what :meth:`Adoption.to_json` wrote (from the log, never from a browser).

    Raises:
        InputError: it is something else.
    """
    row = expect_object(value, path, required=("op", "reviewers", "entities", "relations"))
    names = expect_list(row["reviewers"], path / "reviewers")
    return Adoption(
        tuple(expect_text(name, path / "reviewers" / at) for at, name in enumerate(names)),
        tuple(_read(row, "entities", path)),
        tuple(_read(row, "relations", path)),
    )


def adopted(state: ReviewState, schema: LabelSchema, adoption: Adoption) -> tuple[Change, ...]:
    """The changes that bring the items in.

    Raises:
        OperationRefused: an id is taken, or an item cannot stand in this text under this label schema.
    """
    trial = state.fork()
    changes: list[Change] = []
    for found in (*adoption.entities, *adoption.relations):
        _check(trial, schema, found.item)
        change = added(found.item)
        trial.apply((change,))
        changes.append(change)
    return (*changes, *review_change(state, status="in_progress"))


def _check(state: ReviewState, schema: LabelSchema, item: Entity | Relation) -> None:
    if item.id in (state.entities if isinstance(item, Entity) else state.relations):
        raise OperationRefused(f"the id {item.id} is taken")
    if isinstance(item, Entity):
        check_entity_label(schema, item.label)
        check_span(state, item.start, item.end)
        return
    fault = relation_fault(state, schema, item)
    if fault is not None:
        raise OperationRefused(fault)


def _row(found: Adopted) -> JsonObject:
    by = {name: dict(values) for name, values in found.attributes.items()}
    return {"id": found.item.id, **item_fields(found.item), "by": by}


def _read(row: JsonObject, name: Literal["entities", "relations"], path: Path) -> Iterator[Adopted]:
    for at, value in enumerate(expect_list(row[name], path / name)):
        fields = dict(expect_object(value, path / name / at, required=("id", "by")))
        by = expect_object(fields.pop("by"), path / name / at / "by")
        attributes = {who: expect_object(values, path / name / at / "by" / who) for who, values in by.items()}
        item = Entity("", 0, 0, "") if name == "entities" else Relation("", "", "", "")
        known = replace(item, **fields)  # type: ignore[arg-type]
        yield Adopted(known, attributes)  # type: ignore[arg-type]
