"""What a process of a cluster does: it reads the articles of one part, and never sees a database or a file.

The module is imported there, so the same version of Annotator has to be installed.
"""

from __future__ import annotations

import io
import threading
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from annotator.core.label_schema import LabelSchema
from annotator.core.model import Article, ExtractorName, Record, SchemaName
from annotator.extract import Given
from annotator.extract.apart import USUAL, ExtractorApart, LeftOut, Limits, extractor_apart
from annotator.services.files.record_files import FORMATS, record_format


@dataclass(frozen=True, slots=True)
class Recipe:
    """How the extractor is made, the same in every process.

    Attributes:
        extractor: its name; ``None`` for the default one.
        schema: only its labels come out.
        labels: of a spaCy pipeline, with what they are in the schema.
        limits: of an article; what takes more is left out.
    """

    extractor: str | None
    schema: LabelSchema
    labels: Mapping[str, str] = field(default_factory=dict, hash=False)
    limits: Limits = USUAL


@dataclass(frozen=True, slots=True)
class Task:
    """Articles to read.

    Attributes:
        number: of the part.
        articles: in their order.
        repeated: the lines that each source among them repeats.
        recipe: of the extractor.
        format: of the part, one of :data:`~annotator.services.files.record_files.FORMATS`.
    """

    number: int
    articles: Sequence[Article]
    repeated: Mapping[str, frozenset[str]]
    recipe: Recipe
    format: str = FORMATS[0]


@dataclass(frozen=True, slots=True)
class ReadPart:
    """A part that was read: its bytes, what stands in it, and why which articles do not."""

    number: int
    content: bytes
    extractor: ExtractorName
    articles: int
    entities: int
    relations: int
    dropped: Mapping[str, int]
    left_out: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Description:
    """Which extractor a recipe makes."""

    name: ExtractorName
    configuration: Mapping[str, object]


def describe(recipe: Recipe) -> Description:
    """Make the extractor and say what it is.

    Raises:
        ExtractorError: it cannot be made.
    """
    with _alone:
        engine = _engine(recipe)
        return Description(ExtractorName(engine.name, engine.version), dict(engine.configuration))


def read_part(task: Task) -> ReadPart:
    """Read the articles of a part.

    Raises:
        ExtractorError: the extractor cannot be made.
    """
    recipe = task.recipe
    made = SchemaName(recipe.schema.name, recipe.schema.sha256)
    given = (Given(one.text, one.title, task.repeated.get(one.source, frozenset())) for one in task.articles)
    with _alone:
        engine = _engine(recipe)
        engine.dropped.clear()
        name = ExtractorName(engine.name, engine.version)
        proposed = zip(task.articles, engine.propose(given), strict=True)
        left_out: dict[str, str] = {}
        records: list[Record] = []
        for article, found in proposed:
            if isinstance(found, LeftOut):
                left_out[article.id] = found.reason
            else:
                records.append(Record(article, found.annotations, extractor=name, schema=made))
        dropped = Counter(engine.dropped)
    target = io.BytesIO()
    report = record_format(task.format).write_stream(records, target)
    counts = (report.articles, report.entities, report.relations)
    return ReadPart(task.number, target.getvalue(), name, *counts, dropped, left_out)


#: A pipeline reads one batch at a time, while a process of a cluster may have several threads.
_alone = threading.Lock()
_made: list[tuple[Recipe, ExtractorApart]] = []


def _engine(recipe: Recipe) -> ExtractorApart:
    """The extractor of a recipe, made once a process; only the last one is kept."""
    if not _made or _made[0][0] != recipe:
        labels = recipe.labels or None
        _made[:] = [(recipe, extractor_apart(recipe.extractor, recipe.schema, labels, recipe.limits))]
    return _made[0][1]
