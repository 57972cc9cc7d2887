from collections import Counter

from annotator.core.label_schema import parse_label_schema
from annotator.extract.entities.mention import Mention
from annotator.extract.proposals import Link, to_annotations

SMALL = parse_label_schema(
    {
        "name": "small",
        "version": "1",
        "entity_labels": [{"label": "PERSON"}, {"label": "GPE"}],
        "relation_labels": [{"label": "met_with", "head": ["PERSON"], "tail": ["PERSON"], "symmetric": True}],
    }
)
ANN = Mention(0, 3, "PERSON", "both")
BOB = Mention(8, 11, "PERSON", "both")
NATO = Mention(20, 24, "ORG", "both")


def test_ids_count_in_reading_order():
    made = to_annotations([(BOB, 0.9), (ANN, 0.8)], [Link(ANN, BOB, "met_with", "meet")], SMALL, Counter())
    assert [(one.id, one.start) for one in made.entities] == [("e1", 0), ("e2", 8)]
    assert [(one.id, one.head, one.tail, one.pattern) for one in made.relations] == [
        ("r1", "e1", "e2", "meet")
    ]


def test_labels_that_the_schema_lacks_are_counted_and_left_out():
    dropped = Counter()
    links = [Link(ANN, NATO, "member_of", "p"), Link(ANN, BOB, "met_with", "p")]
    made = to_annotations([(ANN, None), (BOB, None), (NATO, None)], links, SMALL, dropped)
    assert dropped == {"ORG": 1, "member_of": 1}
    assert [one.label for one in made.entities] == ["PERSON", "PERSON"]
    assert [one.label for one in made.relations] == ["met_with"]


def test_attributes_that_the_schema_lacks_are_left_out():
    made = to_annotations([(ANN, None), (BOB, None)], [Link(ANN, BOB, "met_with", "p")], SMALL, Counter())
    assert dict(made.relations[0].attributes) == {}


def test_a_relation_between_labels_that_it_may_not_join_is_left_out():
    place = Mention(30, 34, "GPE", "both")
    made = to_annotations([(ANN, None), (place, None)], [Link(ANN, place, "met_with", "p")], SMALL, Counter())
    assert made.relations == ()
