"""The names learn: spaCy's recogniser is trained on, inside the default extractor."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from annotator.extract.default import DefaultExtractor
from annotator.extract.learned.names import NameLesson, Teacher, name_lessons
from annotator.extract.learned.recogniser import EntityModel
from annotator.extract.learned.version import Version
from annotator.extract.pipeline import build_pipeline
from annotator.services.training.comparing import change, curve_point, part_report
from annotator.services.training.reading import proposed_by, read
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
    before = proposed_by(standing, divided)
    steps.done()
    learner = DefaultExtractor(divided.schema, reader=(pipeline, models))
    curve: list[CurvePoint] = []
    for count in counts:
        model = teacher.teach(lessons[:count], seed=divided.seed, about=divided.about, after_pass=steps.done)
        # all that is said of relations is said of those that the version would find, if it has learned any
        is_whole = count == counts[-1] and standing.relations is not None
        after = (
            proposed_by(replace(standing, entities=model), divided) if is_whole else read(learner, divided)
        )
        steps.done()
        curve.append(curve_point("entities", count, divided, after))
    report = part_report("entities", divided, before, after)
    return model, replace(
        report,
        curve=tuple(curve),
        left_out=_left_out(lessons),
        relations_found=change("relations", divided, before, after),
    )


def _left_out(lessons: Iterable[NameLesson]) -> dict[str, int]:
    every: Counter[str] = Counter()
    for lesson in lessons:
        every.update(lesson.left_out)
    return dict(every)
