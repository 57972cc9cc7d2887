"""Where trained versions stand: in the folder ``models`` beside the database, ``v1``, ``v2`` and so on."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from annotator.errors import ExtractorError, InputError
from annotator.extract.learned.version import is_version, version_number
from annotator.services.extractors.default_extractor import default_extractor
from annotator.services.training.report import REPORT, TrainReport, report_from_json
from annotator.store import Store

_NUMBERED = re.compile(r"v(\d{1,9})")


@dataclass(frozen=True, slots=True)
class TrainedVersion:
    """A folder that training has written.

    Attributes:
        folder: where it stands.
        number: the end of the version of its extractor.
        report: what its training found, if that is kept.
    """

    folder: Path
    number: str
    report: TrainReport | None


def models_folder(store: Store) -> Path:
    """Where versions stand that a page has trained."""
    return store.path.parent / "models"


def next_folder(store: Store) -> Path:
    """The folder of the next version."""
    place = models_folder(store)
    known = [found for path in _folders(place) if (found := _NUMBERED.fullmatch(path.name))]
    return place / f"v{max((int(found[1]) for found in known), default=0) + 1}"


def trained_versions(store: Store) -> list[TrainedVersion]:
    """Those beside the database, oldest first, and the one that is used, wherever it stands.

    A folder that cannot be read is left out: it is no version.
    """
    place = models_folder(store)
    chosen = default_extractor(store)
    folders = sorted(_folders(place), key=_order)
    if chosen is not None and Path(chosen.name) not in folders and is_version(Path(chosen.name)):
        folders.append(Path(chosen.name))
    return list(_versions(folders))


def _versions(folders: list[Path]) -> Iterator[TrainedVersion]:
    for folder in folders:
        try:
            if is_version(folder):
                yield TrainedVersion(folder, version_number(folder), _report(folder))
        except ExtractorError:
            continue


def _report(folder: Path) -> TrainReport | None:
    try:
        told = json.loads((folder / REPORT).read_bytes())
        return report_from_json(folder, told)
    except (OSError, ValueError, TypeError, InputError):
        return None


def _folders(place: Path) -> list[Path]:
    if not place.is_dir():
        return []
    return [path for path in place.iterdir() if path.is_dir() and not path.name.startswith(".")]


def _order(path: Path) -> tuple[int, str]:
    found = _NUMBERED.fullmatch(path.name)
    return (int(found[1]) if found else 0), path.name
