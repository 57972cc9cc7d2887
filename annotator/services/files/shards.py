"""A long result, written part by part: what a killed run has finished is kept, and the next run goes on.

The parts stand in a folder: ``part-00000.jsonl`` and so on, each beside its checksum in the form of
``sha256sum -c``. A part appears whole or not at all. With them stand ``job.json``, which says what made them,
``left-out.log``, which names the articles that could not be read, and a lock.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from filelock import FileLock, Timeout

from annotator.core.json_values import JsonObject
from annotator.errors import InputError
from annotator.services.files.files import open_input, write_output

_CHUNK = 1 << 20
_JOB = "job.json"
_LOCK = "lock"
#: What is wrong with parts that were made of another input.
OTHER_ARTICLES = "holds a run on other articles; remove the folder to begin anew"


class Parts:
    """The parts of one result.

    Attributes:
        folder: where they stand.
        extension: of their names, with the dot.
    """

    def __init__(self, folder: Path, job: JsonObject, extension: str = ".jsonl") -> None:
        self.folder = folder
        self.extension = extension
        self._job = job

    @contextmanager
    def opened(self) -> Iterator[Parts]:
        """Keep other runs away while the block runs; make the folder, or go on in it.

        Raises:
            InputError: another run is at work there, or the folder holds parts of another job.
        """
        if not self.folder.parent.is_dir():
            fault = f"the folder {self.folder.parent} does not exist; make it first"
            raise InputError(fault, source=str(self.folder))
        try:
            self.folder.mkdir(exist_ok=True)
        except OSError as error:
            fault = f"cannot be made: {error.strerror or error}"
            raise InputError(fault, source=str(self.folder)) from error
        try:
            with FileLock(self.folder / _LOCK, timeout=0):
                self._check_job()
                yield self
        except Timeout as error:
            fault = "another run is writing here; wait for its end"
            raise InputError(fault, source=str(self.folder)) from error

    def finished(self) -> Iterator[Path]:
        """The parts from the first on, as far as they are there and sound."""
        number = 0
        while path := self.sound(number):
            yield path
            number += 1

    def sound(self, number: int) -> Path | None:
        """A part, if it is there and has its checksum."""
        path = self._path(number)
        try:
            return path if _is_as_stated(path) else None
        except FileNotFoundError:
            return None

    def left_out(self) -> dict[str, str]:
        """The articles that this run could not read, with the reason; by id."""
        try:
            lines = self._left_out.read_text("utf-8", "replace").splitlines()
        except FileNotFoundError:
            return {}
        known: dict[str, str] = {}
        for line in lines:
            try:
                row = json.loads(line)
                known[row["id"]] = row["reason"]
            except (ValueError, TypeError, KeyError):
                continue  # cut off by a kill: its article is read again
        return known

    def leave_out(self, article_id: str, reason: str) -> None:
        """Note an article that cannot be read: a run that goes on does not begin with it again."""
        with self._left_out.open("a", encoding="utf-8") as target:
            target.write(f"{_left_out_line(article_id, reason)}\n")

    def read_again(self, ids: Collection[str], without: Iterable[int]) -> None:
        """Forget that articles cannot be read, and take away the parts that were written without them."""
        for number in without:
            self._path(number).unlink(missing_ok=True)
        kept = {name: reason for name, reason in self.left_out().items() if name not in ids}
        with write_output(self._left_out) as target:
            target.writelines(f"{_left_out_line(*one)}\n".encode() for one in kept.items())

    def numbers_from(self, number: int) -> Iterator[int]:
        """The numbers of this part and those behind it, as far as they are there."""
        while self._path(number).exists():
            yield number
            number += 1

    @property
    def _left_out(self) -> Path:
        return self.folder / "left-out.log"

    def check_end(self, count: int) -> None:
        """See that there is no part behind the last one.

        Raises:
            InputError: there is; it was made of other articles.
        """
        last = self._path(count - 1)
        if any(path > last for path in self.folder.glob(f"part-*{self.extension}")):
            raise InputError(OTHER_ARTICLES, source=str(self.folder))

    @contextmanager
    def write(self, number: int) -> Iterator[BinaryIO]:
        """Write a part: it is there, with its checksum, when the block has ended well."""
        path = self._path(number)
        with write_output(path) as target:
            yield target
        # a part whose checksum is missing is written again
        with write_output(_checksum_path(path)) as target:
            target.write(f"{_sha256(path)}  {path.name}\n".encode())

    def join(self, output: Path) -> None:
        """Make one file of all parts; it appears whole."""
        with write_output(output) as target:
            for path in self.finished():
                with open_input(path) as source:
                    shutil.copyfileobj(source, target, _CHUNK)

    def remove(self) -> None:
        """The parts are no longer needed."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _path(self, number: int) -> Path:
        return self.folder / f"part-{number:05d}{self.extension}"

    def _check_job(self) -> None:
        place = self.folder / _JOB
        try:
            begun = json.loads(place.read_text("utf-8"))
        except FileNotFoundError:
            self._check_empty()
            with write_output(place) as target:
                target.write(json.dumps(self._job, ensure_ascii=False, indent=1).encode())
            return
        except ValueError:
            begun = {}
        changed = sorted(key for key in self._job if begun.get(key) != self._job[key])
        if changed:
            raise InputError(
                f"holds a run that was begun with another {' and '.join(changed)};"
                " remove the folder to begin anew, or write to another file",
                source=str(self.folder),
            )

    def _check_empty(self) -> None:
        others = (path.name for path in sorted(self.folder.iterdir()) if not path.name.startswith("."))
        found = next((name for name in others if name != _LOCK), None)
        if found is not None:
            raise InputError(
                f"holds {found}, which no run has written; choose another name", source=str(self.folder)
            )


def have_become(folder: Path, output: Path) -> bool:
    """Whether the parts in a folder, one behind the other, are what stands in a file already."""
    if not (folder / _JOB).exists():
        return False
    with open_input(output) as whole:
        for path in Parts(folder, {}).finished():
            with open_input(path) as part:
                while piece := part.read(_CHUNK):
                    if whole.read(len(piece)) != piece:
                        return False
        return not whole.read(1)


def _left_out_line(article_id: str, reason: str) -> str:
    return json.dumps({"id": article_id, "reason": reason})


def checksum_fault(path: Path) -> str | None:
    """What is wrong with a part that has its checksum beside it; ``None`` too where it has none."""
    try:
        if _is_as_stated(path):
            return None
    except OSError:
        return None  # reading it will say why
    return f"its sha256 is not the one in {_checksum_path(path).name}; copy or make this part anew"


def _is_as_stated(path: Path) -> bool:
    """Whether a part has the checksum that stands beside it."""
    return _checksum_path(path).read_text("utf-8", "replace").split() == [_sha256(path), path.name]


def _checksum_path(path: Path) -> Path:
    return path.with_suffix(".sha256")


def _sha256(path: Path) -> str:
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()
