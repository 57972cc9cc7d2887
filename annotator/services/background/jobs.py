"""What can be worked on beside the pages, as a text that goes to another process."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Literal

from annotator.errors import InputError
from annotator.services.item_lists import KINDS, Kind
from annotator.services.progress import Progress
from annotator.services.propose import propose
from annotator.services.training.in_database import train_version
from annotator.store import Store


@dataclass(frozen=True, slots=True)
class Job:
    """Work to do.

    Attributes:
        what: ``train`` or ``propose``.
        title: what to call it on screen.
        kinds: what is learned.
        folder: of the new version.
        extractor: as ``propose --extractor`` takes it.
        labels: of a spaCy pipeline.
        only_new: whether only articles are read that nothing was proposed for.
    """

    what: Literal["train", "propose"]
    title: str
    kinds: tuple[Kind, ...] = KINDS
    folder: str = ""
    extractor: str = ""
    labels: dict[str, str] = field(default_factory=dict)
    only_new: bool = False

    def to_text(self) -> str:
        """For :func:`job_from_text`."""
        return json.dumps(asdict(self))


def job_from_text(text: str) -> Job:
    """The job that another process was told."""
    told = json.loads(text)
    return Job(**{**told, "kinds": tuple(told["kinds"])})


def do(job: Job, store: Store, progress: Progress) -> dict[str, object]:
    """Do the work; gives what there is to tell of it.

    Raises:
        InputError: it cannot be done with what is there.
        ExtractorError: a model cannot be loaded.
    """
    if job.what == "train":
        report, used = train_version(store, Path(job.folder), what=job.kinds, progress=progress)
        return {"folder": str(report.folder), "used": used}
    made = propose(store, job.extractor, 1, progress, job.labels or None, only_new=job.only_new)
    if made.refused and not made.done:
        raise InputError(str(made.refused[0]))
    return {"articles": made.done, "refused": len(made.refused)}
