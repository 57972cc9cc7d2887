"""No command overwrites what it reads, nor what is there already unless it is told to."""

import json
import os
from pathlib import Path

import pytest

import annotator
from annotator.formats.registry import format_names, get_format
from annotator.store import open_store
from tests.services.building import ONE_RECORD, write_lines

ANNOTATOR = Path(annotator.__file__).parent
MINE = b"nobody else's"


@pytest.fixture
def gold(tmp_path):
    return write_lines(tmp_path / "gold.jsonl", ONE_RECORD)


@pytest.fixture
def commands(database, gold, tmp_path):
    """Each command that writes a file, without the file."""
    predicted = write_lines(tmp_path / "predicted.jsonl", ONE_RECORD)
    return {
        "propose": ["propose", "--input", gold, "--output"],
        "report of files": ["report", "--gold", gold, "--predicted", predicted, "--output"],
        "report": ["report", "--db", database, "--output"],
        "backup": ["backup", "--db", database],
        **{name: ["export", "--db", database, "--format", name, "--output"] for name in FILES},
    }


FILES = [name for name in format_names() if get_format(name).layout == "file"]
FOLDERS = [name for name in format_names() if get_format(name).layout == "folder"]
WRITERS = ["propose", "report of files", "report", "backup", *FILES]


@pytest.mark.parametrize("name", WRITERS)
def test_a_file_that_is_there_is_refused_by_name_and_replaced_with_force(run, commands, tmp_path, name):
    place = tmp_path / "mine"
    place.write_bytes(MINE)
    refused = run(*commands[name], place)
    assert refused.code == 2
    assert refused.faults == [f"annotator: {place}: exists already; --force replaces it"]
    assert place.read_bytes() == MINE
    forced = run(*commands[name], place, "--force")
    assert forced.code == 0, forced.err
    assert place.read_bytes() != MINE
    assert [
        found.name for found in tmp_path.iterdir() if found.name.endswith((".part", ".parts", ".old"))
    ] == []


def same_place(path, how):
    """Another name for a file."""
    other = path.with_name("other-name")
    if how == "its own name":
        return path
    if how == "another spelling":
        return path.parent / "." / ".." / path.parent.name / path.name
    if how == "a symbolic link":
        other.symlink_to(path)
    else:
        os.link(path, other)
    return other


@pytest.mark.parametrize("force", [[], ["--force"]], ids=["unasked", "with force"])
@pytest.mark.parametrize("how", ["its own name", "another spelling", "a symbolic link", "a hard link"])
@pytest.mark.parametrize("name", WRITERS)
def test_what_a_command_reads_is_never_written_under_any_name(
    run, commands, database, gold, name, how, force
):
    read = gold if name in ("propose", "report of files") else database
    before = read.read_bytes()
    refused = run(*commands[name], same_place(read, how), *force)
    assert (refused.code, len(refused.faults)) == (2, 1)
    assert "is what this command reads; choose another place" in refused.err
    assert read.read_bytes() == before


@pytest.mark.parametrize("ending", ["-wal", "-shm", "-journal"])
def test_what_belongs_to_the_database_is_never_written(run, database, ending):
    place = database.with_name(database.name + ending)
    refused = run("export", "--db", database, "--format", "jsonl", "--output", place, "--force")
    assert refused.code == 2
    assert "is what this command reads" in refused.err


@pytest.mark.parametrize("name", FOLDERS)
def test_a_folder_that_is_there_is_refused_by_name_and_replaced_with_force(run, database, tmp_path, name):
    place = tmp_path / "folder"
    command = ["export", "--db", database, "--format", name, "--output", place]
    assert run(*command).code == 0
    whole = {found.name: found.read_bytes() for found in place.rglob("*") if found.is_file()}
    first = sorted(whole)[0]
    (found,) = place.rglob(first)
    found.write_bytes(MINE)
    refused = run(*command)
    assert refused.code == 2
    assert refused.faults == [f"annotator: {place}: exists already; --force replaces it"]
    assert found.read_bytes() == MINE
    assert run(*command, "--force").code == 0
    assert {found.name: found.read_bytes() for found in place.rglob("*") if found.is_file()} == whole


def test_a_wrong_name_costs_nobody_a_folder(run, database, tmp_path):
    thesis = tmp_path / "documents" / "thesis.odt"
    thesis.parent.mkdir()
    thesis.write_bytes(MINE)
    where = ["--db", database, "--format", "brat", "--output"]
    refused = run("export", *where, thesis.parent, "--force")
    assert refused.code == 2
    assert "holds thesis.odt, which is none of the files to write" in refused.err
    assert thesis.read_bytes() == MINE
    assert "holds" in run("export", *where, tmp_path, "--force").err  # the database stands in it
    assert database.exists()


def test_what_stands_beside_an_export_is_kept_too(run, database, tmp_path):
    for beside, name in (("gold.config.xml", "label-studio"), ("gold.json.lost.csv", "jsonl")):
        (tmp_path / beside).write_bytes(MINE)
        command = ["export", "--db", database, "--format", name, "--output", tmp_path / "gold.json"]
        refused = run(*command)
        assert (refused.code, len(refused.faults)) == (2, 1)
        assert f"{beside}: exists already; --force replaces it" in refused.err
        assert (tmp_path / beside).read_bytes() == MINE
        assert not (tmp_path / "gold.json").exists()
        (tmp_path / beside).unlink()


def test_a_release_that_is_there_is_replaced_with_force_only(run, database):
    assert run("release", "v1", "--db", database).code == 0
    place = database.parent / "releases" / "v1"
    refused = run("release", "v1", "--db", database)
    assert refused.faults == [f"annotator: {place}: exists already; --force replaces it"]
    assert refused.code == 2
    (place / "gold.jsonl").write_bytes(MINE)
    assert run("release", "v1", "--db", database, "--force").code == 0
    assert run("release", "v1", "--db", database, "--check").code == 0


def test_training_refuses_what_is_there_before_it_begins(run, database, tmp_path):
    (tmp_path / "v1").mkdir()
    (tmp_path / "v1" / "notes.txt").write_bytes(MINE)
    command = ["train", "--db", database, "--output", tmp_path / "v1"]
    assert "exists already; --force replaces it" in run(*command).err
    assert "is no version of an extractor" in run(*command, "--force").err
    assert (tmp_path / "v1" / "notes.txt").read_bytes() == MINE


def test_refused_records_that_may_be_mended_by_now_are_kept(run, tmp_path, gold):
    gold.write_bytes(gold.read_bytes() + b"no record\n")
    command = ["import", gold, "--as", "gold", "--reviewer", "zoe", "--db", tmp_path / "new.db"]
    assert run(*command).code == 1
    aside = tmp_path / "gold.quarantine.jsonl"
    aside.write_bytes(MINE)
    refused = run(*command)
    assert refused.code == 2
    assert refused.faults == [f"annotator: {aside}: exists already; --force replaces it"]
    assert aside.read_bytes() == MINE
    assert run(*command, "--force").code == 1
    assert aside.read_bytes() == b"no record\n"


def test_a_run_on_a_cluster_writes_into_no_folder_but_its_own(run, tmp_path, gold):
    command = ["propose", "--engine", "dask", "--input", gold, "--output"]
    assert "holds" in run(*command, tmp_path).err
    assert "--force is for a file" in run(*command, tmp_path / "parts", "--force").err
    assert "--force is for a file" in run("propose", "--force").err


def test_a_pipe_and_standard_output_lose_nothing_and_are_written(run, database):
    for place in ("-", "/dev/null"):
        assert run("report", "--db", database, "--output", place).code == 0
        assert run("export", "--db", database, "--format", "jsonl", "--output", place).code == 0


def test_a_backup_replaces_no_database_that_is_at_work(run, database, tmp_path):
    copy = tmp_path / "copy.db"
    assert run("backup", "--db", database, copy).code == 0
    store = open_store(copy)
    with store.read() as reading:
        assert reading.articles.count() == 3
    assert copy.with_name("copy.db-wal").exists()
    refused = run("backup", "--db", database, copy, "--force")
    assert (refused.code, len(refused.faults)) == (2, 1)
    assert "is a database at work" in refused.err
    store.close()


def test_every_file_of_a_user_is_written_under_the_one_rule():
    writing = {"services/files/files.py", "services/files/shards.py", "services/files/targets.py"}
    found = {
        path.relative_to(ANNOTATOR).as_posix()
        for path in ANNOTATOR.rglob("*.py")
        if "write_output" in path.read_text("utf-8")
    }
    assert found == writing


def test_with_json_the_refusal_is_the_same(run, database, tmp_path):
    (tmp_path / "mine").write_bytes(MINE)
    refused = run("export", "--db", database, "--format", "jsonl", "--output", tmp_path / "mine", "--json")
    assert refused.code == 2
    assert refused.out == "" or json.loads(refused.out)
    assert (tmp_path / "mine").read_bytes() == MINE
