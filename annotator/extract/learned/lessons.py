"""Gold as the classifier learns from it: the pairs of an article, each with the relation of gold there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from annotator.core.label_schema import LabelSchema
from annotator.core.model import Annotations, Entity
from annotator.extract import pipeline
from annotator.extract.default import DefaultExtractor
from annotator.extract.entities.mention import Mention
from annotator.extract.entities.spans import flat
from annotator.extract.learned.model import NONE
from annotator.extract.learned.pairs import Candidate, candidates
from annotator.extract.proposals import Link
from annotator.extract.protocol import Given
from annotator.extract.relations.find import find_relations, read_pieces
from annotator.extract.streaming import Reading, run, start_reading


class GoldArticle(NamedTuple):
    """What an article gives to learn from: its text and title, and its gold."""

    text: str
    title: str
    gold: Annotations


@dataclass(frozen=True, slots=True)
class Lesson:
    """An article as pairs of its gold entities.

    Attributes:
        sentences: how many it has.
        pairs: every pair of a sentence that may be related.
        labels: of each pair, the label that gold has, or ``NONE``.
        by_pattern: what the patterns find between the gold entities.
        mentions: the mention of each entity that takes part, by its id.
    """

    sentences: int
    pairs: Sequence[Candidate]
    labels: Sequence[str]
    by_pattern: Sequence[Link]
    mentions: dict[str, Mention]


class AboutReader(NamedTuple):
    """Which extractor reads gold."""

    name: str
    version: str
    configuration: Mapping[str, object]


class LessonReader:
    """Reads gold in a process of its own, as training does: its names, its relations, and what is found anew.

    Nothing comes back: what can be read here can be read there.

    Attributes:
        about: the extractor.
    """

    def __init__(self, schema: LabelSchema) -> None:
        """Load the models.

        Raises:
            ExtractorError: no model is installed.
        """
        self._schema = schema
        self._extractor = DefaultExtractor(schema)
        of = self._extractor
        self.about = AboutReader(of.name, of.version, dict(of.configuration))

    def read(self, items: Sequence[tuple[Any, ...]]) -> int:
        """How many were read."""
        articles = [GoldArticle(*item) for item in items]
        found = self._extractor.propose((article.text, article.title) for article in articles)
        return sum(1 for _ in zip(found, lessons(articles, self._schema), strict=True))


def lessons(articles: Iterable[GoldArticle], schema: LabelSchema) -> Iterator[Lesson]:
    """Read articles with the models of the default extractor, one after the other.

    Raises:
        ExtractorError: no model is installed.
    """
    language, _ = pipeline.default_pipeline()
    waiting: list[GoldArticle] = []

    def readings() -> Iterator[Reading]:
        for article in articles:
            waiting.append(article)
            yield start_reading(Given(article.text, article.title))

    def finish(reading: Reading) -> Lesson:
        return _lesson(reading, waiting.pop(0).gold, schema)

    yield from run(language, readings(), finish, batch_size=8)


def _lesson(reading: Reading, gold: Annotations, schema: LabelSchema) -> Lesson:
    read = list(zip(reading.pieces, reading.docs, strict=True))
    mentions = {entity.id: _mention(entity) for entity in gold.entities}
    standing = flat(sorted(mentions.values(), key=lambda mention: (mention.start, -mention.end)))
    related = _related(gold, mentions, schema)
    pairs, labels = [], []
    by_pattern = find_relations(read, standing, schema)
    for pair in candidates(read_pieces(read, standing), by_pattern, schema):
        label = related.get((pair.head, pair.tail))
        if label is None and schema.is_symmetric(related.get((pair.tail, pair.head), NONE)):
            continue  # the same relation, told the other way round
        pairs.append(pair)
        labels.append(label or NONE)
    kept = set(standing)
    return Lesson(
        sentences=sum(1 for doc in reading.docs for _ in doc.sents),
        pairs=tuple(pairs),
        labels=tuple(labels),
        by_pattern=tuple(by_pattern),
        mentions={name: mention for name, mention in mentions.items() if mention in kept},
    )


def _related(
    gold: Annotations, mentions: dict[str, Mention], schema: LabelSchema
) -> dict[tuple[Mention, Mention], str]:
    related: dict[tuple[Mention, Mention], str] = {}
    for relation in gold.relations:
        head, tail = mentions[relation.head], mentions[relation.tail]
        if schema.is_symmetric(relation.label) and tail.start < head.start:
            head, tail = tail, head
        related.setdefault((head, tail), relation.label)
    return related


def _mention(entity: Entity) -> Mention:
    return Mention(entity.start, entity.end, entity.label, "rule")
