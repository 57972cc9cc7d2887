"""Annotations that others made come in: as proposals of a machine, or as gold that somebody has completed.

Both go the way of our own: proposals are stored once and never change, gold is made of decisions in the log.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Literal

from annotator.core.goldable import goldable
from annotator.core.label_check import check_names, fitting
from annotator.core.label_schema import LabelSchema
from annotator.core.model import Annotations, Article, ExtractorName, Proposals, Record
from annotator.errors import DoubtKind, InputError, ItemError, ItemFaultKind, NotGoldError
from annotator.formats.contract.protocol import Found, Offsets, Reading
from annotator.services.database.label_schema import current_schema
from annotator.services.database.progress import Progress, silent
from annotator.services.extractors.shown_proposals import chosen_proposals
from annotator.services.files.replacing import NOTHING, Replacing
from annotator.services.gold.review_states import ReviewStates, states_of
from annotator.services.imports.gold import Come, keep_gold
from annotator.services.imports.import_source import Place, places_of, quarantine_of
from annotator.store import Store, Transaction

Kind = Literal["proposals", "gold"]
#: Of records that are no gold, those that are no proposals either: of what a machine made, or nobody has
#: finished, proposals may well be.
_NO_PROPOSALS: frozenset[DoubtKind] = frozenset({"unannotated", "elsewhere", "rejected"})


@dataclass(slots=True)
class ImportReport:
    """What became of every record.

    Attributes:
        done: how many were taken.
        known: how many were there already, the same; taking them again changes nothing.
        added: ids of articles that were new.
        entities, relations: how many came with the records that were taken.
        empty: how many of those that were taken have no entity.
        unfinished: of how many gold that was taken something was left out, so that they are in progress.
        passed_over: what formats did not read of records that were taken or known, and which items stood
            there twice, in words, and how often.
        left_out: what of proposals the label schema has no name for, in words, and how often.
        items: what of records that were taken or known was left out, with file and line.
        refused: what could not be taken, with file and line.
        quarantine: the files that hold the records that were refused, or of which something was left out.
        reasons: the files that say why each record stands there, a fault a line.
    """

    done: int = 0
    known: int = 0
    added: list[str] = field(default_factory=list)
    entities: int = 0
    relations: int = 0
    empty: int = 0
    unfinished: int = 0
    passed_over: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)
    items: list[ItemError] = field(default_factory=list)
    refused: list[InputError] = field(default_factory=list)
    quarantine: list[Path] = field(default_factory=list)
    reasons: list[Path] = field(default_factory=list)

    @property
    def doubts(self) -> Counter[DoubtKind]:
        """How many were refused because their file does not say that somebody annotated them, by kind."""
        return Counter(fault.kind for fault in self.refused if isinstance(fault, NotGoldError))

    @property
    def faulty(self) -> Counter[ItemFaultKind]:
        """How many items were left out, by kind."""
        return Counter(fault.kind for fault in self.items)


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How records are taken.

    Attributes:
        kind: as proposals, or as gold.
        extractor: whose proposals they are, where the records do not say it.
        reviewer: who made the gold, where the records do not say it.
        strict: all or nothing.
        format: of the files; ``None`` for what their names say (native or Parquet).
        offsets: what the offsets of the files count; ``None`` for code points, unless they look otherwise.
        complete: an article is complete even if some of its gold was left out.
        unannotated_is_empty: take what nobody has annotated as a text with nothing in it.
        replacing: whether the refused records of an earlier import may be replaced.
    """

    kind: Kind
    extractor: ExtractorName | None = None
    reviewer: str | None = None
    strict: bool = False
    format: str | None = None
    offsets: Offsets | None = None
    unannotated_is_empty: bool = False
    complete: bool = False
    replacing: Replacing = NOTHING


@dataclass(slots=True)
class _Job:
    options: ImportOptions
    schema: LabelSchema
    states: ReviewStates
    report: ImportReport

    @property
    def reading(self) -> Reading:
        told = self.options.offsets
        return Reading(self.schema, told or "code-points", self.options.kind, told is not None)


class _RefusedAll(Exception):
    """A fault under ``strict``: nothing stays."""


def import_records(
    store: Store, path: Path, options: ImportOptions, progress: Progress = silent
) -> ImportReport:
    """Take the records of a file in any format, or of a folder, under the label schema in use.

    What is refused stands in the report, and as it is in a file beside the input; the rest goes in. An
    article that is new comes in as well; one that is there is known by its text.

    Raises:
        InputError: there is no such format, the folder has none of its files, or what was refused earlier
            stands where what is refused now would go.
    """
    job = _Job(options, current_schema(store), states_of(store), ImportReport())
    places = places_of(path, options.format)
    if options.strict:
        _all_or_nothing(store, places, job, progress)
        return job.report
    for place in places:
        place.check_quarantine(options.replacing)
    for place in places:
        _take_place(store, place, job, progress)
    return job.report


def _take_place(store: Store, place: Place, job: _Job, progress: Progress) -> None:
    with quarantine_of(place, job.options.replacing) as refused:
        for found in place.read(job.reading):
            try:
                taken = store.write(partial(_take_one, found=found, place=place, job=job))
            except InputError as fault:
                job.report.refused.append(fault.at(*place.of(found, fault.problem)))
                refused.keep(found, job.report.refused[-1:])
            else:
                _count(job.report, taken)
                if taken.items:
                    refused.keep(found, taken.items)
            progress(job.report.done + job.report.known + len(job.report.refused), None)
    job.report.quarantine += refused.paths
    job.report.reasons += refused.reasons


def _take_one(transaction: Transaction, found: Found, place: Place, job: _Job) -> ImportReport:
    if isinstance(found.what, InputError):
        raise found.what
    record = _undoubted(found.what, found.annotated.doubt, job.options)
    record, taken = _checked(record, found, job)
    taken.items = [fault.at(*place.of(found, fault.problem)) for fault in taken.items]
    article_id, is_new = _article(transaction, record.article)
    if job.options.kind == "gold":
        is_whole = not taken.items or job.options.complete
        come = Come(record, job.options.reviewer, place.name_of(found), is_whole)
        was_new = keep_gold(transaction, job.states, job.schema, article_id, come)
        taken.unfinished = int(was_new and not is_whole)
    else:
        was_new = _keep_proposals(transaction, job, article_id, record)
    taken.added = [article_id] if is_new else []
    taken.passed_over.update(found.annotated.passed_over)
    if not was_new:
        taken.known = 1
        return taken
    taken.done = 1
    taken.entities, taken.relations = len(record.annotations.entities), len(record.annotations.relations)
    taken.empty = int(not record.annotations.entities)
    return taken


def _undoubted(record: Record, doubt: NotGoldError | None, options: ImportOptions) -> Record:
    """The record, unless its file does not say that somebody annotated it, and that matters here."""
    if doubt is None or (options.kind == "proposals" and doubt.kind not in _NO_PROPOSALS):
        return record
    if doubt.kind == "unannotated" and options.unannotated_is_empty:
        return replace(record, annotations=Annotations())
    raise doubt


def _checked(record: Record, found: Found, job: _Job) -> tuple[Record, ImportReport]:
    """What of a record can be taken, and what was left out of it: predictions may be wrong, gold not.

    Raises:
        InputError: nothing is left of it, or under ``strict`` not all.
    """
    taken = ImportReport(items=list(found.annotated.left_out))
    if job.options.kind == "gold":
        can_be = goldable(record.annotations, job.schema, found.annotated.names)
        annotations = can_be.annotations
        taken.items += can_be.left_out
        taken.passed_over.update(can_be.merged)
    else:
        if job.options.strict:
            check_names(record.annotations, job.schema)
        annotations, taken.left_out = fitting(record.annotations, job.schema)
    if taken.items and (job.options.strict or not annotations.entities):
        raise taken.items[0]
    return replace(record, annotations=annotations), taken


def _all_or_nothing(store: Store, places: list[Place], job: _Job, progress: Progress) -> None:
    refused: list[InputError] = []

    def take_all(transaction: Transaction) -> ImportReport:
        taken = ImportReport()
        for place in places:
            for found in place.read(job.reading):
                try:
                    _count(taken, _take_one(transaction, found, place, job))
                except InputError as fault:
                    refused.append(fault.at(*place.of(found, fault.problem)))
                progress(taken.done + taken.known + len(refused), None)
        if refused:
            raise _RefusedAll
        return taken

    try:
        _count(job.report, store.write(take_all))
    except _RefusedAll:
        job.report.refused = refused


def _keep_proposals(transaction: Transaction, job: _Job, article_id: str, record: Record) -> bool:
    name = job.options.extractor or record.extractor
    if name is None:
        raise InputError('"extractor" is missing: say whose proposals these are with --extractor NAME')
    transaction.schemas.pin(job.schema)
    kept = transaction.proposals.by(article_id, name)
    still = kept is not None and kept.schema_sha256 in transaction.schemas.covered(job.schema)
    if kept is not None and still and _same(transaction, kept.id, record):
        return False
    made = transaction.proposals.add(
        *(article_id, name, job.schema.sha256, Proposals(record.annotations)),
        preferred=chosen_proposals(transaction) == name,
    )
    if made is None:
        raise InputError(
            f"{name.name} {name.version} has other proposals for article {article_id!r} already, and"
            " proposals never change: give these another --extractor-version"
        )
    return True


def _same(transaction: Transaction, set_id: int, record: Record) -> bool:
    kept = transaction.proposals.annotations(set_id)
    come = record.annotations
    spans = {(one.id, one.start, one.end, one.label) for one in kept.entities}
    links = {(one.id, one.head, one.tail, one.label) for one in kept.relations}
    return spans == {(one.id, one.start, one.end, one.label) for one in come.entities} and links == {
        (one.id, one.head, one.tail, one.label) for one in come.relations
    }


def _article(transaction: Transaction, article: Article) -> tuple[str, bool]:
    """The id of the article in the database, and whether it is new there."""
    known = transaction.articles.id_of_text(article.sha256)
    if known is not None:
        return known, False
    if transaction.articles.ordinal(article.id) is not None:
        raise InputError(
            f"text: article {article.id!r} has another text in the database, where offsets would be wrong;"
            " give this one another id"
        )
    transaction.articles.add(article)
    return article.id, True


def _count(report: ImportReport, taken: ImportReport) -> None:
    report.done += taken.done
    report.known += taken.known
    report.added += taken.added
    report.entities += taken.entities
    report.relations += taken.relations
    report.empty += taken.empty
    report.unfinished += taken.unfinished
    report.items += taken.items
    report.passed_over.update(taken.passed_over)
    report.left_out.update(taken.left_out)
