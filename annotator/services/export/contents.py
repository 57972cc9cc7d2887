"""What leaves the database: gold, or what an extractor proposed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from annotator.core.model import ExtractorName, Record, SchemaName
from annotator.errors import InputError
from annotator.services.accuracy.predictions import named_extractor
from annotator.services.gold.gold import gold_records
from annotator.services.team.plan import hides_what_is_open
from annotator.store import Store, Transaction


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export holds.

    Attributes:
        what: gold, or proposals as they were made, whatever reviewers have made of them.
        include_partial: of gold, also what is decided so far in articles that are not complete.
        extractor: whose proposals, ``NAME`` or ``NAME@VERSION``; empty: the one that came last.
        completed: of proposals, only those for articles that are gold.
    """

    what: Literal["gold", "proposals"] = "gold"
    include_partial: bool = False
    extractor: str = ""
    completed: bool = False

    def records(self, store: Store) -> Iterator[Record]:
        """Them, in the order of ingest, items in reading order.

        Raises:
            InputError: that extractor proposed nothing.
        """
        if self.what == "gold":
            return gold_records(store, self.include_partial)
        with store.read() as transaction:
            extractor = _extractor(transaction, self.extractor)
        return proposal_records(store, extractor, completed=self.completed)


#: The gold of completed articles.
GOLD = Exported()


def proposals_of_each(store: Store) -> list[Exported]:
    """The proposals of every extractor, those that came last first, as pages offer them.

    Where some articles are reviewed without proposals, only those for articles that are gold.
    """
    with store.read() as transaction:
        known = transaction.proposals.extractors()
        hides = hides_what_is_open(transaction)
    names = (f"{one.name}@{one.version}" for one in reversed(known))
    return [Exported("proposals", extractor=name, completed=hides) for name in names]


def proposal_records(store: Store, extractor: ExtractorName, *, completed: bool = False) -> Iterator[Record]:
    """What an extractor proposed for each article that it has read, under the label schema it followed.

    Args:
        store: the database.
        extractor: which one.
        completed: only for articles that are gold.
    """
    with store.read() as transaction:
        for article_id in transaction.articles.ids():
            shared = transaction.reviews.shared(article_id) if completed else None
            if completed and (shared is None or shared.status != "complete"):
                continue
            record = _record(transaction, article_id, extractor)
            if record is not None:
                yield record


def _extractor(transaction: Transaction, text: str) -> ExtractorName:
    known = [(found, 0) for found in transaction.proposals.extractors()]
    if text:
        return named_extractor(known, 0, text)
    if not known:
        raise InputError("nothing was proposed in this database: run annotator propose first")
    return known[-1][0]


def _record(transaction: Transaction, article_id: str, extractor: ExtractorName) -> Record | None:
    made = transaction.proposals.by(article_id, extractor)
    article = transaction.articles.get(article_id) if made is not None else None
    schema = transaction.schemas.get(made.schema_sha256) if made is not None else None
    if made is None or article is None or schema is None:
        return None
    annotations = transaction.proposals.annotations(made.id)
    return Record(article, annotations, extractor=extractor, schema=SchemaName(schema.name, schema.sha256))
