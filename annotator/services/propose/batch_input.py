"""The articles of a batch that runs without a database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from annotator.core.model import Article
from annotator.errors import InputError, RecordError
from annotator.extract import RepeatedLines
from annotator.services.ingest.article_files import FoundArticle, Ignored, read_articles
from annotator.services.propose.propose import ProposeReport


def first_pass(source: Path) -> tuple[RepeatedLines, int]:
    """The lines that sources repeat, and how many articles (those that are refused too) there are."""
    counted, total = RepeatedLines(), 0
    for found in read_articles([source]):
        total += not isinstance(found, Ignored)
        if isinstance(found, FoundArticle):
            counted.add(found.article.source, found.article.text)
    return counted, total


def batch_articles(source: Path, report: ProposeReport) -> Iterator[Article]:
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
