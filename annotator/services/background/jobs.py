"""What can be worked on beside the pages, as a text that goes to another process."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Literal

from annotator.core.kinds import KINDS, Kind
from annotator.errors import InputError
from annotator.services.database.progress import Progress
from annotator.services.release.split import SHARES
from annotator.services.team.plan import require
from annotator.store import Store

#: Articles that are named when they could not be read; of more there is a number.
_MOST_REASONS = 5


@dataclass(frozen=True, slots=True)
class Job:
    """Work to do.

    Attributes:
        what: ``train``, ``propose``, ``release`` or ``compare``.
        title: what to call it on screen.
        kinds: what is learned.
        folder: of the new version.
        extractor: as ``propose --extractor`` takes it.
        labels: of a spaCy pipeline.
        only_new: whether only articles are read that nothing was proposed for.
        name: of the release.
        formats, shares: of the release, as :class:`ReleaseOptions` has them.
        before, after: the versions of gold to compare, as :func:`gold_of` takes them.
        who: asks for it; ``None``: whoever has the database file.
    """

    what: Literal["train", "propose", "release", "compare"]
    title: str
    kinds: tuple[Kind, ...] = KINDS
    folder: str = ""
    extractor: str = ""
    labels: dict[str, str] = field(default_factory=dict)
    only_new: bool = False
    name: str = ""
    formats: tuple[str, ...] = ()
    shares: tuple[float, float, float] = SHARES
    before: str = ""
    after: str = ""
    who: str | None = None

    def to_text(self) -> str:
        """For :func:`job_from_text`."""
        return json.dumps(asdict(self))


def job_from_text(text: str) -> Job:
    """The job that another process was told."""
    told = json.loads(text)
    lists = {name: tuple(told[name]) for name in ("kinds", "formats", "shares")}
    return Job(**{**told, **lists})


def check_may(job: Job, store: Store) -> None:
    """Check that whoever asks for work may; comparing only reads, which everybody may.

    Raises:
        OperationRefused: they are no admin.
    """
    if job.what != "compare":
        with store.read() as transaction:
            require(transaction, job.who, "admin")


def do(job: Job, store: Store, progress: Progress) -> dict[str, object]:
    """Do the work; gives what there is to tell of it.

    Raises:
        InputError: it cannot be done with what is there.
        ExtractorError: a model cannot be loaded.
        OperationRefused: whoever asks for it may not.
    """
    check_may(job, store)
    # each loads what it needs itself: a comparison has no use for models
    doing = {"train": _train, "propose": _propose, "release": _release, "compare": _compare}
    return doing[job.what](job, store, progress)


def _train(job: Job, store: Store, progress: Progress) -> dict[str, object]:
    from annotator.services.training.in_database import train_version

    report, used = train_version(store, Path(job.folder), what=job.kinds, progress=progress)
    reasons = [f"article {name!r} is left out: {why}" for name, why in report.left_out.items()]
    return {
        "folder": str(report.folder),
        "used": used,
        "refused": len(reasons),
        "reasons": reasons[:_MOST_REASONS],
    }


def _propose(job: Job, store: Store, progress: Progress) -> dict[str, object]:
    from annotator.services.propose.propose import propose

    made = propose(store, job.extractor, 1, progress, job.labels or None, only_new=job.only_new)
    if made.refused and not made.done:
        raise InputError(str(made.refused[0]))
    return {
        "articles": made.done,
        "refused": len(made.refused),
        "reasons": [str(fault) for fault in made.refused[:_MOST_REASONS]],
    }


def _release(job: Job, store: Store, progress: Progress) -> dict[str, object]:
    from annotator.services.release.release import ReleaseOptions, release

    made = release(store, job.name, ReleaseOptions(job.formats, job.shares), progress=progress)
    lost = {name: sum(reasons.values()) for name, reasons in made.lost.items()}
    return {"articles": sum(made.articles.values()), "folder": str(made.folder), "lost": lost}


def _compare(job: Job, store: Store, progress: Progress) -> dict[str, object]:
    from annotator.services.release.gold_diff_page import first_changes

    return first_changes(store, job.before, job.after, progress).to_json()
