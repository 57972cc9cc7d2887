"""How far the reviewers of a database agree on the articles that several of them completed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from annotator.core.merge_reviews import disagreements, lay_together
from annotator.core.model import Entity, Record
from annotator.core.operations import ItemRef
from annotator.services.accuracy.reference import symmetric_labels
from annotator.services.accuracy.sampling import Sampling
from annotator.services.agreement.agreement_of_files import FoundAgreement, Reviewers, compare_reviewers
from annotator.services.database.cache import remembered
from annotator.services.gold.gold import record_of
from annotator.services.team.settled_articles import unsettled
from annotator.store import Store, Transaction


def agreement_of_team(store: Store, sampling: Sampling | None = None) -> FoundAgreement:
    """Compare all completed reviews that reviewers have of their own; no pairs where no article has two.

    Articles at which somebody is still at work count once all who share them have completed them.
    """
    with store.read() as transaction:
        return _agreement(transaction, sampling)


def agreement_now(store: Store) -> FoundAgreement:
    """The same with the usual intervals, kept until something is decided."""
    key = ("agreement of the team", _hidden(store))
    return remembered(store, key, lambda transaction: _agreement(transaction, None))


def _hidden(store: Store) -> frozenset[str]:
    """Seats come and go without a decision: what is kept is kept by what is hidden."""
    with store.read() as transaction:
        return unsettled(transaction)


def _agreement(transaction: Transaction, sampling: Sampling | None) -> FoundAgreement:
    reviewers, symmetric = _reviewers(transaction)
    lengths = {
        article_id: len(record.article.text)
        for records in reviewers.values()
        for article_id, record in records.items()
    }
    return compare_reviewers(reviewers, lengths, symmetric, sampling)


def _reviewers(transaction: Transaction) -> tuple[Reviewers, frozenset[str]]:
    found: dict[str, dict[str, Record]] = {}
    symmetric: set[str] = set()
    hidden = unsettled(transaction)
    for review in transaction.reviews.every_own():
        if review.article_id in hidden:
            continue
        found.setdefault(review.reviewer or "", {})[review.article_id] = record_of(transaction, review)
        symmetric |= symmetric_labels(transaction.schemas.kept(review.schema_sha256))
    return found, frozenset(symmetric)


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where two reviewers of an article differ.

    Attributes:
        start: where it begins in the text, a code point.
        kind: entities or relations.
        sides: what each of the two has there, in words: label and text.
        labels: the labels that occur there.
    """

    article_id: str
    title: str
    start: int
    kind: Literal["entities", "relations"]
    sides: tuple[tuple[str, ...], tuple[str, ...]]
    labels: frozenset[str]


def differences_of(store: Store, a: str, b: str) -> list[Difference]:
    """Every place where two reviewers differ on the settled articles that both completed, as ingested.

    Kept until something is decided.
    """

    def made(transaction: Transaction) -> list[Difference]:
        reviewers, _ = _reviewers(transaction)
        first, second = reviewers.get(a, {}), reviewers.get(b, {})
        both = [(record, second[article_id]) for article_id, record in first.items() if article_id in second]
        return [found for pair in both for found in _differences(transaction, *pair)]

    return remembered(store, ("differences", a, b, _hidden(store)), made)


def _differences(transaction: Transaction, one: Record, other: Record) -> list[Difference]:
    schema = transaction.schemas.kept(one.schema.sha256 if one.schema else "")
    laid = lay_together({"a": one.annotations, "b": other.annotations}, schema)
    items = {found.ref: found.item for found in (*laid.entities, *laid.relations)}
    spans = {ref.id: item for ref, item in items.items() if isinstance(item, Entity)}

    def ends(ref: ItemRef) -> list[Entity]:
        item = items[ref]
        return [item] if isinstance(item, Entity) else [spans[item.head], spans[item.tail]]

    def words(refs: tuple[ItemRef, ...]) -> tuple[str, ...]:
        quoted = (" → ".join(one.article.text[end.start : end.end] for end in ends(ref)) for ref in refs)
        return tuple(f"{items[ref].label} {words}" for ref, words in zip(refs, quoted, strict=True))

    return [
        Difference(
            one.article.id,
            one.article.title,
            min(end.start for ref in place.items for end in ends(ref)),
            "entities" if any(ref.kind == "entity" for ref in place.items) else "relations",
            (words(place.sides["a"]), words(place.sides["b"])),
            frozenset(items[ref].label for ref in place.items),
        )
        for place in disagreements(laid, schema)
    ]
