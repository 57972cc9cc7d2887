"""Questions of the browser and their answers, held to the JSON Schemas."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as some
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from annotator.core.json_values import Path
from annotator.core.operations import parse_numbered
from annotator.editor import asking
from annotator.editor.answers import ANSWERS, Asking, answer
from annotator.errors import InputError
from annotator.services.review.review import apply_operations, open_review
from annotator.store import open_store
from tests.browser.serving import fill, prepared
from tests.editor.test_wire import JSON, SCHEMAS, schema_of
from tests.services.building import decide


def answers_schema():
    contents = [json.loads(path.read_text("utf-8")) for path in SCHEMAS.glob("editor-*.schema.json")]
    known = Registry().with_resources((found["$id"], Resource.from_contents(found)) for found in contents)
    return Draft202012Validator(
        json.loads((SCHEMAS / "editor-answer.schema.json").read_text("utf-8")), registry=known
    )


def question(what="next", **parameters):
    return json.dumps({"format": "annotator-ask/1", "number": 7, "what": what, **parameters})


@pytest.fixture
def store(tmp_path):
    texts = ((f"a{number}", f"Blinken spoke for the {number}. time.") for number in (1, 2))
    fill(tmp_path / "a.db", [prepared(*found, [("Blinken", "PERSON")]) for found in texts])
    opened = open_store(tmp_path / "a.db")
    yield opened
    opened.close()


@pytest.fixture
def ask(store):
    """``ask(text)``: the answer to a question, in the shape that the schema says."""

    def asked(text):
        who = Asking(store, "reviewer-1", ("c-1", 3), lambda: "token")
        row = json.loads(json.dumps(answer(who, asking.parse_question(text))))
        answers_schema().validate(row)
        return row

    return asked


def test_a_question_that_its_schema_allows_is_read():
    text = question(after="a1")
    schema_of("editor-ask").validate(json.loads(text))
    assert asking.parse_question(text) == asking.Question(7, "next", {"after": "a1"})


@pytest.mark.parametrize(
    "text",
    [
        None,
        7,
        {"format": "annotator-ask/1"},
        "",
        "{",
        "[]",
        question().replace("annotator-ask/1", "annotator-message/1"),
        question(what=""),
        question(what="x" * 41),
        question(what=None),
        question(number=-1),
        question(number=1.5),
        question(number=True),
        question(number=2**53),
        question()[:-1] + ', "after": NaN}',
        question(after="LONE").replace("LONE", "\\ud83d"),
        question(after="x" * 30_000),
        '{"format": "annotator-ask/1", "number": 1}',
    ],
)
def test_what_is_no_question_is_refused_with_its_reason(text):
    with pytest.raises(InputError):
        asking.parse_question(text)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (question("weather"), "nobody here can answer 'weather'"),
        (question(), "'after' is missing"),
        (question(after=3), "after: 3 is not a string"),
        (question(after=""), "after: is empty"),
        (question(after="a1", before="a2"), "before: is not a known key"),
    ],
)
def test_a_question_that_cannot_be_answered_is_told_why(ask, text, fault):
    row = ask(text)
    assert fault in row["fault"]
    assert row["number"] == 7


def test_the_next_article_comes_whole_as_the_editor_shows_it(ask):
    row = ask(question(after="a1"))
    assert (row["number"], row["what"]) == (7, "next")
    assert row["editor"]["article"]["id"] == "a2"
    assert row["editor"]["generation"].endswith(":token")
    assert row["editor"]["acked"] == {"client": "c-1", "seq": 3}


def test_asking_for_the_next_article_decides_nothing(ask, store):
    ask(question(after="a1"))
    with store.read() as transaction:
        assert list(transaction.decisions.newest_steps("reviewer-1")) == []


def about_history(**changed):
    return question("history", **{"article_id": "a1", "before": None, "limit": 200, **changed})


def test_the_history_of_an_article_comes_in_rows(ask, store):
    decide(store, "a1", {"op": "accept", "kind": "entity", "id": "e0"})
    schema_of("editor-ask").validate(json.loads(about_history()))
    [row] = ask(about_history())["rows"]
    assert (row["verb"], row["items"][0]["after"]["words"], row["target"]) == ("accept", "Blinken", None)
    assert ask(about_history(before=row["sequence"])) == {
        **ask(about_history(article_id="a2")),
        "older": False,
    }


@pytest.mark.parametrize(
    "wrong", [{"limit": 0}, {"limit": 201}, {"before": -1}, {"before": "1"}, {"article_id": ""}, {"x": 1}]
)
def test_a_wrong_question_about_history_is_told_why(ask, wrong):
    assert next(iter(wrong)) in ask(about_history(**wrong))["fault"]


def test_a_search_gives_articles_with_the_sentence(ask):
    schema_of("editor-ask").validate(json.loads(question("search", words="2. TIME")))
    row = ask(question("search", words="2. TIME"))
    assert ([hit["article_id"] for hit in row["hits"]], row["total"]) == (["a2"], 1)
    assert row["hits"][0]["words"] == "2. time"
    assert ask(question("search", words='" OR *'))["hits"] == []


@pytest.mark.parametrize("wrong", [{}, {"words": ""}, {"words": "x" * 201}, {"words": "x", "limit": 9}])
def test_a_wrong_search_is_told_why(ask, wrong):
    assert ask(question("search", **wrong))["fault"]


@pytest.mark.parametrize("op", ["relabel", "undo", "paint", "batch", "accept_all", "flag"])
def test_whatever_was_refused_reads_in_the_history(ask, store, op):
    row = {
        "seq": 1,
        "article_id": "a1",
        "revision": 0,
        "op": op,
        "kind": "entity",
        "id": "gone",
        "label": "x",
    }
    row |= {"target": {"client": "c-9", "seq": 4}, "items": [{"kind": "entity", "id": "gone"}], "comment": ""}
    apply_operations(store, "reviewer-1", "c-1", [parse_numbered(row, Path(InputError))])
    assert len(ask(about_history())["rows"]) == 1


@given(some.sampled_from([*ANSWERS, "other"]), some.dictionaries(some.sampled_from(["after", "x"]), JSON))
def test_whatever_a_browser_asks_is_answered_or_an_input_error(what, parameters):
    try:
        found = asking.parse_question(question(what, **parameters))
    except InputError:
        return
    assert found.what == what


def test_the_order_of_the_queue_is_told_and_chosen_for_the_reviewer(ask, store):
    told = ask(question("queue", choose=None))
    assert (told["order"], told["seed"]) == ("ingested", 0)
    for row in told["orders"]:
        text = question("queue", choose={"order": row["value"], "seed": 7})
        schema_of("editor-ask").validate(json.loads(text))
        answered = ask(text)
        assert (answered["order"], answered["seed"]) == (row["value"], 7)
    assert ask(question("queue", choose=None))["order"] == "random"


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"choose": "random"},
        {"choose": {"order": "alphabetical", "seed": 0}},
        {"choose": {"order": "random"}},
    ]
    + [{"choose": {"order": "random", "seed": seed}} for seed in (-1, 2**53, "1", None)],
)
def test_a_wrong_order_is_told_and_not_kept(ask, wrong):
    assert ask(question("queue", **wrong))["fault"]
    assert ask(question("queue", choose=None))["order"] == "ingested"


def test_where_an_item_comes_from_is_told_with_its_decisions_only(store, ask):
    opened = open_review(store, "a1", "reviewer-1")
    (entity,) = opened.annotations.entities
    accept = {"op": "accept", "kind": "entity", "id": entity.id}
    decide(store, "a1", accept, {"op": "flag", "comment": "odd"})
    found = ask(question("item", article_id="a1", kind="entity", id=entity.id))
    assert found["proposed_by"] == f"{opened.review.extractor.name} {opened.review.extractor.version}"
    assert [row["verb"] for row in found["rows"]] == ["accept"]
    assert ask(question("item", article_id="a1", kind="entity", id="nobody"))["rows"] == []
    assert "must be" in ask(question("item", article_id="a1", kind="x", id="e1"))["fault"]


def test_two_at_one_article_are_told_of_each_other_until_one_has_gone(store):
    def ask_as(name, article_id="a1"):
        who = Asking(store, name, None, lambda: "token")
        asked = asking.parse_question(question("presence", article_id=article_id))
        row = json.loads(json.dumps(answer(who, asked)))
        answers_schema().validate(row)
        return row["others"]

    open_review(store, "a1", "ada")
    assert ask_as("ada") == []
    assert ask_as("bo") == ["ada"]
    assert ask_as("ada") == ["bo"]
    open_review(store, "a2", "bo")
    assert ask_as("bo", "a2") == []
    assert ask_as("ada") == []
    assert ask_as("ada", "nowhere") == []
