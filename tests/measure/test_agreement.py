"""Agreement between reviewers."""

from __future__ import annotations

import json

import pytest

from annotator.core.model import Annotations
from annotator.measure import agree
from annotator.measure.comparison.agreement import krippendorff_alpha
from tests.measure.build import annotate

ONE = annotate([(0, 5, "A"), (6, 8, "B")], [("urged", 0, 1)])
TWO = annotate([(0, 5, "A"), (6, 9, "B")], [("urged", 0, 1)])


def test_two_reviewers_are_compared_on_the_articles_they_share() -> None:
    agreement = agree({"x": {"a1": ONE, "a2": ONE}, "y": {"a2": TWO, "a3": TWO}}, lengths={"a2": 20})
    (pair,) = agreement.pairs
    assert (pair.a, pair.b, pair.articles, pair.entities, pair.relations) == ("x", "y", 1, 0.5, 0.0)
    assert json.loads(json.dumps(agreement.to_json()))["entities_f1"] == 0.5


def test_relations_are_compared_apart_from_the_disagreement_on_their_ends() -> None:
    """One of the two relations of x ends at an entity that y has not: of the other, y has another label."""
    x = annotate([(0, 5, "A"), (6, 8, "B"), (9, 12, "A")], [("urged", 0, 1), ("urged", 0, 2)])
    y = annotate([(0, 5, "A"), (6, 8, "B"), (9, 13, "B")], [("urged", 0, 1), ("supported", 1, 0)])
    (pair,) = agree({"x": {"a": x}, "y": {"a": y}}, lengths={"a": 20}).pairs
    assert pair.relations == 2 * 1 / (2 + 2)
    assert pair.given_entities == 2 * 1 / (1 + 2)
    assert pair.confused == [("A", "B", 1)]


def test_it_does_not_matter_who_comes_first() -> None:
    there = agree({"x": {"a": ONE}, "y": {"a": TWO}}, lengths={"a": 20}).to_json()
    back = agree({"y": {"a": ONE}, "x": {"a": TWO}}, lengths={"a": 20}).to_json()
    assert there == back


def test_more_reviewers_give_the_mean_over_pairs() -> None:
    agreement = agree({"x": {"a": ONE}, "y": {"a": TWO}, "z": {"a": ONE}}, lengths={"a": 20})
    assert [pair.entities for pair in agreement.pairs] == [0.5, 1.0, 0.5]
    assert agreement.entities == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    "reviews",
    [
        {},
        {"x": {"a": ONE}},
        {"x": {"a": ONE}, "y": {"b": ONE}},
        {"x": {"a": Annotations()}, "y": {"a": Annotations()}},
    ],
    ids=["nobody", "one reviewer", "no article in common", "nothing marked"],
)
def test_agreement_that_is_not_defined_is_none(reviews: dict[str, dict[str, Annotations]]) -> None:
    agreement = agree(reviews, lengths={"a": 20, "b": 20})
    assert (agreement.entities, agreement.relations, agreement.alpha) == (None, None, None)


# Krippendorff, "Computing Krippendorff's alpha-reliability" (2011), sections B and C; a dot is no value.
@pytest.mark.parametrize(
    ("observers", "expected"),
    [
        (("aabbdcccedda", "babbbccceddd"), 0.692),
        (("123321412...", "1233224125.3", ".3332342251.", "12332441251."), 0.743),
    ],
    ids=["two observers", "four observers and missing values"],
)
def test_alpha_is_that_of_the_published_example(observers: tuple[str, ...], expected: float) -> None:
    reviews = {
        f"observer {number}": {
            f"unit {unit}": annotate([(0, 1, value)]) for unit, value in enumerate(values) if value != "."
        }
        for number, values in enumerate(observers)
    }
    alpha = agree(reviews, lengths={f"unit {unit}": 1 for unit in range(12)}, resamples=0).alpha
    assert alpha == pytest.approx(expected, abs=0.0005)


def test_alpha_counts_characters_that_nobody_marked_and_nested_labels() -> None:
    # Characters 0-3 A / A, 4-5 A+B / A, 6-9 nothing: of 20 values 2 disagree; A 10, A+B 2, nothing 8.
    x, y = annotate([(0, 6, "A"), (4, 6, "B")]), annotate([(0, 6, "A")])
    observed, expected = 2 * 2 / 20, (10 * 10 + 2 * 18 + 8 * 12) / (20 * 19)
    alpha = agree({"x": {"a": x}, "y": {"a": y}}, lengths={"a": 10}).alpha
    assert alpha == pytest.approx(1 - observed / expected)


def test_reviewers_who_agree_in_everything_have_alpha_one() -> None:
    assert agree({"x": {"a": ONE}, "y": {"a": ONE}}, lengths={"a": 20}).alpha == 1.0


def test_what_one_reviewer_alone_has_seen_does_not_count_for_alpha() -> None:
    a, b = frozenset("A"), frozenset("B")
    shared = [(3, (a, a)), (2, (a, b))]
    assert krippendorff_alpha([(7, (b,)), *shared, (9, ())]) == krippendorff_alpha(shared)
    assert krippendorff_alpha([(7, (b,))]) is None
