"""Scores of groups of articles, and how they differ."""

from __future__ import annotations

import pytest

from annotator.core.model import Annotations
from annotator.measure import evaluate, group_differences, group_scores, tally
from tests.measure.build import annotate

GOLD = annotate([(0, 5, "A"), (6, 8, "B")], [("urged", 0, 1)])
HALF = annotate([(0, 5, "A"), (6, 9, "B")], [("urged", 1, 0)])
PAIRS = [(GOLD, GOLD), (GOLD, HALF), (GOLD, GOLD), (GOLD, HALF), (GOLD, HALF)]
GROUPS = ["a", "b", "a", "b", "b"]


def test_the_score_of_a_group_is_that_of_its_articles_alone() -> None:
    for group in group_scores(tally(PAIRS), GROUPS):
        alone = evaluate([pair for pair, name in zip(PAIRS, GROUPS, strict=True) if name == group.group])
        assert group.articles == alone.articles
        assert group.entities == alone.entities.schemes["strict"]
        assert group.relations == alone.relations.schemes["strict"]


def test_the_difference_of_two_groups_is_second_minus_first_with_an_interval() -> None:
    found = group_differences(tally(PAIRS), GROUPS, "a", "b", seed=0, resamples=200)
    assert found is not None
    entities, relations = found
    assert (entities.kind, entities.f1_first, entities.f1_second) == ("entities", 1.0, 0.5)
    assert (entities.difference, entities.interval) == (-0.5, (-0.5, -0.5))
    assert (relations.kind, relations.difference) == ("relations", -1.0)


@pytest.mark.parametrize(
    ("groups", "interval"), [(["a", "b", "b", "b", "b"], None), (["a", "a", "b", "b", "b"], "some")]
)
def test_a_group_of_one_article_gives_no_interval(groups: list[str], interval: str | None) -> None:
    found = group_differences(tally(PAIRS), groups, "a", "b", seed=0, resamples=50)
    assert found is not None
    assert (found[0].interval is None) == (interval is None)


def test_a_group_that_does_not_occur_or_has_nothing_to_measure_gives_no_difference() -> None:
    assert group_differences(tally(PAIRS), GROUPS, "a", "z", seed=0, resamples=9) is None
    nothing = [(GOLD, GOLD), (Annotations(), Annotations())]
    found = group_differences(tally(nothing), ["a", "b"], "a", "b", seed=0, resamples=9)
    assert found is not None
    assert (found[0].f1_second, found[0].difference, found[0].interval) == (None, None, None)


def test_groups_that_do_not_fit_the_articles_are_refused() -> None:
    with pytest.raises(ValueError, match="1 groups were given for 5 articles"):
        group_scores(tally(PAIRS), ["a"])
