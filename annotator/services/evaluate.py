"""How good predictions are: two files, or an extractor against the gold of the database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from annotator.core.label_schema import LabelSchema
from annotator.core.model import Annotations, ExtractorName, Record
from annotator.errors import InputError, RecordError
from annotator.formats.jsonl import JsonLines
from annotator.measure import evaluate
from annotator.services.files import open_input
from annotator.services.gold import gold_records
from annotator.services.label_schema import default_schema, read_label_schema
from annotator.store import Store, Transaction


@dataclass(frozen=True, slots=True)
class Sampling:
    """How the intervals are drawn: the seed of the bootstrap and how many samples it takes (0: none)."""

    seed: int = 0
    resamples: int = 1000


def evaluate_files(
    gold: Path, predicted: Path, schema: Path | None = None, sampling: Sampling | None = None
) -> dict[str, object]:
    """Score the records of one file against those of another; articles are paired by id.

    An article that is not predicted counts as missed throughout. With a label schema, a label that it lacks
    is an error; without, labels are taken as they come, and ``news`` says which it knows to be symmetric.

    Raises:
        InputError: a file or a record is wrong, an id is predicted that has no gold, a text differs, or gold
            is not complete; names file and line.
    """
    labels = read_label_schema(schema) if schema is not None else None
    references = list(_records(gold, labels))
    if not references:
        raise InputError("holds no record", source=str(gold))
    for line, record in references:
        if record.review is not None and record.review.status != "complete":
            raise RecordError(
                f"review.status: {record.review.status!r}, but only complete articles are gold; leave it out",
                source=str(gold),
                line=line,
            )
    predictions = _predictions(references, gold, predicted, labels)
    pairs = [
        (record.annotations, predictions.get(record.article.id, Annotations())) for _, record in references
    ]
    names = [record.article.id for _, record in references]
    return _scored(pairs, names, _symmetric(labels or default_schema()), sampling)


def _predictions(
    references: Sequence[tuple[int, Record]], gold: Path, predicted: Path, labels: LabelSchema | None
) -> dict[str, Annotations]:
    known = {record.article.id: (line, record.article.sha256) for line, record in references}
    found = {}
    for line, record in _records(predicted, labels):
        article = record.article
        if article.id not in known:
            raise RecordError(
                f"id: {article.id!r} is not in {gold}, so it cannot be scored; leave it out, or add its gold",
                source=str(predicted),
                line=line,
            )
        gold_line, sha256 = known[article.id]
        if article.sha256 != sha256:
            raise RecordError(
                f"text: the text of {article.id!r} differs from that in {gold}, line {gold_line};"
                " predict on the text of the gold",
                source=str(predicted),
                line=line,
            )
        found[article.id] = record.annotations
    return found


def _records(path: Path, labels: LabelSchema | None) -> Iterator[tuple[int, Record]]:
    """The records of a file with their lines; a fault ends it: scores over the rest would mislead."""
    with open_input(path) as source:
        for line, found in JsonLines().read_numbered(source, str(path)):
            if isinstance(found, InputError):
                raise found
            if labels is not None:
                _check_labels(found.annotations, labels, str(path), line)
            yield line, found


def _check_labels(annotations: Annotations, labels: LabelSchema, source: str, line: int) -> None:
    for index, entity in enumerate(annotations.entities):
        if labels.entity_label(entity.label) is None:
            problem = f"entities[{index}].label: {entity.label!r} is not an entity label of the schema"
            raise RecordError(f"{problem} {labels.name}", source=source, line=line)
    for index, relation in enumerate(annotations.relations):
        if labels.relation_label(relation.label) is None:
            problem = f"relations[{index}].label: {relation.label!r} is not a relation label of the schema"
            raise RecordError(f"{problem} {labels.name}", source=source, line=line)


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
    records = list(gold_records(store))
    if not records:
        raise InputError("there is no gold yet: no article is complete", source=str(store.path))
    schemas = {record.schema.sha256 for record in records if record.schema is not None}
    with store.read() as transaction:
        extractor = _choose(transaction, name, version, records)
        pairs = [(record.annotations, _proposed(transaction, extractor, record)) for record in records]
        known = [transaction.schemas.get(sha256) for sha256 in schemas]
    symmetric = frozenset().union(*(_symmetric(found) for found in known if found is not None))
    scored = _scored(pairs, [record.article.id for record in records], symmetric, sampling)
    return {**scored, "extractor": {"name": extractor.name, "version": extractor.version}}


def _choose(
    transaction: Transaction, name: str | None, version: str | None, records: Sequence[Record]
) -> ExtractorName:
    """The newest extractor that fits and has read all the gold, else the newest that fits."""
    known = transaction.proposals.extractors()
    fitting = [found for found in known if name in (None, found.name) and version in (None, found.version)]
    for found in reversed(fitting):
        if all(transaction.proposals.by(record.article.id, found) is not None for record in records):
            return found
    if fitting:
        return fitting[-1]
    names = ", ".join(f"{found.name} {found.version}" for found in known) or "none"
    wanted = " ".join(part for part in (name, version) if part) or "any extractor"
    raise InputError(f"there are no proposals of {wanted} in the database (there are those of: {names})")


def _proposed(transaction: Transaction, extractor: ExtractorName, record: Record) -> Annotations:
    found = transaction.proposals.by(record.article.id, extractor)
    if found is None:
        raise InputError(
            f"article {record.article.id!r} has gold, but {extractor.name} {extractor.version} has not"
            f" read it: run annotator propose --extractor {extractor.name} first"
        )
    return transaction.proposals.annotations(found.id)


def _symmetric(schema: LabelSchema) -> frozenset[str]:
    return frozenset(found.label for found in schema.relation_labels if found.symmetric)


def _scored(
    pairs: Sequence[tuple[Annotations, Annotations]],
    names: Sequence[str],
    symmetric: frozenset[str],
    sampling: Sampling | None,
) -> dict[str, object]:
    chosen = sampling or Sampling()
    found = evaluate(pairs, symmetric=symmetric, seed=chosen.seed, resamples=chosen.resamples, names=names)
    return found.to_json()
