"""The search for a Python: what works is taken, whatever its name says."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "setup" / "find_python.sh"
BROKEN = "echo 'pyenv: command not found' >&2; exit 127"


def write_python(path, body):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def pretend(path, minor):
    """Make an executable that answers the script's question as a Python 3.MINOR would."""
    return write_python(path, f'echo "{minor} $0"')


@pytest.fixture
def machine(tmp_path):
    """A folder with a space in its name, in which the script sees nothing of the real machine."""
    home = tmp_path / "a home"
    (home / "bin").mkdir(parents=True)
    for tool in ("sort", "tail"):
        (home / "bin" / tool).symlink_to(shutil.which(tool))
    lonely = SCRIPT.read_text(encoding="utf-8").replace("elsewhere=/usr", f"elsewhere={tmp_path}/none")
    (home / "find_python.sh").write_text(lonely.replace(":/usr/bin:/opt/homebrew/bin", ""), encoding="utf-8")
    return home


def find(machine, *folders, **variables):
    path = os.pathsep.join(str(folder) for folder in (*folders, machine / "bin"))
    return subprocess.run(
        [shutil.which("sh"), machine / "find_python.sh"],
        env={"PATH": path, "HOME": str(machine), **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_shim_that_fails_is_passed_over_for_the_same_version_further_on(machine):
    write_python(machine / "shims" / "python3.13", BROKEN)
    good = pretend(machine / "real" / "python3.13", 13)
    assert find(machine, machine / "shims", machine / "real").stdout == f"{good}\n"


def test_an_older_python_that_works_beats_a_newer_one_that_does_not(machine):
    write_python(machine / "bin" / "python3.13", BROKEN)
    good = pretend(machine / "bin" / "python3.11", 11)
    assert find(machine).stdout == f"{good}\n"


@pytest.mark.parametrize(
    ("names", "wanted"),
    [
        ({"python3.11": 11, "python3.12": 12, "python3.13": 13}, "python3.13"),
        ({"python3.12": 12, "python3": 13}, "python3"),
        ({"python3.11": 11, "python": 12}, "python"),
        ({"python3.13": 11, "python3.12": 12}, "python3.12"),  # the name lies
        ({"python3": 14, "python3.11": 11}, "python3.11"),  # too new
    ],
)
def test_the_newest_supported_version_wins(machine, names, wanted):
    for name, minor in names.items():
        pretend(machine / "bin" / name, minor)
    assert find(machine).stdout == f"{machine / 'bin' / wanted}\n"


def test_versions_that_pyenv_keeps_are_found_without_its_shims(machine):
    kept = pretend(machine / "py env" / "versions" / "3.12.1" / "bin" / "python", 12)
    pretend(machine / "bin" / "python3.11", 11)
    assert find(machine, PYENV_ROOT=str(machine / "py env")).stdout == f"{kept}\n"


def test_the_python_that_is_asked_for_beats_the_newest(machine):
    pretend(machine / "bin" / "python3.13", 13)
    asked = pretend(machine / "my pythons" / "old", 11)
    assert find(machine, PYTHON=str(asked)).stdout == f"{asked}\n"


@pytest.mark.parametrize(
    ("body", "reason"),
    [("echo 9 /old", "is Python 3.9"), (BROKEN, "does not work here")],
    ids=["too old", "broken"],
)
def test_a_python_that_is_asked_for_and_will_not_do_is_refused(machine, body, reason):
    pretend(machine / "bin" / "python3.13", 13)
    asked = write_python(machine / "asked", body)
    done = find(machine, PYTHON=str(asked))
    assert (done.returncode, done.stdout) == (1, "")
    assert reason in done.stderr


def test_where_none_works_the_message_says_what_was_tried_and_why_not(machine):
    shim = write_python(machine / "bin" / "python3.12", BROKEN)
    old = pretend(machine / "bin" / "python3", 9)
    done = find(machine)
    assert done.returncode == 1
    assert f"{shim}: pyenv: command not found" in done.stderr
    assert f"{old}: is Python 3.9" in done.stderr


def test_the_python_that_runs_the_tests_passes_the_real_question(machine):
    done = find(machine, PYTHON=sys.executable)
    assert done.returncode == 0, done.stderr
    assert Path(done.stdout.strip()).is_file()


def test_the_script_looks_for_what_the_project_says_it_needs():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["requires-python"] == ">=3.11,<3.14"
    assert 'supported="13 12 11"' in SCRIPT.read_text(encoding="utf-8")
