"""A place in memory that a format writes into and reads from: one file, files beside it, a folder."""

from __future__ import annotations

import io
from contextlib import contextmanager

from annotator.errors import InputError
from annotator.formats.contract.losses import Losses
from annotator.formats.contract.protocol import Reading
from annotator.formats.registry import get_format
from annotator.services.database.label_schema import default_schema

SCHEMA = default_schema()


class Shelf:
    """Files by name; the one without a name is the one asked for."""

    def __init__(self, files=None):
        self.files = dict(files or {})

    def names(self):
        return sorted(self.files)

    @contextmanager
    def file(self, name=""):
        if name in self.files:
            yield io.BytesIO(self.files[name])
            return
        made = io.BytesIO()
        yield made
        self.files[name] = made.getvalue()


def write(name, records, schema=SCHEMA):
    """What a format makes of records: the files, how much was written, and every item that was lost."""
    shelf, lost = Shelf(), []
    losses = Losses(lost.append)
    written = get_format(name).write(records, shelf, schema, losses)
    return shelf, written, lost


def fault(found):
    """File, line and words of what is wrong with a record, or with the first item that it came without."""
    told = found.what if isinstance(found.what, InputError) else found.annotated.left_out[0]
    return (*found.place_of(told.problem), told.problem)


def read(name, files, schema=SCHEMA, **how):
    """What a format finds in files (or in the bytes of one)."""
    shelf = files if isinstance(files, Shelf) else Shelf({"": files})
    return list(get_format(name).read(shelf, Reading(schema, **how)))
