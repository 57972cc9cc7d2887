"""The relations learn: a classifier of pairs of entities is trained, and tested on whole articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from annotator.core.label_schema import LabelSchema
from annotator.core.model import Annotations, Relation
from annotator.errors import InputError
from annotator.extract.learned.extractor import LearnedExtractor, links
from annotator.extract.learned.lessons import GoldArticle, Lesson, lessons
from annotator.extract.learned.model import RelationModel, fit
from annotator.extract.learned.pairs import Features
from annotator.extract.learned.version import Version
from annotator.extract.proposals import Link
from annotator.services.training.comparing import change, curve_point, part_report
from annotator.services.training.reading import read
from annotator.services.training.report import PartReport
from annotator.services.training.split import Split
from annotator.services.training.steps import Steps

#: Relations of a label from which on the label is learned; before that its patterns stay.
LEAST_EXAMPLES = 5

Taught = tuple[GoldArticle, Lesson]


@dataclass(frozen=True, slots=True)
class LearnedRelations:
    """A classifier, and the pairs that it has learned from and is tested on."""

    model: RelationModel
    train: Sequence[Taught]
    test: Sequence[Taught]


def learn_relations(divided: Split, steps: Steps) -> LearnedRelations:
    """Train on the training articles.

    Args:
        divided: the articles.
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
    return LearnedRelations(_fit(train, divided.about), train, test)


def measure_relations(
    learned: LearnedRelations, divided: Split, standing: Version, steps: Steps
) -> PartReport:
    """Compare on the test articles: end to end, and between the gold entities of each.

    Args:
        learned: the classifier.
        divided: the articles.
        standing: the names that the new version will have, and the relations that are used until now.
        steps: told after each reading of the test articles.

    Raises:
        ExtractorError: no model is installed, or another one than the names were trained on.
    """
    models = dict(_steps_of_curve(learned, divided))
    steps.expect(1 + len(models))
    extractor = LearnedExtractor(standing, divided.schema)
    before = _read(extractor, divided, steps)
    after, curve = before, []
    for count, model in models.items():
        after = _read(extractor.with_relations(model), divided, steps)
        curve.append(curve_point("relations", count, divided, after))
    between = (
        [_between_gold(one, model, divided.schema) for one in learned.test]
        for model in (standing.relations, learned.model)
    )
    return replace(
        part_report("relations", divided, before, after),
        curve=tuple(curve),
        between_gold=change("relations", divided, *between),
    )


def _read(extractor: LearnedExtractor, divided: Split, steps: Steps) -> list[Annotations]:
    made = read(extractor, divided)
    steps.done()
    return made


def _steps_of_curve(learned: LearnedRelations, divided: Split) -> Iterator[tuple[int, RelationModel]]:
    """By number of training articles, what is learned from them; all of them come last."""
    for count in divided.steps_of_curve:
        if count == len(learned.train):
            yield count, learned.model
        elif _can_learn(learned.train[:count]):
            yield count, _fit(learned.train[:count], {})


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


def _between_gold(one: Taught, model: RelationModel | None, schema: LabelSchema) -> Annotations:
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
