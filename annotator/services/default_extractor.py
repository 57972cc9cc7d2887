"""Which extractor a database uses where nobody names one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from annotator.extract.registry import DEFAULT, SPACY
from annotator.store import Store

_KEY = "extractor"


@dataclass(frozen=True, slots=True)
class Chosen:
    """An extractor that was chosen.

    Attributes:
        name: as ``propose --extractor`` takes it.
        labels: of a spaCy pipeline: its labels with what they are in the label schema.
    """

    name: str
    labels: Mapping[str, str] = field(default_factory=dict)


def default_extractor(store: Store) -> Chosen | None:
    """The chosen one; ``None`` where none was chosen, or its folder has gone."""
    with store.read() as transaction:
        kept = transaction.settings.get(_KEY)
    if kept is None:
        return None
    chosen = _read(kept)
    here = chosen.name.startswith(SPACY) or Path(chosen.name).is_dir()
    return chosen if here else None


def use_extractor(store: Store, name: str | Path, labels: Mapping[str, str] | None = None) -> None:
    """Use an extractor from now on where nobody names one.

    Args:
        store: the database.
        name: as ``propose --extractor`` takes it; a folder is kept with its whole path.
        labels: of a spaCy pipeline, as ``propose --label`` takes them.
    """
    named = str(name)
    if named != DEFAULT and not named.startswith(SPACY):
        named = str(Path(named).resolve())
    told = json.dumps({"name": named, "labels": dict(labels or {})}, ensure_ascii=False)
    store.write(lambda transaction: transaction.settings.put(_KEY, told))


def _read(kept: str) -> Chosen:
    if not kept.startswith("{"):
        return Chosen(kept)  # as it was kept at first: the path of a folder
    told = json.loads(kept)
    return Chosen(str(told["name"]), dict(told["labels"]))
