"""What learning from gold brings, how long it takes, and what it forgets.

The labels of re3d are none of ours, so nothing of the default extractor speaks of them until it has learned.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import count, cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from annotator.core.kinds import KINDS, Kind
from annotator.core.label_schema import LabelSchema, parse_label_schema
from annotator.core.model import Annotations, Article, Record
from annotator.extract.learned.lessons import GoldArticle
from annotator.extract.learned.names import Teacher, name_lessons
from annotator.extract.pipeline import FIRST, build_pipeline
from annotator.services.training.report import PartReport, TrainReport
from annotator.services.training.train import train
from benchmarks.extraction import gold
from benchmarks.extraction.mappings import RE3D_SYMMETRIC

SEEDS = range(5)
ARTICLES = 50
#: What the lessons of the test of forgetting speak of; all other labels are missing there.
_SPOKEN_OF = frozenset({"PERSON", "GPE"})
GUM_LABELS = {"person": "PERSON", "organization": "ORG", "place": "GPE"}
Span = tuple[int, int, int, str]

if TYPE_CHECKING:
    from spacy.language import Language


def report() -> str:
    """Everything, as text."""
    re3d, gum = list(_records("re3d-dev")), list(_gum())
    parts = (
        seeds("re3d-dev", "relations", re3d, re3d_schema()),
        seeds("re3d-dev", "entities", re3d, re3d_schema()),
        seeds("gum-news-dev", "entities", gum, _labels(GUM_LABELS.values())),
    )
    return "\n\n".join((*parts, whole_loop(), forgetting()))


def seeds(name: str, kind: Kind, records: Sequence[Record], schema: LabelSchema) -> str:
    """Before and after, for several splits of the articles."""
    rows = [
        "| seed | articles | before | after | difference | p | curve | between gold entities |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for seed in SEEDS:
        found = _train(records, schema, seed, (kind,))
        rows.append(_row(found, found.parts[0]))
    return f"{name}, {kind}, strict F1 end to end on the articles kept for the test\n\n" + "\n".join(rows)


def whole_loop() -> str:
    """Names and relations on fifty articles, by the clock."""
    started, worked = time.perf_counter(), time.process_time()
    found = _train(list(islice(_copies("re3d-dev"), ARTICLES)), re3d_schema(), 0, KINDS)
    seconds, processor = time.perf_counter() - started, time.process_time() - worked
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    return (
        f"whole loop, {found.train + found.test} articles, {found.sentences} sentences: {seconds:.0f} s,"
        f" {processor:.0f} s of processor time; {os.cpu_count()} cores, load {load}"
    )


def forgetting() -> str:
    """How much of what the recogniser found before it still finds, of labels that its lessons lack."""
    pipeline, models = build_pipeline()
    texts = [text for text, _, _ in gold.articles("news-made")]
    before = {span for span in _found(pipeline, texts) if span[3] not in _SPOKEN_OF}
    articles = [
        GoldArticle(text, title, _only(reference)) for text, title, reference in gold.articles("news-dev")
    ]
    lessons = {replay: name_lessons(pipeline, articles, replay=replay) for replay in (True, False)}
    teacher = Teacher(pipeline, models, lessons[True])
    rows = []
    for replay, made in lessons.items():
        teacher.teach(made, seed=0, about={})
        kept = len(before & set(_found(pipeline, texts)))
        how = "with replay" if replay else "without"
        rows.append(f"{how}: {kept} of {len(before)} findings of labels that the lessons lack are still made")
    return "learned from PERSON and GPE of news-dev alone, looked at on news-made\n\n" + "\n".join(rows)


def re3d_schema() -> LabelSchema:
    """The labels of re3d, any relation between any two entities."""
    references = [found for _, _, found in gold.articles("re3d-dev")]
    entities = sorted({one.label for found in references for one in found.entities})
    relations = sorted({one.label for found in references for one in found.relations})
    return parse_label_schema(
        {
            "name": "re3d",
            "version": "1",
            "entity_labels": [{"label": label} for label in entities],
            "relation_labels": [
                {"label": label, "head": entities, "tail": entities, "symmetric": label in RE3D_SYMMETRIC}
                for label in relations
            ],
        }
    )


def _train(records: Iterable[Record], schema: LabelSchema, seed: int, what: Sequence[Kind]) -> TrainReport:
    with TemporaryDirectory() as place:
        return train(records, schema, Path(place) / "v1", what=what, seed=seed)


def _records(name: str) -> Iterator[Record]:
    for number, (text, title, reference) in enumerate(gold.articles(name)):
        yield Record(Article(f"{name}-{number}", text, title), reference)


def _gum() -> Iterator[Record]:
    """GUM with the labels that our models have."""
    for record in _records("gum-news-dev"):
        entities = tuple(replace(one, label=GUM_LABELS[one.label]) for one in record.annotations.entities)
        yield replace(record, annotations=Annotations(entities, ()))


def _labels(labels: Iterable[str]) -> LabelSchema:
    rows = [{"label": label} for label in sorted(labels)]
    return parse_label_schema({"name": "names", "version": "1", "entity_labels": rows})


def _copies(name: str) -> Iterator[Record]:
    """The articles over and over; a copy ends in its number, so that it is another text."""
    every = list(_records(name))
    for number, record in zip(count(), cycle(every)):
        if number < len(every):
            yield record
        else:
            article = record.article
            text = f"{article.text}\n\nCopy {number}."
            yield replace(record, article=Article(f"copy-{number}", text, article.title))


def _row(found: TrainReport, part: PartReport) -> str:
    low, high = part.interval or (0.0, 0.0)
    curve = ", ".join(f"{point.f1 or 0:.2f} after {point.articles}" for point in part.curve)
    between = "" if part.between_gold is None else f"{part.between_gold.after or 0:.3f}"
    return (
        f"| {found.seed} | {found.train} + {found.test} | {part.before or 0:.3f} | {part.after or 0:.3f} |"
        f" {part.difference or 0:+.3f} [{low:+.3f}, {high:+.3f}] | {part.p_value or 1:.4f} | {curve}"
        f" | {between} |"
    )


def _only(annotations: Annotations) -> Annotations:
    return Annotations(tuple(one for one in annotations.entities if one.label in _SPOKEN_OF), ())


def _found(pipeline: Language, texts: Sequence[str]) -> Iterator[Span]:
    for number, doc in enumerate(pipeline.pipe(texts)):
        for span in doc.spans[FIRST]:
            yield number, span.start_char, span.end_char, span.label_
