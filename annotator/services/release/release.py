"""A release: gold as it is now, frozen in a folder, split for training, with a card and checksums.

The same gold gives the same bytes: no clock is asked. An article is on the side that the sha256 of its text
says, whatever else is in the release, so it stays there when gold grows.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from annotator.core.label_schema import LabelSchema
from annotator.core.model import Record
from annotator.errors import InputError
from annotator.formats.contract.losses import Losses
from annotator.formats.contract.protocol import Format, Target
from annotator.formats.registry import get_format
from annotator.services.accuracy.sampling import Sampling
from annotator.services.agreement.agreement_in_database import agreement_of_team
from annotator.services.database.label_schema import current_schema
from annotator.services.database.progress import Progress, silent
from annotator.services.export.export import StreamTarget
from annotator.services.files.files import open_input
from annotator.services.files.replacing import NOTHING, Replacing
from annotator.services.files.targets import folder_target
from annotator.services.gold.gold import gold_records
from annotator.services.release.dataset_card import Tally, dataset_card
from annotator.services.release.split import SHARES, SIDES, side_of
from annotator.store import Store

#: The native record of everything, which every release has: what is compared with.
GOLD = "gold.jsonl"
MANIFEST = "manifest.json"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,99}")


@dataclass(frozen=True, slots=True)
class ReleaseOptions:
    """How gold is frozen.

    Attributes:
        formats: the formats of each side, besides the native record of everything.
        shares: of train, dev and test, which add up to 1.
        seed: of the split.
    """

    formats: tuple[str, ...] = ("jsonl",)
    shares: tuple[float, float, float] = SHARES
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Release:
    """What was frozen.

    Attributes:
        folder: where it stands.
        articles: on each side.
        lost: by format, what it had no room for.
        sha256: of the manifest, which has those of all files: two releases with the same one are the same.
    """

    folder: Path
    articles: Mapping[str, int]
    lost: Mapping[str, Mapping[str, int]]
    sha256: str


def releases_folder(store: Store) -> Path:
    """Where releases of a database stand: beside it."""
    return store.path.parent / "releases"


def list_releases(store: Store) -> list[Path]:
    """The releases beside a database, by name."""
    return sorted(one.parent for one in releases_folder(store).glob(f"*/{MANIFEST}"))


def release(
    store: Store,
    name: str,
    options: ReleaseOptions | None = None,
    folder: Path | None = None,
    progress: Progress = silent,
    replacing: Replacing = NOTHING,
) -> Release:
    """Freeze the gold of the database under a name.

    Args:
        store: the database.
        name: of the release; letters, digits and ``_ . -``.
        options: formats and split.
        folder: where releases stand; ``None``: beside the database.
        progress: told of articles.
        replacing: whether a release of that name may be replaced.

    Raises:
        InputError: the name or a share cannot be, there is no gold, or the release exists already.
    """
    how = options or ReleaseOptions()
    _check(name, how)
    place = (folder or releases_folder(store)) / name
    if next(gold_records(store), None) is None:
        raise InputError("no article is complete: there is no gold to release", source=str(store.path))
    place.parent.mkdir(parents=True, exist_ok=True)
    schema = current_schema(store)
    with folder_target(place, replacing.but_no_database(store.path)) as target:
        sums = _Sums(target)
        articles, tally = _write_gold(store, sums, how, progress)
        lost = {found: _write_sides(store, sums, found, how, schema) for found in how.formats}
        agreement = agreement_of_team(store, Sampling(resamples=0)).whole
        with sums.file("README.md") as stream:
            stream.write(dataset_card(name, schema, tally, articles, how.formats, agreement).encode())
        manifest = _manifest(name, how, schema, articles, sums.found)
        with target.file(MANIFEST) as stream:
            stream.write(manifest)
    return Release(place, articles, lost, hashlib.sha256(manifest).hexdigest())


def check_release(folder: Path) -> list[str]:
    """Which files of a release are not what its manifest says; none where all is well.

    Raises:
        InputError: it is no release.
    """
    with open_input(folder / MANIFEST) as stream:
        try:
            sums = json.load(stream)["files"]
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise InputError("is no manifest of a release", source=str(folder / MANIFEST)) from error
    return [name for name, digest in sums.items() if not _is_sound(folder / name, digest)]


def _check(name: str, how: ReleaseOptions) -> None:
    if not _NAME.fullmatch(name):
        raise InputError(f"{name!r} is no name of a release: 1 to 100 letters, digits and _ . -")
    if min(how.shares) < 0 or abs(sum(how.shares) - 1) > 1e-9:
        raise InputError(f"the shares {how.shares} do not add up to 1")
    for found in how.formats:
        get_format(found)


def _write_gold(
    store: Store, sums: _Sums, how: ReleaseOptions, progress: Progress
) -> tuple[dict[str, int], Tally]:
    tally = Tally()
    articles: dict[str, int] = dict.fromkeys(SIDES, 0)

    def counted() -> Iterator[Record]:
        for done, record in enumerate(gold_records(store), start=1):
            side = side_of(record, how.shares, how.seed)
            articles[side] += 1
            tally.add(record, side)
            progress(done, None)
            yield record

    with sums.file(GOLD) as stream:
        native = get_format("jsonl")
        native.write(counted(), StreamTarget(stream), current_schema(store), Losses())
    return articles, tally


def _write_sides(
    store: Store, sums: _Sums, name: str, how: ReleaseOptions, schema: LabelSchema
) -> Mapping[str, int]:
    chosen = get_format(name)
    losses = Losses()
    for side in SIDES:
        main = f"{name}/{side}{chosen.extension}" if chosen.layout == "file" else f"{name}/{side}/"
        mine = (one for one in gold_records(store) if side_of(one, how.shares, how.seed) == side)
        _write_side(mine, chosen, _Within(sums, main), schema, losses)
    return losses.reasons


def _write_side(
    records: Iterator[Record], chosen: Format, target: Target, schema: LabelSchema, losses: Losses
) -> None:
    """A side without articles has no file."""
    first = next(records, None)
    if first is not None:
        chosen.write(chain((first,), records), target, schema, losses)


class _Within:
    """A target inside another one: a file with those beside it, or a folder."""

    def __init__(self, target: _Sums, main: str) -> None:
        self._target = target
        self._main = main

    @contextmanager
    def file(self, name: str = "") -> Iterator[BinaryIO]:
        stem = self._main if self._main.endswith("/") else f"{self._main.rpartition('.')[0]}."
        with self._target.file(f"{stem}{name}" if name else self._main) as stream:
            yield stream


class _Sums:
    """Writes through, and keeps the sha256 of every file."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self.found: dict[str, str] = {}

    @contextmanager
    def file(self, name: str = "") -> Iterator[BinaryIO]:
        with ExitStack() as together:
            stream = together.enter_context(self._target.file(name))
            yield stream
            stream.flush()
            self.found[name] = _sha256(Path(stream.name))


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _is_sound(path: Path, digest: str) -> bool:
    return path.is_file() and _sha256(path) == digest


def _manifest(
    name: str,
    how: ReleaseOptions,
    schema: LabelSchema,
    articles: Mapping[str, int],
    sums: Mapping[str, str],
) -> bytes:
    value = {
        "format": "annotator-release/1",
        "name": name,
        "schema": {"name": schema.name, "version": schema.version, "sha256": schema.sha256},
        "split": {
            "seed": how.seed,
            "shares": dict(zip(SIDES, how.shares, strict=True)),
            "articles": articles,
        },
        "files": dict(sorted(sums.items())),
    }
    return json.dumps(value, indent=2, ensure_ascii=False).encode() + b"\n"
