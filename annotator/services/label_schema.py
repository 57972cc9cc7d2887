"""Which label schema a database follows: the one it was given, else ``news``."""

from __future__ import annotations

import codecs
from functools import cache
from pathlib import Path

from annotator.core.label_schema import LabelSchema, load_label_schema
from annotator.errors import SchemaError
from annotator.services.files import read_input
from annotator.store import Store

#: The label schema of a database that was given none.
DEFAULT_SCHEMA = Path(__file__).parents[1] / "shipped" / "schemas" / "news.json"


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
    """Make the label schema in a file the current one; what follows another stays as it is.

    Raises:
        InputError: the file cannot be read, or is no label schema.
    """
    schema = read_label_schema(path)
    store.write(lambda transaction: transaction.schemas.use(schema))
    return schema
