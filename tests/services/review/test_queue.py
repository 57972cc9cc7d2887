"""Which article comes next."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.core.model import Annotations, Article, Entity, ExtractorName, Proposals, Relation
from annotator.errors import InputError
from annotator.services.database.label_schema import default_schema
from annotator.services.review.queue import (
    Ordering,
    choose_order,
    chosen_order,
    next_article,
    previous_article,
)
from annotator.store import open_store
from tests.services.reviewing import Browser


def put(store, **statuses):
    """Bring articles to a status: ``a1="complete"``."""
    for article_id, status in statuses.items():
        tab = Browser(store, f"c-{article_id}", article_id=article_id)
        if status == "complete":
            tab.accept_everything()
            tab.do("complete")
        elif status == "in_progress":
            tab.do("accept", kind="entity", id="e1")
        elif status == "skipped":
            tab.do("skip")
        else:
            tab.do("flag", comment="odd")


@pytest.mark.parametrize(
    ("statuses", "after", "wanted"),
    [
        ({}, None, "a1"),
        ({}, "a1", "a2"),
        ({}, "a3", "a1"),
        ({}, "unknown", "a1"),
        ({"a1": "complete"}, None, "a2"),
        ({"a2": "complete"}, "a1", "a3"),
        ({"a2": "in_progress"}, "a1", "a2"),
        ({"a2": "skipped"}, "a1", "a3"),
        ({"a2": "skipped", "a3": "complete"}, "a1", "a2"),
        ({"a1": "complete", "a2": "flagged", "a3": "complete"}, "a3", "a2"),
        ({"a1": "skipped", "a2": "flagged", "a3": "complete"}, "a1", "a2"),
        ({"a1": "complete", "a2": "complete", "a3": "complete"}, "a1", None),
        ({"a1": "complete", "a2": "complete", "a3": "skipped"}, "a3", None),
        ({"a2": "complete", "a3": "complete"}, "a1", None),
    ],
)
def test_the_next_article_is_the_next_that_waits_as_ingested(store, statuses, after, wanted):
    put(store, **statuses)
    assert next_article(store, "ann", after) == wanted


@pytest.mark.parametrize(("before", "wanted"), [("a1", None), ("a2", "a1"), ("a3", "a2"), ("unknown", None)])
def test_the_previous_article_is_the_one_ingested_before_whatever_its_status(store, before, wanted):
    put(store, a1="complete", a2="skipped")
    assert previous_article(store, "ann", before) == wanted


#: Text and scores of each article; the second proposals of "doubtful" take the place of its first, and an
#: extractor has read "empty" and found nothing.
LENGTHS = {
    **{"long": "x" * 90, "short": "y" * 10, "doubtful": "z" * 50, "unscored": "w" * 50},
    **{"empty": "v" * 60, "unread": "u" * 70},
}
SCORES = {"long": [0.9, None, 0.7], "short": [0.6], "doubtful": [0.9], "unscored": [None], "empty": []}


def proposals(scores):
    return Proposals(
        Annotations(
            tuple(Entity(f"e{at}", at, at + 1, "ORG", score=found) for at, found in enumerate(scores))
        )
    )


@pytest.fixture
def several(tmp_path):
    """Articles of different lengths and scores."""
    store = open_store(tmp_path / "several.db")
    schema = default_schema()

    def job(transaction):
        transaction.schemas.put(schema)
        for name, text in LENGTHS.items():
            transaction.articles.add(Article(name, text))
        for name, scores in SCORES.items():
            transaction.proposals.add(name, ExtractorName("one", "1"), schema.sha256, proposals(scores))
        second = ExtractorName("two", "1")
        transaction.proposals.add("doubtful", second, schema.sha256, proposals([0.2, 0.4]), preferred=True)

    store.write(job)
    yield store
    store.close()


def whole_queue(store, ordering, *, reviewer="ann"):
    """Every article in turn, from the first one until they come round."""
    choose_order(store, reviewer, ordering)
    found = [next_article(store, reviewer)]
    while (following := next_article(store, reviewer, found[-1])) != found[0]:
        found.append(following)
    return found


@pytest.mark.parametrize(
    ("order", "wanted"),
    [
        ("ingested", ["long", "short", "doubtful", "unscored", "empty", "unread"]),
        ("shortest", ["short", "doubtful", "unscored", "empty", "unread", "long"]),
        # nothing proposed, then 1.4, 0.9, 0.5 and 0.4 of expected work
        ("least_certain", ["empty", "unread", "doubtful", "long", "unscored", "short"]),
    ],
)
def test_every_order_brings_every_article_once_before_it_comes_round(several, order, wanted):
    assert whole_queue(several, Ordering(order)) == wanted


def test_a_random_order_is_the_same_each_time_and_another_one_for_another_seed(tmp_path):
    store = open_store(tmp_path / "many.db")
    store.write(lambda writing: [writing.articles.add(Article(f"a{at}", f"text {at}")) for at in range(40)])
    one, again, other = (whole_queue(store, Ordering("random", seed)) for seed in (1, 1, 2))
    assert sorted(one) == sorted(other) == sorted(f"a{at}" for at in range(40))
    assert one == again
    assert len({tuple(one), tuple(other), tuple(f"a{at}" for at in range(40))}) == 3
    store.close()


def test_an_order_is_kept_for_each_reviewer(store):
    choose_order(store, "ann", Ordering("random", 7))
    assert chosen_order(store, "ann") == Ordering("random", 7)
    assert chosen_order(store, "bob") == Ordering("ingested")


@pytest.mark.parametrize("ordering", [Ordering("newest"), Ordering("random", -1), Ordering("random", 2**53)])
def test_an_order_that_is_none_is_refused(store, ordering):
    with pytest.raises(InputError):
        choose_order(store, "ann", ordering)


@given(
    st.lists(st.one_of(st.none(), st.floats(0, 1)), min_size=1, max_size=6),
    st.lists(st.one_of(st.none(), st.floats(0, 1)), max_size=3),
)
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_more_is_expected_to_be_wrong_the_sooner_an_article_comes(
    several, entity_scores, relation_scores
):
    """Of whatever scores: minus the sum of 1 - score, of entities and relations alike."""
    drawn = [*entity_scores, *relation_scores]
    ids = [f"e{at}" for at in range(len(entity_scores) + 1)]
    found = Annotations(
        tuple(
            Entity(one, at, at + 1, "ORG", score=score)
            for at, (one, score) in enumerate(zip(ids, [*entity_scores, 1.0], strict=True))
        ),
        tuple(
            Relation(f"r{at}", ids[0], ids[1], "met_with", score=score)
            for at, score in enumerate(relation_scores)
        ),
    )

    def job(transaction):
        made_by = ExtractorName("law", repr(drawn) + str(len(relation_scores)))
        schema = transaction.schemas.current() or default_schema()
        transaction.schemas.put(schema)
        transaction.proposals.add("long", made_by, schema.sha256, Proposals(found), preferred=True)
        return transaction.queue.place("long", Ordering("least_certain"))[0]

    expected = -sum(1 - (0.5 if score is None else score) for score in drawn)
    assert several.write(job) == pytest.approx(expected)
