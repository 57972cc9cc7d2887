"""An extractor reads the articles of a file and writes records, without a database."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from itertools import chain, islice
from pathlib import Path

from annotator.core.label_schema import LabelSchema
from annotator.core.model import Article, ExtractorName, Record, SchemaName
from annotator.errors import InputError
from annotator.extract import Given
from annotator.extract.apart import USUAL, ExtractorApart, LeftOut, Limits, extractor_apart
from annotator.formats.jsonl import JsonLines
from annotator.services.database.progress import Progress, silent
from annotator.services.files.files import open_input
from annotator.services.files.replacing import NOTHING, Replacing
from annotator.services.files.shards import OTHER_ARTICLES, Parts, have_become
from annotator.services.files.targets import write_file
from annotator.services.propose.batch_input import batch_articles, first_pass
from annotator.services.propose.propose import ProposeReport

#: Articles in a part: what a kill loses at most, some seconds of work.
PART = 100


def propose_file(
    source: Path,
    output: Path,
    schema: LabelSchema,
    extractor: str | None = None,
    workers: int = 1,
    progress: Progress | None = None,
    labels: Mapping[str, str] | None = None,
    replacing: Replacing = NOTHING,
    limits: Limits = USUAL,
    again: bool = False,
) -> ProposeReport:
    """Read articles from a file (or folder) and write a record of each, its proposals as annotations.

    The output appears whole at the end. What a killed run has finished stands in parts beside it, and the
    same call goes on behind them.

    Args:
        source: what :func:`~annotator.services.ingest.article_files.read_articles` takes.
        output: where the records go, in the order of the articles.
        schema: only its labels come out.
        extractor: its name; ``None`` for the default one.
        workers: processes that run the model.
        progress: told after each article.
        labels: of a spaCy pipeline, with what they are in the schema.
        replacing: whether an output that is there may be replaced.
        limits: of an article; what takes more is left out, named, and noted beside the parts.
        again: read also what a run that was killed has left out.

    Raises:
        ExtractorError: there is no such extractor, or its model cannot be loaded.
        InputError: the output cannot be written, or a run on other articles was begun there.
    """
    _check(output, replacing.but_not(source))  # before a model is loaded
    with closing(extractor_apart(extractor, schema, labels, limits)) as engine:
        return propose_file_with(source, output, schema, engine, workers, progress or silent, again=again)


def propose_file_with(
    source: Path,
    output: Path,
    schema: LabelSchema,
    engine: ExtractorApart,
    workers: int = 1,
    progress: Progress = silent,
    *,
    again: bool = False,
) -> ProposeReport:
    """The same with an extractor at hand, and an output that is known to be free or may be replaced."""
    run = _Run(source, schema, engine, workers, progress)
    if output.exists() and not output.is_file():  # a pipe keeps nothing that a second run could go on with
        with write_file(output) as target:
            JsonLines().write_stream(run.records(), target)
    else:
        made_by = [engine.name, engine.version, dict(engine.configuration)]
        job: dict[str, object] = {"extractor": made_by, "label schema": schema.sha256}
        with Parts(_parts_of(output), job).opened() as parts:
            _write_parts(run, parts, again=again)
            parts.join(output)
        parts.remove()
    run.report.dropped = dict(engine.dropped)
    return run.report


def _parts_of(output: Path) -> Path:
    return output.with_name(f"{output.name}.parts")


def _check(output: Path, rule: Replacing) -> None:
    """See that the output may be written; a run that was killed at its very end has done so itself."""
    folder = _parts_of(output)
    rule.spare(folder)
    if output.is_file() and have_become(folder, output):
        rule.spare(output)
    else:
        rule.check(output)


def _write_parts(run: _Run, parts: Parts, *, again: bool) -> None:
    number = 0
    run.note_left_out(parts, again=again)
    for path in parts.finished():
        if not run.skip(path):
            break
        number += 1
    if again:
        parts.read_again(parts.left_out(), list(parts.numbers_from(number)))
    records = run.records()
    for first in records:
        with parts.write(number) as target:
            JsonLines().write_stream(chain([first], islice(records, PART - 1)), target)
        number += 1


class _Run:
    """Articles on their way through an extractor."""

    def __init__(
        self, source: Path, schema: LabelSchema, engine: ExtractorApart, workers: int, progress: Progress
    ) -> None:
        self.report = ProposeReport(ExtractorName(engine.name, engine.version))
        self._made = SchemaName(schema.name, schema.sha256)
        self._articles = batch_articles(source, self.report)
        self._engine = engine
        self._workers = workers
        self._progress = progress
        self._shared, self._total = first_pass(source)
        self._to_note: Callable[[str, str], None] | None = None
        self._again: frozenset[str] = frozenset()

    def note_left_out(self, parts: Parts, *, again: bool) -> None:
        """Note with the parts what cannot be read; what they know of is passed over, or read again."""
        self._to_note = parts.leave_out
        known = parts.left_out()
        if again:
            self._again = frozenset(known)
        else:
            self._articles = self._known_to_be_read(self._articles, known)

    def _known_to_be_read(self, articles: Iterator[Article], known: Mapping[str, str]) -> Iterator[Article]:
        for article in articles:
            if article.id in known:
                self.report.leave_out(article.id, f"{known[article.id]} (so an earlier run says)")
            else:
                yield article

    def skip(self, part: Path) -> bool:
        """Pass over the articles that a part has the records of; not if it lacks one to be read again.

        Raises:
            InputError: they are not those of the input.
        """
        passed: list[Article] = []
        found: list[Record] = []
        with open_input(part) as source:
            for _, record in JsonLines().read_stream(source, str(part)):
                article = next(self._articles, None)
                if article is not None:
                    passed.append(article)
                    if article.id in self._again:
                        self._articles = chain(passed, self._articles)
                        return False
                if isinstance(record, InputError) or record.article != article:
                    raise InputError(OTHER_ARTICLES, source=str(part.parent))
                found.append(record)
        for record in found:
            self.report.count(record.annotations)
        self._tell()
        return True

    def records(self) -> Iterator[Record]:
        """The records of all articles that were not passed over, in their order."""
        read: deque[Article] = deque()  # handed to the extractor, which answers in the same order

        def texts() -> Iterator[Given]:
            for article in self._articles:
                read.append(article)
                yield Given(article.text, article.title, self._shared.of(article.source))

        for proposals in self._engine.propose(texts(), workers=self._workers):
            article = read.popleft()
            if isinstance(proposals, LeftOut):
                self.report.leave_out(article.id, proposals.reason)
                if self._to_note is not None:
                    self._to_note(article.id, proposals.reason)
                self._tell()
                continue
            self.report.count(proposals.annotations)
            self._tell()
            yield Record(article, proposals.annotations, extractor=self.report.extractor, schema=self._made)

    def _tell(self) -> None:
        self._progress(self.report.done + len(self.report.refused), self._total)
