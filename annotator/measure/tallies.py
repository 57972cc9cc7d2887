"""Everything that is counted of a set of predictions, before any interval is drawn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from annotator.measure.confusion import Confusion, add_confusions, entity_confusion, relation_confusion
from annotator.measure.corpus import Corpus, Pair, read_corpora
from annotator.measure.counts import Counts, Tally
from annotator.measure.entities import ENTITY_ERRORS, ENTITY_SCHEMES, score_entities
from annotator.measure.relation_errors import RELATION_ERRORS
from annotator.measure.relations import RELATION_SCHEMES, score_relations

_SIDES = ("gold", "predicted")


@dataclass(frozen=True, slots=True)
class KindTallies:
    """What is counted of the entities, or of the relations.

    Attributes:
        schemes: scheme to tally.
        per_label: label to strict tally, in alphabetical order.
        errors: error class to number of items.
        confusion: the items of the same alignment by label.
        duplicates: number of items dropped because an equal one was there, by side.
    """

    schemes: dict[str, Tally]
    per_label: dict[str, Tally]
    errors: dict[str, int]
    confusion: Confusion
    duplicates: dict[str, int]


@dataclass(frozen=True, slots=True)
class Tallies:
    """What is counted of entities and relations; ``given_entities`` as in :class:`Evaluation`."""

    articles: int
    entities: KindTallies
    relations: KindTallies
    given_entities: Counts


def tally(
    pairs: Iterable[Pair], *, symmetric: Iterable[str] = frozenset(), names: Sequence[str] | None = None
) -> Tallies:
    """Count everything.

    Args:
        pairs: gold and predicted annotations of each article.
        symmetric: the relation labels whose arguments have no order.
        names: what to call the articles in an error, in the order of ``pairs``.

    Raises:
        ValueError: an annotation cannot be counted (see :func:`read_corpora`).
    """
    parts = [_tally(corpus) for _, corpus in read_corpora(pairs, symmetric=symmetric, names=names)]
    sizes = [part.articles for part in parts]
    return Tallies(
        sum(sizes),
        _join([part.entities for part in parts], sizes, ENTITY_SCHEMES, ENTITY_ERRORS),
        _join([part.relations for part in parts], sizes, (*RELATION_SCHEMES, "lenient"), RELATION_ERRORS),
        Counts.add([part.given_entities for part in parts]),
    )


def _tally(corpus: Corpus) -> Tallies:
    """Count a batch of articles."""
    entities, relations = score_entities(corpus), score_relations(corpus)
    gold, predicted = corpus.gold, corpus.predicted
    return Tallies(
        corpus.articles,
        KindTallies(
            entities.schemes,
            entities.per_label,
            entities.alignment.counts(),
            entity_confusion(corpus, entities.alignment),
            dict(zip(_SIDES, (gold.duplicates, predicted.duplicates), strict=True)),
        ),
        KindTallies(
            {**relations.schemes, "lenient": relations.lenient},
            relations.per_label,
            relations.alignment.counts(),
            relation_confusion(corpus, relations.alignment),
            dict(zip(_SIDES, (gold.relations.duplicates, predicted.relations.duplicates), strict=True)),
        ),
        relations.given_entities,
    )


def _join(
    parts: Sequence[KindTallies], sizes: Sequence[int], schemes: Sequence[str], errors: Sequence[str]
) -> KindTallies:
    """Put the counts of all batches together; a label need not occur in all of them."""
    labels = sorted({label for part in parts for label in part.per_label})
    return KindTallies(
        {scheme: Tally.join([part.schemes[scheme] for part in parts]) for scheme in schemes},
        {
            label: Tally.join(
                [
                    part.per_label.get(label) or Tally.nothing(size)
                    for part, size in zip(parts, sizes, strict=True)
                ]
            )
            for label in labels
        },
        {error: sum(part.errors[error] for part in parts) for error in errors},
        add_confusions([part.confusion for part in parts]),
        {side: sum(part.duplicates[side] for part in parts) for side in _SIDES},
    )
