"""What is measured: predictions of a file, or the stored proposals of an extractor, article by article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from annotator.core.label_schema import LabelSchema
from annotator.core.model import Annotations, ExtractorName
from annotator.errors import InputError, RecordError
from annotator.services.accuracy.reference import GoldArticle, Reference, numbered_records
from annotator.store import Transaction


def file_predictions(reference: Reference, path: Path) -> tuple[Annotations, ...]:
    """The predictions of a file for each article of the gold; articles are paired by id.

    An article that is not predicted has nothing predicted. Labels are taken as they come: one that nobody
    knows is a wrong prediction, as is a relation between what it may not join.

    Raises:
        InputError: the file or a record is wrong, an id is predicted that has no gold, or a text differs.
    """
    texts = reference.texts(reference.names)
    found = {}
    for line, record in numbered_records(path, None):
        article = record.article
        if article.id not in texts:
            raise RecordError(
                f"id: {article.id!r} is not in {reference.source}, so it cannot be scored;"
                " leave it out, or add its gold",
                source=str(path),
                line=line,
            )
        if article.text != texts[article.id]:
            raise RecordError(
                f"text: the text of {article.id!r} differs from that in {reference.source};"
                " predict on the text of the gold",
                source=str(path),
                line=line,
            )
        found[article.id] = record.annotations
    return tuple(found.get(name, Annotations()) for name in reference.names)


def unknown_labels(predictions: Iterable[Annotations], schema: LabelSchema) -> dict[str, int]:
    """The labels of predictions that a label schema lacks, and how many items have each."""
    found: Counter[str] = Counter()
    for predicted in predictions:
        found.update(one.label for one in predicted.entities if schema.entity_label(one.label) is None)
        found.update(one.label for one in predicted.relations if schema.relation_label(one.label) is None)
    return dict(sorted(found.items()))


def choose_extractor(
    counted: Sequence[tuple[ExtractorName, int]], gold: int, name: str | None, version: str | None
) -> ExtractorName:
    """The newest extractor that fits and has read all the gold, else the newest that fits.

    Args:
        counted: every extractor, oldest first, with how many gold articles it has read.
        gold: how many gold articles there are.
        name: only extractors of this name.
        version: only those of this version.

    Raises:
        InputError: no extractor of that name or version proposed anything.
    """
    fitting = [
        (found, articles)
        for found, articles in counted
        if name in (None, found.name) and version in (None, found.version)
    ]
    for found, articles in reversed(fitting):
        if articles >= gold:
            return found
    if fitting:
        return fitting[-1][0]
    raise _unknown(name, version, (found for found, _ in counted))


def named_extractor(counted: Sequence[tuple[ExtractorName, int]], gold: int, text: str) -> ExtractorName:
    """The extractor that ``NAME`` or ``NAME@VERSION`` names; a name may hold an @ itself.

    Of several versions the one that :func:`choose_extractor` takes; ``counted`` and ``gold`` as there.

    Raises:
        InputError: it proposed nothing in this database.
    """
    known = [found for found, _ in counted]
    for found in known:
        if text == f"{found.name}@{found.version}":
            return found
    name, at, version = text.rpartition("@")
    if text in {found.name for found in known} or not at:
        return choose_extractor(counted, gold, text, None)
    return choose_extractor(counted, gold, name, version)


def read_sets(transaction: Transaction, reference: Reference, extractor: ExtractorName) -> tuple[int, ...]:
    """The set of proposals of an extractor for each article of the gold.

    Raises:
        InputError: it has not read all of them.
    """
    found = transaction.evaluation.newest_sets(extractor)
    for name in reference.names:
        if name not in found:
            raise InputError(
                f"article {name!r} has gold, but {extractor.name} {extractor.version} has not"
                f" read it: run annotator propose --extractor {extractor.name} first"
            )
    return tuple(found[name] for name in reference.names)


def read_part(
    transaction: Transaction, reference: Reference, extractor: ExtractorName
) -> tuple[tuple[GoldArticle, ...], tuple[int, ...]]:
    """The gold articles that an extractor has read, and the set of proposals for each."""
    found = transaction.evaluation.newest_sets(extractor)
    articles = tuple(article for article in reference.articles if article.id in found)
    return articles, tuple(found[article.id] for article in articles)


def _unknown(name: str | None, version: str | None, known: Iterable[ExtractorName]) -> InputError:
    names = ", ".join(f"{found.name} {found.version}" for found in known) or "none"
    wanted = " ".join(part for part in (name, version) if part) or "any extractor"
    return InputError(f"there are no proposals of {wanted} in the database (there are those of: {names})")
