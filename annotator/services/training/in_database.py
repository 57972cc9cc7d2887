"""A database trains a version on its gold, and uses it from then on where it is better."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from annotator.core.kinds import KINDS, Kind
from annotator.core.model import ExtractorName
from annotator.extract.apart import USUAL, Limits
from annotator.extract.learned.lessons import AboutReader
from annotator.extract.learned.version import Version, load_version
from annotator.extract.registry import SPACY
from annotator.services.database.label_schema import current_schema
from annotator.services.database.progress import Progress, silent
from annotator.services.extractors.default_extractor import standing_extractor, use_extractor
from annotator.services.files.replacing import NOTHING, Replacing
from annotator.services.gold.gold import gold_records
from annotator.services.training.readable import Notes, Reading
from annotator.services.training.report import TrainReport
from annotator.services.training.train import train
from annotator.store import Store, Transaction


def train_version(
    store: Store,
    folder: Path,
    *,
    what: Collection[Kind] = KINDS,
    seed: int = 0,
    insist: bool = False,
    progress: Progress = silent,
    replacing: Replacing = NOTHING,
    limits: Limits = USUAL,
    again: bool = False,
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
        limits: of an article; what takes more is left out, and noted.
        again: learn also from what an earlier training has left out.

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
        reading=Reading(limits, _Noted(store, again=again)),
    )
    used = report.better or insist
    if used:
        use_extractor(store, None, folder)
    return report, used


class _Noted(Notes):
    """Notes in the database: the same that ``propose`` makes with the default extractor."""

    def __init__(self, store: Store, *, again: bool) -> None:
        self._store = store
        self._again = again

    def known(self, extractor: AboutReader) -> Collection[str]:
        with self._store.read() as transaction:
            number = transaction.proposals.find_extractor(ExtractorName(extractor.name, extractor.version))
            return () if number is None or self._again else transaction.left_out.of(number)

    def note(self, extractor: AboutReader, left_out: Mapping[str, str]) -> None:
        def job(transaction: Transaction) -> None:
            name = ExtractorName(extractor.name, extractor.version)
            number = transaction.proposals.extractor_id(name, extractor.configuration)
            for article_id, reason in left_out.items():
                transaction.left_out.add(number, article_id, reason)

        if left_out:
            self._store.write(job)


def _standing(store: Store) -> Version | None:
    """What is used until now, if it was trained too."""
    chosen = standing_extractor(store)
    if chosen is None or chosen.name.startswith(SPACY):
        return None
    return load_version(Path(chosen.name))
