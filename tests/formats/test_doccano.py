import json

import pytest

from tests.formats.build import record
from tests.formats.memory import fault, read, write

LINE = {
    "id": 7,
    "text": "😀 Ada met Bo.",
    "entities": [
        {"id": 1, "label": "PERSON", "start_offset": 2, "end_offset": 5},
        {"id": 2, "label": "PERSON", "start_offset": 10, "end_offset": 12},
    ],
    "relations": [{"id": 1, "from_id": 1, "to_id": 2, "type": "met_with"}],
    "Comments": [],
}


def one(line):
    (found,) = read("doccano", json.dumps(line).encode())
    return found.what


def fault_of(line):
    (found,) = read("doccano", json.dumps(line).encode())
    return fault(found)[2]


def test_an_export_of_doccano_comes_in_with_its_relations():
    found = one(LINE)
    assert found.article.id == "7"
    spans = [(one.id, found.article.text[one.start : one.end]) for one in found.annotations.entities]
    assert spans == [("e1", "Ada"), ("e2", "Bo")]
    assert [(one.head, one.tail, one.label) for one in found.annotations.relations] == [
        ("e1", "e2", "met_with")
    ]


def test_lines_of_the_older_kind_with_triples_under_label_come_in():
    found = one({"text": "Ada met Bo.", "label": [[0, 3, "PERSON"]]})
    assert [(one.start, one.end, one.label) for one in found.annotations.entities] == [(0, 3, "PERSON")]
    assert found.article.id.startswith("sha256-")


def test_a_line_has_what_doccano_reads_and_our_id_as_metadata():
    shelf, _, lost = write("doccano", [record()])
    value = json.loads(shelf.files[""])
    assert value["entities"][0] == {"id": 1, "label": "PERSON", "start_offset": 0, "end_offset": 3}
    assert value["relations"] == [{"id": 1, "from_id": 1, "to_id": 2, "type": "met_with"}]
    assert (value["article_id"], value["title"]) == ("a1", "Meeting")
    assert [(one.kind, one.item, one.label) for one in lost] == [("attribute", "r1", "polarity=negated")]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"text": None}, "text: None is not a string"),
        ({"text": " "}, "text: the text is empty; an article needs text"),
        ({"entities": 3}, "entities: 3 is not a list"),
        ({"entities": [3]}, "entities[0]: 3 is not an object"),
        ({"entities": [{"id": 1}]}, "entities[0]: 'start_offset' is missing"),
        ({"label": [[1, 2]], "entities": ...}, "label[0]: is not [start, end, label]"),
        ({"entities": [{**LINE["entities"][0], "end_offset": 2}]}, "its end 2 is not after its start 2"),
        ({"entities": [{**LINE["entities"][0], "end_offset": 99}]}, "2 to 99 is outside of the text"),
        ({"entities": [{**LINE["entities"][0], "end_offset": 5.0}]}, "are not two whole numbers"),
        ({"entities": [LINE["entities"][0]] * 2}, "entities[1]: the id 1 stands twice"),
        ({"entities": [{**LINE["entities"][0], "label": ""}]}, "it has no label"),
        ({"relations": [{**LINE["relations"][0], "to_id": 9}]}, "its tail 9 is no entity of this record"),
    ],
)
def test_what_is_wrong_is_said_with_its_place_and_value(change, said):
    line = {key: value for key, value in {**LINE, **change}.items() if value is not ...}
    assert said in fault_of(line)


def test_offsets_of_a_browser_are_taken_when_one_says_so():
    line = {
        **LINE,
        "relations": [],
        "entities": [{**LINE["entities"][0], "start_offset": 3, "end_offset": 6}],
    }
    (found,) = read("doccano", json.dumps(line).encode(), offsets="utf16")
    (entity,) = found.what.annotations.entities
    assert found.what.article.text[entity.start : entity.end] == "Ada"
