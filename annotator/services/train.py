"""A classifier of relations learns from gold, and is tested on articles that it never saw."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from annotator.core.label_schema import LabelSchema
from annotator.core.model import Annotations, Record, Relation
from annotator.errors import InputError
from annotator.extract.learned.extractor import links
from annotator.extract.learned.lessons import GoldArticle, Lesson, lessons
from annotator.extract.learned.model import RelationModel, fit
from annotator.extract.learned.pairs import Features
from annotator.extract.proposals import Link
from annotator.measure import Difference, Evaluation, compare, evaluate
from annotator.services.progress import Progress, silent

#: Gold sentences from which on training is offered.
LEAST_SENTENCES = 200
#: Relations of a label from which on the label is learned; before that its patterns stay.
LEAST_EXAMPLES = 5
#: How much the F1 of a label may fall in a version that becomes the default one.
MOST_DROP = 0.02
_CURVE = (0.25, 0.5, 0.75, 1.0)
PATTERNS, LEARNED = "patterns", "learned"


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """How good the classifier is after some of the training articles."""

    articles: int
    f1: float | None


@dataclass(frozen=True, slots=True)
class TrainReport:
    """What training found. Every score is of relations between the gold entities of the test articles.

    Attributes:
        folder: where the new version stands.
        train, test: how many articles.
        sentences: how many they have together.
        before: the scores of the patterns.
        after: those of the new version.
        difference: of the two, strict, with interval and p value.
        curve: strict F1 by number of training articles.
        dropped: labels whose F1 falls by more than ``MOST_DROP``, with before and after.
        seed: of the split.
    """

    folder: Path
    train: int
    test: int
    sentences: int
    before: Evaluation
    after: Evaluation
    difference: Difference
    curve: Sequence[CurvePoint]
    dropped: Mapping[str, tuple[float, float]]
    seed: int

    @property
    def better(self) -> bool:
        """Whether F1 rises and no label drops."""
        return (self.difference.difference or 0) > 0 and not self.dropped


@dataclass(frozen=True, slots=True)
class _Taught:
    record: Record
    lesson: Lesson


def train_relations(
    records: Iterable[Record],
    schema: LabelSchema,
    folder: Path,
    *,
    seed: int = 0,
    test_share: float = 0.25,
    least_sentences: int = LEAST_SENTENCES,
    progress: Progress = silent,
) -> TrainReport:
    """Train on a part of the articles, test on the others, and write the new version into a folder.

    An article goes to the same side for the same seed, however much gold there is; the same gold gives the
    same numbers.

    Args:
        records: gold.
        schema: its label schema.
        folder: must not be there yet.
        seed: of the split.
        test_share: about this share of the articles is kept for the test.
        least_sentences: refuse less gold than this.
        progress: told after each article.

    Raises:
        InputError: too little gold, no article on one side, or the folder exists.
        ExtractorError: no model is installed, or gold has no relation.
    """
    if folder.exists():
        raise InputError("is there already; each version gets a folder of its own", source=str(folder))
    taught = _taught(records, schema, progress)
    sentences = sum(one.lesson.sentences for one in taught)
    if sentences < least_sentences:
        raise InputError(
            f"gold has {sentences} sentences; from {least_sentences} on there is something to learn:"
            " review more articles"
        )
    test = [one for one in taught if _is_test(one.record, seed, test_share)]
    train = [one for one in taught if not _is_test(one.record, seed, test_share)]
    if not train or not test:
        raise InputError(
            f"{len(train)} articles to train on and {len(test)} to test on: choose another --seed"
        )
    about = {"articles": len(train), "seed": seed, "schema": {"name": schema.name, "sha256": schema.sha256}}
    model = _fit(train, about)
    report = _report(folder, train, test, model, schema, seed)
    folder.mkdir(parents=True)
    model.save(folder)
    return report


def _taught(records: Iterable[Record], schema: LabelSchema, progress: Progress) -> list[_Taught]:
    kept = list(records)
    read = lessons(
        (GoldArticle(one.article.text, one.article.title, one.annotations) for one in kept), schema
    )
    taught = []
    for record, lesson in zip(kept, read, strict=True):
        taught.append(_Taught(record, lesson))
        progress(len(taught), len(kept))
    return taught


def _is_test(record: Record, seed: int, share: float) -> bool:
    digest = hashlib.sha256(f"{seed}:{record.article.sha256}".encode()).digest()
    return int.from_bytes(digest[:8], "big") < share * 2**64


def _fit(taught: Sequence[_Taught], about: Mapping[str, object]) -> RelationModel:
    pairs, labels, articles = _examples(taught)
    return fit(pairs, labels, articles, about)


def _examples(taught: Sequence[_Taught]) -> tuple[list[Features], list[str], list[int]]:
    """Features, label and number of the article of every pair; labels with too few examples are left out."""
    often = Counter(label for one in taught for label in one.lesson.labels)
    chosen = [
        (pair.features, label, number)
        for number, one in enumerate(taught)
        for pair, label in zip(one.lesson.pairs, one.lesson.labels, strict=True)
        if often[label] >= LEAST_EXAMPLES
    ]
    return [row[0] for row in chosen], [row[1] for row in chosen], [row[2] for row in chosen]


def _report(
    folder: Path,
    train: Sequence[_Taught],
    test: Sequence[_Taught],
    model: RelationModel,
    schema: LabelSchema,
    seed: int,
) -> TrainReport:
    symmetric = [label.label for label in schema.relation_labels if label.symmetric]
    gold = [one.record.annotations for one in test]
    before = [_annotations(one, one.lesson.by_pattern) for one in test]
    after = [_learned(one, model, schema) for one in test]
    compared = compare(gold, {PATTERNS: before, LEARNED: after}, symmetric=symmetric, seed=seed)
    old, new = (
        evaluate(zip(gold, predicted, strict=True), symmetric=symmetric, seed=seed)
        for predicted in (before, after)
    )
    return TrainReport(
        folder=folder,
        train=len(train),
        test=len(test),
        sentences=sum(one.lesson.sentences for one in (*train, *test)),
        before=old,
        after=new,
        difference=next(one for one in compared.of("relations") if one.scheme == "strict"),
        curve=_curve(train, test, schema, symmetric),
        dropped=_dropped(old, new),
        seed=seed,
    )


def _curve(
    train: Sequence[_Taught], test: Sequence[_Taught], schema: LabelSchema, symmetric: Sequence[str]
) -> list[CurvePoint]:
    points = []
    for share in _CURVE:
        some = train[: max(1, round(len(train) * share))]
        if len(set(_examples(some)[1])) < 2:
            continue  # too few examples of any label
        model = _fit(some, {})
        pairs = [(one.record.annotations, _learned(one, model, schema)) for one in test]
        found = evaluate(pairs, symmetric=symmetric, resamples=0)
        points.append(CurvePoint(len(some), found.relations.schemes["strict"].counts.f1))
    return points


def _dropped(old: Evaluation, new: Evaluation) -> dict[str, tuple[float, float]]:
    fallen = {}
    for label, score in old.relations.per_label.items():
        later = new.relations.per_label.get(label)
        before, after = score.counts.f1, (later.counts.f1 if later else None) or 0.0
        if score.counts.gold and before is not None and before - after > MOST_DROP:
            fallen[label] = (before, after)
    return fallen


def _learned(one: _Taught, model: RelationModel, schema: LabelSchema) -> Annotations:
    """What the new version proposes between the gold entities: patterns where it has learned nothing."""
    known = frozenset(model.labels)
    by_pattern = [link for link in one.lesson.by_pattern if link.label not in known]
    return _annotations(one, [*by_pattern, *links(model, one.lesson.pairs, schema)])


def _annotations(one: _Taught, found: Iterable[Link]) -> Annotations:
    ids = {mention: name for name, mention in one.lesson.mentions.items()}
    relations = (
        Relation(f"p{number}", ids[link.head], ids[link.tail], link.label, score=link.score)
        for number, link in enumerate(found)
    )
    return Annotations(one.record.annotations.entities, tuple(relations))
