"""What proposals do to reviewers, estimated from articles that one saw with them and one without."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from annotator.core.json_values import JsonObject
from annotator.core.model import Annotations
from annotator.measure.statistics.assistance import Assistance, ComparedArticle, Effect, Version, assistance
from annotator.services.accuracy.reference import symmetric_labels
from annotator.services.accuracy.sampling import Sampling
from annotator.services.database.cache import remembered
from annotator.services.gold.gold import decided
from annotator.store import Store, Transaction
from annotator.store.repositories.reviews import ReviewRow

#: What is estimated, and how it is called.
TITLES = {
    "missed_entities": "entities missed",
    "missed_relations": "relations missed",
    "wrong_entities": "entities that are not gold",
    "wrong_relations": "relations that are not gold",
    "accepted_entities": "proposed entities accepted wrongly",
    "accepted_relations": "proposed relations accepted wrongly",
    "seconds": "seconds of deciding, an article",
}
#: Fewer articles than this say nothing.
FEWEST = 5
#: With fewer than this the intervals are rough.
FEW = 20


@dataclass(frozen=True, slots=True)
class FoundAssistance:
    """The estimate, or why there is none.

    Attributes:
        found: ``None`` with fewer than :data:`FEWEST` articles.
        note: what to say about it; ``None`` where there are enough articles.
    """

    found: Assistance | None
    note: str | None

    def effects(self) -> Iterator[tuple[str, Effect]]:
        """Each quantity with what it is called."""
        if self.found is not None:
            for name, title in TITLES.items():
                yield title, getattr(self.found, name)

    def to_json(self) -> JsonObject:
        """What ``agreement --json`` prints of it."""
        if self.found is None:
            return {"articles": None, "note": self.note}
        effects = {name: asdict(getattr(self.found, name)) for name in TITLES}
        return {"articles": self.found.articles, "note": self.note, **effects}


def assistance_of_team(store: Store, sampling: Sampling | None = None) -> FoundAssistance:
    """Estimate from the adjudicated articles of a database what proposals do."""
    with store.read() as transaction:
        return _assistance(transaction, sampling or Sampling())


def assistance_now(store: Store) -> FoundAssistance:
    """The same with the usual intervals, kept until something is decided."""
    return remembered(
        store, "assistance of the team", lambda transaction: _assistance(transaction, Sampling())
    )


def _assistance(transaction: Transaction, how: Sampling) -> FoundAssistance:
    several = transaction.team.counts.several()
    found_articles = (_compared(transaction, article_id) for article_id in several)
    articles = [one for one in found_articles if one is not None]
    if len(articles) < FEWEST:
        return FoundAssistance(
            None,
            f"too few articles yet: {len(articles)} of at least {FEWEST} that one reviewer saw with proposals"
            " and one without, and that are adjudicated",
        )
    note = f"only {len(articles)} articles: below {FEW} the intervals are rough, and usually too narrow"
    found = assistance(articles, seed=how.seed, resamples=how.resamples)
    return FoundAssistance(found, note if len(articles) < FEW else None)


def _compared(transaction: Transaction, article_id: str) -> ComparedArticle | None:
    """One with and one without proposals, the first by name of each; ``None`` without both, or gold."""
    gold = transaction.reviews.shared(article_id)
    if gold is None or gold.status != "complete":
        return None
    by_mode: dict[str, ReviewRow] = {}
    for review in transaction.reviews.own(article_id):
        if review.status == "complete":
            by_mode.setdefault(review.mode, review)
    if len(by_mode) < 2:
        return None
    schema = transaction.schemas.kept(gold.schema_sha256)
    return ComparedArticle(
        _version(transaction, by_mode["assisted"]),
        _version(transaction, by_mode["blind"]),
        _annotations(transaction, gold),
        symmetric_labels(schema),
    )


def _version(transaction: Transaction, review: ReviewRow) -> Version:
    return Version(_annotations(transaction, review), transaction.decisions.seconds(review.id))


def _annotations(transaction: Transaction, review: ReviewRow) -> Annotations:
    return decided(transaction.reviews.annotations(review.id))
