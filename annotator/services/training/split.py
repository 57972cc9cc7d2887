"""Which articles are learned from, and which are kept for the test."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from annotator.core.label_schema import LabelSchema
from annotator.core.model import Annotations, Record
from annotator.errors import InputError
from annotator.extract.learned.lessons import GoldArticle

#: The parts of the training articles after which the curve is measured.
SHARES = (0.25, 0.5, 1.0)


@dataclass(frozen=True, slots=True)
class Split:
    """Gold, divided by article.

    Attributes:
        train, test: the articles.
        schema: their label schema.
        seed: of the split, and of everything that is drawn.
    """

    train: Sequence[GoldArticle]
    test: Sequence[GoldArticle]
    schema: LabelSchema
    seed: int

    @property
    def gold(self) -> list[Annotations]:
        """What the test articles should have."""
        return [article.gold for article in self.test]

    @property
    def symmetric(self) -> frozenset[str]:
        """The relation labels whose arguments have no order."""
        return frozenset(one.label for one in self.schema.relation_labels if one.symmetric)

    @property
    def about(self) -> dict[str, object]:
        """What is kept with a model that has learned from it."""
        return {
            "articles": len(self.train),
            "seed": self.seed,
            "schema": {"name": self.schema.name, "sha256": self.schema.sha256},
        }

    @property
    def steps_of_curve(self) -> list[int]:
        """Numbers of training articles after which the curve is measured, all of them last."""
        return sorted({max(1, round(len(self.train) * share)) for share in SHARES})


def split(records: Sequence[Record], schema: LabelSchema, seed: int, test_share: float) -> Split:
    """Divide gold by the sha256 of each text and the seed: an article stays on its side when gold grows.

    Raises:
        InputError: one side is empty.
    """
    sides: tuple[list[GoldArticle], list[GoldArticle]] = ([], [])
    for record in records:
        article = GoldArticle(record.article.text, record.article.title, record.annotations)
        sides[_is_test(record, seed, test_share)].append(article)
    train, test = sides
    if not train or not test:
        raise InputError(
            f"{len(train)} articles to train on and {len(test)} to test on: choose another --seed"
        )
    return Split(train, test, schema, seed)


def _is_test(record: Record, seed: int, share: float) -> bool:
    digest = hashlib.sha256(f"{seed}:{record.article.sha256}".encode()).digest()
    return int.from_bytes(digest[:8], "big") < share * 2**64
