import json

import pytest

from annotator.core.model import Entity, ReviewInfo, SchemaName
from annotator.errors import InputError, RecordError
from tests.formats.build import SHA, TEXT, fault_of, read_lines, record_json


def entities(*rows):
    return record_json(entities=list(rows), relations=[])


def entity(**changes):
    row = {"start": 0, "end": 3, "label": "PERSON", **changes}
    return {key: value for key, value in row.items() if value is not ...}


def test_a_full_record_arrives_with_everything_in_it():
    (found,) = read_lines(record_json())
    assert found.article.title == "Meeting"
    assert found.article.published == "2021-03-24"
    assert found.annotations.entities[0] == Entity("e1", 0, 3, "PERSON", "machine", 0.5, {})
    assert found.annotations.relations[0].attributes == {"polarity": "negated"}
    assert found.review == ReviewInfo("complete", "assisted", "r", "2026-01-01", None)
    assert found.schema == SchemaName("news", SHA)


def test_id_text_and_entities_are_all_a_record_needs():
    (found,) = read_lines({"id": "a1", "text": TEXT, "entities": [{"start": 0, "end": 3, "label": "X"}]})
    assert found.annotations.entities == (Entity("e1", 0, 3, "X"),)
    assert found.review is None


def test_missing_ids_are_made_so_that_they_meet_no_given_one():
    (found,) = read_lines(entities(entity(id="e2"), entity(), entity(id="e1"), entity()))
    assert [one.id for one in found.annotations.entities] == ["e2", "e3", "e1", "e4"]


def test_keys_that_start_with_x_are_kept_as_they_are():
    (found,) = read_lines(record_json(x_licence="CC BY", x_clusters=[[0, 1], [2]], x_topic=...))
    assert found.article.extra == {"x_licence": "CC BY", "x_clusters": [[0, 1], [2]]}


def test_the_text_of_a_record_is_taken_exactly_as_it_is():
    text = "\ufeffOne\r\nTwo\rThree \u2028 four\n\n"
    (found,) = read_lines(record_json(text=text, entities=[entity(start=5, end=7)], relations=[]))
    assert found.article.text == text


@pytest.mark.parametrize("text", ["👍 Ada", "👩‍👩‍👧 Ada", "ê Ada", "عدى Ada"])
def test_offsets_count_code_points(text):
    start = text.index("Ada")
    (found,) = read_lines(
        record_json(text=text, entities=[entity(start=start, end=start + 3, text="Ada")], relations=[])
    )
    assert text[found.annotations.entities[0].start :] == "Ada"


def test_offsets_that_count_utf16_are_refused_with_what_stands_there():
    text = "👍 Ada met Bo."
    assert fault_of(record_json(text=text, entities=[entity(start=3, end=6, text="Ada")], relations=[])) == (
        "f.jsonl, line 1: entities[0].text: 'Ada' is not what stands at 3 to 6: 'da '"
        " (offsets count code points); the offsets fit as UTF-16 code units: --offsets utf16"
    )


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (entity(start=3), "entities[0].end: 3 is not after the start, 3"),
        (entity(start=5, end=4), "entities[0].end: 4 is not after the start, 5"),
        (entity(end=20), "entities[0].end: 20 is behind the end of the text, which has 19 characters"),
        (entity(start=-1), "entities[0].start: -1 is not between 0 and 9007199254740991"),
        (entity(start=0.0), "entities[0].start: 0.0 is not a whole number"),
        (entity(start=True), "entities[0].start: True is not a whole number"),
        (entity(start="0"), "entities[0].start: '0' is not a whole number"),
        (entity(end=10**24), "entities[0].end: 1000000000000000000000000 is not between"),
        (entity(end=...), "entities[0]: 'end' is missing"),
        (entity(label=""), "entities[0].label: is empty"),
        (entity(label=None), "entities[0].label: None is not a string"),
        (entity(text="Bo"), "entities[0].text: 'Bo' is not what stands at 0 to 3: 'Ada'"),
        (entity(id="e 1"), "entities[0].id: 'e 1' is not an id"),
        (entity(id=1), "entities[0].id: 1 is not a string"),
        (entity(score=1.5), "entities[0].score: 1.5 is not between 0 and 1"),
        (entity(origin="robot"), "entities[0].origin: 'robot' is none of machine, human"),
        (entity(attributes={"a": 1}), "entities[0].attributes.a: 1 is not a string"),
        (entity(colour="red"), "entities[0].colour: is not a known key"),
        (entity(**{"a\nb": 1}), "entities[0]['a\\nb']: is not a known key"),
        ([0, 3, "PERSON"], "entities[0]: [0, 3, 'PERSON'] is not an object"),
    ],
)
def test_a_wrong_entity_is_refused_by_its_path(row, fault):
    assert f"f.jsonl, line 1: {fault}" in fault_of(entities(row))


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"id": ...}, "$: 'id' is missing"),
        ({"id": "a/1"}, "id: 'a/1' is not an id"),
        ({"id": "a1\n"}, "id: 'a1\\n' is not an id"),
        ({"id": "a" * 201}, "is not an id"),
        ({"text": ...}, "$: 'text' is missing"),
        ({"text": None}, "text: None is not a string"),
        ({"text": " \n"}, "text: the text is empty"),
        ({"text": "a\x00b"}, "text: NUL character at position 1"),
        ({"text": "a\ud800b"}, "text: lone surrogate U+D800 at position 1"),
        ({"text_sha256": "0" * 64}, "text_sha256: 000000000000… is not the sha256 of this text"),
        ({"text_sha256": "abc"}, "text_sha256: 'abc' is not a sha256 in hex"),
        ({"entities": ...}, "$: 'entities' is missing"),
        ({"entities": {}}, "entities: {} is not a list"),
        ({"relations": None}, "relations: None is not a list"),
        ({"format": "annotator/2"}, "format: 'annotator/2' is not 'annotator/1'"),
        ({"title": 7}, "title: 7 is not a string"),
        ({"published": ""}, "published: is empty"),
        ({"labels": []}, "labels: is not a known key"),
        ({"x_a": "\udfff"}, "x_a: holds a lone surrogate"),
        ({"x_a": {"\udfff": 1}}, "x_a: holds a lone surrogate"),
        ({"review": {"status": "done"}}, "review.status: 'done' is none of new, in_progress, complete"),
        ({"review": {}}, "review: 'status' is missing"),
        ({"review": {"status": "new", "mode": "fast"}}, "review.mode: 'fast' is none of"),
        ({"extractor": "default"}, "extractor: 'default' is not an object"),
        ({"extractor": {"name": "a"}}, "extractor: 'version' is missing"),
        ({"schema": {"name": "news", "sha256": "x"}}, "schema.sha256: 'x' is not a sha256"),
    ],
)
def test_a_wrong_record_is_refused_by_its_path(changes, fault):
    assert fault in fault_of(record_json(**changes))


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ({"head": "e9"}, "relations[0].head: there is no entity 'e9' in this record"),
        ({"tail": "r1"}, "relations[0].tail: there is no entity 'r1' in this record"),
        ({"tail": ["e1"]}, "relations[0].tail: ['e1'] is not a string"),
        ({"label": 3}, "relations[0].label: 3 is not a string"),
        ({"type": "x"}, "relations[0].type: is not a known key"),
    ],
)
def test_a_wrong_relation_is_refused_by_its_path(row, fault):
    base = {"head": "e1", "tail": "e2", "label": "met_with"}
    assert f"line 1: {fault}" in fault_of(record_json(relations=[{**base, **row}]))


@pytest.mark.parametrize("key", ["entities", "relations"])
def test_an_id_that_stands_twice_in_a_record_is_refused_with_both_places(key):
    rows = record_json()[key] * 2
    first = rows[0]["id"]
    where = 1 if key == "relations" else 2
    fault = fault_of(record_json(**{key: rows}))
    assert f"{key}[{where}].id: {first!r} is the id of {key}[0] already" in fault


def test_a_record_id_that_stands_twice_in_a_file_is_a_fault_of_the_second():
    first, second, third = read_lines(record_json(), record_json(title="Again"), record_json(id="a2"))
    assert first.article.id == "a1"
    assert str(second) == "f.jsonl, line 2: id: 'a1' stands in line 1 already"
    assert third.article.id == "a2"


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (b"{", "not JSON"),
        (b"[1, 2]", "$: [1, 2] is not an object"),
        (b"\xff", "byte 0xff at position 0 is not UTF-8"),
        (b'{"id": NaN}', "NaN is not JSON"),
        (b'{"id": -Infinity}', "-Infinity is not JSON"),
        (b'{"x_n": 1e999}', "'1e999' is too large a number"),
        (b'{"x_n": ' + b"9" * 5000 + b"}", "a number has thousands of digits"),
        (b"[" * 200_000, "is nested too deeply"),
        (
            b'{"x_n": ' + b"[" * 500 + b"]" * 500 + b', "id": "a", "text": "t", "entities": []}',
            "more than 100 deep",
        ),
        (b'{"id": ' + b"[" * 5000 + b"]" * 5000 + b', "text": "t", "entities": []}', "id: [[[["),
        (b'{"a": 1} {"b": 2}', "not JSON: Extra data (column 10)"),
    ],
)
def test_hostile_lines_are_typed_faults_with_their_line(line, fault):
    (found,) = read_lines(line)
    assert isinstance(found, RecordError)
    assert str(found).startswith("f.jsonl, line 1: ")
    assert fault in str(found)


def test_a_faulty_line_does_not_keep_the_others_out():
    found = read_lines(b"{", record_json(), b"", b"   ", b"\xff", record_json(id="a2"))
    assert [(one.line if isinstance(one, InputError) else one.article.id) for one in found] == [
        1,
        "a1",
        5,
        "a2",
    ]


def test_a_byte_order_mark_and_windows_line_ends_around_records_do_no_harm():
    found = read_lines(b"\xef\xbb\xbf" + json.dumps(record_json()).encode() + b"\r", record_json(id="a2"))
    assert [one.article.id for one in found] == ["a1", "a2"]


def test_only_a_newline_ends_a_line():
    line = json.dumps(record_json(text="One\u2028two\u0085three\x0cfour"), ensure_ascii=False)
    (found,) = read_lines(record_json(text="One\u2028two\u0085three\x0cfour", entities=[], relations=[]))
    assert "\u2028" in found.article.text
    assert len(read_lines(line)) == 1


def test_corpora_whose_relations_lead_back_to_their_head_can_be_read():
    (found,) = read_lines(record_json(relations=[{"head": "e1", "tail": "e1", "label": "same"}]))
    assert found.annotations.relations[0].tail == "e1"
