"""What ends in .gz is gzip, whichever command writes or reads it."""

import gzip
import json
import subprocess

import pandas
import pytest

from annotator.formats.registry import format_names, get_format
from annotator.store import open_store
from tests.services.building import ONE_RECORD, write_lines

SINGLE = [name for name in format_names() if get_format(name).layout == "file"]


def packed(path, *rows):
    path.write_bytes(gzip.compress("".join(json.dumps(row) + "\n" for row in rows).encode()))
    return path


def unpacked(path):
    """Its content, as every other tool gets it."""
    return subprocess.run(["gzip", "-dc", str(path)], capture_output=True, check=True).stdout


@pytest.mark.parametrize("name", SINGLE)
def test_every_export_that_is_one_file_is_the_same_compressed(run, database, tmp_path, name):
    (tmp_path / "plain").mkdir()
    ending = get_format(name).extension
    for made in (f"plain/gold{ending}", f"gold{ending}.gz", f"again{ending}.gz"):
        done = run("export", "--db", database, "--format", name, "--output", tmp_path / made)
        assert done.code == 0, done.err
    content = (tmp_path / f"gold{ending}.gz").read_bytes()
    assert unpacked(tmp_path / f"gold{ending}.gz") == (tmp_path / f"plain/gold{ending}").read_bytes()
    assert content == (tmp_path / f"again{ending}.gz").read_bytes()  # neither a time nor a name is in it
    beside = {path.name for path in (tmp_path / "plain").iterdir()} - {
        f"gold{ending}",
        f"gold{ending}.lost.csv",
    }
    assert all((tmp_path / made).read_bytes() == (tmp_path / "plain" / made).read_bytes() for made in beside)


@pytest.mark.parametrize("name", SINGLE)
def test_every_format_that_is_one_file_is_imported_compressed_as_it_is_plain(run, database, tmp_path, name):
    ending = get_format(name).extension
    told = []
    for made in (f"gold{ending}", f"packed{ending}.gz"):
        run("export", "--db", database, "--format", name, "--output", tmp_path / made)
        taken = run(
            *("import", tmp_path / made, "--format", name, "--as", "proposals", "--extractor", "theirs"),
            *("--db", tmp_path / f"{made}.db", "--json"),
        )
        told.append((taken.code, json.loads(taken.out)["taken"], json.loads(taken.out)["entities"]))
    assert told[0] == told[1]


def test_pandas_reads_a_compressed_export(run, database, tmp_path):
    run("export", "--db", database, "--format", "jsonl", "--output", tmp_path / "gold.jsonl.gz")
    assert list(pandas.read_json(tmp_path / "gold.jsonl.gz", lines=True)["id"]) == ["a"]


def test_propose_reads_and_writes_compressed_records(run, tmp_path):
    articles = packed(tmp_path / "in.jsonl.gz", {"id": "a", "text": "Antony Blinken met Mevlut Cavusoglu."})
    done = run("propose", "--input", articles, "--output", tmp_path / "out.jsonl.gz")
    assert done.code == 0, done.err
    assert json.loads(unpacked(tmp_path / "out.jsonl.gz"))["id"] == "a"
    assert [path.name for path in tmp_path.iterdir() if "parts" in path.name] == []


def test_what_is_refused_of_a_compressed_import_is_kept_compressed(run, tmp_path):
    (tmp_path / "in.jsonl.gz").write_bytes(
        gzip.compress(b"no record\n" + json.dumps(ONE_RECORD).encode() + b"\n")
    )
    done = run(
        *("import", tmp_path / "in.jsonl.gz", "--as", "gold", "--reviewer", "zoe"),
        *("--db", tmp_path / "new.db", "--json"),
    )
    assert done.code == 1
    assert json.loads(done.out)["quarantine"] == [str(tmp_path / "in.quarantine.jsonl.gz")]
    assert unpacked(tmp_path / "in.quarantine.jsonl.gz") == b"no record\n"


def test_a_folder_of_compressed_parts_is_imported(run, tmp_path):
    (tmp_path / "parts").mkdir()
    packed(tmp_path / "parts" / "one.jsonl.gz", ONE_RECORD)
    packed(tmp_path / "parts" / "two.jsonl.gz", {**ONE_RECORD, "id": "b", "text": "Ada met Bo again."})
    done = run(
        *("import", tmp_path / "parts", "--as", "gold", "--reviewer", "zoe", "--json"),
        *("--db", tmp_path / "new.db"),
    )
    assert json.loads(done.out)["taken"] == 2


def test_what_reads_records_reads_them_compressed(run, tmp_path, database):
    gold = packed(tmp_path / "gold.jsonl.gz", ONE_RECORD)
    other = packed(tmp_path / "other.jsonl.gz", ONE_RECORD)
    plain = tmp_path / "plain.jsonl"
    write_lines(plain, ONE_RECORD)
    commands = [
        ("evaluate", "--gold", gold, "--predicted", other),
        ("compare", "--gold", gold, other, plain),
        ("agreement", gold, other),
        ("diff", gold, plain, "--db", database),
    ]
    for command in commands:
        done = run(*command)
        assert done.code == 0, done.err
    assert "gold.jsonl" not in run("agreement", gold, other).out  # a reviewer is called as the file is


def test_a_report_and_a_backup_are_written_compressed(run, database, tmp_path):
    run("report", "--db", database, "--output", tmp_path / "report.html.gz")
    assert unpacked(tmp_path / "report.html.gz").startswith(b"<!doctype html>")
    assert run("backup", "--db", database, tmp_path / "copy.db.gz").code == 0
    (tmp_path / "copy.db").write_bytes(unpacked(tmp_path / "copy.db.gz"))
    with open_store(tmp_path / "copy.db").read() as reading:
        assert reading.articles.count() == 3


@pytest.mark.parametrize(
    ("damage", "fault"),
    [
        (lambda content: content[:-8], "ends too early; copy or pack it anew"),
        (lambda content: b"no gzip", "cannot be unpacked"),
        (lambda content: content[:12] + b"\xff\xff" + content[14:], "copy or pack it anew"),
    ],
)
def test_a_damaged_file_is_one_clear_line(run, tmp_path, damage, fault):
    gold = packed(tmp_path / "gold.jsonl.gz", ONE_RECORD)
    gold.write_bytes(damage(gold.read_bytes()))
    done = run("evaluate", "--gold", gold, "--predicted", gold)
    assert (done.code, len(done.faults)) == (2, 1)
    assert fault in done.err
    assert "gold.jsonl.gz" in done.err
