import json

import pytest

from annotator.core.model import Annotations, Article, Entity, Record, Relation
from tests.formats.build import record
from tests.formats.memory import fault, read, write

TEXT = "Turkey-based 😀 firms\n\nmet  Bo."
GIVEN = Record(
    Article("a1", TEXT, "A title"),
    Annotations(
        (Entity("e1", 0, 6, "GPE"), Entity("e2", 27, 29, "PERSON")),
        (Relation("r1", "e1", "e2", "met_with"),),
    ),
)


def task(*records):
    return json.loads(write("prodigy", records or [GIVEN])[0].files[""])


def one(value):
    (found,) = read("prodigy", json.dumps(value).encode())
    return found.what


def test_tokens_are_cut_at_entities_and_build_the_text_again():
    tokens = task()["tokens"]
    assert [token["text"] for token in tokens] == [
        *("Turkey", "-", "based", "😀", "firms", "\n\n", "met", " ", "Bo", ".")
    ]
    assert "".join(token["text"] + " " * token["ws"] for token in tokens) == TEXT
    assert all(TEXT[token["start"] : token["end"]] == token["text"] for token in tokens)
    assert [token["id"] for token in tokens] == list(range(10))


def test_a_relation_joins_the_last_tokens_of_its_spans_and_token_ends_are_inclusive():
    value = task(record())
    assert value["spans"][0] == {"start": 0, "end": 3, "token_start": 0, "token_end": 0, "label": "PERSON"}
    (relation,) = value["relations"]
    assert (relation["head"], relation["child"], relation["label"]) == (0, 2, "met_with")
    assert relation["head_span"] == value["spans"][0]
    assert (value["answer"], value["meta"]["id"]) == ("accept", "a1")


def test_relations_that_name_only_tokens_come_in_too():
    value = task()
    for relation in value["relations"]:
        del relation["head_span"], relation["child_span"]
    found = one(value)
    assert [(link.head, link.tail) for link in found.annotations.relations] == [("e1", "e2")]
    assert (found.article.id, found.article.title) == ("a1", "A title")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"text": None}, "text: None is not a string"),
        ({"spans": [{"start": 0, "end": 3}]}, "spans[0]: it has no label"),
        ({"spans": []}, "relations[0]: its head is no span of this task"),
        ({"relations": [{"head": [1], "child": 2, "label": "x"}]}, "its head is no span of this task: [1]"),
        ({"relations": 3}, "relations: 3 is not a list"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(change, said):
    (found,) = read("prodigy", json.dumps({**task(), **change}).encode())
    assert said in fault(found)[2]
