"""The example of docs/ci.md does what the page says."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.cli import build_parser
from tests.services.building import write_lines

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
PROPOSE, COMPARE = re.search(r"```sh\n(.*?)```", PAGE, re.S)[1].splitlines()
WORKFLOW = re.search(r"```yaml\n(.*?)```", PAGE, re.S)[1]
BOTH = [
    {"id": "a", "start": 0, "end": 3, "label": "PERSON"},
    {"id": "b", "start": 8, "end": 10, "label": "PERSON"},
]
MET = [{"head": "a", "tail": "b", "label": "met_with"}]


def record(at, entities=BOTH, relations=MET):
    return {"id": f"a{at}", "text": "Ada met Bo.", "entities": entities, "relations": relations}


@pytest.fixture
def shell(tmp_path):
    """Run a line of the page in a folder of its own, where `annotator` is installed."""
    program = tmp_path / "bin" / "annotator"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m annotator "$@"\n')
    program.chmod(0o755)
    path = f"{program.parent}{os.pathsep}{os.environ['PATH']}"

    def run(line):
        environment = {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT)}
        return subprocess.run(
            ["sh", "-ec", line], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )

    return run


def test_the_job_passes_while_nothing_gets_worse_and_fails_when_something_does(shell, tmp_path):
    rows = [record(at) for at in range(12)]
    for name in ("gold", "baseline", "new"):
        write_lines(tmp_path / f"{name}.jsonl", *rows)
    assert shell(COMPARE).returncode == 0
    write_lines(tmp_path / "new.jsonl", *(record(at, BOTH[:1], []) for at in range(12)))
    failed = shell(COMPARE)
    assert failed.returncode == 1
    assert "significant drop" in failed.stderr
    assert "below the threshold" in failed.stderr
    (tmp_path / "new.jsonl").unlink()
    assert shell(COMPARE).returncode == 2


def test_every_line_of_the_workflow_is_a_command_that_there_is():
    lines = re.findall(r"- run: (annotator .*)", WORKFLOW)
    assert lines[:2] == [PROPOSE, COMPARE]
    for line in lines:
        arguments = shlex.split(line)[1:]
        assert build_parser(arguments).parse_args(arguments).command == arguments[0]


def test_the_report_of_the_workflow_is_written(shell, tmp_path):
    for name in ("gold", "new"):
        write_lines(tmp_path / f"{name}.jsonl", record(0), record(1))
    (line,) = re.findall(r"- run: (annotator report .*)", WORKFLOW)
    assert shell(line).returncode == 0
    assert (tmp_path / "report.html").read_text(encoding="utf-8").startswith("<!doctype html>")
