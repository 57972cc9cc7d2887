"""From imports to what reviewers see, by commands: schemas that grow, extractors that are chosen."""

import json

import pytest

from annotator.services.review.review import open_review
from annotator.store import open_store
from tests.services.building import write_lines

SCHEMA = {
    "name": "v1",
    "version": "1",
    "entity_labels": [{"label": "PERSON"}, {"label": "ORG"}, {"label": "DATE"}],
    "relation_labels": [{"label": "acquired", "head": ["ORG"], "tail": ["ORG"]}],
}
KEY = [{"label": "PERSON", "key": "z"}, *SCHEMA["entity_labels"][1:]]
RECORDS = [
    {"id": "a1", "text": "Ada came.", "entities": [{"start": 0, "end": 3, "label": "PERSON"}]},
    {
        "id": "a2",
        "text": "Acme acquired Bo Ltd on Monday.",
        "entities": [
            {"id": "e1", "start": 0, "end": 4, "label": "ORG"},
            {"id": "e2", "start": 14, "end": 20, "label": "ORG"},
            {"id": "e3", "start": 24, "end": 30, "label": "DATE"},
        ],
        "relations": [{"id": "r1", "head": "e1", "tail": "e3", "label": "acquired"}],
    },
]


@pytest.fixture
def imported(run, tmp_path, monkeypatch):
    """A folder with a database into which `mine` was imported under v1.json, one relation of it illegal."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ANNOTATOR_DB", "a.db")
    schemas = {
        "v1": SCHEMA,
        "key": {**SCHEMA, "entity_labels": KEY},
        "plus": {**SCHEMA, "entity_labels": [*SCHEMA["entity_labels"], {"label": "EVENT"}]},
        "less": {**SCHEMA, "entity_labels": SCHEMA["entity_labels"][:2]},
    }
    for name, value in schemas.items():
        (tmp_path / f"{name}.json").write_text(json.dumps(value), encoding="utf-8")
    (tmp_path / "new.txt").write_text("Bob Stone met Acme people in Paris.", encoding="utf-8")
    write_lines(tmp_path / "base.jsonl", *RECORDS)
    found = run("import", "base.jsonl", "--as", "proposals", "--extractor", "mine", "--schema", "v1.json")
    assert (found.code, found.faults) == (0, [])
    return tmp_path


def shown(article_id):
    return [one.label for one in open_review(open_store("a.db"), article_id, "ann").annotations.entities]


@pytest.mark.parametrize("schema", ["key", "plus"])
def test_articles_that_come_with_a_dressed_or_grown_schema_hide_no_proposals(run, imported, schema):
    assert run("ingest", "new.txt", "--schema", f"{schema}.json").code == 0
    assert shown("a2") == ["ORG", "ORG", "DATE"]


@pytest.mark.parametrize("command", [("ingest", "new.txt"), ("propose",)])
def test_a_schema_that_takes_a_label_away_is_refused_in_one_line_before_anything_happens(
    run, imported, command
):
    found = run(*command, "--schema", "less.json")
    assert found.code == 2
    (fault,) = found.faults
    assert "less.json: takes away" in fault
    assert "entity label DATE is missing (1 proposed items have it, and 0 in reviews)" in fault
    assert "2 articles with proposals" in fault
    with open_store("a.db").read() as transaction:
        assert transaction.articles.count() == 2


def test_labels_that_are_left_out_of_an_import_are_named_and_make_exit_code_1(run, imported):
    ship = {"start": 5, "end": 8, "label": "SHIP"}
    write_lines(imported / "more.jsonl", {**RECORDS[0], "entities": [*RECORDS[0]["entities"], ship]})
    found = run("import", "more.jsonl", "--as", "proposals", "--extractor", "other")
    assert (found.code, found.faults) == (1, [])
    assert "1 record taken as proposals with 1 entity" in found.out
    assert "left out, because the label schema lacks them: entity label 'SHIP' (1)" in found.out


def test_another_extractor_is_seen_once_it_is_chosen_and_no_longer_when_the_first_is(run, imported):
    write_lines(
        imported / "more.jsonl", {**RECORDS[1], "entities": RECORDS[1]["entities"][:1], "relations": []}
    )
    told = run("import", "more.jsonl", "--as", "proposals", "--extractor", "other").out
    assert "reviewers still see those of others in 1 untouched article" in told
    assert shown("a2") == ["ORG", "ORG", "DATE"]
    would = json.loads(run("extractors", "--use", "other", "--dry-run", "--json").out)
    assert would == {"name": "other", "version": "1", "changed": 1, "dry_run": True}
    assert run("extractors", "--use", "other@1").out == (
        "1 untouched article now with the proposals of other@1 instead of others\n"
    )
    assert shown("a2") == ["ORG"]
    listed = json.loads(run("extractors", "--json").out)["extractors"]
    assert [(row["name"], row["articles"], row["shown"]) for row in listed] == [
        ("default", 0, 0),
        ("mine", 2, 1),
        ("other", 1, 1),
    ]
    assert "mine@1: 2 articles read, shown in 1 that nobody has decided on" in run("extractors").out
    assert run("extractors", "--use", "mine").code == 0
    assert shown("a2") == ["ORG", "ORG", "DATE"]
    assert "no extractor 'nobody'" in run("extractors", "--use", "nobody").err
