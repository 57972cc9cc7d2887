"""Which extractor a database uses where nobody names one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from annotator.errors import ExtractorError
from annotator.extract.registry import DEFAULT, SPACY
from annotator.services.team.plan import require
from annotator.store import Store, Transaction

_KEY = "extractor"
#: Under this an admin's choice of other proposals than those of the extractor that reads new articles.
SHOWN = "shown_extractor"


@dataclass(frozen=True, slots=True)
class Chosen:
    """An extractor that was chosen.

    Attributes:
        name: as ``propose --extractor`` takes it.
        labels: of a spaCy pipeline: its labels with what they are in the label schema.
    """

    name: str
    labels: Mapping[str, str] = field(default_factory=dict)

    @property
    def gone(self) -> bool:
        """Whether it is a folder that is not there any more."""
        return not self.name.startswith(SPACY) and not Path(self.name).is_dir()


def default_extractor(store: Store) -> Chosen | None:
    """The chosen one, also where its folder has gone; ``None`` where that is the shipped one."""
    with store.read() as transaction:
        kept = transaction.settings.get(_KEY)
    chosen = None if kept is None else _read(kept)
    return None if chosen is None or chosen.name == DEFAULT else chosen


def standing_extractor(store: Store) -> Chosen | None:
    """The chosen one, to be worked with; ``None`` where that is the shipped one.

    Raises:
        ExtractorError: its folder has gone. Another one in its place would read everything anew, in silence.
    """
    chosen = default_extractor(store)
    if chosen is not None and chosen.gone:
        raise ExtractorError(
            f"the extractor that this database uses is gone: {chosen.name}; put the folder back, or choose"
            " another one on the page Extractors ('propose --extractor default' takes the shipped one)"
        )
    return chosen


def use_extractor(
    store: Store, who: str | None, name: str | Path, labels: Mapping[str, str] | None = None
) -> None:
    """Use an extractor from now on where nobody names one; what it proposes is what reviewers see.

    Args:
        store: the database.
        who: chooses it; ``None``: whoever has the database file.
        name: as ``propose --extractor`` takes it; a folder is kept with its whole path.
        labels: of a spaCy pipeline, as ``propose --label`` takes them.

    Raises:
        OperationRefused: ``who`` is no admin.
    """
    named = str(name)
    if named != DEFAULT and not named.startswith(SPACY):
        named = str(Path(named).resolve())
    told = json.dumps({"name": named, "labels": dict(labels or {})}, ensure_ascii=False)

    def job(transaction: Transaction) -> None:
        require(transaction, who, "admin")
        transaction.settings.put(_KEY, told)
        transaction.settings.drop(SHOWN)

    store.write(job)


def _read(kept: str) -> Chosen:
    if not kept.startswith("{"):
        return Chosen(kept)  # as it was kept at first: the path of a folder
    told = json.loads(kept)
    return Chosen(str(told["name"]), dict(told["labels"]))
