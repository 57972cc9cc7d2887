"""Precision where a review is not complete."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from annotator.core.model import Annotations, Entity, Relation
from annotator.measure import DecidedCounts, count_decided
from tests.measure.build import SYMMETRIC, sides

A, B = Entity("e1", 0, 5, "A"), Entity("e2", 6, 9, "B")
URGED = Relation("r1", "e1", "e2", "urged")
SHOWN = Annotations((A, B), (URGED,))


def judged(*entities: Entity, relations: tuple[Relation, ...] = ()) -> tuple[DecidedCounts, DecidedCounts]:
    """What is decided of the proposals that were shown."""
    return count_decided(Annotations(entities, relations), SHOWN, SHOWN, symmetric=SYMMETRIC)


@pytest.mark.parametrize(
    ("entity", "expected"),
    [
        (replace(A, status="accepted"), DecidedCounts(1, 0, 1)),
        (replace(A, status="rejected"), DecidedCounts(0, 1, 1)),
        (replace(A, status="corrected", label="B"), DecidedCounts(0, 1, 1)),
        (replace(A, status="corrected", end=4), DecidedCounts(0, 1, 1)),
        (replace(A, status="corrected", attributes={"x": "y"}), DecidedCounts(1, 0, 1)),
        (A, DecidedCounts(0, 0, 2)),
    ],
    ids=["accepted", "rejected", "relabelled", "moved", "attribute", "pending"],
)
def test_a_proposal_counts_once_it_is_decided(entity: Entity, expected: DecidedCounts) -> None:
    entities, _ = judged(entity, B)
    assert entities == expected


def test_what_a_reviewer_added_makes_an_equal_prediction_of_another_extractor_correct() -> None:
    added = Entity("h1", 20, 25, "A", origin="human", status="added")
    other = Annotations((Entity("x", 20, 25, "A"), Entity("y", 0, 5, "A"), Entity("z", 40, 41, "A")))
    review = Annotations((added, replace(A, status="rejected"), B))
    entities, _ = count_decided(review, SHOWN, other)
    assert entities == DecidedCounts(1, 1, 1)


@pytest.mark.parametrize(
    ("ends", "relation", "expected"),
    [
        (("accepted", "accepted"), replace(URGED, status="accepted"), DecidedCounts(1, 0, 0)),
        (("accepted", "accepted"), replace(URGED, status="rejected"), DecidedCounts(0, 1, 0)),
        (("accepted", "pending"), replace(URGED, status="accepted"), DecidedCounts(0, 0, 1)),
        (("accepted", "pending"), replace(URGED, status="rejected"), DecidedCounts(0, 1, 0)),
        (
            ("accepted", "accepted"),
            replace(URGED, status="corrected", label="backed"),
            DecidedCounts(0, 1, 0),
        ),
        (
            ("accepted", "accepted"),
            replace(URGED, status="corrected", head="e2", tail="e1"),
            DecidedCounts(0, 1, 0),
        ),
    ],
    ids=["accepted", "rejected", "open end", "rejected, open end", "relabelled", "flipped"],
)
def test_a_relation_counts_once_it_and_both_its_ends_are_decided(
    ends: tuple[str, str], relation: Relation, expected: DecidedCounts
) -> None:
    entities = (replace(A, status=ends[0]), replace(B, status=ends[1]))  # type: ignore[arg-type]
    assert judged(*entities, relations=(relation,))[1] == expected


def test_a_relation_whose_end_was_corrected_is_wrong_as_it_was_proposed() -> None:
    moved = replace(A, status="corrected", end=4)
    entities = (moved, replace(B, status="accepted"))
    assert judged(*entities, relations=(replace(URGED, status="accepted"),))[1] == DecidedCounts(0, 1, 0)


def test_the_direction_of_a_symmetric_relation_does_not_matter() -> None:
    met = replace(URGED, label="met", head="e2", tail="e1", status="accepted")
    review = Annotations((replace(A, status="accepted"), replace(B, status="accepted")), (met,))
    shown = Annotations((A, B), (replace(URGED, label="met"),))
    assert count_decided(review, shown, shown, symmetric=SYMMETRIC)[1] == DecidedCounts(1, 0, 0)


def test_without_decisions_there_is_no_precision() -> None:
    assert DecidedCounts(0, 0, 9).precision is None
    assert (DecidedCounts(3, 1, 0) + DecidedCounts(0, 0, 2)).precision == 0.75


@given(sides())
def test_accepting_everything_makes_every_prediction_correct_once(shown: Annotations) -> None:
    review = Annotations(
        tuple(replace(entity, status="accepted") for entity in shown.entities),
        tuple(replace(relation, status="accepted") for relation in shown.relations),
    )
    for counts in count_decided(review, shown, shown, symmetric=SYMMETRIC):
        assert (counts.wrong, counts.undecided) == (0, 0)
        assert counts.precision in (None, 1.0)
