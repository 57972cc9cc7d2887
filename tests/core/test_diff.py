from dataclasses import replace

import pytest
from hypothesis import given

from annotator.core.diff import differences
from annotator.core.model import Annotations, Entity, Relation
from tests.formats.generated import records

ADA, BO, OSLO = Entity("e1", 0, 3, "PERSON"), Entity("e2", 8, 10, "PERSON"), Entity("e3", 14, 18, "GPE")
FLIPPED = ("flipped", "relation", "r1")
MET = Relation("r1", "e1", "e2", "met_with")
BEFORE = Annotations((ADA, BO, OSLO), (MET,))


def told(before, after):
    return [(one.what, one.kind, (one.after or one.before).id) for one in differences(before, after)]


def entities(*changed):
    return Annotations(changed, (MET,))


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (BEFORE, []),
        (entities(ADA, BO), [("removed", "entity", "e3")]),
        (entities(ADA, BO, OSLO, Entity("h1", 20, 22, "ORG")), [("added", "entity", "h1")]),
        (entities(ADA, BO, replace(OSLO, label="LOC")), [("relabelled", "entity", "e3")]),
        (entities(ADA, replace(BO, end=12), OSLO), [("moved", "entity", "e2")]),
        (entities(ADA, BO, replace(OSLO, attributes={"sense": "team"})), [("attributes", "entity", "e3")]),
        (entities(ADA, BO, Entity("h9", 13, 18, "GPE")), [("moved", "entity", "h9")]),
        (Annotations(BEFORE.entities), [("removed", "relation", "r1")]),
        (
            Annotations(BEFORE.entities, (replace(MET, head="e2", tail="e1"),)),
            [FLIPPED],
        ),
        (Annotations(BEFORE.entities, (replace(MET, tail="e3"),)), [("reattached", "relation", "r1")]),
        (Annotations(BEFORE.entities, (replace(MET, label="urged"),)), [("relabelled", "relation", "r1")]),
        (
            Annotations(BEFORE.entities, (replace(MET, attributes={"polarity": "negated"}),)),
            [("attributes", "relation", "r1")],
        ),
    ],
)
def test_what_changed_is_named_as_a_curator_would(after, expected):
    assert told(BEFORE, after) == expected


def test_other_ids_alone_change_nothing():
    renamed = Annotations(
        tuple(replace(one, id=f"x{one.id}") for one in BEFORE.entities),
        (replace(MET, id="x", head="xe1", tail="xe2"),),
    )
    assert told(BEFORE, renamed) == []


def test_a_relation_stays_when_its_entity_is_moved_and_has_another_id():
    after = Annotations((Entity("h1", 0, 5, "PERSON"), BO, OSLO), (replace(MET, id="r9", head="h1"),))
    assert told(BEFORE, after) == [("moved", "entity", "h1")]


@given(records(), records())
def test_the_way_back_has_as_many_changes_with_added_and_removed_exchanged(one, other):
    there = differences(one.annotations, other.annotations)
    back = differences(other.annotations, one.annotations)
    assert sum(found.what == "added" for found in there) == sum(found.what == "removed" for found in back)
    assert sum(found.what == "removed" for found in there) == sum(found.what == "added" for found in back)


@given(records())
def test_nothing_changed_in_what_is_the_same_in_another_order(one):
    found = one.annotations
    turned = Annotations(tuple(reversed(found.entities)), tuple(reversed(found.relations)))
    assert differences(found, turned) == []
