"""A batch on a cluster gives the records of a batch on one machine, whatever happens to its workers."""

import os
import signal
import sys
from dataclasses import replace

import pytest
import spacy

from annotator.cli import main
from annotator.core.model import ExtractorName
from annotator.errors import ExtractorError, InputError
from annotator.services.database.label_schema import default_schema
from annotator.services.files.record_files import FORMATS, read_record_file, record_files
from annotator.services.imports.import_records import ImportOptions, import_records
from annotator.services.propose import cluster, propose_cluster
from annotator.services.propose.cluster import dask_cluster
from annotator.services.propose.cluster_worker import Recipe, read_part
from annotator.services.propose.propose_cluster import propose_on_cluster
from annotator.services.propose.propose_file import propose_file
from annotator.store import open_store
from tests.services.building import write_lines

ARTICLES, PARTS = 23, 5


class Here:
    """A cluster of this process, whose answers come in another order than the questions."""

    def __init__(self, order=reversed):
        self.asked = []
        self._order = order

    def run(self, function, argument):
        return function(argument)

    def each(self, function, arguments):
        tasks = list(arguments)
        self.asked += [task.number for task in tasks]
        yield from (function(task) for task in self._order(tasks))


@pytest.fixture(autouse=True)
def _small_parts(monkeypatch):
    monkeypatch.setattr(propose_cluster, "PART", 5)


@pytest.fixture(scope="module")
def extractor(tmp_path_factory):
    """The name of a spaCy pipeline that knows two people; it loads at once."""
    pipeline = spacy.blank("en")
    ruler = pipeline.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "PERSON", "pattern": name} for name in ("Ada", "Bo")])
    folder = tmp_path_factory.mktemp("model")
    pipeline.to_disk(folder)
    return f"spacy:{folder}"


@pytest.fixture
def source(tmp_path):
    rows = [
        {"id": f"n{at}", "text": f"Ada met Bo.\r\n\tTalk {at} 😀", "source": "Sun", "x_n": [at, None]}
        for at in range(ARTICLES)
    ]
    return write_lines(tmp_path / "in.jsonl", *rows[:8], {"id": "bad"}, *rows[8:])


@pytest.fixture
def undisturbed(source, extractor, tmp_path):
    """The bytes of a batch on one machine."""
    propose_file(source, tmp_path / "local.jsonl", default_schema(), extractor)
    return (tmp_path / "local.jsonl").read_bytes()


def run(source, folder, extractor, on=None, format="jsonl"):
    recipe = Recipe(extractor, default_schema())
    return propose_on_cluster(source, folder, on or Here(), recipe, format)


def joined(folder):
    return b"".join(path.read_bytes() for path in record_files(folder))


def records(folder):
    return [found for path in record_files(folder) for _, found in read_record_file(path)]


def test_a_worker_that_is_killed_in_the_middle_loses_nothing(
    source, extractor, undisturbed, tmp_path, monkeypatch, capsys
):
    killed = tmp_path / "killed"

    def read_or_die(task):
        if task.number == 2 and not killed.exists():
            killed.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return read_part(task)

    monkeypatch.setattr(propose_cluster, "read_part", read_or_die)
    files = ["--input", str(source), "--output", str(tmp_path / "parts"), "--extractor", extractor]
    with dask_cluster(None, 2) as local:
        code = main(["propose", "--engine", "dask", "--scheduler", local.address, *files])
    assert killed.exists()
    assert code == 1
    said = capsys.readouterr()
    assert f"46 entities and 0 relations proposed in {ARTICLES} articles" in said.out
    assert "in.jsonl, line 9: " in said.err
    assert joined(tmp_path / "parts") == undisturbed


def test_parts_that_come_in_another_order_are_the_same_parts(source, extractor, undisturbed, tmp_path):
    report = run(source, tmp_path / "parts", extractor)
    assert joined(tmp_path / "parts") == undisturbed
    assert (report.done, report.entities) == (ARTICLES, 2 * ARTICLES)
    assert [fault.line for fault in report.refused] == [9]


def test_parquet_parts_hold_the_same_records(source, extractor, tmp_path):
    run(source, tmp_path / "lines", extractor)
    run(source, tmp_path / "columns", extractor, format="parquet")
    assert [path.suffix for path in record_files(tmp_path / "columns")] == [".parquet"] * PARTS
    assert records(tmp_path / "columns") == records(tmp_path / "lines")


@pytest.mark.parametrize("format", FORMATS)
def test_a_second_run_makes_only_what_is_missing_or_damaged(source, extractor, tmp_path, format):
    first = run(source, tmp_path / "parts", extractor, format=format)
    before = records(tmp_path / "parts")
    files = record_files(tmp_path / "parts")
    files[1].unlink()
    files[3].write_bytes(files[3].read_bytes()[:-1] + b"?")
    files[4].with_suffix(".sha256").unlink()
    again = Here()
    assert run(source, tmp_path / "parts", extractor, again, format).entities == first.entities
    assert again.asked == [1, 3, 4]
    assert records(tmp_path / "parts") == before


@pytest.mark.parametrize("change", [lambda rows: [*rows[:3], *rows[4:]], lambda rows: rows[:7]])
def test_parts_of_other_articles_are_never_mixed_in(source, extractor, tmp_path, change):
    run(source, tmp_path / "parts", extractor)
    source.write_bytes(b"".join(change(source.read_bytes().splitlines(keepends=True))))
    with pytest.raises(InputError, match="holds a run on other articles; remove the folder"):
        run(source, tmp_path / "parts", extractor)


def test_workers_whose_extractor_is_another_one_are_refused(source, extractor, tmp_path):
    class Mixed(Here):
        def each(self, function, arguments):
            for part in super().each(function, arguments):
                old = ExtractorName(part.extractor.name, "old")
                yield replace(part, extractor=old)

    with pytest.raises(ExtractorError, match=r"the workers differ: .* old, another .*; install the same"):
        run(source, tmp_path / "parts", extractor, Mixed())
    assert not list((tmp_path / "parts").glob("part-*"))


@pytest.mark.parametrize("format", FORMATS)
def test_parts_go_into_a_database_once_in_any_order_and_a_flipped_byte_is_refused(
    source, extractor, tmp_path, format
):
    run(source, tmp_path / "parts", extractor, format=format)
    files = record_files(tmp_path / "parts")
    store = open_store(tmp_path / "a.db")
    raw = files[2].read_bytes()
    files[2].write_bytes(raw[:100] + bytes([raw[100] ^ 1]) + raw[101:])
    proposals = ImportOptions("proposals")
    reports = [import_records(store, path, proposals) for path in reversed(files)]
    assert [(report.done, len(report.refused)) for report in reports] == [
        (3, 0),
        (5, 0),
        (0, 1),
        (5, 0),
        (5, 0),
    ]
    assert "its sha256 is not the one in part-00002.sha256" in str(reports[2].refused[0])
    files[2].write_bytes(raw)
    for done, known in ((5, 18), (0, ARTICLES)):
        whole = import_records(store, tmp_path / "parts", proposals)
        assert (whole.done, whole.known, whole.refused) == (done, known, [])
    store.close()


def test_what_dask_needs_is_said_in_one_line(source, tmp_path, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "distributed", None)
    files = ["--input", str(source), "--output", str(tmp_path / "parts")]
    assert main(["propose", "--engine", "dask", *files]) == 2
    assert "needs the package distributed; in the folder of Annotator, run" in capsys.readouterr().err


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "nowhere", "ftp://x:1"])
def test_a_scheduler_that_does_not_answer_is_named(address, monkeypatch):
    monkeypatch.setattr(cluster, "CONNECT", 0.3)
    with (
        pytest.raises(ExtractorError, match=f"no Dask scheduler answers at {address}"),
        dask_cluster(address, 1),
    ):
        pass


@pytest.mark.parametrize(
    ("options", "fault"),
    [
        (["--engine", "dask"], "--engine dask reads files: give --input, and a folder as --output"),
        (["--scheduler", "tcp://h:1"], "--scheduler is for --engine dask"),
        (["--format", "parquet"], "--format is for --engine dask"),
        (
            [
                "--engine",
                "dask",
                "--input",
                "a",
                "--output",
                "b",
                "--scheduler",
                "tcp://h:1",
                "--workers",
                "2",
            ],
            "--workers is for this machine; the cluster of --scheduler has its own",
        ),
    ],
)
def test_options_that_do_not_go_together_are_refused(options, fault, capsys):
    assert main(["propose", *options]) == 2
    assert fault in capsys.readouterr().err
