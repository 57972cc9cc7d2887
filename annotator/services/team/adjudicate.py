"""Making one review of several: what all reviewers of an article have is settled, the rest is decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from annotator.core.adopt import Adoption, read_adoption
from annotator.core.fold import ADOPT
from annotator.core.json_values import Path
from annotator.core.label_schema import LabelSchema
from annotator.core.merge_reviews import Disagreement, disagreements, lay_together
from annotator.core.model import Annotations
from annotator.core.operations import ItemRef
from annotator.errors import InputError, OperationRefused
from annotator.services.database.cache import remembered
from annotator.services.database.reviewers import name_of_all
from annotator.services.gold.gold import decided
from annotator.services.team.adopt import adopt
from annotator.services.team.plan import acts_as, require
from annotator.services.team.settled_articles import may_look, unsettled
from annotator.store import Store, Transaction
from annotator.store.repositories.reviews import ADJUDICATION, ReviewRow, is_adjudicated

#: So many completed reviews of an article can be compared.
FEWEST = 2


@dataclass(frozen=True, slots=True)
class Adjudication:
    """What an adjudicator is shown beside the review that becomes gold.

    Attributes:
        reviewers: whose reviews were laid together.
        holders: item to the reviewers who have it, with its attributes there.
        places: where the reviews differ, in the order in which they are walked.
    """

    reviewers: tuple[str, ...]
    holders: Mapping[ItemRef, Mapping[str, Mapping[str, str]]]
    places: tuple[Disagreement, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """An article that several reviewers have completed.

    Attributes:
        reviewers: who has completed it.
        disagreements: in how many places they differ; ``None`` while somebody still works on a version.
        begun: an adjudicator is at it.
    """

    article_id: str
    title: str
    reviewers: tuple[str, ...]
    disagreements: int | None
    begun: bool


def begin_adjudication(store: Store, article_id: str, who: str) -> None:
    """Lay the completed reviews of an article together as the one that becomes gold.

    From then on reviewers cannot change theirs. Where it has been done already nothing changes.

    Raises:
        OperationRefused: ``who`` is no adjudicator, or shares the article while others are at work on it; or
            there are fewer than two completed reviews.
    """
    store.write(partial(_begin, article_id=article_id, who=who))


def adjudication_of(transaction: Transaction, review: ReviewRow) -> Adjudication | None:
    """What was laid together in a review; ``None`` where it was not made of several."""
    if not is_adjudicated(review):
        return None
    schema = transaction.schemas.kept(review.schema_sha256)
    for decision, payload in transaction.decisions.of_review(review.id):
        if decision.verb == ADOPT:
            adoption = read_adoption(payload, Path(InputError))
            items = (*adoption.entities, *adoption.relations)
            holders = {found.ref: found.attributes for found in items}
            return Adjudication(adoption.reviewers, holders, disagreements(adoption, schema))
    return None


def may_adjudicate(store: Store, article_id: str, who: str) -> bool:
    """Whether somebody could lay the completed reviews of an article together now."""
    with store.read() as transaction:
        is_ready = len(_completed(transaction, article_id)) >= FEWEST and may_look(
            transaction, article_id, who
        )
        return is_ready and acts_as(transaction, who, "adjudicator")


def next_to_adjudicate(store: Store, who: str, after: str | None = None) -> str | None:
    """Begin with the next article that nobody adjudicates yet, and give its id; ``None`` where none is left.

    Raises:
        OperationRefused: ``who`` is no adjudicator.
    """

    def job(transaction: Transaction) -> str | None:
        require(transaction, who, "adjudicator")
        for article_id in transaction.team.counts.waiting():
            is_new = article_id != after and transaction.reviews.shared(article_id) is None
            if is_new and may_look(transaction, article_id, who):
                _begin(transaction, article_id, who)
                return article_id
        return None

    return store.write(job)


def is_adjudicator_of(store: Store, article_id: str, who: str) -> bool:
    """Whether somebody is at the adjudication of an article, and would go on with the next one."""
    with store.read() as transaction:
        shared = transaction.reviews.shared(article_id)
        return is_adjudicated(shared) and acts_as(transaction, who, "adjudicator")


def waiting_articles(store: Store, who: str) -> list[Waiting]:
    """The articles that can be adjudicated and are not completed yet, as ingested.

    Those at which somebody is still at work are told to adjudicators who have no part in them, and nothing of
    what is in them. Kept until something is decided.
    """

    def made(transaction: Transaction) -> list[Waiting]:
        waiting = transaction.team.counts.waiting()
        return [_waiting(transaction, one, is_open=one in unsettled(transaction)) for one in waiting]

    with store.read() as transaction:
        hidden = unsettled(transaction)
        may = acts_as(transaction, who, "adjudicator")
        told = {one for one in hidden if may and may_look(transaction, one, who)}
    found = remembered(store, ("articles to adjudicate", hidden), made)
    return [one for one in found if one.article_id not in hidden or one.article_id in told]


def _waiting(transaction: Transaction, article_id: str, *, is_open: bool) -> Waiting:
    shared = transaction.reviews.shared(article_id)
    own = _completed(transaction, article_id)
    laid = _laid_together(transaction, own)
    article = transaction.articles.get(article_id)
    return Waiting(
        article_id,
        "" if article is None else article.title,
        laid.reviewers,
        None if is_open else len(disagreements(laid, _schema(transaction, own))),
        is_adjudicated(shared),
    )


def _begin(transaction: Transaction, article_id: str, who: str) -> None:
    require(transaction, who, "adjudicator")
    shared = transaction.reviews.shared(article_id)
    if is_adjudicated(shared):
        return
    own = _completed(transaction, article_id)
    if not may_look(transaction, article_id, who):
        raise OperationRefused(f"you share article {article_id!r}, and not all who do have completed it")
    if len(own) < FEWEST:
        raise OperationRefused(
            f"fewer than {FEWEST} reviewers have completed article {article_id!r}: nothing to compare"
        )
    if shared is not None and not shared.untouched:
        raise OperationRefused(f"article {article_id!r} was reviewed by all together: it has one version")
    adoption = _laid_together(transaction, own)
    schema = _schema(transaction, own)
    if shared is None:
        review = transaction.reviews.create(article_id, schema.sha256, None)
    else:
        review = transaction.reviews.restart(shared, schema.sha256, None)
    everybody = name_of_all(adoption.reviewers)
    transaction.reviews.say_origin(review.id, "assisted", f"{ADJUDICATION}{everybody}")
    # by those who made what comes in, so that nobody can undo it
    adopt(transaction, review, schema, adoption, everybody)
    transaction.team.close(article_id)


def _completed(transaction: Transaction, article_id: str) -> list[ReviewRow]:
    return [review for review in transaction.reviews.own(article_id) if review.status == "complete"]


def _laid_together(transaction: Transaction, own: list[ReviewRow]) -> Adoption:
    reviews: dict[str, Annotations] = {
        review.reviewer or "": decided(transaction.reviews.annotations(review.id)) for review in own
    }
    return lay_together(reviews, _schema(transaction, own))


def _schema(transaction: Transaction, own: list[ReviewRow]) -> LabelSchema:
    """The label schema of the newest of them."""
    return transaction.schemas.kept(max(own, key=lambda review: review.created_at).schema_sha256)
