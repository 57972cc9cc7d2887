"""The label schema: which entity labels, relation labels and attributes exist, and what is legal.

The JSON shape is described by ``schemas/label-schema.schema.json``; :func:`parse_label_schema` says what
JSON Schema cannot (unknown argument labels, duplicate labels, keys that collide) and fills the defaults.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, NoReturn

from annotator.core.json_values import (
    JsonObject,
    Path,
    expect_bool,
    expect_list,
    expect_object,
    expect_storable,
    expect_text,
    show,
)
from annotator.core.key_table import DEFAULT_KEYS
from annotator.core.palette import colour_for
from annotator.core.schema_keys import LabelKeys, command_keys
from annotator.errors import SchemaError

_COLOUR = re.compile("#[0-9a-fA-F]{6}")


@dataclass(frozen=True, slots=True)
class EntityLabel:
    """One entity label with what a reviewer sees of it."""

    label: str
    title: str
    colour: str
    key: str | None
    description: str = ""
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RelationLabel:
    """One relation label; ``head`` and ``tail`` are the entity labels that it may join."""

    label: str
    head: frozenset[str]
    tail: frozenset[str]
    symmetric: bool
    title: str
    key: str | None
    description: str = ""
    examples: tuple[str, ...] = ()

    def allows(self, head_label: str, tail_label: str) -> bool:
        """Whether a relation of this label may go from one entity label to another.

        A symmetric relation may be written either way round.
        """
        forward = head_label in self.head and tail_label in self.tail
        return forward or (self.symmetric and tail_label in self.head and head_label in self.tail)


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute of entities or relations with its closed list of values.

    ``labels`` is ``None`` where every label may carry it.
    """

    name: str
    on: Literal["entity", "relation"]
    labels: frozenset[str] | None
    values: tuple[str, ...]
    default: str | None
    key: str | None


@dataclass(frozen=True, slots=True)
class LabelSchema:
    """A parsed label schema. Look labels up with :meth:`entity_label` and :meth:`relation_label`.

    Attributes:
        sha256: its identity: of labels, arguments, symmetry, attributes and values alone. Names, titles,
            descriptions, examples, colours, keys and the order of all these are dress.
        source: its canonical JSON, dress and all.
        keys: the commands of the editor whose keys are not the default ones.
    """

    name: str
    version: str
    entity_labels: tuple[EntityLabel, ...]
    relation_labels: tuple[RelationLabel, ...]
    attributes: tuple[Attribute, ...]
    sha256: str
    source: str = field(repr=False)
    keys: Mapping[str, tuple[str, ...]] = field(hash=False, default_factory=dict)
    _entities: Mapping[str, EntityLabel] = field(repr=False, compare=False, hash=False, default_factory=dict)
    _relations: Mapping[str, RelationLabel] = field(
        repr=False, compare=False, hash=False, default_factory=dict
    )

    def entity_label(self, label: str) -> EntityLabel | None:
        """The entity label of that name, or ``None``."""
        return self._entities.get(label)

    def relation_label(self, label: str) -> RelationLabel | None:
        """The relation label of that name, or ``None``."""
        return self._relations.get(label)

    def is_symmetric(self, label: str) -> bool:
        """Whether the relation label exists and is symmetric."""
        found = self._relations.get(label)
        return found is not None and found.symmetric

    def keys_of(self, command: str) -> tuple[str, ...]:
        """The keys of a command of the editor, the one to name first; perhaps none."""
        return self.keys.get(command, DEFAULT_KEYS[command])

    def legal_relations(self, head_label: str, tail_label: str) -> tuple[RelationLabel, ...]:
        """The relation labels that may join these two entity labels, in the order of the schema."""
        return tuple(found for found in self.relation_labels if found.allows(head_label, tail_label))

    def without_arguments(self) -> LabelSchema:
        """The same with relations that may join anything."""
        every = frozenset(self._entities)
        free = tuple(replace(found, head=every, tail=every) for found in self.relation_labels)
        return replace(self, relation_labels=free, _relations={found.label: found for found in free})

    def attribute(self, on: str, name: str, label: str) -> Attribute | None:
        """The attribute of that name, if an item of that kind and label may carry it."""
        for found in self.attributes:
            if found.on == on and found.name == name and (found.labels is None or label in found.labels):
                return found
        return None


def load_label_schema(text: str, source: str | None = None, *, kept: bool = False) -> LabelSchema:
    """Parse the JSON text of a label schema.

    Args:
        text: the JSON.
        source: the file it stands in, for messages.
        kept: it was accepted before; a label whose key the editor has taken since is left without one.

    Raises:
        SchemaError: not JSON, or a fault, with the path of the fault.
    """
    try:
        value = json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:  # ValueError: also a number of thousands of digits
        line = error.lineno if isinstance(error, json.JSONDecodeError) else None
        raise SchemaError(f"not JSON: {error}", source=source, line=line) from error
    try:
        return parse_label_schema(value, kept=kept)
    except SchemaError as error:
        if source is None:
            raise
        raise error.at(source) from error


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON value")


def parse_label_schema(value: object, *, kept: bool = False) -> LabelSchema:
    """Make a label schema of its JSON value; see ``docs/label-schema.md`` for the defaults.

    ``kept`` is for schemas that were accepted before, see :func:`load_label_schema`.

    Raises:
        SchemaError: the first fault, with its path.
    """
    path = Path(SchemaError)
    raw = expect_object(
        value,
        path,
        required=("name", "version", "entity_labels"),
        optional=("relation_labels", "attributes", "keys"),
    )
    expect_storable(value, path)
    rows = {
        part: expect_list(raw.get(part, []), path / part)
        for part in ("entity_labels", "relation_labels", "attributes")
    }
    if not rows["entity_labels"]:
        raise (path / "entity_labels").error("is empty; a label schema needs at least one entity label")
    commands = command_keys(raw.get("keys", {}), path / "keys", kept=kept)
    keys = LabelKeys(rows, path, commands, kept=kept)
    entities = _entity_labels(rows["entity_labels"], path / "entity_labels", keys)
    names = frozenset(found.label for found in entities)
    relations = _relation_labels(rows["relation_labels"], path / "relation_labels", names, keys)
    carriers = {"entity": names, "relation": frozenset(found.label for found in relations)}
    attributes = _attributes(rows["attributes"], path / "attributes", carriers, keys)
    source = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return LabelSchema(
        name=expect_text(raw["name"], path / "name"),
        version=expect_text(raw["version"], path / "version"),
        entity_labels=entities,
        relation_labels=relations,
        attributes=attributes,
        sha256=_identity(entities, relations, attributes),
        source=source,
        keys=commands.changed,
        _entities={found.label: found for found in entities},
        _relations={found.label: found for found in relations},
    )


def _identity(
    entities: Iterable[EntityLabel], relations: Iterable[RelationLabel], attributes: Iterable[Attribute]
) -> str:
    """The sha256 of what decides which annotations are possible, and what they mean."""
    ends = {one.label: [sorted(one.head), sorted(one.tail)] for one in relations}
    told = {
        "entities": sorted(one.label for one in entities),
        "relations": sorted(
            [one.label, sorted(ends[one.label]) if one.symmetric else ends[one.label], one.symmetric]
            for one in relations
        ),
        # the default is what an item means that has no value
        "attributes": sorted(
            [one.on, one.name, one.labels and sorted(one.labels), sorted(one.values), one.default]
            for one in attributes
        ),
    }
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def _common(row: JsonObject, path: Path, seen: set[str]) -> tuple[str, str, str, tuple[str, ...]]:
    label = expect_text(row["label"], path / "label")
    if label in seen:
        raise (path / "label").error(f"{label!r} stands twice")
    seen.add(label)
    title = expect_text(row.get("title", label), path / "title")
    description = expect_text(row.get("description", ""), path / "description", empty=True)
    examples = expect_list(row.get("examples", []), path / "examples")
    texts = tuple(expect_text(text, path / "examples" / at) for at, text in enumerate(examples))
    return label, title, description, texts


def _entity_labels(rows: Iterable[object], path: Path, keys: LabelKeys) -> tuple[EntityLabel, ...]:
    seen: set[str] = set()
    made = []
    for index, value in enumerate(rows):
        where = path / index
        row = expect_object(
            value, where, required=("label",), optional=("title", "colour", "key", "description", "examples")
        )
        label, title, description, examples = _common(row, where, seen)
        colour = _colour(row, where) or colour_for(index)
        key = keys.of_entity(row, where)
        made.append(EntityLabel(label, title, colour, key, description, examples))
    return tuple(made)


def _colour(row: JsonObject, path: Path) -> str | None:
    if "colour" not in row:
        return None
    value = row["colour"]
    if not isinstance(value, str) or not _COLOUR.fullmatch(value):
        raise (path / "colour").error(f"{show(value)} is not a colour of the form #rrggbb")
    return value


def _arguments(value: object, path: Path, names: frozenset[str]) -> frozenset[str]:
    labels = expect_list(value, path)
    if not labels:
        raise path.error("is empty; name at least one entity label")
    for at, label in enumerate(labels):
        if expect_text(label, path / at) not in names:
            raise (path / at).error(f"{label!r} is not an entity label of this schema")
    return frozenset(str(label) for label in labels)


def _relation_labels(
    rows: Iterable[object], path: Path, names: frozenset[str], keys: LabelKeys
) -> tuple[RelationLabel, ...]:
    seen: set[str] = set()
    made = []
    for index, value in enumerate(rows):
        where = path / index
        row = expect_object(
            value,
            where,
            required=("label", "head", "tail"),
            optional=("symmetric", "title", "key", "description", "examples", "colour"),
        )
        label, title, description, examples = _common(row, where, seen)
        _colour(row, where)  # allowed, but relations are not coloured
        made.append(
            RelationLabel(
                label=label,
                head=_arguments(row["head"], where / "head", names),
                tail=_arguments(row["tail"], where / "tail", names),
                symmetric=expect_bool(row.get("symmetric", False), where / "symmetric"),
                title=title,
                key=keys.of(row, where),
                description=description,
                examples=examples,
            )
        )
    return tuple(made)


def _attributes(
    rows: Iterable[object], path: Path, carriers: Mapping[str, frozenset[str]], keys: LabelKeys
) -> tuple[Attribute, ...]:
    seen: set[tuple[str, str]] = set()
    made = []
    for index, value in enumerate(rows):
        where = path / index
        row = expect_object(
            value,
            where,
            required=("name", "on", "values"),
            optional=("labels", "default", "key", "title", "description"),
        )
        name = expect_text(row["name"], where / "name")
        expect_text(row.get("title", name), where / "title")
        expect_text(row.get("description", ""), where / "description", empty=True)
        on = row["on"]
        if on != "entity" and on != "relation":
            raise (where / "on").error(f'{on!r} is neither "entity" nor "relation"')
        if (on, name) in seen:
            raise (where / "name").error(f"{name!r} stands twice on {on}")
        seen.add((on, name))
        found = expect_list(row["values"], where / "values")
        values = tuple(expect_text(text, where / "values" / at) for at, text in enumerate(found))
        if not values or len(set(values)) != len(values):
            raise (where / "values").error("must be different values, at least one")
        default = row.get("default")
        if default is not None and default not in values:
            raise (where / "default").error(f"{default!r} is not one of the values")
        known = carriers[on]
        labels = None if row.get("labels") is None else _arguments(row["labels"], where / "labels", known)
        key = keys.of(row, where)
        made.append(Attribute(name, on, labels, values, str(default) if default is not None else None, key))
    return tuple(made)
