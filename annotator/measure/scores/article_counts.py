"""What is counted of articles, article by article, so that a change of one counts that one again.

Every total is a sum over articles. Labels are codes of a :class:`LabelCodes`, which only grows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from annotator.measure.corpus.corpus import Corpus, Read
from annotator.measure.corpus.integer_tables import Ints, at
from annotator.measure.corpus.item_columns import Floats
from annotator.measure.matching.alignment import OUTCOMES, Alignment
from annotator.measure.matching.item_rows import ItemRows, entity_rows, relation_rows
from annotator.measure.matching.relation_errors import align_relations
from annotator.measure.scores.entities import ENTITY_SCHEMES, match_entities
from annotator.measure.scores.relations import ALL_RELATION_SCHEMES, match_relations

#: The kinds of items, by their code.
KINDS = ("entities", "relations")
#: Kind and name of each scheme, in the order of ``Counted.schemes``.
SCHEMES = (
    *(("entities", scheme) for scheme in ENTITY_SCHEMES),
    *(("relations", scheme) for scheme in ALL_RELATION_SCHEMES),
)
#: What ``Counted.others`` holds of each article.
OTHERS = (
    "duplicate entities of gold",
    "duplicate entities predicted",
    "duplicate relations of gold",
    "duplicate relations predicted",
    "gold relations whose arguments were predicted",
)
_LABEL_COLUMNS = ("kind", "label", "gold", "predicted", "correct", "incorrect", "spurious")
_ITEM_COLUMNS = ("kind", "error", "gold label", "predicted label", "cause")


class LabelCodes:
    """Labels by number, in the order in which they were first seen."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self._codes: dict[str, int] = {}

    def of(self, labels: Iterable[str]) -> Ints:
        """The codes of labels; new ones get the next numbers."""
        for label in labels:
            if label not in self._codes:
                self._codes[label] = len(self.names)
                self.names.append(label)
        return np.array([self._codes[label] for label in labels], dtype=np.int64)

    def code(self, label: str | None) -> int:
        """The code of a label; -1 for none, and -2 for one that was never seen."""
        return -1 if label is None else self._codes.get(label, -2)


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted of some articles. About 2 KB an article of 40 items.

    Attributes:
        schemes: how many items of each scheme met each of ``OUTCOMES``, shape (articles, schemes, outcomes).
        others: the counts of ``OTHERS``, shape (articles, others).
        label_lengths: rows of ``labels`` of each article.
        labels: the strict counts of each kind and label that occurs in the article, columns as
            ``_LABEL_COLUMNS``.
        item_lengths: rows of ``items`` of each article.
        items: the alignment in reading order, entities first; columns as ``_ITEM_COLUMNS``, -1 for no label.
        scores: the score of what was predicted, for each row of ``items``; nan for none.
    """

    schemes: Ints
    others: Ints
    label_lengths: Ints
    labels: Ints
    item_lengths: Ints
    items: Ints
    scores: Floats

    @property
    def articles(self) -> int:
        """How many articles."""
        return len(self.schemes)

    @property
    def gold_items(self) -> Ints:
        """How many gold entities and relations each article has, repeated ones too, shape (articles, 2)."""
        strict = [SCHEMES.index((kind, "strict")) for kind in KINDS]
        there = [OUTCOMES.index(outcome) for outcome in OUTCOMES if outcome != "spurious"]
        distinct = self.schemes[:, strict][:, :, there].sum(axis=2)
        repeated = [OTHERS.index(f"duplicate {kind} of gold") for kind in KINDS]
        items: Ints = distinct + self.others[:, repeated]
        return items

    def split(self) -> list[Counted]:
        """Each article by itself."""
        labels = np.split(self.labels, np.cumsum(self.label_lengths)[:-1])
        ends = np.cumsum(self.item_lengths)[:-1]
        items, scores = np.split(self.items, ends), np.split(self.scores, ends)
        return [
            Counted(
                self.schemes[at : at + 1],
                self.others[at : at + 1],
                self.label_lengths[at : at + 1],
                labels[at],
                self.item_lengths[at : at + 1],
                items[at],
                scores[at],
            )
            for at in range(self.articles)
        ]

    @classmethod
    def join(cls, parts: Sequence[Counted]) -> Counted:
        """All articles of the parts, in their order."""
        all_of = [_NOTHING, *parts]
        return cls(*(np.concatenate([getattr(part, name) for part in all_of]) for name in cls.__slots__))


_NOTHING = Counted(
    np.zeros((0, len(SCHEMES), len(OUTCOMES)), dtype=np.int32),
    np.zeros((0, len(OTHERS)), dtype=np.int32),
    np.zeros(0, dtype=np.int32),
    np.zeros((0, len(_LABEL_COLUMNS)), dtype=np.int32),
    np.zeros(0, dtype=np.int32),
    np.zeros((0, len(_ITEM_COLUMNS)), dtype=np.int32),
    np.zeros(0),
)


def count(read: Read, codes: LabelCodes) -> Counted:
    """Count everything of a batch of articles."""
    corpus = read.corpus
    entities, relations = match_entities(corpus, (*ENTITY_SCHEMES, "errors")), match_relations(corpus)
    aligned = (
        entity_rows(corpus, entities["errors"]),
        relation_rows(corpus, align_relations(corpus)),
    )
    strict = entity_rows(corpus, entities["strict"]), relation_rows(corpus, relations["strict"])
    schemes = [entities[name] if kind == "entities" else relations[name] for kind, name in SCHEMES]
    found = np.stack(
        [_outcomes(corpus, kind, part) for (kind, _), part in zip(SCHEMES, schemes, strict=True)], axis=1
    )
    names = (codes.of(corpus.entity_labels), codes.of(corpus.relation_labels))
    label_lengths, labels = _labels(corpus.articles, strict, names)
    item_lengths, items, scores = _items(read, aligned, names)
    return Counted(found.astype(np.int32), _others(read), label_lengths, labels, item_lengths, items, scores)


def _outcomes(corpus: Corpus, kind: str, alignment: Alignment) -> Ints:
    """How many items met each outcome, shape (articles, outcomes)."""
    gold, predicted, outcome = alignment.table()
    if kind == "entities":
        article = corpus.mentions.article[np.where(gold >= 0, gold, predicted)]
    else:
        own, other = corpus.gold.relations.article, corpus.predicted.relations.article
        article = np.where(gold >= 0, at(own, gold), at(other, predicted))
    size = len(OUTCOMES)
    counts = np.bincount(article * size + outcome, minlength=corpus.articles * size)
    return counts.reshape(corpus.articles, size)


def _others(read: Read) -> Ints:
    """The counts of ``OTHERS`` by article."""
    corpus, articles = read.corpus, read.corpus.articles
    columns = []
    for side, own in ((read.gold, corpus.gold), (read.predicted, corpus.predicted)):
        distinct = np.bincount(corpus.mentions.article[own.mentions], minlength=articles)
        columns.append(np.bincount(side.article, minlength=articles) - distinct)
    for side, own in ((read.gold, corpus.gold), (read.predicted, corpus.predicted)):
        distinct = np.bincount(own.relations.article, minlength=articles)
        columns.append(np.bincount(side.article[side.head], minlength=articles) - distinct)
    gold, mentions = corpus.gold.relations, corpus.predicted.mentions
    reachable = np.isin(gold.head, mentions) & np.isin(gold.tail, mentions)
    columns.append(np.bincount(gold.article[reachable], minlength=articles))
    return np.stack(columns, axis=1).astype(np.int32)


def _labels(articles: int, strict: tuple[ItemRows, ItemRows], names: tuple[Ints, Ints]) -> tuple[Ints, Ints]:
    """Strict counts by article, kind and label. An incorrect pair counts for the label of its gold entity."""
    found = []
    for kind, (rows, codes) in enumerate(zip(strict, names, strict=True)):
        shape = (articles, len(codes))
        gold, predicted = rows.gold >= 0, rows.predicted >= 0
        chosen = (
            (gold, rows.gold_label),
            (predicted, rows.predicted_label),
            (rows.error == OUTCOMES.index("correct"), rows.gold_label),
            (rows.error == OUTCOMES.index("incorrect"), rows.gold_label),
            (rows.error == OUTCOMES.index("spurious"), rows.predicted_label),
        )
        counts = np.stack([_by_label(rows.article[keep], label[keep], shape) for keep, label in chosen])
        article, label = np.nonzero(counts[0] + counts[1])
        found.append(
            np.column_stack(
                [
                    article,
                    np.full(len(article), kind),
                    codes[label],
                    *(each[article, label] for each in counts),
                ]
            )
        )
    rows_of_both = np.concatenate(found)
    ordered = rows_of_both[np.argsort(rows_of_both[:, 0], kind="stable")]
    lengths = np.bincount(ordered[:, 0], minlength=articles)
    return lengths.astype(np.int32), ordered[:, 1:].astype(np.int32)


def _by_label(article: Ints, label: Ints, shape: tuple[int, int]) -> Ints:
    counts: Ints = np.bincount(article * shape[1] + label, minlength=shape[0] * shape[1]).reshape(shape)
    return counts


def _items(
    read: Read, aligned: tuple[ItemRows, ItemRows], names: tuple[Ints, Ints]
) -> tuple[Ints, Ints, Floats]:
    """The alignment of both kinds, article by article, and the scores of what was predicted."""
    articles, rows, scores = [], [], []
    own_scores = (read.predicted.score, read.predicted.relation_score)
    for kind, (found, codes, score) in enumerate(zip(aligned, names, own_scores, strict=True)):
        articles.append(found.article)
        labels = (at(codes, found.gold_label), at(codes, found.predicted_label))
        rows.append(np.column_stack([np.full(len(labels[0]), kind), found.error, *labels, found.cause]))
        scores.append(np.append(score, np.nan)[found.predicted])
    article = np.concatenate(articles)
    order = np.argsort(article, kind="stable")
    lengths = np.bincount(article, minlength=read.corpus.articles)
    return (
        lengths.astype(np.int32),
        np.concatenate(rows)[order].astype(np.int32),
        np.concatenate(scores)[order],
    )
