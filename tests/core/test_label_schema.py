import copy
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from annotator.core.label_schema import load_label_schema, parse_label_schema
from annotator.errors import SchemaError

FILE = Path(__file__).resolve().parents[2] / "schemas" / "label-schema.schema.json"
SCHEMA = Draft202012Validator(json.loads(FILE.read_text(encoding="utf-8")))


def schema_json(**changes):
    return {
        "name": "crime",
        "version": "1",
        "entity_labels": [
            {"label": "SUSPECT"},
            {"label": "COURT", "title": "Court", "key": "c", "examples": ["x"]},
        ],
        "relation_labels": [
            {"label": "tried_by", "head": ["SUSPECT"], "tail": ["COURT"], "key": "t"},
            {
                "label": "knows",
                "head": ["SUSPECT"],
                "tail": ["SUSPECT"],
                "symmetric": True,
                "colour": "#ABCDEF",
            },
        ],
        "attributes": [
            {"name": "polarity", "on": "relation", "values": ["yes", "no"], "default": "yes", "key": "p"},
            {"name": "sure", "on": "entity", "labels": ["COURT"], "values": ["yes"]},
        ],
        "keys": {"accept": ["y", "Shift+Y"], "flip": []},
        **changes,
    }


def labels(*rows):
    return schema_json(entity_labels=[{"label": "SUSPECT"}, {"label": "COURT"}, *rows])


def test_name_version_and_labels_are_enough():
    found = parse_label_schema({"name": "n", "version": "1", "entity_labels": [{"label": "A"}]})
    (label,) = found.entity_labels
    assert (label.title, label.key, label.description, label.examples) == ("A", "1", "", ())
    assert label.colour.startswith("#")
    assert found.relation_labels == found.attributes == ()


def test_digits_are_handed_out_in_order_around_those_that_are_named():
    rows = [{"label": f"L{at}", **({"key": "2"} if at == 4 else {})} for at in range(12)]
    found = parse_label_schema(schema_json(entity_labels=rows, relation_labels=[], attributes=[]))
    assert [label.key for label in found.entity_labels] == [*"1345", "2", *"67890", None, None]


def test_labels_without_colours_get_different_ones():
    rows = [{"label": f"L{at}"} for at in range(19)]
    found = parse_label_schema(schema_json(entity_labels=rows, relation_labels=[], attributes=[]))
    assert len({label.colour for label in found.entity_labels}) == 19


def test_labels_are_found_by_name():
    found = parse_label_schema(schema_json())
    assert found.entity_label("COURT").title == "Court"
    assert found.relation_label("knows").symmetric
    assert found.is_symmetric("knows")
    assert not found.is_symmetric("tried_by")
    assert not found.is_symmetric("unheard_of")
    assert found.entity_label("court") is None


@pytest.mark.parametrize(
    ("head", "tail", "legal"),
    [("SUSPECT", "COURT", ["tried_by"]), ("COURT", "SUSPECT", []), ("SUSPECT", "SUSPECT", ["knows"])],
)
def test_legal_relations_follow_heads_and_tails(head, tail, legal):
    found = parse_label_schema(schema_json()).legal_relations(head, tail)
    assert [label.label for label in found] == legal


def test_a_symmetric_relation_may_be_written_either_way_round():
    rows = [{"label": "near", "head": ["SUSPECT"], "tail": ["COURT"], "symmetric": True}]
    found = parse_label_schema(schema_json(relation_labels=rows))
    assert [label.label for label in found.legal_relations("COURT", "SUSPECT")] == ["near"]


@pytest.mark.parametrize(
    ("on", "name", "label", "carries"),
    [
        ("relation", "polarity", "knows", True),
        ("entity", "sure", "COURT", True),
        ("entity", "sure", "SUSPECT", False),
        ("entity", "polarity", "COURT", False),
    ],
)
def test_attributes_belong_to_a_kind_and_perhaps_to_labels(on, name, label, carries):
    assert (parse_label_schema(schema_json()).attribute(on, name, label) is not None) == carries


@pytest.mark.parametrize(
    ("value", "fault"),
    [
        ([], "$: [] is not an object"),
        (schema_json(name=""), "name: is empty"),
        (schema_json(entity_labels=[]), "entity_labels: is empty"),
        (schema_json(labels=[]), "labels: is not a known key"),
        (schema_json(x_note={"a": "\ud800"}), "$: holds a lone surrogate"),
        (labels({"label": "COURT"}), "entity_labels[2].label: 'COURT' stands twice"),
        (labels({"label": "A", "colour": "red"}), "entity_labels[2].colour: 'red' is not a colour"),
        (labels({"label": "A", "colour": None}), "entity_labels[2].colour: None is not a colour"),
        (labels({"label": "A", "key": "ab"}), "entity_labels[2].key: 'ab' is not one printable character"),
        (labels({"label": "A", "key": " "}), "entity_labels[2].key: ' ' is not one printable character"),
        (labels({"label": "A", "key": "p"}), "attributes[0].key: 'p' is taken by entity_labels[2].key"),
        (
            labels({"label": "A", "key": "1"}, {"label": "B", "key": "1"}),
            "entity_labels[3].key: '1' is taken",
        ),
        (labels({"label": "A", "kind": "x"}), "entity_labels[2].kind: is not a known key"),
        (
            schema_json(relation_labels=[{"label": "r", "head": ["SUSPECT"], "tail": ["ORGANISATION"]}]),
            "relation_labels[0].tail[0]: 'ORGANISATION' is not an entity label of this schema",
        ),
        (
            schema_json(relation_labels=[{"label": "r", "head": [], "tail": ["COURT"]}]),
            "relation_labels[0].head: is empty",
        ),
        (
            schema_json(relation_labels=[{"label": "r", "head": ["COURT"], "tail": ["COURT"], "key": "p"}]),
            "relation_labels[0].key: 'p' is taken by attributes[0].key",
        ),
        (
            schema_json(attributes=[{"name": "a", "on": "entity", "values": ["x", "x"]}]),
            "attributes[0].values: must be different values",
        ),
        (
            schema_json(attributes=[{"name": "a", "on": "entity", "values": ["x"], "default": "y"}]),
            "attributes[0].default: 'y' is not one of the values",
        ),
        (
            schema_json(attributes=[{"name": "a", "on": "span", "values": ["x"]}]),
            "attributes[0].on: 'span' is neither",
        ),
        (
            schema_json(attributes=[{"name": "a", "on": "entity", "values": ["x"], "labels": ["knows"]}]),
            "attributes[0].labels[0]: 'knows' is not an entity label",
        ),
    ],
)
def test_a_wrong_schema_is_refused_by_the_path_of_the_fault(value, fault):
    with pytest.raises(SchemaError) as caught:
        parse_label_schema(value)
    assert str(caught.value).startswith(fault)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('{"name":\n nothing}', "s.json, line 2: not JSON"),
        ('{"name": NaN}', "s.json: not JSON: NaN is no JSON value"),
        ('{"x": ' + "9" * 5000 + "}", "s.json: not JSON: Exceeds the limit"),
        ("[" * 200_000, "s.json: not JSON: maximum recursion depth"),
        ("{}", "s.json: $: 'name' is missing"),
        (json.dumps(schema_json()).replace('"1"', "1e999"), "s.json: $: holds a number that is not finite"),
    ],
)
def test_a_file_that_holds_no_schema_is_refused_with_its_name(text, fault):
    with pytest.raises(SchemaError) as caught:
        load_label_schema(text, "s.json")
    assert str(caught.value).startswith(fault)


def test_the_sha256_depends_on_what_labels_mean_not_on_layout_or_version():
    value = schema_json()
    reordered = dict(reversed(list(value.items())))
    assert load_label_schema(json.dumps(value, indent=4)).sha256 == parse_label_schema(reordered).sha256
    assert parse_label_schema(schema_json(version="2")).sha256 == parse_label_schema(value).sha256
    grown = schema_json(entity_labels=[*value["entity_labels"], {"label": "WITNESS"}])
    assert parse_label_schema(grown).sha256 != parse_label_schema(value).sha256


def test_the_canonical_source_gives_the_same_schema_again():
    found = parse_label_schema(schema_json())
    assert load_label_schema(found.source) == found


#: Rules that JSON Schema cannot express.
SECOND_PASS = (
    "stands twice",
    "is not an entity label",
    "is taken by",
    "is not one of the values",
    "not one printable",
    "is a key of the editor itself",
    "is not a command of the editor",
    "is not the name of a key",
    "is a digit, and digits choose labels",
)

VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.sampled_from(
        ["", "a", "SUSPECT", "COURT", "knows", "j", "1", "#12345g", "#123456", "\x00", "entity", "yes"]
    ),
    st.builds(list),
    st.builds(dict),
    st.builds(lambda: ["SUSPECT"]),
    st.builds(lambda: [{"label": "Z"}]),
)


def places(value, path=()):
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, found in inner:
        yield (*path, step)
        yield from places(found, (*path, step))


@st.composite
def mutations(draw):
    value = copy.deepcopy(schema_json())
    for _ in range(draw(st.integers(1, 2))):
        path = draw(st.sampled_from(list(places(value)) or [("name",)]))
        parent = value
        for step in path[:-1]:
            parent = parent[step]
        if draw(st.booleans()):
            parent[path[-1]] = draw(VALUES)
        elif isinstance(parent, list):
            parent.append(draw(VALUES))
        else:
            parent[draw(st.sampled_from(["x_a", "key", "colour", "title", "labels", "more", "default"]))] = (
                draw(VALUES)
            )
    return value


def fault_of(value):
    try:
        parse_label_schema(value)
    except SchemaError as fault:
        return str(fault)
    return None


@settings(max_examples=800, deadline=None)
@given(mutations())
def test_parser_and_json_schema_agree_wherever_json_schema_can_say_it(value):
    fault = fault_of(value)
    if fault is None:
        assert SCHEMA.is_valid(value), [error.message for error in SCHEMA.iter_errors(value)]
    elif SCHEMA.is_valid(value):
        assert any(rule in fault for rule in SECOND_PASS), fault
