"""An extractor reads the articles of a file and writes records, without a database."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from itertools import chain, islice
from pathlib import Path

from annotator.core.label_schema import LabelSchema
from annotator.core.model import Article, ExtractorName, Record, SchemaName
from annotator.errors import InputError
from annotator.extract import Extractor, Given, get_extractor
from annotator.formats.jsonl import JsonLines
from annotator.services.batch_input import batch_articles, first_pass
from annotator.services.files import open_input
from annotator.services.parts import OTHER_ARTICLES, Parts, have_become
from annotator.services.progress import Progress, silent
from annotator.services.propose import ProposeReport
from annotator.services.replacing import NOTHING, Replacing
from annotator.services.targets import write_file

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
) -> ProposeReport:
    """Read articles from a file (or folder) and write a record of each, its proposals as annotations.

    The output appears whole at the end. What a killed run has finished stands in parts beside it, and the
    same call goes on behind them.

    Args:
        source: what :func:`~annotator.services.article_files.read_articles` takes.
        output: where the records go, in the order of the articles.
        schema: only its labels come out.
        extractor: its name; ``None`` for the default one.
        workers: processes that run the model.
        progress: told after each article.
        labels: of a spaCy pipeline, with what they are in the schema.
        replacing: whether an output that is there may be replaced.

    Raises:
        ExtractorError: there is no such extractor, or its model cannot be loaded.
        InputError: the output cannot be written, or a run on other articles was begun there.
    """
    _check(output, replacing.but_not(source))  # before a model is loaded
    engine = get_extractor(extractor, schema, labels)
    return propose_file_with(source, output, schema, engine, workers, progress or silent)


def propose_file_with(
    source: Path,
    output: Path,
    schema: LabelSchema,
    engine: Extractor,
    workers: int = 1,
    progress: Progress = silent,
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
            _write_parts(run, parts)
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


def _write_parts(run: _Run, parts: Parts) -> None:
    number = 0
    for path in parts.finished():
        run.skip(path)
        number += 1
    records = run.records()
    for first in records:
        with parts.write(number) as target:
            JsonLines().write_stream(chain([first], islice(records, PART - 1)), target)
        number += 1


class _Run:
    """Articles on their way through an extractor."""

    def __init__(
        self, source: Path, schema: LabelSchema, engine: Extractor, workers: int, progress: Progress
    ) -> None:
        self.report = ProposeReport(ExtractorName(engine.name, engine.version))
        self._made = SchemaName(schema.name, schema.sha256)
        self._articles = batch_articles(source, self.report)
        self._engine = engine
        self._workers = workers
        self._progress = progress
        self._shared, self._total = first_pass(source)

    def skip(self, part: Path) -> None:
        """Pass over the articles that a part has the records of.

        Raises:
            InputError: they are not those of the input.
        """
        with open_input(part) as source:
            for _, record in JsonLines().read_stream(source, str(part)):
                article = next(self._articles, None)
                if isinstance(record, InputError) or record.article != article:
                    raise InputError(OTHER_ARTICLES, source=str(part.parent))
                self.report.count(record.annotations)
        self._tell()

    def records(self) -> Iterator[Record]:
        """The records of all articles that were not passed over, in their order."""
        read: deque[Article] = deque()  # handed to the extractor, which answers in the same order

        def texts() -> Iterator[Given]:
            for article in self._articles:
                read.append(article)
                yield Given(article.text, article.title, self._shared.of(article.source))

        for proposals in self._engine.propose(texts(), workers=self._workers):
            self.report.count(proposals.annotations)
            self._tell()
            yield Record(
                read.popleft(), proposals.annotations, extractor=self.report.extractor, schema=self._made
            )

    def _tell(self) -> None:
        self._progress(self.report.done + len(self.report.refused), self._total)
