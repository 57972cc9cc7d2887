import json

import pytest

from annotator.cli import COMMANDS
from annotator.store import open_store
from tests.services.building import SEEDS, decide, put, write_lines

TEXT = "Ada met Bo."
RECORD = {
    "id": "a",
    "text": TEXT,
    "entities": [{"id": "e1", "start": 0, "end": 3, "label": "PERSON"}],
    "relations": [],
}


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(run, command):
    found = run(command, "--help")
    assert found.code == 0
    assert f"usage: annotator {command}" in found.out
    if command != "serve":
        assert "--json" in found.out


@pytest.mark.parametrize("command", sorted({*COMMANDS} - {"agreement", "formats"}))
def test_every_command_that_uses_the_database_can_be_told_which(run, command):
    assert "--db PATH" in run(command, "--help").out


def test_the_list_of_commands_names_them_all(run):
    found = run("--help")
    assert all(f"    {command} " in found.out for command in COMMANDS)


def test_ingest_tells_what_became_of_everything(run, tmp_path):
    found = run("ingest", SEEDS, "--db", tmp_path / "a.db")
    assert (found.code, found.faults) == (0, [])
    assert found.out == "10 articles added, 0 known already, 0 refused\nleft alone: 1 file of other kinds\n"
    again = run("ingest", SEEDS, "--db", tmp_path / "a.db", "--json")
    report = json.loads(again.out)
    assert report["added"] == []
    assert len(report["known"]) == 10
    assert report["refused"] == []


def test_ingest_makes_the_database_that_the_environment_names(run, tmp_path):
    assert run("ingest", SEEDS).code == 0
    assert (tmp_path / "default.db").exists()


def test_ingest_of_a_batch_with_a_bad_file_takes_the_rest_and_exits_with_1(run, tmp_path):
    (tmp_path / "good.txt").write_text(TEXT)
    (tmp_path / "bad.txt").write_bytes(b"\xff")
    found = run("ingest", tmp_path / "good.txt", tmp_path / "bad.txt", "--json")
    assert found.code == 1
    assert json.loads(found.out)["added"] == ["good"]
    assert json.loads(found.out)["refused"] == [
        {
            "source": str(tmp_path / "bad.txt"),
            "line": None,
            "problem": "byte 0xff at position 0 is not UTF-8; save the file as UTF-8",
        }
    ]
    assert len(found.faults) == 1


def test_ingest_of_nothing_usable_exits_with_2(run, tmp_path):
    found = run("ingest", tmp_path / "none.txt")
    assert found.code == 2
    assert found.faults == [f"annotator: {tmp_path}/none.txt: cannot be read: No such file or directory"]


def test_ingest_says_that_annotations_stay_in_their_file(run, tmp_path):
    path = write_lines(tmp_path / "a.jsonl", RECORD)
    assert "1 record had entities or relations" in run("ingest", path).out


def test_export_writes_gold(run, database, tmp_path):
    path = tmp_path / "gold.jsonl"
    found = run("export", "--format", "jsonl", "--output", path, "--db", database)
    assert found.code == 0
    assert found.out.splitlines() == [
        f"1 article with 2 entities and 1 relation written to {path} (jsonl)",
        "every entity, relation and attribute is in it",
    ]
    assert [json.loads(line)["id"] for line in path.read_text().splitlines()] == ["a"]


def test_export_prints_its_report_as_json(run, database, tmp_path):
    path = tmp_path / "gold.jsonl"
    found = run("export", "--format", "jsonl", "--output", path, "--db", database, "--json")
    assert json.loads(found.out) == {
        "format": "jsonl",
        "output": str(path),
        "articles": 1,
        "entities": 2,
        "relations": 1,
        "lost": {"entities": 0, "relations": 0, "attributes": 0},
        "reasons": {},
        "lost_items": None,
    }


def test_export_without_gold_exits_with_1_and_leaves_an_older_file(run, tmp_path):
    put(open_store(tmp_path / "a.db"), ("a", TEXT))
    path = tmp_path / "gold.jsonl"
    path.write_text("older gold")
    found = run("export", "--format", "jsonl", "--output", path, "--db", tmp_path / "a.db")
    assert found.code == 1
    assert "there is nothing to export: no article is complete" in found.err
    assert path.read_text() == "older gold"


@pytest.mark.parametrize(
    ("output", "fault"),
    [
        ("none/gold.jsonl", "none does not exist; make it first"),
        (".", "is a folder; name a file in it"),
        ("a.db", "is what this command reads; choose another place"),
    ],
)
def test_export_to_a_place_that_cannot_be_is_refused(run, database, tmp_path, output, fault):
    found = run("export", "--format", "jsonl", "--output", tmp_path / output, "--db", database)
    assert found.code == 2
    assert len(found.faults) == 1
    assert fault in found.err


def test_formats_tells_what_each_one_loses(run):
    assert run("formats").out.startswith("jsonl (.jsonl): the native record")
    found, *_ = json.loads(run("formats", "--json").out)
    assert found["name"] == "jsonl"
    assert found["loses"]


def evaluated(run, tmp_path, gold, predicted, *options):
    paths = write_lines(tmp_path / "g.jsonl", *gold), write_lines(tmp_path / "p.jsonl", *predicted)
    return run("evaluate", "--gold", paths[0], "--predicted", paths[1], *options)


def test_evaluate_prints_the_documented_json(run, tmp_path):
    found = evaluated(run, tmp_path, [RECORD], [RECORD], "--json")
    value = json.loads(found.out)
    assert (found.code, found.err) == (0, "")
    assert value["articles"] == 1
    assert value["entities"]["strict"] == {
        **{"gold": 1, "predicted": 1, "correct": 1, "incorrect": 0, "partial": 0, "missed": 0, "spurious": 0},
        **{"precision": 1.0, "recall": 1.0, "f1": 1.0, "f1_interval": None},
    }
    assert value["entities"]["per_label"]["PERSON"]["correct"] == 1
    assert value["relations"]["strict"]["f1"] is None
    assert set(value["relations"]["errors"]) == {
        *(
            "correct",
            "direction",
            "label",
            "direction_label",
            "argument_label",
            "argument_boundary",
            "argument",
        ),
        *("missed", "spurious"),
    }


def test_evaluate_prints_a_table_in_which_what_is_undefined_is_not_applicable(run, tmp_path):
    found = evaluated(run, tmp_path, [RECORD], [RECORD])
    lines = found.out.splitlines()
    assert lines[0] == "articles: 1"
    assert any(line.split()[:4] == ["strict", "1", "1", "1"] for line in lines)
    assert any(line.split()[:1] == ["strict"] and "n/a" in line for line in lines)
    assert "  errors: correct 1, label 0, boundary 0" in found.out


def test_evaluate_draws_the_same_intervals_for_the_same_seed(run, tmp_path):
    gold = [{**RECORD, "id": f"a{at}"} for at in range(6)]
    predicted = [{**one, "entities": one["entities"] * (at % 2)} for at, one in enumerate(gold)]
    first, again, other = (
        json.loads(evaluated(run, tmp_path, gold, predicted, "--json", "--seed", seed).out)
        for seed in (1, 1, 2)
    )
    assert first == again
    assert first["entities"]["strict"]["f1_interval"] is not None
    assert other["intervals"]["seed"] == 2


def test_evaluate_scores_an_extractor_on_the_gold_of_the_database(run, database):
    found = run("evaluate", "--extractor", "names", "--db", database, "--json")
    assert found.code == 0
    assert json.loads(found.out)["extractor"] == {"name": "names", "version": "1"}
    assert json.loads(found.out)["entities"]["strict"]["f1"] == 1.0


def test_evaluate_says_what_is_decided_in_articles_that_are_not_complete(run, database):
    decide(open_store(database), "b", {"op": "accept", "kind": "entity", "id": "e1"})
    options = ("evaluate", "--extractor", "names", "--db", database)
    shown = (
        "not in these scores: 1 article not complete; precision of what is decided there: entities 1.000 of 1"
    )
    assert shown in run(*options).out
    found = json.loads(run(*options, "--json").out)["partly_reviewed"]
    assert found["entities"] == {"correct": 1, "wrong": 0, "undecided": 1, "precision": 1.0}
    assert found["relations"]["precision"] is None


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        ([], "--gold and --predicted missing"),
        (["--gold", "g.jsonl"], "--predicted missing"),
        (["--extractor", "x", "--gold", "g.jsonl"], "--gold belongs to files"),
        (["--gold", "g", "--predicted", "p", "--version", "1"], "--version goes with --extractor"),
        (["--gold", "g", "--predicted", "p", "--seed", "-1"], "argument --seed: -1 is not between 0 and"),
        (["--gold", "g", "--predicted", "p", "--resamples", "many"], "'many' is not a whole number"),
        (["--gold", "none.jsonl", "--predicted", "p"], "none.jsonl: cannot be read"),
        (["--gold", "g", "--predicted", "p", "--schema", "none.json"], "none.json: cannot be read"),
    ],
)
def test_evaluate_refuses_bad_use_in_one_line(run, arguments, fault):
    found = run("evaluate", *arguments)
    assert (found.code, found.out, len(found.faults)) == (2, "", 1)
    assert fault in found.err


def test_doctor_finds_a_sound_database_sound(run, database):
    found = run("doctor", "--db", database)
    assert (found.code, found.err) == (0, "")
    assert found.out.startswith("checked: ")
    assert found.out.endswith("no fault\n")
    assert json.loads(run("doctor", "--db", database, "--json").out)["ok"] is True


def test_backup_writes_a_copy_that_is_sound(run, database, tmp_path):
    copy = tmp_path / "copy.db"
    assert run("backup", copy, "--db", database).code == 0
    assert run("doctor", "--db", copy).code == 0
    again = run("backup", copy, "--db", database)
    assert again.code == 2
    assert len(again.faults) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["export", "--format", "jsonl", "--output", "gold.jsonl"],
        ["propose"],
        ["evaluate", "--extractor", "default"],
        ["doctor"],
        ["backup", "copy.db"],
    ],
)
def test_what_needs_a_database_says_so_when_there_is_none(run, tmp_path, arguments):
    found = run(*arguments, "--db", tmp_path / "none.db")
    assert found.code == 2
    assert found.faults == [
        f"annotator: {tmp_path}/none.db: there is no database; annotator ingest makes one"
    ]
    assert not (tmp_path / "none.db").exists()


@pytest.mark.parametrize("command", ["doctor", "ingest"])
def test_a_file_that_is_no_database_is_refused_in_one_line(run, tmp_path, command):
    path = tmp_path / "a.db"
    path.write_text("no database, but long enough to be taken for one" * 100)
    found = run(command, *([SEEDS] if command == "ingest" else []), "--db", path)
    assert found.code == 2
    assert len(found.faults) == 1
    assert str(path) in found.err
    assert path.read_text().startswith("no database")


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (["--input", "a.jsonl"], "--input and --output go together"),
        (["--output", "a.jsonl"], "--input and --output go together"),
        (["--workers", "0"], "argument --workers: 0 is not between 1 and 256"),
        (["--extractor", "nonsense"], "nonsense"),
        (["--label", "PER"], "--label PER: it takes THEIRS=OURS"),
        (["--label", "PER=PERSON", "--label", "PER=ORG"], "PER is given twice"),
        (["--label", "PER=PERSON"], "spaCy pipelines only"),
        (["--schema", "none.json"], "none.json: cannot be read"),
    ],
)
def test_propose_refuses_bad_use_in_one_line(run, database, arguments, fault):
    found = run("propose", *arguments, "--db", database)
    assert (found.code, len(found.faults)) == (2, 1)
    assert fault in found.err


@pytest.mark.parametrize("arguments", [["--port", "70000"], ["--port", "web"], ["--host", "192.0.2.1"]])
def test_serve_refuses_a_place_where_it_will_not_listen(run, arguments):
    found = run("serve", *arguments)
    assert (found.code, len(found.faults)) == (2, 1)
