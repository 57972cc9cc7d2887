"""The example of docs/ci.md does what the page says."""

import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

from annotator.cli import build_parser
from tests.services.building import write_lines

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
PROPOSE, COMPARE = re.search(r"```sh\n(.*?)```", PAGE, re.S)[1].splitlines()
WORKFLOW = yaml.safe_load(re.search(r"```yaml\n(.*?)```", PAGE, re.S)[1])
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
STEPS = WORKFLOW["jobs"]["accuracy"]["steps"]
LINES = [step["run"] for step in STEPS if "run" in step]
# What needs no network: everything is installed already, and so is what builds the project.
OFFLINE = "--dry-run --no-index --no-build-isolation --disable-pip-version-check"
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


def test_the_workflow_installs_what_is_locked_before_it_uses_it(tmp_path):
    shutil.copytree(ROOT / "annotator", tmp_path / "annotator", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("LICENSE", "README.md", "pyproject.toml", "requirements.txt"):
        shutil.copy(ROOT / name, tmp_path)
    installs = [line for line in LINES if line.startswith("pip install ")]
    assert LINES[: len(installs)] == installs
    for line in installs:
        command = [sys.executable, "-m", *shlex.split(line), *shlex.split(OFFLINE)]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    assert "Would install annotator" in done.stdout


def test_the_workflow_is_one_that_github_takes():
    assert WORKFLOW[True] == ["pull_request"]  # `on`, which YAML 1.1 reads as a yes
    assert all(("run" in step) != ("uses" in step) for step in STEPS)
    uses = [step["uses"] for step in STEPS if "uses" in step]
    assert [name.partition("@")[0] for name in uses] == [
        "actions/checkout",
        "actions/setup-python",
        "actions/upload-artifact",
    ]
    (setup,) = (step for step in STEPS if step.get("uses", "").startswith("actions/setup-python"))
    python = setup["with"]["python-version"]
    assert isinstance(python, str)  # 3.10 would be the number 3.1
    assert f"Programming Language :: Python :: {python}" in PROJECT["classifiers"]


def test_every_line_of_the_workflow_is_a_command_that_there_is():
    lines = [line for line in LINES if line.startswith("annotator ")]
    assert lines[:2] == [PROPOSE, COMPARE]
    for line in lines:
        arguments = shlex.split(line)[1:]
        assert build_parser(arguments).parse_args(arguments).command == arguments[0]


def test_the_report_of_the_workflow_is_written(shell, tmp_path):
    for name in ("gold", "new"):
        write_lines(tmp_path / f"{name}.jsonl", record(0), record(1))
    (line,) = (line for line in LINES if line.startswith("annotator report "))
    assert shell(line).returncode == 0
    assert (tmp_path / "report.html").read_text(encoding="utf-8").startswith("<!doctype html>")
