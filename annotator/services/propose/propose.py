"""An extractor reads articles; what it proposes is stored once and never changed."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field

from annotator.core.label_schema import LabelSchema
from annotator.core.lines import site_of
from annotator.core.model import Annotations, Article, ExtractorName, Proposals
from annotator.errors import InputError
from annotator.extract import Given, SiteLines
from annotator.extract.apart import USUAL, ExtractorApart, LeftOut, Limits, extractor_apart
from annotator.services.database.label_schema import current_schema
from annotator.services.database.progress import Progress, silent
from annotator.services.extractors.default_extractor import standing_extractor
from annotator.services.extractors.shown_proposals import is_in_use
from annotator.store import Store, Transaction

#: Articles in one transaction: what an interruption loses.
_BATCH = 32


@dataclass(slots=True)
class ProposeReport:
    """What an extractor did.

    Attributes:
        extractor: its name and version.
        done: how many articles it read.
        entities: how many it proposed.
        relations: how many it proposed.
        dropped: labels that the label schema lacks, with how often they were left out.
        refused: what could not be read or kept, with its place.
        left_out: how many of them could not be read within the limits, or at all.
        passed_over: articles that it could not read in an earlier run, and did not begin with again.
    """

    extractor: ExtractorName
    done: int = 0
    entities: int = 0
    relations: int = 0
    dropped: Mapping[str, int] = field(default_factory=dict)
    refused: list[InputError] = field(default_factory=list)
    left_out: int = 0
    passed_over: int = 0

    def count(self, annotations: Annotations) -> None:
        """Add what was proposed in one more article."""
        self.add(1, len(annotations.entities), len(annotations.relations))

    def add(self, articles: int, entities: int, relations: int) -> None:
        """Add what was proposed in some more articles."""
        self.done += articles
        self.entities += entities
        self.relations += relations

    def leave_out(self, article_id: str, reason: str) -> None:
        """Note an article that could not be read."""
        self.left_out += 1
        self.refused.append(InputError(f"article {article_id!r} is left out: {reason}"))


def propose(
    store: Store,
    extractor: str | None = None,
    workers: int = 1,
    progress: Progress | None = None,
    labels: Mapping[str, str] | None = None,
    only_new: bool = False,
    limits: Limits = USUAL,
    again: bool = False,
) -> ProposeReport:
    """Run an extractor on every article that it has not read yet under the current label schema.

    Args:
        store: the database.
        extractor: its name; ``None`` for the default one.
        workers: processes that run the model.
        progress: told after each batch.
        labels: of a spaCy pipeline, with what they are in the label schema.
        only_new: leave out articles that another extractor has read.
        limits: of an article; what takes more is left out, named, and noted.
        again: read also what it has left out in an earlier run.

    Raises:
        ExtractorError: there is no such extractor, its model cannot be loaded, or it is gone.
    """
    schema = current_schema(store)
    chosen = None if extractor else standing_extractor(store)
    if chosen is not None:
        extractor, labels = chosen.name, labels or chosen.labels
    with closing(extractor_apart(extractor, schema, labels, limits)) as engine:
        preferred = is_in_use(store, None if chosen else extractor, engine.name)
        return propose_with(
            store,
            engine,
            schema,
            workers,
            progress or silent,
            only_new=only_new,
            preferred=preferred,
            again=again,
        )


def propose_with(
    store: Store,
    engine: ExtractorApart,
    schema: LabelSchema,
    workers: int = 1,
    progress: Progress = silent,
    *,
    only_new: bool = False,
    preferred: bool = True,
    again: bool = False,
) -> ProposeReport:
    """The same with an extractor at hand. Each batch is committed: an interruption loses only the last.

    ``preferred``: reviewers see what it proposes instead of what others did, where nobody has decided.
    """
    report = ProposeReport(ExtractorName(engine.name, engine.version))
    number, waiting = store.write(lambda transaction: _unread(transaction, engine, schema))
    if only_new:
        with store.read() as transaction:
            new = set(transaction.articles.without_any_proposals(transaction.schemas.covered(schema)))
        waiting = [article_id for article_id in waiting if article_id in new]
    if not again:
        with store.read() as transaction:
            left_out = transaction.left_out.of(number)
        report.passed_over = len(left_out.keys() & set(waiting))
        waiting = [article_id for article_id in waiting if article_id not in left_out]
    shared = _Shared(store)
    texts = (_given(store, article_id, shared) for article_id in waiting)
    proposed = zip(waiting, engine.propose(texts, workers=workers), strict=True)
    while batch := list(itertools.islice(proposed, _BATCH)):
        _keep_batch(store, number, batch, schema, report, preferred=preferred)
        progress(report.done + len(report.refused), len(waiting))
    report.dropped = dict(engine.dropped)
    return report


def _unread(transaction: Transaction, engine: ExtractorApart, schema: LabelSchema) -> tuple[int, list[str]]:
    """The number of the extractor, and what is to do.

    The schema is pinned, so that a later version of ``news`` does not change it.
    """
    transaction.schemas.pin(schema)
    name = ExtractorName(engine.name, engine.version)
    number = transaction.proposals.extractor_id(name, engine.configuration)
    return number, transaction.articles.without_proposals(number, transaction.schemas.same(schema))


class _Shared:
    """The lines that sources repeat over all their articles, read or not; counted when an article asks."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._sites: dict[str, SiteLines] = {}

    def within(self, article: Article) -> frozenset[str]:
        """The lines of an article that its source repeats; its text is the only one that is read."""
        site = site_of(article.source)
        if not site:
            return frozenset()
        if site not in self._sites:
            with self._store.read() as transaction:
                self._sites[site] = SiteLines(transaction.lines.of_site(article.source))
        return self._sites[site].within(article.text)


def _given(store: Store, article_id: str, shared: _Shared) -> Given:
    with store.read() as transaction:
        article = transaction.articles.get(article_id)
    if article is None:
        raise LookupError(f"article {article_id} has gone")  # nothing deletes articles
    return Given(article.text, article.title, shared.within(article))


def _keep_batch(
    store: Store,
    number: int,
    batch: Sequence[tuple[str, Proposals | LeftOut]],
    schema: LabelSchema,
    report: ProposeReport,
    *,
    preferred: bool,
) -> None:
    def keep(transaction: Transaction, article_id: str, proposals: Proposals | LeftOut) -> InputError | None:
        if isinstance(proposals, LeftOut):
            transaction.left_out.add(number, article_id, proposals.reason)
            return None
        try:
            transaction.proposals.add(
                article_id, report.extractor, schema.sha256, proposals, preferred=preferred
            )
        except InputError as fault:
            return fault
        transaction.left_out.remove(number, article_id)
        return None

    faults = store.write(lambda transaction: [keep(transaction, *proposed) for proposed in batch])
    for (article_id, proposals), fault in zip(batch, faults, strict=True):
        if isinstance(proposals, LeftOut):
            report.leave_out(article_id, proposals.reason)
        elif fault is None:
            report.count(proposals.annotations)
        else:
            report.refused.append(fault)
