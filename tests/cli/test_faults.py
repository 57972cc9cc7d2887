"""What no command may do to its user: a traceback, more than a line a fault, half a file."""

import io
import json
import os
import signal
import subprocess
import sys

import pytest

from annotator import __version__
from annotator.commands.output import one_line, progress_on_terminal, say_json, warn
from tests.services.building import SEEDS, write_lines

RECORD = {"id": "a", "text": "Ada met Bo.", "entities": [{"start": 0, "end": 3, "label": "PERSON"}]}


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (["frobnicate"], "annotator: argument COMMAND: invalid choice: 'frobnicate'"),
        (
            ["ingest"],
            "annotator ingest: the following arguments are required: PATH; see annotator ingest --help",
        ),
        (["export", "--output", "x"], "annotator export: the following arguments are required: --format"),
        (
            ["export", "--format", "xml", "--output", "x"],
            "annotator: there is no format 'xml'; choose one of: jsonl",
        ),
        (["ingest", "--nonsense", "x"], "annotator: unrecognized arguments: --nonsense"),
    ],
)
def test_bad_use_is_one_line_and_exit_code_2(run, arguments, fault):
    found = run(*arguments)
    assert (found.code, found.out) == (2, "")
    assert len(found.faults) == 1
    assert found.err.startswith(fault)


def test_no_command_shows_what_there_is(run):
    found = run()
    assert found.code == 2
    assert "usage: annotator" in found.err


def test_the_version_can_be_asked_for(run):
    assert run("--version").out == f"annotator {__version__}\n"


def test_a_value_with_line_breaks_stays_one_line(run, tmp_path):
    path = write_lines(tmp_path / "g.jsonl", {**RECORD, "a\nb\x1b[31m": 1})
    found = run("evaluate", "--gold", path, "--predicted", path)
    assert len(found.faults) == 1
    assert "['a\\nb\\x1b[31m']: is not a known key" in found.err


@pytest.mark.parametrize(("text", "line"), [("a\nb", "a\\nb"), ("Łódź 👍", "Łódź 👍"), ("\ud800", "\\ud800")])
def test_only_what_cannot_be_printed_is_escaped(text, line):
    assert one_line(text) == line


@pytest.mark.parametrize("kind", ["folder", "missing", "not UTF-8", "an array"])
def test_a_gold_file_that_is_none_is_one_line(run, tmp_path, kind):
    path = tmp_path / "g.jsonl"
    if kind == "folder":
        path.mkdir()
    elif kind != "missing":
        path.write_bytes(b"\xff" if kind == "not UTF-8" else b"[]")
    found = run("evaluate", "--gold", path, "--predicted", path)
    assert (found.code, found.out, len(found.faults)) == (2, "", 1)
    assert str(path) in found.err


def test_output_that_nobody_reads_any_more_is_no_fault(start, tmp_path):
    rows = [
        {**RECORD, "id": f"a{at}", "entities": [{"start": 0, "end": 3, "label": f"L{at}"}]}
        for at in range(600)
    ]
    path = write_lines(tmp_path / "g.jsonl", *rows)
    arguments = ["evaluate", "--gold", path, "--predicted", path, "--json", "--resamples", 0]
    process = start(*arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == ""
    process.stderr.close()
    assert process.wait() == 1


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_a_full_disk_is_one_line(start, tmp_path):
    path = write_lines(tmp_path / "g.jsonl", RECORD)
    with open("/dev/full", "w") as full:
        process = start("evaluate", "--gold", path, "--predicted", path, stdout=full, stderr=subprocess.PIPE)
        _, err = process.communicate()
    assert process.returncode == 2
    assert err == "annotator: the output: No space left on device\n"


def heeds_interruptions():
    """A shell gives programs in its background a deaf ear for Ctrl-C, and the tests may run there."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_an_interruption_is_one_line(start, tmp_path):
    os.mkfifo(tmp_path / "slow.jsonl")
    process = start(
        *("evaluate", "--gold", tmp_path / "slow.jsonl", "--predicted", tmp_path / "slow.jsonl"),
        stderr=subprocess.PIPE,
        preexec_fn=heeds_interruptions,
    )
    with open(tmp_path / "slow.jsonl", "w") as pipe:  # opens once the command reads
        process.send_signal(signal.SIGINT)
        _, err = process.communicate()
        assert pipe
    assert err == "annotator: interrupted; what was saved before is kept\n"
    assert process.returncode == 130


def test_a_terminal_without_our_characters_gets_their_escapes(start, tmp_path):
    (tmp_path / "Łódź.pdf").write_text("x")
    process = start(
        *("ingest", tmp_path / "Łódź.pdf", "--db", tmp_path / "a.db"),
        environment={"PYTHONIOENCODING": "ascii"},
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    _, err = process.communicate()
    assert process.returncode == 2
    assert "\\u0141\\xf3d\\u017a.pdf" in err
    assert "Traceback" not in err


@pytest.mark.parametrize("closed", [1, 2])
def test_a_closed_stream_does_no_harm(start, tmp_path, closed):
    process = start("ingest", SEEDS, "--db", tmp_path / "a.db", preexec_fn=lambda: os.close(closed))
    assert process.wait() == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ["ingest", ""],
        ["ingest", "x.txt", "--db", ""],
        ["backup", ""],
        ["evaluate", "--gold", "", "--predicted", "x"],
    ],
)
def test_an_empty_path_is_not_taken_for_the_current_folder(run, arguments):
    found = run(*arguments)
    assert (found.code, len(found.faults)) == (2, 1)
    assert "the path is empty" in found.err


def test_a_folder_is_no_database(run, tmp_path):
    found = run("doctor", "--db", tmp_path)
    assert (found.code, len(found.faults)) == (2, 1)


def test_gold_can_be_written_to_standard_output(start, database):
    process = start("export", "--format", "jsonl", "--output", "-", "--db", database, stdout=subprocess.PIPE)
    out, _ = process.communicate()
    assert process.returncode == 0
    assert json.loads(out)["id"] == "a"


def test_progress_is_silent_where_there_is_no_terminal(run, tmp_path):
    assert run("ingest", SEEDS, "--db", tmp_path / "a.db").err == ""


def test_progress_on_a_terminal_leaves_an_empty_line_behind(monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with progress_on_terminal("articles") as progress:
        progress(1200, None)
        progress(1300, 2000)
    lines = terminal.getvalue().split("\r\033[K")
    assert lines == ["", "1,200 articles", "1,300 of 2,000 articles", ""]


def test_what_is_printed_as_json_can_be_read_as_json(capsys):
    say_json({"title": "Łódź\n", "score": None})
    assert json.loads(capsys.readouterr().out) == {"title": "Łódź\n", "score": None}


def test_faults_go_to_standard_error(capsys):
    warn("x")
    assert capsys.readouterr() == ("", "annotator: x\n")
