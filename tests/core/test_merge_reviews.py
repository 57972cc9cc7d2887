"""Reviews of one article laid over one another: what all have is settled, each difference is one place."""

from hypothesis import given
from hypothesis import strategies as st

from annotator.core.adopt import adopted, read_adoption
from annotator.core.json_values import Path
from annotator.core.merge_reviews import disagreements, lay_together
from annotator.core.model import Annotations, Entity, Relation
from annotator.core.state import ReviewState
from annotator.errors import InputError
from tests.core.reviews import SCHEMA, TEXT_LENGTH


def review(*entities, relations=()):
    return Annotations(
        tuple(Entity(f"e{at}", *found, origin="human", status="added") for at, found in enumerate(entities)),
        tuple(
            Relation(f"r{at}", *found, origin="human", status="added") for at, found in enumerate(relations)
        ),
    )


def laid(**reviews):
    return lay_together(reviews, SCHEMA)


def places(adoption):
    """Each disagreement: what every reviewer has there."""
    items = {found.ref: found.item for found in (*adoption.entities, *adoption.relations)}

    def words(item):
        ends = (item.start, item.end) if isinstance(item, Entity) else (item.head, item.tail)
        return (*ends, item.label)

    return [
        {name: [words(items[ref]) for ref in side] for name, side in found.sides.items()}
        for found in disagreements(adoption, SCHEMA)
    ]


ADA, BO, OSLO = (0, 3, "PERSON"), (10, 12, "PERSON"), (20, 24, "GPE")


def test_what_all_have_is_settled_once():
    found = laid(
        ada=review(ADA, OSLO, relations=[("e0", "e1", "represents")]),
        bo=review(ADA, OSLO, relations=[("e0", "e1", "represents")]),
    )
    assert [one.item.status for one in (*found.entities, *found.relations)] == ["added"] * 3
    assert places(found) == []


def test_another_boundary_and_another_label_are_one_place_each_and_position_comes_first():
    found = laid(ada=review((0, 3, "PERSON"), OSLO), bo=review((0, 5, "PERSON"), (20, 24, "PERSON")))
    assert places(found) == [
        {"ada": [(0, 3, "PERSON")], "bo": [(0, 5, "PERSON")]},
        {"ada": [(20, 24, "GPE")], "bo": [(20, 24, "PERSON")]},
    ]


def test_what_only_one_has_is_a_place_where_the_other_has_nothing():
    assert places(laid(ada=review(ADA), bo=review())) == [{"ada": [ADA], "bo": []}]


def test_one_long_against_two_short_is_one_place():
    found = laid(ada=review((0, 12, "PERSON")), bo=review((0, 3, "PERSON"), (10, 12, "PERSON")))
    assert places(found) == [{"ada": [(0, 12, "PERSON")], "bo": [ADA, BO]}]


def test_a_relation_whose_end_has_another_boundary_is_no_second_disagreement():
    found = laid(
        ada=review((0, 3, "PERSON"), OSLO, relations=[("e0", "e1", "represents")]),
        bo=review((0, 5, "PERSON"), OSLO, relations=[("e0", "e1", "represents")]),
    )
    assert len(places(found)) == 1
    assert [one.item.status for one in found.relations] == ["added", "added"]


def test_another_label_or_direction_between_the_same_two_is_one_place():
    found = laid(
        ada=review(ADA, OSLO, relations=[("e0", "e1", "represents")]),
        bo=review(ADA, OSLO, relations=[("e1", "e0", "met_with")]),
    )
    (place,) = places(found)
    assert [label for _, _, label in (*place["ada"], *place["bo"])] == ["represents", "met_with"]


def test_a_relation_without_direction_is_the_same_from_both_ends():
    found = laid(
        ada=review(ADA, BO, relations=[("e0", "e1", "met_with")]),
        bo=review(ADA, BO, relations=[("e1", "e0", "met_with")]),
    )
    assert len(found.relations) == 1
    assert places(found) == []


def test_other_attributes_are_a_place_and_each_reviewers_are_kept():
    one = Relation("r1", "e0", "e1", "met_with", attributes={"polarity": "negated"}, status="added")
    other = Relation("r1", "e0", "e1", "met_with", status="added")
    both = review(ADA, BO).entities
    found = laid(ada=Annotations(both, (one,)), bo=Annotations(both, (other,)))
    assert [dict(values) for values in found.relations[0].attributes.values()] == [
        {"polarity": "negated"},
        {},
    ]
    assert len(places(found)) == 1


def test_what_a_machine_proposed_stays_proposed_by_it_where_somebody_else_added_the_same():
    machine = Annotations((Entity("e1", *ADA, score=0.7, status="accepted"),))
    (found,) = laid(ada=review(ADA), bo=machine).entities
    assert (found.item.origin, found.item.score, found.item.status) == ("machine", 0.7, "accepted")


spans = st.tuples(st.integers(0, 8), st.integers(1, 5)).map(
    lambda found: (found[0] * 4, found[0] * 4 + found[1])
)
labels = st.sampled_from(["PERSON", "GPE"])


@st.composite
def reviews_of_one_article(draw):
    """Two or three reviews with entities that overlap now and then, and legal relations between them."""
    made = {}
    for name in ("ada", "bo", "cy")[: draw(st.integers(2, 3))]:
        found = draw(st.lists(st.tuples(spans, labels), max_size=6, unique=True))
        entities = [(*span, label) for span, label in found]
        pairs = draw(
            st.lists(
                st.tuples(st.integers(0, 5), st.integers(0, 5)),
                max_size=4,
                unique_by=lambda pair: frozenset(pair),
            )
        )
        ends = [(f"e{a}", f"e{b}", "met_with") for a, b in pairs if a != b and max(a, b) < len(entities)]
        made[name] = review(*entities, relations=ends)
    return made


@given(reviews_of_one_article())
def test_nothing_is_lost_or_made_up_and_every_difference_is_walked_once(reviews):
    found = lay_together(reviews, SCHEMA)
    for name, version in reviews.items():
        mine = {
            (one.item.start, one.item.end, one.item.label) for one in found.entities if name in one.attributes
        }
        assert mine == {(one.start, one.end, one.label) for one in version.entities}
        relations = [one for one in found.relations if name in one.attributes]
        assert len(relations) == len(version.relations)
    pending = [one.ref for one in (*found.entities, *found.relations) if one.item.status == "pending"]
    walked = [item for place in disagreements(found, SCHEMA) for item in place.items]
    assert sorted(pending, key=str) == sorted(walked, key=str)
    settled = {one.item.id for one in found.entities if one.item.status != "pending"}
    assert all(len(one.attributes) == len(reviews) for one in found.entities if one.item.id in settled)


@given(reviews_of_one_article())
def test_it_can_be_written_into_the_log_and_brings_all_items_in(reviews):
    found = lay_together(reviews, SCHEMA)
    again = read_adoption(found.to_json(), Path(InputError))
    assert again == found
    state = ReviewState.of(TEXT_LENGTH, Annotations())
    state.apply(adopted(state, SCHEMA, again))
    assert len(state.entities) == len(found.entities)
    assert len(state.relations) == len(found.relations)


@given(reviews_of_one_article())
def test_reviews_that_are_the_same_differ_nowhere(reviews):
    version = next(iter(reviews.values()))
    assert disagreements(lay_together({"ada": version, "bo": version}, SCHEMA), SCHEMA) == ()
