"""The releases beside a database, as their manifests tell of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from annotator.services.release.release import MANIFEST, list_releases
from annotator.services.release.split import SIDES, Side
from annotator.store import Store


@dataclass(frozen=True, slots=True)
class ReleaseRow:
    """One release.

    Attributes:
        name: of the release and its folder.
        articles: on each side; empty where the manifest cannot be read.
        formats: of the sides.
        folder: where it stands.
    """

    name: str
    articles: Mapping[Side, int]
    formats: tuple[str, ...]
    folder: Path


def release_rows(store: Store) -> list[ReleaseRow]:
    """Every release, by name; one with a broken manifest is among them, without numbers."""
    return [_row(folder) for folder in list_releases(store)]


def _row(folder: Path) -> ReleaseRow:
    try:
        manifest = json.loads((folder / MANIFEST).read_bytes())
        counted = manifest["split"]["articles"]
        articles = {side: int(counted[side]) for side in SIDES}
        formats = sorted({name.partition("/")[0] for name in manifest["files"] if "/" in name})
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return ReleaseRow(folder.name, {}, (), folder)
    return ReleaseRow(folder.name, articles, tuple(formats), folder)


def next_name(rows: list[ReleaseRow]) -> str:
    """``v1``, or what follows the releases that are called so."""
    numbers = [int(row.name[1:]) for row in rows if row.name[:1] == "v" and row.name[1:].isdecimal()]
    return f"v{max(numbers, default=0) + 1}"
