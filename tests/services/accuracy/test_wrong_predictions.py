"""A prediction that the label schema forbids is wrong, and costs nothing but itself."""

import json

import pytest

from annotator.core.json_values import Path as JsonPath
from annotator.core.operations import parse_numbered
from annotator.errors import InputError
from annotator.services.accuracy.compare import compare_files
from annotator.services.accuracy.evaluate import evaluate_extractor, evaluate_files
from annotator.services.accuracy.sampling import Sampling
from annotator.services.database.label_schema import use_schema
from annotator.services.gold.gold import gold_records
from annotator.services.health.doctor import examine
from annotator.services.imports.import_records import ImportOptions, import_records
from annotator.services.review.review import apply_operations, open_review
from annotator.store import open_store
from tests.services.building import decide, write_lines

SCHEMA = {
    "name": "tiny",
    "version": "1",
    "entity_labels": [{"label": "PERSON"}, {"label": "ORG"}],
    "relation_labels": [{"label": "met", "head": ["PERSON"], "tail": ["PERSON"]}],
    "attributes": [{"name": "polarity", "on": "relation", "values": ["affirmed", "negated"]}],
}
TEXT = "Ada met Bo of Acme."
PEOPLE = [
    {"id": "e1", "start": 0, "end": 3, "label": "PERSON"},
    {"id": "e2", "start": 8, "end": 10, "label": "PERSON"},
    {"id": "e3", "start": 14, "end": 18, "label": "ORG"},
]
LEGAL = {"id": "r1", "head": "e1", "tail": "e2", "label": "met"}
ILLEGAL = {"id": "r2", "head": "e1", "tail": "e3", "label": "met"}
ALL = [{"kind": "entity", "id": f"e{at}"} for at in (1, 2, 3)] + [
    {"kind": "relation", "id": name} for name in ("r1", "r2")
]
QUICK = Sampling(resamples=0)


def record(entities=PEOPLE, relations=(LEGAL, ILLEGAL), **rest):
    return {
        "id": "a1",
        "text": TEXT,
        "entities": list(entities),
        "relations": list(relations),
        "extractor": {"name": "mine", "version": "1"},
        **rest,
    }


@pytest.fixture
def store(tmp_path):
    opened = open_store(tmp_path / "a.db")
    path = tmp_path / "schema.json"
    path.write_text(json.dumps(SCHEMA), encoding="utf-8")
    use_schema(opened, path)
    yield opened
    opened.close()


@pytest.fixture
def take(store, tmp_path):
    """``take(record, ...)``: what becomes of an import of proposals."""

    def taken(*rows, **options):
        lines = write_lines(tmp_path / "in.jsonl", *rows)
        return import_records(store, lines, ImportOptions("proposals", **options))

    return taken


def statuses(store):
    return {one.id: one.status for one in open_review(store, "a1", "ann").annotations.relations}


def test_a_relation_that_the_schema_forbids_comes_in_as_a_proposal(store, take):
    report = take(record())
    assert (report.done, report.relations, report.refused) == (1, 2, [])
    assert statuses(store) == {"r1": "pending", "r2": "pending"}


def test_it_cannot_be_accepted_by_itself(store, take):
    take(record())
    accept = {"seq": 1, "article_id": "a1", "revision": 0, "op": "accept", "kind": "relation", "id": "r2"}
    answer = apply_operations(store, "ann", "c9", [parse_numbered(accept, JsonPath(InputError))])
    assert [one.reason for one in answer.refused] == [
        "met cannot go from PERSON to ORG: relabel, flip or delete it"
    ]


def test_everything_else_is_accepted_and_completed_and_it_is_rejected_with_that(store, take):
    take(record())
    decide(store, "a1", {"op": "accept_all", "items": ALL}, {"op": "complete"})
    assert statuses(store) == {"r1": "accepted", "r2": "rejected"}
    [gold] = gold_records(store)
    assert [one.id for one in gold.annotations.relations] == ["r1"]
    assert examine(store).faults == []


def test_it_counts_as_spurious_for_its_extractor(store, take):
    take(record())
    decide(store, "a1", {"op": "accept_all", "items": ALL}, {"op": "complete"})
    found = evaluate_extractor(store, "mine", sampling=QUICK)["relations"]["strict"]
    assert (found["correct"], found["spurious"], found["missed"]) == (1, 1, 0)


def test_a_label_that_the_schema_lacks_is_left_out_with_what_hangs_on_it_and_counted(store, take):
    ship = {"id": "e4", "start": 4, "end": 7, "label": "SHIP"}
    relations = [
        {**LEGAL, "attributes": {"polarity": "affirmed", "mood": "good"}},
        {"id": "r3", "head": "e1", "tail": "e4", "label": "met"},
        {"id": "r4", "head": "e1", "tail": "e2", "label": "sank"},
        {**LEGAL, "id": "r5", "head": "e2", "tail": "e1", "attributes": {"polarity": "perhaps"}},
    ]
    report = take(record([*PEOPLE, ship], relations))
    assert (report.done, report.entities, report.relations, report.refused) == (1, 3, 2, [])
    assert dict(report.left_out) == {
        "entity label 'SHIP'": 1,
        "relations of entities that were left out": 1,
        "relation label 'sank'": 1,
        "attribute 'mood' of met": 1,
        "value 'perhaps' of polarity": 1,
    }
    kept = open_review(store, "a1", "ann").annotations
    assert [dict(one.attributes) for one in kept.relations] == [{"polarity": "affirmed"}, {}]


def test_strictly_all_or_nothing_a_label_that_the_schema_lacks_refuses_all(store, take):
    ship = {"id": "e4", "start": 4, "end": 7, "label": "SHIP"}
    report = take(record([*PEOPLE, ship]), strict=True)
    assert (report.done, len(report.refused)) == (0, 1)
    assert "'SHIP' is no entity label of the schema tiny" in str(report.refused[0])


def test_gold_may_not_break_the_schema(store, tmp_path):
    lines = write_lines(tmp_path / "gold.jsonl", record())
    report = import_records(store, lines, ImportOptions("gold"))
    assert (report.done, len(report.refused)) == (0, 1)


def test_in_files_wrong_labels_and_relations_count_as_spurious_and_are_named(tmp_path):
    schema = tmp_path / "schema.json"
    schema.write_text(json.dumps(SCHEMA), encoding="utf-8")
    ship = {"id": "e4", "start": 4, "end": 7, "label": "SHIP"}
    gold = write_lines(tmp_path / "gold.jsonl", record(relations=[LEGAL]))
    wrong = write_lines(tmp_path / "wrong.jsonl", record([*PEOPLE, ship]))
    found = evaluate_files(gold, wrong, schema, QUICK)
    assert found["entities"]["strict"]["spurious"] == 1
    assert found["relations"]["strict"]["spurious"] == 1
    assert found["unknown_labels"] == {"SHIP": 1}
    right = write_lines(tmp_path / "right.jsonl", record(relations=[LEGAL]))
    compared = compare_files(gold, [wrong, right], schema, Sampling(resamples=10))
    assert compared.changes[0].counts()["relations"]["spurious_gone"] == 1
    assert "unknown_labels" not in evaluate_files(gold, right, schema, QUICK)


def test_a_log_of_an_earlier_version_in_which_it_was_accepted_is_still_sound(store, take, monkeypatch):
    monkeypatch.setattr("annotator.core.decide._label_fault", lambda *_: None)
    take(record())
    decide(store, "a1", {"op": "accept", "kind": "relation", "id": "r2"})
    decide(store, "a1", {"op": "accept_all", "items": ALL}, client="c2")
    monkeypatch.undo()
    assert examine(store).faults == []
    with pytest.raises(AssertionError, match="relabel, flip or delete it first"):
        decide(store, "a1", {"op": "complete"}, client="c3")
