"""The JSON Schemas, and the label schema `news` that ships with the program."""

import json
from itertools import combinations
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from annotator.core.key_table import RESERVED_KEYS
from annotator.services.database.label_schema import DEFAULT_SCHEMA, default_schema

FOLDER = Path(__file__).resolve().parents[1] / "schemas"
NEWS = default_schema()
LABELS = {label.label: label for label in NEWS.entity_labels}
RELATIONS = {label.label: label for label in NEWS.relation_labels}
#: The page that texts stand on, and the contrast that WCAG asks of text (AA).
PAPER, READABLE = "#fbfaf7", 4.5
ACTORS = {"PERSON", "ORG", "GPE", "NORP"}


def load(name):
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


def linear(colour):
    values = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in values]


def luminance(colour):
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


#: What remains of linear RGB in the two common kinds of colour blindness (Machado et al. 2009).
VISION = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.01182, 0.04294, 0.968881),
    ),
}


def seen(colour, vision):
    """CIE Lab of a colour as somebody sees it."""
    red, green, blue = (
        sum(a * b for a, b in zip(row, linear(colour), strict=True)) for row in VISION[vision]
    )
    xyz = (
        (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047,
        0.2126729 * red + 0.7151522 * green + 0.072175 * blue,
        (0.0193339 * red + 0.119192 * green + 0.9503041 * blue) / 1.08883,
    )
    x, y, z = (max(v, 0) ** (1 / 3) if v > 216 / 24389 else max(v, 0) * 841 / 108 + 4 / 29 for v in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def distance(one, other, vision):
    return sum((a - b) ** 2 for a, b in zip(seen(one, vision), seen(other, vision), strict=True)) ** 0.5


@pytest.mark.parametrize("name", [path.name for path in sorted(FOLDER.glob("*.schema.json"))])
def test_every_json_schema_is_one_of_draft_2020_12(name):
    value = load(name)
    assert value["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert value["title"]
    Draft202012Validator.check_schema(value)


def test_news_follows_the_schema_of_label_schemas():
    Draft202012Validator(load("label-schema.schema.json")).validate(load("news.json"))
    assert DEFAULT_SCHEMA.resolve() == (FOLDER / "news.json").resolve()


def test_news_has_the_documented_labels():
    assert set(LABELS) == {
        *("PERSON", "NORP", "FAC", "ORG", "GPE", "LOC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE"),
        *("DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL", "TITLE"),
    }
    assert {label.label for label in NEWS.relation_labels if label.symmetric} == {
        *("met_with", "agreed_with", "in_conflict_with"),
    }


@pytest.mark.parametrize(
    ("label", "head", "tail"),
    [
        ("holds_title", {"PERSON"}, {"TITLE"}),
        ("represents", {"PERSON"}, {"GPE", "ORG"}),
        ("member_of", ACTORS, {"ORG"}),
        ("located_in", {"FAC", "GPE", "LOC", "ORG", "EVENT"}, {"GPE", "LOC"}),
        ("met_with", ACTORS, ACTORS),
        ("urged", ACTORS, ACTORS),
        ("supported", ACTORS, ACTORS | {"EVENT", "LAW"}),
        ("criticized", ACTORS, ACTORS | {"EVENT", "LAW"}),
        ("sanctioned", ACTORS, ACTORS),
        ("agreed_with", ACTORS, ACTORS),
        ("acquired", ACTORS, {"PRODUCT", "ORG"}),
        ("supplied", ACTORS, ACTORS | {"PRODUCT"}),
        ("joined", ACTORS, {"ORG", "LAW"}),
        ("withdrew_from", ACTORS, {"ORG", "LAW", "EVENT"}),
        ("in_conflict_with", ACTORS, ACTORS),
        ("occurred_on", ACTORS | {"EVENT", "PRODUCT"}, {"DATE", "TIME"}),
    ],
)
def test_each_relation_of_news_joins_what_the_design_says(label, head, tail):
    assert (RELATIONS[label].head, RELATIONS[label].tail) == (head, tail)
    assert len(RELATIONS) == 16


def test_relations_of_news_have_polarity_and_certainty():
    found = {one.name: (one.on, one.values, one.default, one.key) for one in NEWS.attributes}
    assert found == {
        "polarity": ("relation", ("affirmed", "negated"), "affirmed", "p"),
        "certainty": ("relation", ("asserted", "reported", "planned", "possible"), "asserted", "c"),
    }


@pytest.mark.parametrize("label", [*NEWS.entity_labels, *NEWS.relation_labels], ids=lambda label: label.label)
def test_every_label_tells_a_reviewer_what_it_is(label):
    assert label.title
    assert len(label.description) >= 40
    assert len(label.examples) >= 2
    assert label.key
    assert label.key not in RESERVED_KEYS


@pytest.mark.parametrize("label", NEWS.entity_labels, ids=lambda label: label.label)
def test_entity_examples_mark_what_is_annotated(label):
    assert all("[" in example or example.startswith("Not:") for example in label.examples)


@pytest.mark.parametrize("label", NEWS.relation_labels, ids=lambda label: label.label)
def test_relation_examples_name_both_ends(label):
    arrow = " — " if label.symmetric else " → "
    for example in label.examples:
        sentence, _, ends = example.removesuffix(")").rpartition(" (")
        assert all(end in sentence for end in ends.split(arrow)), example
        assert len(ends.split(arrow)) == 2


def test_keys_of_news_are_those_of_the_design_and_collide_with_nothing():
    keys = {label.label: label.key for label in NEWS.entity_labels}
    digits = ["PERSON", "NORP", "FAC", "ORG", "GPE", "LOC", "PRODUCT", "EVENT", "TITLE", "DATE"]
    assert [keys[label] for label in digits] == list("1234567890")
    on_entities = [*keys.values(), *(one.key for one in NEWS.attributes)]
    on_relations = [label.key for label in (*NEWS.relation_labels, *NEWS.attributes)]
    assert len(set(on_entities)) == len(on_entities)
    assert len(set(on_relations)) == len(on_relations)
    # digits mean the n-th legal label where a relation is chosen
    assert not {label.key for label in NEWS.relation_labels} & set("0123456789")


@pytest.mark.parametrize("label", NEWS.entity_labels, ids=lambda label: label.label)
def test_every_colour_of_news_can_be_read_on_the_page(label):
    assert contrast(label.colour, PAPER) >= READABLE


@pytest.mark.parametrize(("vision", "least"), [("normal", 15), ("protan", 8.5), ("deutan", 8.5)])
def test_no_two_colours_of_news_look_alike_to_anybody(vision, least):
    pairs = combinations(NEWS.entity_labels, 2)
    near = {(a.label, b.label): distance(a.colour, b.colour, vision) for a, b in pairs}
    assert min(near.values()) >= least, min(near.items(), key=lambda item: item[1])
