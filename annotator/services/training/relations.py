"""The relations learn: a classifier of pairs of entities is trained, and tested between gold entities."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from annotator.core.label_schema import LabelSchema
from annotator.core.model import Annotations, Relation
from annotator.errors import InputError
from annotator.extract.learned.extractor import links
from annotator.extract.learned.lessons import GoldArticle, Lesson, lessons
from annotator.extract.learned.model import RelationModel, fit
from annotator.extract.learned.pairs import Features
from annotator.extract.learned.version import Version
from annotator.extract.proposals import Link
from annotator.services.training.comparing import curve_point, part_report
from annotator.services.training.report import CurvePoint, PartReport
from annotator.services.training.split import Split
from annotator.services.training.steps import Steps

#: Relations of a label from which on the label is learned; before that its patterns stay.
LEAST_EXAMPLES = 5

Taught = tuple[GoldArticle, Lesson]


def train_relations(divided: Split, standing: Version, steps: Steps) -> tuple[RelationModel, PartReport]:
    """Train on the training articles, and compare on the others, between the gold entities of each.

    Args:
        divided: the articles.
        standing: what is used until now.
        steps: told after each article.

    Raises:
        InputError: gold has too few relations.
        ExtractorError: no model is installed.
    """
    steps.expect(len(divided.train) + len(divided.test))
    train = _taught(divided.train, divided.schema, steps)
    test = _taught(divided.test, divided.schema, steps)
    if not _can_learn(train):
        raise InputError(
            f"no relation label has {LEAST_EXAMPLES} relations in the {len(train)} articles to learn from:"
            " review more articles, or train the entities alone"
        )
    model = _fit(train, divided.about)
    before, after = (
        [_predicted(one, known, divided.schema) for one in test] for known in (standing.relations, model)
    )
    report = part_report("relations", divided.gold, before, after, divided.symmetric, divided.seed)
    return model, replace(report, curve=tuple(_curve(train, test, divided)))


def _taught(articles: Sequence[GoldArticle], schema: LabelSchema, steps: Steps) -> list[Taught]:
    taught = []
    for article, lesson in zip(articles, lessons(articles, schema), strict=True):
        taught.append((article, lesson))
        steps.done()
    return taught


def _fit(taught: Sequence[Taught], about: Mapping[str, object]) -> RelationModel:
    pairs, labels, articles = _examples(taught)
    return fit(pairs, labels, articles, about)


def _can_learn(taught: Sequence[Taught]) -> bool:
    return len(set(_examples(taught)[1])) > 1


def _examples(taught: Sequence[Taught]) -> tuple[list[Features], list[str], list[int]]:
    """Features, label and number of the article of every pair; labels with too few examples are left out."""
    often = Counter(label for _, lesson in taught for label in lesson.labels)
    chosen = [
        (pair.features, label, number)
        for number, (_, lesson) in enumerate(taught)
        for pair, label in zip(lesson.pairs, lesson.labels, strict=True)
        if often[label] >= LEAST_EXAMPLES
    ]
    return [row[0] for row in chosen], [row[1] for row in chosen], [row[2] for row in chosen]


def _curve(train: Sequence[Taught], test: Sequence[Taught], divided: Split) -> Iterable[CurvePoint]:
    for count in divided.steps_of_curve:
        if not _can_learn(train[:count]):
            continue
        model = _fit(train[:count], {})
        made = [_predicted(one, model, divided.schema) for one in test]
        yield curve_point("relations", count, divided.gold, made, divided.symmetric, divided.seed)


def _predicted(one: Taught, model: RelationModel | None, schema: LabelSchema) -> Annotations:
    """What is proposed between the gold entities: by patterns where the model has learned nothing."""
    article, lesson = one
    found: Iterable[Link] = lesson.by_pattern
    if model is not None:
        known = frozenset(model.proposes)
        by_pattern = [link for link in lesson.by_pattern if link.label not in known]
        found = [*by_pattern, *links(model, lesson.pairs, schema)]
    ids = {mention: name for name, mention in lesson.mentions.items()}
    relations = (
        Relation(f"p{number}", ids[link.head], ids[link.tail], link.label, score=link.score)
        for number, link in enumerate(found)
    )
    return Annotations(article.gold.entities, tuple(relations))
