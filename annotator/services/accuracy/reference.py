"""What predictions are measured on: gold, with how it came about, from a database or a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from annotator.core.label_check import check_labels
from annotator.core.label_schema import LabelSchema
from annotator.core.model import Annotations, ExtractorName, Record, ReviewInfo
from annotator.errors import InputError, RecordError
from annotator.formats.jsonl import JsonLines
from annotator.services.database.cache import Kept, kept_of
from annotator.services.database.label_schema import default_schema
from annotator.services.files.files import open_input
from annotator.services.gold.gold import check_complete
from annotator.store import Store, Transaction
from annotator.store.repositories.evaluation import CompletedReview

if TYPE_CHECKING:
    from annotator.measure import Link, Span

#: How a reviewer worked: with proposals on screen, without any, or nobody knows.
Basis = Literal["assisted", "blind", "unknown"]
Texts = Callable[[Iterable[str]], Mapping[str, str]]
#: Gives annotations of articles by their number; what has changed since it was measured is left out.
Read = Callable[[Sequence[int]], Mapping[int, Annotations]]
#: The same of gold alone, without what is not needed to judge it.
ReadSpans: TypeAlias = "Callable[[Sequence[int]], Mapping[int, tuple[list[Span], list[Link]]]]"


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """The gold of one article.

    Attributes:
        id: of the article.
        basis: whether the reviewer saw proposals.
        seen: whose proposals the reviewer saw, where that is known.
        completed_at: when the review was completed, or ``None``.
        schema: the label schema that it follows, or ``None`` where that is not known.
        review_id: the review in the database, or 0.
        revision: at which it is gold; every decision raises it.
    """

    id: str
    basis: Basis = "unknown"
    seen: ExtractorName | None = None
    completed_at: str | None = None
    schema: LabelSchema | None = None
    review_id: int = 0
    revision: int = 0


@dataclass(frozen=True)
class Reference:
    """Gold that predictions are measured on.

    Attributes:
        articles: in the order of ingest, or of the file.
        symmetric: the relation labels whose arguments have no order.
        gold: gives what is gold in articles, in reading order. Of a database it is not kept, but read again.
        spans: the same in short.
        texts: gives the texts of articles by their ids; texts are large, so they are not kept.
        source: the database or file, for messages.
        kept: what outlives a change of gold.
    """

    articles: tuple[GoldArticle, ...]
    symmetric: frozenset[str]
    gold: Read = field(compare=False, repr=False)
    spans: ReadSpans = field(compare=False, repr=False)
    texts: Texts = field(compare=False, repr=False)
    source: str
    kept: Kept = field(default_factory=Kept, compare=False, repr=False)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The ids of the articles."""
        return tuple(article.id for article in self.articles)


def database_reference(store: Store, transaction: Transaction) -> Reference:
    """The gold of the completed articles of a database."""
    reviews = transaction.evaluation.completed()
    known = {sha256: transaction.schemas.kept(sha256) for sha256 in {one.schema_sha256 for one in reviews}}
    articles = tuple(_gold_article(review, known[review.schema_sha256]) for review in reviews)
    symmetric = frozenset[str]().union(*(symmetric_labels(schema) for schema in known.values()))
    return Reference(
        articles,
        symmetric,
        _gold_of(store, articles),
        _spans_of(store, articles),
        _texts_of(store),
        str(store.path),
        kept_of(store),
    )


def _gold_article(review: CompletedReview, schema: LabelSchema) -> GoldArticle:
    seen = None
    if review.name is not None and review.version is not None:
        seen = ExtractorName(review.name, review.version)
    # a review that began without proposals showed none, whatever its mode says
    basis: Basis = "assisted" if review.mode == "assisted" and review.set_id is not None else "blind"
    return GoldArticle(
        review.article_id, basis, seen, review.completed_at, schema, review.review_id, review.revision
    )


def _gold_of(store: Store, articles: Sequence[GoldArticle]) -> Read:
    def read(numbers: Sequence[int]) -> Mapping[int, Annotations]:
        with store.read() as transaction:
            wanted = _unchanged(transaction, articles, numbers)
            found = transaction.evaluation.gold(wanted)
        return {number: found.get(review_id, Annotations()) for review_id, number in wanted.items()}

    return read


def _spans_in(
    golds: Sequence[Annotations], numbers: Sequence[int]
) -> Mapping[int, tuple[list[Span], list[Link]]]:
    from annotator.measure import spans_of

    return {number: spans_of(golds[number]) for number in numbers}


def _spans_of(store: Store, articles: Sequence[GoldArticle]) -> ReadSpans:
    def read(numbers: Sequence[int]) -> Mapping[int, tuple[list[Span], list[Link]]]:
        from annotator.measure import (  # numpy and scipy: gold is also read where nothing is measured
            Link,
            Span,
        )

        with store.read() as transaction:
            wanted = _unchanged(transaction, articles, numbers)
            rows = transaction.evaluation.gold_rows(wanted)
        found: dict[int, tuple[list[Span], list[Link]]] = {number: ([], []) for number in wanted.values()}
        for review_id, item_id, start, end, label, _ in rows.entities:
            found[wanted[review_id]][0].append(Span(item_id, start, end, label))
        ends = {(review_id, item_id) for review_id, item_id, *_ in rows.entities}
        for review_id, item_id, head, tail, label, _ in rows.relations:
            if (review_id, head) in ends and (review_id, tail) in ends:
                found[wanted[review_id]][1].append(Link(item_id, head, tail, label))
        return found

    return read


def _unchanged(
    transaction: Transaction, articles: Sequence[GoldArticle], numbers: Iterable[int]
) -> dict[int, int]:
    """The reviews of some articles, with the numbers of these, where they are still as they were."""
    wanted = {articles[number].review_id: number for number in numbers}
    revisions = transaction.evaluation.revisions(wanted)
    return {
        review_id: number
        for review_id, number in wanted.items()
        if revisions.get(review_id) == articles[number].revision
    }


def _texts_of(store: Store) -> Texts:
    def texts(ids: Iterable[str]) -> Mapping[str, str]:
        with store.read() as transaction:
            return transaction.articles.texts(ids)

    return texts


def file_reference(path: Path, labels: LabelSchema | None) -> Reference:
    """The gold of a file of records.

    Args:
        path: the file.
        labels: a label that it lacks is an error; ``None`` takes labels as they come, and ``news`` says
            which it knows to be symmetric.

    Raises:
        InputError: the file or a record is wrong, there is none, or a review is not complete.
    """
    articles, golds, texts = [], [], {}
    for line, record in numbered_records(path, labels):
        with _placed(path, line):
            check_complete(record)
        texts[record.article.id] = record.article.text
        golds.append(record.annotations)
        articles.append(
            GoldArticle(
                record.article.id,
                _basis_of_record(record.review),
                record.extractor,
                None if record.review is None else record.review.completed_at,
                labels,
            )
        )
    if not articles:
        raise InputError("holds no record", source=str(path))
    symmetric = symmetric_labels(labels or default_schema())
    return Reference(
        tuple(articles),
        symmetric,
        lambda numbers: {number: golds[number] for number in numbers},
        lambda numbers: _spans_in(golds, numbers),
        lambda ids: {one: texts[one] for one in ids},
        str(path),
    )


def _basis_of_record(review: ReviewInfo | None) -> Basis:
    return "unknown" if review is None else review.mode


@contextmanager
def _placed(path: Path, line: int) -> Iterator[None]:
    """Faults of the block are told with their place."""
    try:
        yield
    except RecordError as fault:
        raise fault.at(str(path), line) from fault


def numbered_records(path: Path, labels: LabelSchema | None) -> Iterator[tuple[int, Record]]:
    """The records of a file with their lines; a fault ends it: scores over the rest would mislead.

    Raises:
        InputError: the file cannot be read, or a record (or, with ``labels``, a label) is wrong.
    """
    with open_input(path) as source:
        for line, found in JsonLines().read_stream(source, str(path)):
            if isinstance(found, InputError):
                raise found
            if labels is not None:
                with _placed(path, line):
                    check_labels(found.annotations, labels)
            yield line, found


def symmetric_labels(schema: LabelSchema) -> frozenset[str]:
    """The relation labels of a schema whose arguments have no order."""
    return frozenset(found.label for found in schema.relation_labels if found.symmetric)
