"""What proposals do to reviewers: equal to counting by hand, and the same in any order of the articles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.model import Annotations, Entity, Relation
from annotator.measure.statistics.assistance import ComparedArticle, Version, assistance


def marked(*entities, relations=(), seconds=None, accepted=()):
    """Entities by (start, end, label); those in ``accepted`` (by place) were accepted as proposed."""
    made = tuple(
        Entity(f"e{at}", *found, status="accepted" if at in accepted else "added")
        for at, found in enumerate(entities)
    )
    links = tuple(Relation(f"r{at}", *found, status="added") for at, found in enumerate(relations))
    return Version(Annotations(made, links), seconds)


ADA, BO, OSLO = (0, 3, "PERSON"), (8, 10, "PERSON"), (14, 18, "GPE")


def article(assisted, blind, gold):
    return ComparedArticle(assisted, blind, gold.annotations, frozenset({"met_with"}))


FIRST = article(
    assisted=marked(ADA, OSLO, seconds=10.0, accepted=(0, 1)),  # misses Bo, accepted Oslo, which is not gold
    blind=marked(ADA, BO, seconds=30.0),
    gold=marked(ADA, BO),
)
SECOND = article(
    assisted=marked(ADA, BO, relations=[("e0", "e1", "met_with")], seconds=20.0, accepted=(0,)),
    blind=marked(ADA, BO, OSLO, relations=[("e1", "e0", "met_with")], seconds=40.0),
    gold=marked(ADA, BO, relations=[("e0", "e1", "met_with")]),
)


def test_the_shares_are_those_of_a_count_by_hand():
    found = assistance([FIRST, SECOND], resamples=200)
    assert found.articles == 2
    assert (found.missed_entities.assisted, found.missed_entities.blind) == (1 / 4, 0 / 4)
    assert found.missed_entities.difference == 1 / 4
    assert (found.wrong_entities.assisted, found.wrong_entities.blind) == (1 / 4, 1 / 5)
    assert (found.accepted_entities.assisted, found.accepted_entities.blind) == (1 / 3, None)
    assert (found.missed_relations.assisted, found.missed_relations.blind) == (0, 0)
    assert (found.seconds.assisted, found.seconds.blind, found.seconds.difference) == (15.0, 35.0, -20.0)


def test_every_interval_holds_the_articles_it_is_drawn_from():
    found = assistance([FIRST, SECOND], resamples=500)
    assert found.missed_entities.assisted_interval == (0.0, 0.5)
    assert found.missed_entities.difference_interval == (0.0, 0.5)
    assert found.seconds.difference_interval == (-20.0, -20.0)


def test_one_article_has_no_interval_and_what_is_undefined_is_none():
    found = assistance([article(marked(), marked(), marked())])
    assert found.missed_entities.assisted is None
    assert found.missed_entities.difference is None
    assert found.seconds.assisted is None
    assert found.missed_entities.assisted_interval is None


def test_reviewers_who_do_the_same_do_not_differ():
    same = marked(ADA, BO, seconds=5.0)
    found = assistance([article(same, same, marked(ADA))] * 3, resamples=100)
    assert found.missed_entities.difference == found.wrong_entities.difference == 0
    assert found.wrong_entities.assisted == pytest.approx(0.5)


@given(st.permutations([FIRST, SECOND, SECOND, FIRST]))
def test_the_order_of_the_articles_changes_no_number(articles):
    wanted = assistance([FIRST, FIRST, SECOND, SECOND], resamples=0)
    assert assistance(articles, resamples=0) == wanted
