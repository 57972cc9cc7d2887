"""What a reviewer can ask for: typed operations, made from the raw JSON of a browser in one function.

Nothing behind :func:`parse_operation` sees raw JSON. Whether an operation is *allowed* as things stand is
decided in :mod:`annotator.core.decide`, in the transaction that writes it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeAlias

from annotator.core.json_values import (
    JsonObject,
    Path,
    expect_integer,
    expect_list,
    expect_object,
    expect_text,
)
from annotator.core.model import ItemKind
from annotator.errors import InputError

Kind: TypeAlias = ItemKind

#: Longest list of items in one bulk operation, longest comment.
MAX_ITEMS = 20_000
MAX_COMMENT = 4_000
_ID = re.compile(r"[A-Za-z0-9_.:-]{1,64}")


@dataclass(frozen=True, slots=True)
class ItemRef:
    """Names one item of an article: an entity or a relation, by its id."""

    kind: Kind
    id: str


@dataclass(frozen=True, slots=True)
class Accept:
    """The item is right as it is."""

    item: ItemRef


@dataclass(frozen=True, slots=True)
class Reject:
    """The proposed item is wrong; relations of a rejected entity go with it."""

    item: ItemRef


@dataclass(frozen=True, slots=True)
class Relabel:
    """The item gets another label."""

    item: ItemRef
    label: str


@dataclass(frozen=True, slots=True)
class Move:
    """The entity gets other boundaries (code points, half-open)."""

    item: ItemRef
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Delete:
    """The item goes: removed if a reviewer added it, rejected if it was proposed."""

    item: ItemRef


@dataclass(frozen=True, slots=True)
class AddEntity:
    """A new entity under an id that the browser made."""

    id: str
    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class AddRelation:
    """A new relation under an id that the browser made.

    Attributes:
        pattern: what proposed it elsewhere, where it comes with gold of others; ``None`` from a browser.
    """

    id: str
    head: str
    tail: str
    label: str
    pattern: str | None = None


@dataclass(frozen=True, slots=True)
class Flip:
    """Head and tail of a relation change places."""

    item: ItemRef


@dataclass(frozen=True, slots=True)
class Reattach:
    """One end or both of a relation go to other entities."""

    item: ItemRef
    head: str
    tail: str


@dataclass(frozen=True, slots=True)
class SetAttribute:
    """An attribute of an item gets a value of the label schema."""

    item: ItemRef
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class AcceptAll:
    """Every listed item that is still pending is right; one step to undo."""

    items: tuple[ItemRef, ...]


@dataclass(frozen=True, slots=True)
class Batch:
    """Several simple operations as one decision; one step to undo."""

    operations: tuple[Simple, ...]


@dataclass(frozen=True, slots=True)
class DecisionRef:
    """Names one decision: the browser that made it and its number there."""

    client: str
    seq: int


@dataclass(frozen=True, slots=True)
class Undo:
    """Takes back an earlier decision on the same article."""

    target: DecisionRef


@dataclass(frozen=True, slots=True)
class Redo:
    """Does again what an undo took back."""

    target: DecisionRef


@dataclass(frozen=True, slots=True)
class Complete:
    """Everything is decided: the article becomes gold.

    Attributes:
        empty: that no entity is marked was asked about and confirmed.
    """

    empty: bool = False


@dataclass(frozen=True, slots=True)
class Skip:
    """Somebody else, or later."""


@dataclass(frozen=True, slots=True)
class Flag:
    """Something is wrong with the article; says what."""

    comment: str


Simple: TypeAlias = (
    Accept | Reject | Relabel | Move | Delete | AddEntity | AddRelation | Flip | Reattach | SetAttribute
)
Operation: TypeAlias = Simple | AcceptAll | Batch | Undo | Redo | Complete | Skip | Flag


@dataclass(frozen=True, slots=True)
class Numbered:
    """An operation as a browser sends it.

    Attributes:
        seq: its number in that browser, from 1 without gaps; with the client id it makes a resend harmless.
        article_id: the article it is about.
        revision: the revision of the review that the reviewer saw when making it.
        operation: what is asked for.
        payload: the raw JSON object, for the log.
        fault: why it is no operation at all; then ``operation`` is ``None``.
    """

    seq: int
    article_id: str
    revision: int
    operation: Operation | None
    payload: JsonObject
    fault: str | None = None


def named_items(operation: Operation) -> tuple[ItemRef, ...]:
    """The items that an operation is about, in its order; those that it adds itself left out.

    ``AcceptAll`` names none: it only ever settles what is pending still, whoever else is at work.
    """
    match operation:
        case Batch():
            made = {
                ItemRef("entity" if isinstance(step, AddEntity) else "relation", step.id)
                for step in operation.operations
                if isinstance(step, (AddEntity, AddRelation))
            }
            listed = dict.fromkeys(item for step in operation.operations for item in named_items(step))
            return tuple(item for item in listed if item not in made)
        case AddEntity() | AddRelation() | AcceptAll() | Undo() | Redo() | Complete() | Skip() | Flag():
            return ()
        case _:
            return (operation.item,)


def parse_id(value: object, path: Path) -> str:
    """An id of an item or a browser: 1 to 64 of letters, digits and ``_ . : -``."""
    text = expect_text(value, path, longest=64)
    if not _ID.fullmatch(text):
        raise path.error(f"{text!r} is not an id (letters, digits and _ . : - only)")
    return text


def _item(row: JsonObject, path: Path, only: Kind | None = None) -> ItemRef:
    kind = row.get("kind")
    if kind not in ("entity", "relation"):
        raise (path / "kind").error('must be "entity" or "relation"')
    if only is not None and kind != only:
        raise (path / "kind").error(f'must be "{only}" for this operation')
    return ItemRef(kind, parse_id(row.get("id"), path / "id"))


def _label(row: JsonObject, path: Path) -> str:
    return expect_text(row.get("label"), path / "label", longest=200)


def _span(row: JsonObject, path: Path) -> tuple[int, int]:
    return expect_integer(row.get("start"), path / "start"), expect_integer(row.get("end"), path / "end")


def _ends(row: JsonObject, path: Path) -> tuple[str, str]:
    return parse_id(row.get("head"), path / "head"), parse_id(row.get("tail"), path / "tail")


def _flag(row: JsonObject, name: str, path: Path) -> bool:
    value = row.get(name, False)
    if not isinstance(value, bool):
        raise (path / name).error("must be true or false")
    return value


def _target(row: JsonObject, path: Path) -> DecisionRef:
    target = expect_object(row.get("target"), path / "target", required=("client", "seq"))
    return DecisionRef(
        parse_id(target["client"], path / "target" / "client"),
        expect_integer(target["seq"], path / "target" / "seq", least=1),
    )


def _add_relation(row: JsonObject, path: Path) -> AddRelation:
    pattern = expect_text(row["pattern"], path / "pattern", longest=200) if "pattern" in row else None
    ends = _ends(row, path)
    return AddRelation(parse_id(row.get("id"), path / "id"), *ends, _label(row, path), pattern)


def _parse_simple(name: str, row: JsonObject, path: Path) -> Simple | None:
    match name:
        case "accept":
            return Accept(_item(row, path))
        case "reject":
            return Reject(_item(row, path))
        case "relabel":
            return Relabel(_item(row, path), _label(row, path))
        case "move":
            return Move(_item(row, path, "entity"), *_span(row, path))
        case "delete":
            return Delete(_item(row, path))
        case "add_entity":
            return AddEntity(parse_id(row.get("id"), path / "id"), *_span(row, path), _label(row, path))
        case "add_relation":
            return _add_relation(row, path)
        case "flip":
            return Flip(_item(row, path, "relation"))
        case "reattach":
            return Reattach(_item(row, path, "relation"), *_ends(row, path))
        case "set_attribute":
            texts = (expect_text(row.get(key), path / key, longest=200) for key in ("name", "value"))
            return SetAttribute(_item(row, path), *texts)
    return None


def _parse_batch(row: JsonObject, path: Path) -> Batch:
    operations = []
    for at, value in enumerate(_bounded(row.get("operations"), path / "operations")):
        where = path / "operations" / at
        inner = expect_object(value, where, required=("op",))
        simple = _parse_simple(str(inner["op"]), inner, where)
        if simple is None:
            raise (where / "op").error(f"{inner['op']!r} cannot stand in a batch")
        operations.append(simple)
    if "comment" in row:  # why an adjudicator decides so; it stays in the payload
        expect_text(row["comment"], path / "comment", longest=MAX_COMMENT)
    return Batch(tuple(operations))


def _bounded(value: object, path: Path) -> list[object]:
    rows = expect_list(value, path)
    if not 1 <= len(rows) <= MAX_ITEMS:
        raise path.error(f"has {len(rows)} entries; 1 to {MAX_ITEMS} are allowed")
    return rows


def parse_operation(row: JsonObject, path: Path) -> Operation:
    """Make a typed operation of one JSON object (``schemas/editor-message.schema.json``).

    Raises:
        InputError: the first fault, with its path. Nothing of the operation is done then.
    """
    name = expect_text(row.get("op"), path / "op", longest=40)
    simple = _parse_simple(name, row, path)
    if simple is not None:
        return simple
    match name:
        case "accept_all":
            rows = _bounded(row.get("items"), path / "items")
            items = (
                _item(expect_object(value, path / "items" / at), path / "items" / at)
                for at, value in enumerate(rows)
            )
            return AcceptAll(tuple(items))
        case "batch":
            return _parse_batch(row, path)
        case "undo":
            return Undo(_target(row, path))
        case "redo":
            return Redo(_target(row, path))
        case "complete":
            return Complete(_flag(row, "empty", path))
        case "skip":
            return Skip()
        case "flag":
            return Flag(expect_text(row.get("comment"), path / "comment", longest=MAX_COMMENT))
    raise (path / "op").error(f"{name!r} is not an operation")


def parse_numbered(value: object, path: Path) -> Numbered:
    """Make a numbered operation of one entry of a browser's queue.

    A fault of the operation itself is kept in ``fault`` (it is refused and logged under its number, so that
    the queue behind it goes on); a fault of the envelope raises.

    Raises:
        InputError: no object, or no valid number, article or revision.
    """
    row = expect_object(value, path, required=("seq", "article_id", "revision", "op"))
    seq = expect_integer(row["seq"], path / "seq", least=1)
    article_id = expect_text(row["article_id"], path / "article_id", longest=200)
    revision = expect_integer(row["revision"], path / "revision")
    try:
        return Numbered(seq, article_id, revision, parse_operation(row, path), row)
    except InputError as error:
        return Numbered(seq, article_id, revision, None, row, fault=str(error))
