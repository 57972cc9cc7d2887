"""A database trains a version on its gold, and uses it from then on where it is better."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from annotator.extract.learned.version import Version, load_version
from annotator.extract.registry import SPACY
from annotator.services.default_extractor import standing_extractor, use_extractor
from annotator.services.gold import gold_records
from annotator.services.item_lists import KINDS, Kind
from annotator.services.label_schema import current_schema
from annotator.services.progress import Progress, silent
from annotator.services.replacing import NOTHING, Replacing
from annotator.services.training.report import TrainReport
from annotator.services.training.train import train
from annotator.store import Store


def train_version(
    store: Store,
    folder: Path,
    *,
    what: Collection[Kind] = KINDS,
    seed: int = 0,
    insist: bool = False,
    progress: Progress = silent,
    replacing: Replacing = NOTHING,
) -> tuple[TrainReport, bool]:
    """Train on the completed articles; says what came out, and whether it is used from now on.

    Args:
        store: the database.
        folder: of the new version.
        what: whether entities, relations or both are learned.
        seed: of the split by article.
        insist: use it even if it is not better everywhere.
        progress: told after each step.
        replacing: whether a version that stands in the folder may be replaced; never the one that is used.

    Raises:
        InputError: as of :func:`train`.
        ExtractorError: a model, or the version that is used until now, cannot be loaded.
    """
    chosen = standing_extractor(store)
    read = () if chosen is None else (Path(chosen.name.removeprefix(SPACY)),)
    report = train(
        gold_records(store),
        current_schema(store),
        folder,
        what=what,
        standing=_standing(store),
        insist=insist,
        seed=seed,
        progress=progress,
        replacing=replacing.but_no_database(store.path).but_not(*read),
    )
    used = report.better or insist
    if used:
        use_extractor(store, None, folder)
    return report, used


def _standing(store: Store) -> Version | None:
    """What is used until now, if it was trained too."""
    chosen = standing_extractor(store)
    if chosen is None or chosen.name.startswith(SPACY):
        return None
    return load_version(Path(chosen.name))
