"""Train a new version on gold, test it on articles that were kept apart, and write it into a folder."""

from __future__ import annotations

import json
import shutil
from collections.abc import Collection, Iterable
from dataclasses import replace
from pathlib import Path
from tempfile import mkdtemp

from annotator.core.kinds import KINDS, Kind
from annotator.core.label_schema import LabelSchema
from annotator.core.model import Record
from annotator.errors import InputError
from annotator.extract.learned.version import Version, is_version
from annotator.extract.sentences import count_sentences
from annotator.services.database.progress import Progress, silent
from annotator.services.files.replacing import NOTHING, Replacing
from annotator.services.files.targets import put_folder
from annotator.services.training.entities import train_entities
from annotator.services.training.readable import AS_USUAL, Reading, readable
from annotator.services.training.relations import learn_relations, measure_relations
from annotator.services.training.report import REPORT, PartReport, TrainReport
from annotator.services.training.split import Split, split
from annotator.services.training.steps import Steps

#: Gold sentences from which on training is offered.
LEAST_SENTENCES = 200


def train(
    records: Iterable[Record],
    schema: LabelSchema,
    folder: Path,
    *,
    what: Collection[Kind] = KINDS,
    standing: Version | None = None,
    insist: bool = False,
    seed: int = 0,
    test_share: float = 0.25,
    least_sentences: int = LEAST_SENTENCES,
    progress: Progress = silent,
    replacing: Replacing = NOTHING,
    reading: Reading = AS_USUAL,
) -> TrainReport:
    """Train on a part of the articles and test on the others.

    The version holds what stood until now with what has become better; where nothing has, all that was
    learned, so that it can be looked at. The folder appears when everything stands in it, or not at all.

    Args:
        records: gold.
        schema: its label schema.
        folder: of the new version.
        what: whether entities, relations or both are learned.
        standing: the version that is used until now; ``None`` is the default extractor.
        insist: the version holds all that was learned, better or not.
        seed: of the split; an article stays on its side for the same seed, however much gold there is.
        test_share: about this share of the articles is kept for the test.
        least_sentences: refuse less gold than this.
        progress: told after each step.
        replacing: whether a version that stands in the folder may be replaced.
        reading: the limits of an article; what takes more is left out.

    Raises:
        InputError: too little gold, no article on one side, or the folder is there or cannot be made.
        ExtractorError: no model is installed.
    """
    _check_place(folder, replacing)
    kept = list(records)
    sentences = sum(count_sentences(record.article.text) for record in kept)
    if sentences < least_sentences:
        raise InputError(
            f"gold has {sentences} sentences; from {least_sentences} on there is something to learn:"
            " review more articles"
        )
    steps = Steps(progress)
    read = readable(kept, schema, reading, steps)
    divided = split(read.records, schema, seed, test_share)
    version, parts = _learn(divided, set(what), standing or Version(), steps, insist=insist)
    told = TrainReport(
        folder,
        len(divided.train),
        len(divided.test),
        sentences,
        seed,
        parts,
        left_out=read.left_out,
        passed_over=read.passed_over,
    )
    _write(folder, version, told)
    return told


def _learn(
    divided: Split, what: set[Kind], stood: Version, steps: Steps, *, insist: bool
) -> tuple[Version, tuple[PartReport, ...]]:
    """The new version, and what each part of it has brought.

    Names come first: relations are tested with the names that the version will have. That gold has too few
    relations is said before the names learn, which takes minutes.
    """
    relations = learn_relations(divided, steps) if "relations" in what else None
    learned, version, parts = Version(), stood, list[PartReport]()
    if "entities" in what:
        entities, report = train_entities(divided, stood, steps)
        learned = replace(learned, entities=entities)
        parts.append(report)
        if insist or report.better:
            version = replace(version, entities=entities)
    if relations is not None:
        learned = replace(learned, relations=relations.model)
        parts.append(measure_relations(relations, divided, version, steps))
    wanted = {part.kind for part in parts if part.better}
    if insist or not wanted:
        wanted = what
    for kind in wanted:
        version = replace(version, **{kind: getattr(learned, kind)})
    return version, tuple(replace(part, kept=part.kind in wanted) for part in parts)


def _check_place(folder: Path, replacing: Replacing) -> None:
    """Make what the folder will stand in; before the training, which takes minutes."""
    replacing.check(folder)
    if folder.exists() and any(folder.iterdir()) and not is_version(folder):
        raise InputError("is no version of an extractor; choose another name", source=str(folder))
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        Path(mkdtemp(prefix=f".{folder.name}-", dir=folder.parent)).rmdir()
    except OSError as error:
        raise InputError(f"cannot be made: {error.strerror or error}", source=str(folder)) from error


def _write(folder: Path, version: Version, report: TrainReport) -> None:
    """Write beside, and rename: whoever looks sees a whole folder or none.

    Raises:
        InputError: it cannot be written.
    """
    beside = Path(mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        version.save(beside)
        told = json.dumps(report.to_json(), ensure_ascii=False, indent=1)
        (beside / REPORT).write_text(told, "utf-8")
        beside.chmod(0o755)  # mkdtemp's folders are for their owner alone
        put_folder(beside, folder)
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror or error}", source=str(folder)) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
