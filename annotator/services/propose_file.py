"""An extractor reads the articles of a file and writes records, without a database."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from annotator.core.label_schema import LabelSchema
from annotator.core.model import Article, ExtractorName, Record, SchemaName
from annotator.errors import InputError, RecordError
from annotator.extract import Extractor, Given, RepeatedLines, get_extractor
from annotator.formats.jsonl import JsonLines
from annotator.services.article_files import FoundArticle, Ignored, read_articles
from annotator.services.progress import Progress, silent
from annotator.services.propose import ProposeReport


def propose_file(
    source: Path,
    target: BinaryIO,
    schema: LabelSchema,
    extractor: str | None = None,
    workers: int = 1,
    progress: Progress | None = None,
    labels: Mapping[str, str] | None = None,
) -> ProposeReport:
    """Read articles from a file (or folder) and write a record of each, its proposals as annotations.

    Args:
        source: what :func:`~annotator.services.article_files.read_articles` takes.
        target: where the records go, in the order of the articles.
        schema: only its labels come out.
        extractor: its name; ``None`` for the default one.
        workers: processes that run the model.
        progress: told after each article.
        labels: of a spaCy pipeline, with what they are in the schema.

    Raises:
        ExtractorError: there is no such extractor, or its model cannot be loaded.
    """
    engine = get_extractor(extractor, schema, labels)
    return propose_file_with(source, target, schema, engine, workers, progress or silent)


def propose_file_with(
    source: Path,
    target: BinaryIO,
    schema: LabelSchema,
    engine: Extractor,
    workers: int = 1,
    progress: Progress = silent,
) -> ProposeReport:
    """The same with an extractor at hand."""
    report = ProposeReport(ExtractorName(engine.name, engine.version))
    JsonLines().write(_proposed(source, schema, engine, workers, progress, report), target)
    report.dropped = dict(engine.dropped)
    return report


def _proposed(
    source: Path,
    schema: LabelSchema,
    engine: Extractor,
    workers: int,
    progress: Progress,
    report: ProposeReport,
) -> Iterator[Record]:
    read: deque[Article] = deque()  # handed to the extractor, which answers in the same order

    shared = _repeated(source)

    def texts() -> Iterator[Given]:
        for article in _articles(source, report):
            read.append(article)
            yield Given(article.text, article.title, shared.of(article.source))

    made = SchemaName(schema.name, schema.sha256)
    for proposals in engine.propose(texts(), workers=workers):
        report.count(proposals)
        progress(report.done, None)
        yield Record(read.popleft(), proposals.annotations, extractor=report.extractor, schema=made)


def _repeated(source: Path) -> RepeatedLines:
    """The lines that sources repeat, counted in a first pass over the file."""
    counted = RepeatedLines()
    for found in read_articles([source]):
        if isinstance(found, FoundArticle):
            counted.add(found.article.source, found.article.text)
    return counted


def _articles(source: Path, report: ProposeReport) -> Iterator[Article]:
    """The articles of the file; what is refused goes to the report, an id that stands twice too."""
    places: dict[str, str] = {}
    for found in read_articles([source]):
        if isinstance(found, Ignored):
            continue
        if isinstance(found, InputError):
            report.refused.append(found)
            continue
        place = f"{found.source}, line {found.line}" if found.line else found.source
        first = places.setdefault(found.article.id, place)
        if first != place:
            twice = f"id: {found.article.id!r} stands in {first} already"
            report.refused.append(RecordError(twice, source=found.source, line=found.line))
            continue
        yield found.article
