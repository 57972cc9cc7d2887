"""Articles of files become articles of the database; the same text twice is one article."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from annotator.errors import InputError
from annotator.services.database.progress import Progress, silent
from annotator.services.ingest.article_files import Columns, Found, FoundArticle, Ignored, read_articles
from annotator.store import Store, Transaction

#: Articles in one transaction: a commit for each would be slow, one for all would hold up reviewers.
_BATCH = 200
#: Longest text that becomes an article, in code points: what opens in the editor within three seconds.
MAX_CHARACTERS = 1_000_000


@dataclass(slots=True)
class IngestReport:
    """What became of every article.

    Attributes:
        added: ids of the new articles, in order.
        known: ids of articles whose text was there already.
        refused: what could not be taken, with file and line.
        ignored: files of folders that are of no kind that has articles.
        annotated: how many records came with entities or relations, which stay in their file.
    """

    added: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    refused: list[InputError] = field(default_factory=list)
    ignored: list[Path] = field(default_factory=list)
    annotated: int = 0


def ingest(
    store: Store, paths: Iterable[Path], progress: Progress | None = None, columns: Columns | None = None
) -> IngestReport:
    """Take the articles of files and folders. What is refused stands in the report; the rest goes in.

    Args:
        store: the database.
        paths: files and folders.
        progress: told after each batch.
        columns: what the columns of tables are, where their names do not say it.
    """
    report = IngestReport()
    tell = progress or silent
    found = read_articles(paths, columns)
    done = 0
    while batch := list(itertools.islice(found, _BATCH)):
        _ingest_batch(store, batch, report)
        done += len(batch)
        tell(done, None)
    return report


def _ingest_batch(store: Store, batch: Sequence[Found], report: IngestReport) -> None:
    articles = [found for found in batch if isinstance(found, FoundArticle)]

    def job(transaction: Transaction) -> IngestReport:
        taken = IngestReport()
        for found in articles:
            _take(transaction, found, taken)
        return taken

    taken = store.write(job)
    report.added += taken.added
    report.known += taken.known
    report.annotated += taken.annotated
    report.refused += [found for found in batch if isinstance(found, InputError)] + taken.refused
    report.ignored += [found.path for found in batch if isinstance(found, Ignored)]


def _take(transaction: Transaction, found: FoundArticle, report: IngestReport) -> None:
    article = found.article
    if len(article.text) > MAX_CHARACTERS:
        report.refused.append(_too_long(article.text).at(found.source, found.line))
        return
    sha256 = article.sha256
    report.annotated += found.annotated
    known = transaction.articles.id_of_text(sha256)
    if known is not None:
        report.known.append(known)
        return
    if not found.named and transaction.articles.ordinal(article.id) is not None:
        article = replace(article, id=f"{article.id}-{sha256[:8]}")
    try:
        transaction.articles.add(article)
    except InputError as fault:
        report.refused.append(fault.at(found.source, found.line))
    else:
        report.added.append(article.id)


def _too_long(text: str) -> InputError:
    return InputError(
        f"text: {len(text):,} characters; at most {MAX_CHARACTERS:,} open quickly enough to review:"
        " split it into articles"
    )
