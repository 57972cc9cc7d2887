"""An extractor reads the articles of a file on a cluster and writes parts, without a database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from annotator.core.model import Article
from annotator.errors import ExtractorError, InputError
from annotator.services.database.progress import Progress, silent
from annotator.services.files.record_files import FORMATS, read_record_file, record_format
from annotator.services.files.replacing import NOTHING
from annotator.services.files.shards import OTHER_ARTICLES, Parts
from annotator.services.propose.batch_input import batch_articles, first_pass
from annotator.services.propose.cluster import Cluster
from annotator.services.propose.cluster_worker import ReadPart, Recipe, Task, describe, read_part
from annotator.services.propose.propose import ProposeReport

#: Articles in a part.
PART = 100


def propose_on_cluster(
    source: Path,
    folder: Path,
    cluster: Cluster,
    recipe: Recipe,
    format: str = FORMATS[0],
    progress: Progress = silent,
    *,
    again: bool = False,
) -> ProposeReport:
    """Read articles from a file (or folder) and write their records, in parts of a hundred, to a folder.

    Articles go out to the cluster and parts come back; only this process reads and writes files. A part
    appears whole, with its checksum beside it; parts that are there already stay as they are.

    Args:
        source: what :func:`~annotator.services.ingest.article_files.read_articles` takes.
        folder: where the parts go; made if it is not there.
        cluster: who reads.
        recipe: of the extractor.
        format: of the parts.
        progress: told after each part.
        again: make parts anew in which an article is left out.

    Raises:
        ExtractorError: the extractor cannot be made, differs between workers, or the cluster is lost.
        InputError: the folder cannot be written, or holds a run on other articles or of another extractor.
    """
    check_folder(source, folder)
    extension = record_format(format).extension
    made = cluster.run(describe, recipe)
    job: dict[str, object] = {
        "extractor": [made.name.name, made.name.version, dict(made.configuration)],
        "label schema": recipe.schema.sha256,
        "format": format,
        "articles in a part": PART,
    }
    run = _Run(source, recipe, format, ProposeReport(made.name), progress)
    with Parts(folder, job, extension).opened() as parts:
        for part in cluster.each(read_part, run.missing(parts, again=again)):
            if part.extractor != made.name:
                raise ExtractorError(
                    f"the workers differ: one has {part.extractor.name} {part.extractor.version}, another"
                    f" {made.name.version}; install the same packages on all of them"
                )
            for article_id, reason in part.left_out.items():
                parts.leave_out(article_id, reason)
            with parts.write(part.number) as target:
                target.write(part.content)
            run.count(part)
        parts.check_end(run.parts)
    return run.report


def check_folder(source: Path, folder: Path) -> None:
    """See that the parts would not go into what is read: a cluster need not be started for that.

    Raises:
        InputError: the folder is what is read, stands in it or holds it.
    """
    NOTHING.but_not(source).spare(folder)


class _Run:
    """The articles, cut into parts.

    Attributes:
        report: what was done.
        parts: how many parts there are so far.
    """

    def __init__(
        self, source: Path, recipe: Recipe, format: str, report: ProposeReport, progress: Progress
    ) -> None:
        self.report = report
        self.parts = 0
        self._recipe = recipe
        self._format = format
        self._progress = progress
        self._articles = batch_articles(source, report)
        self._shared, self._total = first_pass(source)
        self._dropped: Counter[str] = Counter()

    def missing(self, parts: Parts, *, again: bool = False) -> Iterator[Task]:
        """What is to do for the parts that are not there, or lack an article that shall be read again.

        Raises:
            InputError: a part that is there has other articles.
        """
        known = parts.left_out()
        while articles := list(islice(self._articles, PART)):
            number = self.parts
            self.parts += 1
            left_out = {one.id: known[one.id] for one in articles if one.id in known}
            if again and left_out:
                parts.read_again(left_out, [number])
                left_out = {}
            for article_id, reason in left_out.items():
                self.report.leave_out(article_id, f"{reason} (so an earlier run says)")
            articles = [one for one in articles if one.id not in left_out]
            there = parts.sound(number)
            if there is None:
                repeated = {one.source: self._shared.of(one.source) for one in articles}
                yield Task(number, articles, repeated, self._recipe, self._format)
            else:
                self._pass_over(there, articles)
                self._tell()

    def _pass_over(self, part: Path, articles: list[Article]) -> None:
        records = [found for _, found in read_record_file(part)]
        if [None if isinstance(one, InputError) else one.article for one in records] != articles:
            raise InputError(OTHER_ARTICLES, source=str(part.parent))
        for one in records:
            if not isinstance(one, InputError):
                self.report.count(one.annotations)

    def count(self, part: ReadPart) -> None:
        """Note that a part was read."""
        self.report.add(part.articles, part.entities, part.relations)
        for article_id, reason in part.left_out.items():
            self.report.leave_out(article_id, reason)
        self._dropped.update(part.dropped)
        self.report.dropped = dict(self._dropped)
        self._tell()

    def _tell(self) -> None:
        self._progress(self.report.done + len(self.report.refused), self._total)
