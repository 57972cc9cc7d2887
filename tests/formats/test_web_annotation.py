import json

import pytest
from jsonschema import Draft202012Validator

from tests.formats.build import record
from tests.formats.memory import Shelf, read, write
from tests.formats.memory import fault as fault_of

#: The normative parts of W3C's Web Annotation Data Model that concern us (sections 3.2.1, 4.2.4, 4.2.5, 5.1).
IRI = {"type": "string", "pattern": "^[A-Za-z][A-Za-z0-9+.-]*:"}
TEXTUAL_BODY = {
    "type": "object",
    "required": ["type", "value"],
    "properties": {
        "type": {"const": "TextualBody"},
        "value": {"type": "string"},
        "purpose": {"enum": ["tagging", "describing", "linking", "identifying", "classifying"]},
    },
}
POSITION = {
    "required": ["type", "start", "end"],
    "properties": {"start": {"type": "integer", "minimum": 0}, "end": {"type": "integer", "minimum": 0}},
}
QUOTE = {
    "required": ["type", "exact"],
    "properties": {"exact": {"type": "string"}, "prefix": {"type": "string"}},
}
SELECTOR = {
    "type": "object",
    "if": {"properties": {"type": {"const": "TextPositionSelector"}}},
    "then": POSITION,
    "else": {**QUOTE, "properties": {**QUOTE["properties"], "type": {"const": "TextQuoteSelector"}}},
}
SPECIFIC_RESOURCE = {
    "type": "object",
    "required": ["source", "selector"],
    "properties": {"source": IRI, "selector": {"type": "array", "items": SELECTOR}},
}
ANNOTATION = {
    "type": "object",
    "required": ["id", "type", "target"],
    "properties": {
        "id": IRI,
        "type": {"const": "Annotation"},
        "motivation": {"enum": ["tagging", "linking"]},
        "body": {"type": "array", "minItems": 1, "items": TEXTUAL_BODY},
        "target": {
            "anyOf": [SPECIFIC_RESOURCE, {"type": "array", "minItems": 2, "maxItems": 2, "items": IRI}]
        },
    },
}
PAGE = {
    "type": "object",
    "required": ["@context", "id", "type", "items"],
    "properties": {
        "@context": {"const": "http://www.w3.org/ns/anno.jsonld"},
        "id": IRI,
        "type": {"const": "AnnotationPage"},
        "items": {"type": "array", "items": ANNOTATION},
    },
}


def page():
    return json.loads(write("web-annotation", [record()])[0].files[""])


def test_a_page_has_the_shape_that_the_recommendation_wants():
    Draft202012Validator(PAGE).validate(page())


def test_a_relation_links_the_annotations_of_its_head_and_its_tail():
    *entities, relation = page()["items"]
    assert relation["motivation"] == "linking"
    assert relation["target"] == [one["id"] for one in entities]
    assert [body["value"] for body in relation["body"]] == ["met_with", "polarity=negated"]


def test_an_entity_has_its_position_and_a_quote_that_finds_it_in_another_version():
    position, quote = page()["items"][1]["target"]["selector"]
    assert (position["start"], position["end"]) == (8, 10)
    assert (quote["prefix"], quote["exact"], quote["suffix"]) == ("Ada met ", "Bo", " in Oslo.")


@pytest.mark.parametrize(
    ("item", "change", "fault"),
    [
        (0, {"target": "urn:x"}, "page 1: items[0].target: 'urn:x' has no selector"),
        (0, {"target": {"source": "urn:x", "selector": []}}, "there is no TextPositionSelector"),
        (0, {"body": []}, "items[0].body: has no tag"),
        (2, {"target": ["urn:x"]}, "a relation has two ends, this has 1"),
        (2, {"target": ["urn:x", "urn:y"]}, "its head 'urn:x' is no entity"),
        (1, {"id": "urn:annotator:a1:e1"}, "the id 'urn:annotator:a1:e1' stands twice"),
    ],
)
def test_what_is_wrong_is_said_with_page_and_place(item, change, fault):
    value = page()
    value["items"][item].update(change)
    (found,) = read("web-annotation", Shelf({"": json.dumps(value).encode()}))
    assert fault in fault_of(found)[2]
    assert json.loads(found.raw()) == value


def test_a_page_that_only_points_at_a_text_is_refused():
    value = {**page(), "x_article": None}
    (found,) = read("web-annotation", json.dumps(value).encode())
    assert "x_article is missing" in str(found.what)
