"""What a command may replace: never what it reads, and what is there already only when it was told to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from annotator.errors import InputError

#: Files that SQLite keeps beside a database, by what their names end in.
_BESIDE_DATABASE = ("-wal", "-shm", "-journal")


@dataclass(frozen=True, slots=True)
class Replacing:
    """The rule for all that is written at the wish of a user.

    Attributes:
        force: what is there already may be replaced.
        reads: files and folders that stay as they are under any name: they are what is read.
        hint: what to do where something is there already.
    """

    force: bool = False
    reads: tuple[Path, ...] = ()
    hint: str = "choose another name"

    def but_not(self, *reads: Path) -> Replacing:
        """The same, where these are read too."""
        return replace(self, reads=(*self.reads, *reads))

    def but_no_database(self, path: Path) -> Replacing:
        """The same, where this database is read, with what SQLite keeps beside it."""
        return self.but_not(path, *(path.with_name(path.name + ending) for ending in _BESIDE_DATABASE))

    def check(self, path: Path) -> None:
        """See that a file or folder may be written here.

        Raises:
            InputError: it is what is read, stands in it or holds it; or it is there already.
        """
        try:
            self.spare(path)
            if not self.force and _is_taken(path):
                raise InputError(f"exists already; {self.hint}", source=str(path))
        except OSError as error:
            raise InputError(f"cannot be written: {error.strerror or error}", source=str(path)) from error

    def spare(self, path: Path) -> None:
        """See that what is read stays as it is, even where a run goes on with what is there.

        Raises:
            InputError: the path is what is read, stands in it or holds it.
        """
        place = path.resolve()
        for read in self.reads:
            source = read.resolve()
            if place == source or (place.exists() and source.exists() and place.samefile(source)):
                raise InputError("is what this command reads; choose another place", source=str(path))
            if source in place.parents and source.is_dir():
                raise InputError(f"stands in {read}, which is read; choose another place", source=str(path))
            if place in source.parents and source.exists():
                raise InputError(f"holds {read}, which is read; choose another place", source=str(path))


#: Nothing is replaced.
NOTHING = Replacing()


def _is_taken(path: Path) -> bool:
    """Whether something would be lost; an empty folder, a pipe and a device lose nothing."""
    return any(path.iterdir()) if path.is_dir() else path.is_file()
