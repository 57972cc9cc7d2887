"""Items behind the numbers: alignments, and what a second extractor mends and breaks."""

from __future__ import annotations

import pytest

from annotator.core.model import Annotations, Entity, Relation
from annotator.measure import align, changed_entities, changed_relations
from tests.measure.build import SYMMETRIC, annotate

GOLD = annotate(
    [(0, 5, "A"), (10, 15, "B"), (20, 25, "A")], [("urged", 0, 1), ("met", 1, 2), ("urged", 2, 0)]
)
PREDICTED = annotate([(0, 5, "A"), (10, 15, "A"), (30, 35, "B")], [("urged", 1, 0), ("backed", 2, 0)])


def test_each_item_stands_against_its_partner_in_reading_order() -> None:
    (article,) = align([(GOLD, PREDICTED)], symmetric=SYMMETRIC)
    assert [(item.gold, item.predicted, item.error) for item in article.entities] == [
        (GOLD.entities[0], PREDICTED.entities[0], "correct"),
        (GOLD.entities[1], PREDICTED.entities[1], "label"),
        (GOLD.entities[2], None, "missed"),
        (None, PREDICTED.entities[2], "spurious"),
    ]


def test_a_missed_relation_says_whether_its_arguments_were_found() -> None:
    gold = annotate([(0, 5, "A"), (10, 15, "B"), (20, 25, "A")], [("urged", 0, 1), ("met", 0, 2)])
    predicted = annotate([(0, 5, "A"), (10, 15, "B")])
    (article,) = align([(gold, predicted)])
    assert [(item.gold, item.cause) for item in article.relations] == [
        (gold.relations[0], "not_related"),
        (gold.relations[1], "argument_not_found"),
    ]


def test_items_stay_with_their_articles() -> None:
    first, second, third = align(
        [(GOLD, Annotations()), (Annotations(), Annotations()), (Annotations(), PREDICTED)]
    )
    assert [item.error for item in first.entities] == ["missed"] * 3
    assert (second.entities, second.relations) == ((), ())
    assert [item.predicted for item in third.relations] == [PREDICTED.relations[0], PREDICTED.relations[1]]


def test_of_duplicates_the_first_is_shown() -> None:
    twice = Annotations((Entity("first", 0, 5, "A"), Entity("second", 0, 5, "A")))
    (article,) = align([(twice, twice)])
    assert [item.gold.id for item in article.entities if item.gold] == ["first"]


def test_what_the_second_extractor_fixed_and_broke() -> None:
    other = annotate([(0, 4, "A"), (10, 15, "B"), (40, 45, "C")])
    changed = changed_entities(GOLD, PREDICTED, other)
    assert changed.fixed == (GOLD.entities[1],)
    assert changed.broken == (GOLD.entities[0],)
    assert changed.spurious_gone == (PREDICTED.entities[1], PREDICTED.entities[2])
    assert changed.spurious_new == (other.entities[0], other.entities[2])


def test_relations_that_were_fixed_and_broken_are_compared_by_their_arguments() -> None:
    other = Annotations(GOLD.entities[::-1], (Relation("r9", "e2", "e1", "met"),))
    changed = changed_relations(GOLD, PREDICTED, other, symmetric=SYMMETRIC)
    assert changed.fixed == (GOLD.relations[1],)
    assert (changed.broken, changed.spurious_new) == ((), ())
    assert changed.spurious_gone == (PREDICTED.relations[0], PREDICTED.relations[1])


@pytest.mark.parametrize("changed", [changed_entities, changed_relations])
def test_an_extractor_changes_nothing_against_itself(changed: object) -> None:
    assert callable(changed)
    assert changed(GOLD, PREDICTED, PREDICTED) == changed(Annotations(), Annotations(), Annotations())
