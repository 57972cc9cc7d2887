import io
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.model import (
    Annotations,
    Article,
    Entity,
    ExtractorName,
    ItemDecision,
    Record,
    Relation,
)
from annotator.formats.jsonl import JsonLines
from tests.formats.build import TEXT, read_lines, record, written


def test_a_record_has_the_documented_keys_in_the_documented_order():
    value = json.loads(written(record()))
    assert list(value) == [
        *("format", "id", "text", "text_sha256", "title", "source", "published", "entities", "relations"),
        *("review", "extractor", "schema", "x_topic"),
    ]
    assert list(value["entities"][0]) == [
        *("id", "start", "end", "label", "text", "origin", "score", "attributes")
    ]
    assert list(value["relations"][0]) == ["id", "head", "tail", "label", "origin", "score", "attributes"]
    assert list(value["review"]) == [
        *("status", "mode", "reviewer", "completed_at", "selection", "revised_at")
    ]
    assert list(value["extractor"]) == ["name", "version"]
    assert list(value["schema"]) == ["name", "sha256"]


def test_the_surface_form_and_the_sha256_of_the_text_travel_along():
    value = json.loads(written(record()))
    assert [entity["text"] for entity in value["entities"]] == ["Ada", "Bo"]
    assert value["text_sha256"] == Article("a", TEXT).sha256


def test_text_is_written_as_people_read_it_not_as_escapes():
    assert "Łódź 👍".encode() in written(record(text="Łódź 👍 and Oslo"))


def test_the_same_records_give_the_same_bytes():
    assert written(record(), record("a2")) == written(record(), record("a2"))


def test_what_was_never_reviewed_says_so_with_null():
    value = json.loads(written(Record(Article("a1", TEXT))))
    assert value["review"] is value["extractor"] is value["schema"] is None


def test_the_loss_report_counts_what_was_written_and_what_was_not():
    report = JsonLines().write_stream([record(), record("a2")], io.BytesIO())
    assert (report.articles, report.entities, report.relations) == (2, 4, 2)


def test_a_relation_says_which_pattern_proposed_it_and_one_of_a_reviewer_says_nothing():
    proposed = Relation("r1", "e1", "e2", "met_with", pattern="met")
    drawn = Relation("r2", "e2", "e1", "met_with", origin="human")
    value = json.loads(
        written(record(annotations=replace(record().annotations, relations=(proposed, drawn))))
    )
    assert [relation.get("pattern") for relation in value["relations"]] == ["met", None]
    assert "pattern" not in value["relations"][1]


def dated(published, label="DATE"):
    text = "Ada left on Monday, two years on."
    entities = (Entity("e1", 12, 18, label), Entity("e2", 20, 29, label))
    return Record(Article("a1", text, published=published), Annotations(entities))


def test_a_date_says_which_time_it_means_where_that_can_be_known():
    first, second = json.loads(written(dated("2021-03-24")))["entities"]
    assert first["normalised"] == {"value": "2021-03-22", "granularity": "day"}
    assert "normalised" not in second


@pytest.mark.parametrize(
    "one", [dated(None), dated("2021-03-24", "EVENT")], ids=["no publication date", "no date"]
)
def test_no_time_is_said_of_what_has_none(one):
    assert all("normalised" not in entity for entity in json.loads(written(one))["entities"])


@pytest.mark.parametrize("published", [None, "2021-03-24", "soon"])
def test_what_a_record_says_of_a_time_is_worked_out_anew(published):
    value = json.loads(written(dated(published)))
    value["entities"][0]["normalised"] = {"value": "1999", "granularity": "year"}
    (read,) = read_lines(json.dumps(value))
    assert read == dated(published)
    assert written(read) == written(dated(published))


def spans(text):
    return st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text))).filter(
        lambda span: span[0] < span[1]
    )


@st.composite
def records(draw):
    text = draw(st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), min_size=1))
    text = text if text.strip() else f"{text}a"
    labels = st.text(
        st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), min_size=1, max_size=9
    )
    scores = st.none() | st.floats(0, 1)
    origins = st.sampled_from(["machine", "human"])
    entities = tuple(
        Entity(f"e{at}", *draw(spans(text)), draw(labels), draw(origins), draw(scores), {"a": draw(labels)})
        for at in range(draw(st.integers(0, 4)))
    )
    ends = st.sampled_from([entity.id for entity in entities]) if entities else st.nothing()
    relations = tuple(
        Relation(
            *(f"r{at}", draw(ends), draw(ends), draw(labels), draw(origins), draw(scores)),
            pattern=draw(st.none() | labels),
        )
        for at in range(draw(st.integers(0, 3)) if entities else 0)
    )
    made = st.builds(
        ItemDecision,
        st.sampled_from(["accepted", "corrected", "added", "agreed", "adjudicated"]),
        *(labels, labels, st.none() | st.floats(0, 1e6)),
        st.none() | st.builds(ExtractorName, labels, labels),
    )
    items = [("entity", one.id) for one in entities] + [("relation", one.id) for one in relations]
    decided = {item: draw(made) for item in items if draw(st.booleans())}
    extra = draw(st.dictionaries(st.just("x_a"), st.recursive(st.none() | labels | st.integers(), st.lists)))
    return record(
        text=text,
        article=Article("a1", text, extra=extra),
        annotations=Annotations(entities, relations),
        decided=decided,
    )


@given(records())
def test_what_is_written_is_read_again_as_it_was(one):
    assert read_lines(written(one).rstrip(b"\n")) == [one]
