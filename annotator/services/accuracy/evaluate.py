"""How good predictions are: two files, or an extractor against the gold of the database."""

from __future__ import annotations

from pathlib import Path

from annotator.services.accuracy.measurement import measure_extractor, measure_files
from annotator.services.accuracy.partly_reviewed import partly_reviewed
from annotator.services.accuracy.predictions import unknown_labels
from annotator.services.accuracy.sampling import Sampling
from annotator.services.database.label_schema import read_label_schema
from annotator.store import Store

__all__ = ["Sampling", "evaluate_extractor", "evaluate_files"]


def evaluate_files(
    gold: Path, predicted: Path, schema: Path | None = None, sampling: Sampling | None = None
) -> dict[str, object]:
    """Score the records of one file against those of another; articles are paired by id.

    An article that is not predicted counts as missed throughout. With a label schema, a label of gold that it
    lacks is an error, and one that is predicted is wrong: it counts as spurious, and stands under
    ``unknown_labels``. Without, labels are taken as they come, and ``news`` says which it knows to be
    symmetric.

    Raises:
        InputError: a file or a record is wrong, an id is predicted that has no gold, a text differs, or gold
            is not complete; names file and line.
    """
    measured = measure_files(gold, predicted, schema, sampling)
    scored = measured.evaluation.to_json()
    if schema is None:
        return scored
    predictions = measured.predicted(range(len(measured.reference.articles)))
    unknown = unknown_labels(predictions.values(), read_label_schema(schema))
    return {**scored, "unknown_labels": unknown} if unknown else scored


def evaluate_extractor(
    store: Store, name: str | None = None, version: str | None = None, sampling: Sampling | None = None
) -> dict[str, object]:
    """Score what an extractor proposed against the gold of the same database.

    Args:
        store: the database.
        name: the extractor; ``None`` for whichever came last.
        version: its version; ``None`` for the newest that has read all the gold.
        sampling: how the intervals are drawn.

    Raises:
        InputError: there is no such extractor, no gold, or gold that it has not read.
    """
    measured = measure_extractor(store, name, version, sampling)
    extractor = measured.extractor
    scored = measured.evaluation.to_json()
    if extractor is None:
        return scored
    return {
        **scored,
        "extractor": {"name": extractor.name, "version": extractor.version},
        "partly_reviewed": partly_reviewed(store, extractor).to_json(),
    }
