"""The numbers of a report."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from annotator.core.kinds import Kind
from annotator.core.model import ExtractorName
from annotator.measure import GroupScore, Reliability, Suspicious
from annotator.services.accuracy.acceptance import Acceptance, acceptance
from annotator.services.accuracy.calibration import calibration
from annotator.services.accuracy.compare import Compared, compare_extractors
from annotator.services.accuracy.measurement import Measured, find_extractor, measure_extractor, measure_files
from annotator.services.accuracy.partly_reviewed import PartlyReviewed, partly_reviewed
from annotator.services.accuracy.sampling import Sampling
from annotator.services.accuracy.series import VersionPoint, completion_series, version_series
from annotator.services.accuracy.suspicious import suspicious_in
from annotator.services.accuracy.trust import Trust, trust
from annotator.store import Store


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that a report says. What a file of predictions cannot tell is ``None`` or empty.

    Attributes:
        measured: the predictions beside gold.
        calibration: how well scores tell what is right, by kind.
        trust: how the gold came about.
        suspicious: gold that is worth a second look.
        completion: scores along the days on which the gold was completed.
        versions: scores of every version of the extractor.
        acceptance: what reviewers made of its proposals.
        partly: what has been decided in articles that are not complete.
        compared: with the baseline, if there is one.
    """

    measured: Measured
    calibration: dict[Kind, Reliability]
    trust: Trust
    suspicious: tuple[Suspicious, ...]
    completion: tuple[GroupScore[str], ...]
    versions: tuple[VersionPoint, ...] = ()
    acceptance: Acceptance | None = None
    partly: PartlyReviewed | None = None
    compared: Compared | None = None


def report_of_files(
    gold: Path, predicted: Path, schema: Path | None = None, sampling: Sampling | None = None
) -> Report:
    """The report of the predictions of a file.

    Raises:
        InputError: a file or a record is wrong (see
            :func:`~annotator.services.accuracy.evaluate.evaluate_files`).
    """
    measured = measure_files(gold, predicted, schema, sampling)
    return Report(measured, *_basics(measured))


def report_of_extractor(
    store: Store, extractor: str | None = None, baseline: str | None = None, sampling: Sampling | None = None
) -> Report:
    """The report of an extractor on the gold of its database.

    Args:
        store: the database.
        extractor: ``NAME`` or ``NAME@VERSION``; ``None`` for the newest that has read all the gold.
        baseline: what to compare it with; ``None`` for the version before it, where that has read all the
            gold.
        sampling: how intervals are drawn.

    Raises:
        InputError: an extractor is unknown or has not read all the gold, or there is no gold.
    """
    wanted = None if extractor is None else find_extractor(store, extractor)
    measured = measure_extractor(
        store, None if wanted is None else wanted.name, None if wanted is None else wanted.version, sampling
    )
    found = measured.extractor
    if found is None:
        raise LookupError("a stored extractor has a name")  # measure_extractor gives it one
    against = baseline or _version_before(version_series(store, found.name, sampling), found)
    return report_of_measured(
        store, measured, None if against is None else _compare(store, against, found, measured.sampling)
    )


def report_of_measured(store: Store, measured: Measured, compared: Compared | None = None) -> Report:
    """The report of what has been measured in a database, and perhaps compared."""
    found = measured.extractor
    basics = _basics(measured)
    if found is None:
        return Report(measured, *basics, compared=compared)
    return Report(
        measured,
        *basics,
        version_series(store, found.name, measured.sampling),
        acceptance(store, found),
        partly_reviewed(store, found),
        compared,
    )


def _basics(
    measured: Measured,
) -> tuple[dict[Kind, Reliability], Trust, tuple[Suspicious, ...], tuple[GroupScore[str], ...]]:
    return calibration(measured), trust(measured), suspicious_in(measured), completion_series(measured)


def _version_before(versions: tuple[VersionPoint, ...], extractor: ExtractorName) -> str | None:
    before = None
    for point in versions:
        if point.extractor == extractor:
            break
        if point.articles == point.of:
            before = f"{point.extractor.name}@{point.extractor.version}"
    return before


def _compare(store: Store, baseline: str, extractor: ExtractorName, sampling: Sampling) -> Compared:
    """P values need more draws than intervals, and at least some."""
    chosen = Sampling(sampling.seed, max(10_000, sampling.resamples))
    return compare_extractors(store, [baseline, f"{extractor.name}@{extractor.version}"], chosen)
