"""Which label schema a database follows: the one it was given, else ``news``."""

from __future__ import annotations

import codecs
from functools import cache
from pathlib import Path

from annotator.core.label_schema import LabelSchema, load_label_schema
from annotator.core.schema_changes import Lost, lost
from annotator.errors import SchemaError
from annotator.services.files.files import read_input
from annotator.store import Store, Transaction
from annotator.store.repositories.schemas import Followers

#: The label schema of a database that was given none.
DEFAULT_SCHEMA = Path(__file__).parents[2] / "shipped" / "schemas" / "news.json"
#: So many losses are told one by one.
_MOST_TOLD = 5


def read_label_schema(path: Path) -> LabelSchema:
    """The label schema in a file.

    Raises:
        InputError: the file cannot be read.
        SchemaError: it is no label schema; names the path of the fault.
    """
    raw = read_input(path).removeprefix(codecs.BOM_UTF8)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        byte = raw[error.start]
        raise SchemaError(
            f"byte 0x{byte:02x} at position {error.start} is not UTF-8", source=str(path)
        ) from error
    return load_label_schema(text, source=str(path))


@cache
def default_schema() -> LabelSchema:
    """The label schema ``news``, which ships with the program."""
    return read_label_schema(DEFAULT_SCHEMA)


def current_schema(store: Store) -> LabelSchema:
    """The label schema that new proposals and reviews of a database follow."""
    with store.read() as transaction:
        return transaction.schemas.current() or default_schema()


def use_schema(store: Store, path: Path) -> LabelSchema:
    """Make the label schema in a file the current one.

    Dress may change and labels be added at any time: proposals and reviews stay, and begun reviews have the
    new labels at once.

    Raises:
        InputError: the file cannot be read, is no label schema, or takes something away from annotations that
            are there.
    """
    schema = read_label_schema(path)
    try:
        store.write(lambda transaction: change_schema(transaction, schema))
    except SchemaError as error:
        raise error.at(str(path)) from error
    return schema


def change_schema(transaction: Transaction, schema: LabelSchema) -> None:
    """Make a label schema the current one, as :func:`use_schema` does.

    Raises:
        SchemaError: it takes something away from annotations that are there; says what, and of how many.
    """
    before = transaction.schemas.current() or default_schema()
    gone = lost(before, schema)
    followers = transaction.schemas.followers(before) if gone else None
    if followers is not None and followers != Followers(0, 0, 0):
        raise SchemaError(_refusal(transaction, before, gone, followers))
    transaction.schemas.use(schema)
    transaction.shown.fill(transaction.schemas.covered(schema))


def _refusal(
    transaction: Transaction, before: LabelSchema, gone: tuple[Lost, ...], followers: Followers
) -> str:
    told = sorted(((_items_with(transaction, one), one) for one in gone), key=lambda pair: -sum(pair[0]))
    parts = [_told(one, *counts) for counts, one in told[:_MOST_TOLD]]
    more = f" (and {len(gone) - _MOST_TOLD} more)" if len(gone) > _MOST_TOLD else ""
    return (
        f"takes away what annotations of this database follow (label schema {before.name!r}):"
        f" {'; '.join(parts)}{more}. Affected are {followers.proposed:,} articles with proposals,"
        f" {followers.begun:,} begun and {followers.completed:,} completed reviews; nothing was changed."
        " Put it back (adding labels and changing titles, descriptions, colours and keys is always possible),"
        " or use another database (--db)"
    )


def _items_with(transaction: Transaction, one: Lost) -> tuple[int, int]:
    """How many proposed and how many reviewed items have a label."""
    match one.part:
        case "entity label":
            return transaction.schemas.uses("entity", one.name)
        case "relation label":
            return transaction.schemas.uses("relation", one.name)
        case _:
            return 0, 0


def _told(one: Lost, proposed: int, reviewed: int) -> str:
    if not proposed and not reviewed:
        return str(one)
    return f"{one} ({proposed:,} proposed items have it, and {reviewed:,} in reviews)"
