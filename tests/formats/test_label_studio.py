import json
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from annotator.core.model import Annotations, Article, Entity, Record, Relation
from tests.formats.build import record
from tests.formats.memory import SCHEMA, fault, read, write


def tasks(*records):
    return json.loads(write("label-studio", records)[0].files[""])


def region(key, start, end, words, label="PERSON"):
    value = {"start": start, "end": end, "text": words, "labels": [label]}
    return {"id": key, "from_name": "label", "to_name": "text", "type": "labels", "value": value}


TASK = {
    "id": 12,
    "data": {"text": "😀 Ada met Bo."},
    "annotations": [
        {"id": 1, "was_cancelled": True, "result": []},
        {
            "id": 2,
            "completed_by": 3,
            "result": [
                {
                    "from_id": "b",
                    "to_id": "a",
                    "type": "relation",
                    "direction": "left",
                    "labels": ["met_with"],
                },
                region("a", 2, 5, "Ada"),
                region("b", 10, 12, "Bo"),
            ],
        },
    ],
}


def one(task, **how):
    (found,) = read("label-studio", json.dumps([task]).encode(), **how)
    return found.what


def test_an_export_of_label_studio_comes_in_with_its_relations_whatever_their_direction():
    found = one(TASK)
    assert found.article.id == "12"
    assert [(link.head, link.tail, link.label) for link in found.annotations.relations] == [
        ("e1", "e2", "met_with")
    ]


def test_an_older_export_that_counts_as_browsers_do_is_found_out_and_taken_when_one_says_so():
    older = json.loads(json.dumps(TASK))
    for row in older["annotations"][1]["result"][1:]:
        row["value"]["start"] += 1
        row["value"]["end"] += 1
    assert fault_of(older).endswith("the offsets fit as UTF-16 code units: --offsets utf16")
    assert [one.start for one in one_record(older).annotations.entities] == [2, 10]


def fault_of(task):
    (found,) = read("label-studio", json.dumps([task]).encode())
    return fault(found)[2]


def one_record(task):
    (found,) = read("label-studio", json.dumps([task]).encode(), offsets="utf16")
    return found.what


def test_gold_is_an_annotation_and_what_only_an_extractor_made_a_prediction():
    gold, proposed = tasks(record(), replace(record("a2"), review=None))
    assert [row["type"] for row in gold["annotations"][0]["result"]] == ["labels", "labels", "relation"]
    assert gold["annotations"][0]["result"][0] == region("e1", 0, 3, "Ada")
    assert proposed["predictions"][0]["model_version"] == "default 1"
    assert "annotations" not in proposed


def test_an_attribute_of_an_entity_is_a_choice_of_its_region():
    entity = Entity("e1", 0, 6, "GPE", attributes={"sense": "team"})
    given = Record(Article("a1", "Turkey won."), Annotations((entity,)))
    shelf, _, lost = write("label-studio", [given])
    (found,) = read("label-studio", shelf)
    assert found.what.annotations.entities[0].attributes == {"sense": "team"}
    assert lost == []


def test_the_configuration_has_every_label_and_reads_as_xml():
    config = ElementTree.fromstring(write("label-studio", [])[0].files["config.xml"])  # noqa: S314  # our own
    labels = [one.get("value") for one in config.iter("Label")]
    assert labels == [one.label for one in SCHEMA.entity_labels]
    assert [one.get("value") for one in config.iter("Relation")] == [
        one.label for one in SCHEMA.relation_labels
    ]
    assert config.find("Text").attrib == {"name": "text", "value": "$text"}


def test_lines_of_json_come_in_as_an_array_does():
    lines = "\n".join(json.dumps(task) for task in (TASK, {**TASK, "id": 13}))
    assert [found.what.article.id for found in read("label-studio", lines.encode())] == ["12", "13"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"data": 3}, "task 1: data: 3 is not an object"),
        ({"data": {}}, "task 1: data: 'text' is missing"),
        (
            {"annotations": [{"result": [{"type": "brush"}]}]},
            "'brush' is none of labels, relation and choices",
        ),
        (
            {"annotations": [{"result": [region("a", 2, 5, "Bo")]}]},
            "'Bo' is not what stands at 2 to 5: 'Ada'",
        ),
        (
            {"annotations": [{"result": [{**region("a", 2, 5, "Ada"), "value": {"start": 2}}]}]},
            "annotations[0].result[0].value: 'end' is missing",
        ),
        (
            {
                "annotations": [
                    {"result": [{"type": "relation", "from_id": "x", "to_id": "y", "labels": ["z"]}]}
                ]
            },
            "annotations[0].result[0]: its head 'x' is no entity",
        ),
    ],
)
def test_what_is_wrong_is_said_with_task_and_place(change, said):
    assert said in fault_of({**TASK, **change})


def test_relations_of_a_real_kind_survive_though_their_attributes_do_not():
    link = Relation("r1", "e1", "e2", "met_with", attributes={"polarity": "negated"})
    given = replace(record(), annotations=Annotations(record().annotations.entities, (link,)))
    shelf, written, lost = write("label-studio", [given])
    assert [(one.kind, one.label) for one in lost] == [("attribute", "polarity=negated")]
    assert written.relations == 1
    assert "relation" in shelf.files[""].decode()
