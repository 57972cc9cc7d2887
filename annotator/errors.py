"""The exceptions of the project, in one tree.

::

    AnnotatorError                  every fault that a user can do something about
    ├── InputError                  a file, record or argument is wrong (names file, line, value, remedy)
    │   ├── TakenError              an article is somebody else's (names who has it)
    │   ├── SchemaError             a label schema is wrong (names the path of the fault)
    │   └── RecordError             a record breaks the native format (names the path of the fault)
    │       ├── NotGoldError        its file does not say that somebody annotated it (has a kind)
    │       └── ItemError           one item of it is wrong, the others are not (has a kind)
    ├── NotSignedIn             nobody has said who reviews here, where people sign in
    ├── OperationRefused            a reviewer's operation is not allowed; nothing was written
    │   └── Collision               somebody else changed the same item since; both versions are kept
    ├── StoreError                  the database cannot be used
    │   ├── NewerDatabaseError      it was written by a newer version of the program
    │   └── BusyError               another process holds it for too long
    └── ExtractorError              an extractor is unknown or its model cannot be loaded

The command line and the pages each turn ``AnnotatorError`` into one sentence in one place;
anything else is a bug and shows as one.
"""

from __future__ import annotations

from typing import Literal

#: Why a record is no gold: nobody annotated it; its annotations stand where we do not read; a machine made
#: them; somebody turned them down; or nobody has come to the end of it.
DoubtKind = Literal["unannotated", "elsewhere", "predicted", "rejected", "unfinished"]

#: Why an item of a record is left out: its place or words are not in the text; its label is missing, or not
#: in the schema; an end of a relation is missing; it joins what it may not; the schema lacks the attribute or
#: value; it has a gap; it is an event, or of another kind that has no place here; or it cannot be read.
ItemFaultKind = Literal[
    "place", "unlabelled", "label", "end", "argument", "attribute", "gap", "event", "shape"
]


class AnnotatorError(Exception):
    """A fault that a user can do something about; ``str(error)`` is the sentence to show."""


class InputError(AnnotatorError):
    """A file, a record or an argument is wrong.

    Args:
        problem: what is wrong, with the value, and what to do.
        source: the file (or other origin) it stands in, if there is one.
        line: its line, counted from 1, if the source has lines.
    """

    def __init__(self, problem: str, *, source: str | None = None, line: int | None = None) -> None:
        self.problem = problem
        self.source = source
        self.line = line
        place = source or ""
        if line is not None:
            place = f"{place}, line {line}" if place else f"line {line}"
        super().__init__(f"{place}: {problem}" if place else problem)

    def at(self, source: str, line: int | None = None) -> InputError:
        """The same fault, of the same class, with the place where it stands."""
        return type(self)(self.problem, source=source, line=line)


class TakenError(InputError):
    """An article is somebody else's, and there is nothing to show of it yet."""


class SchemaError(InputError):
    """A label schema is wrong; the message starts with the path of the fault."""


class RecordError(InputError):
    """A record breaks the native format; the message starts with the path of the fault."""


class NotGoldError(RecordError):
    """A record may be sound, but its file does not say that somebody annotated it.

    Args:
        kind: why it is no gold.
    """

    def __init__(
        self, problem: str, kind: DoubtKind, *, source: str | None = None, line: int | None = None
    ) -> None:
        super().__init__(problem, source=source, line=line)
        self.kind = kind

    def at(self, source: str, line: int | None = None) -> NotGoldError:
        """The same doubt with the place where it stands."""
        return NotGoldError(self.problem, self.kind, source=source, line=line)


class ItemError(RecordError):
    """One entity, relation or attribute of a record is wrong; the message starts with its place.

    Args:
        kind: what is wrong with it, for counting.
    """

    def __init__(
        self, problem: str, kind: ItemFaultKind, *, source: str | None = None, line: int | None = None
    ) -> None:
        super().__init__(problem, source=source, line=line)
        self.kind = kind

    def at(self, source: str, line: int | None = None) -> ItemError:
        """The same fault with the place where it stands."""
        return ItemError(self.problem, self.kind, source=source, line=line)


class NotSignedIn(AnnotatorError):
    """Nobody has said who reviews here, where people sign in; or under a name that cannot be used."""


class OperationRefused(AnnotatorError):
    """A reviewer's operation is not allowed as things stand; nothing was written."""


class Collision(OperationRefused):
    """Somebody else changed the same item since the reviewer saw it; both versions are kept."""


class StoreError(AnnotatorError):
    """The database cannot be used."""


class NewerDatabaseError(StoreError):
    """The database was written by a newer version of the program."""


class BusyError(StoreError):
    """Another process held the database for too long."""


class ExtractorError(AnnotatorError):
    """An extractor is unknown, or its model cannot be loaded."""
