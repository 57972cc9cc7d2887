"""The names learn: spaCy's recogniser is trained on, inside the default extractor."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from annotator.core.model import Annotations
from annotator.extract.default import DefaultExtractor
from annotator.extract.learned.extractor import LearnedExtractor
from annotator.extract.learned.lessons import GoldArticle
from annotator.extract.learned.names import NameLesson, Teacher, name_lessons
from annotator.extract.learned.recogniser import EntityModel
from annotator.extract.learned.version import Version
from annotator.extract.pipeline import build_pipeline
from annotator.extract.protocol import Extractor
from annotator.services.training.comparing import curve_point, part_report
from annotator.services.training.report import CurvePoint, PartReport
from annotator.services.training.split import Split
from annotator.services.training.steps import Steps


def train_entities(divided: Split, standing: Version, steps: Steps) -> tuple[EntityModel, PartReport]:
    """Train the recogniser on the training articles, and compare on the others.

    Args:
        divided: the articles.
        standing: what is used until now.
        steps: told after each pass over the lessons and each reading of the test articles.

    Raises:
        ExtractorError: no model is installed.
    """
    pipeline, models = build_pipeline()
    lessons = name_lessons(pipeline, divided.train)
    teacher = Teacher(pipeline, models, lessons)
    counts = divided.steps_of_curve
    steps.expect(sum(teacher.passes(lessons[:count]) for count in counts) + len(counts) + 1)
    before = _entities(_standing(standing, divided), divided.test)
    steps.done()
    learner = DefaultExtractor(divided.schema, reader=(pipeline, models))
    curve: list[CurvePoint] = []
    for count in counts:
        model = teacher.teach(lessons[:count], seed=divided.seed, about=divided.about, after_pass=steps.done)
        after = _entities(learner, divided.test)
        steps.done()
        curve.append(curve_point("entities", count, divided.gold, after, (), divided.seed))
    report = part_report("entities", divided.gold, before, after, (), divided.seed)
    return model, replace(report, curve=tuple(curve), left_out=_left_out(lessons))


def _standing(standing: Version, divided: Split) -> Extractor:
    if standing.entities is None:
        return DefaultExtractor(divided.schema)
    return LearnedExtractor(Version(standing.entities), divided.schema)


def _entities(extractor: Extractor, articles: Sequence[GoldArticle]) -> list[Annotations]:
    given = ((article.text, article.title) for article in articles)
    return [Annotations(made.annotations.entities, ()) for made in extractor.propose(given)]


def _left_out(lessons: Iterable[NameLesson]) -> dict[str, int]:
    every: Counter[str] = Counter()
    for lesson in lessons:
        every.update(lesson.left_out)
    return dict(every)
