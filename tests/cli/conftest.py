import os
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.cli import main
from annotator.store import close_stores, open_store
from tests.services.building import accept_all, proposed, put
from tests.signing_in import nobodys_sign_in

__all__ = ["nobodys_sign_in"]  # a fixture that every test here has

ROOT = Path(__file__).resolve().parents[2]


class Outcome:
    """What a command gave: exit code, output, and the lines on standard error."""

    def __init__(self, code, out, err):
        self.code = code
        self.out = out
        self.err = err
        self.faults = err.splitlines()


@pytest.fixture(autouse=True)
def _nobodys_database(monkeypatch, tmp_path):
    """No command reaches a database outside of the test, and none stays open after it."""
    monkeypatch.setenv("ANNOTATOR_DB", str(tmp_path / "default.db"))
    yield
    close_stores()


@pytest.fixture
def run(capsys):
    """Run a command in this process."""

    def run_command(*arguments):
        capsys.readouterr()
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as ended:
            code = ended.code
        shown = capsys.readouterr()
        return Outcome(code, shown.out, shown.err)

    return run_command


@pytest.fixture
def start():
    """Start a command in a process of its own."""

    def start_command(*arguments, **options):
        command = [sys.executable, "-m", "annotator", *(str(argument) for argument in arguments)]
        environment = {**os.environ, "PYTHONPATH": str(ROOT), **options.pop("environment", {})}
        return subprocess.Popen(command, env=environment, text=True, **options)

    return start_command


@pytest.fixture
def database(tmp_path):
    """A database with three articles that were read; the first is complete."""
    path = tmp_path / "a.db"
    store = open_store(path)
    put(store, ("a", "Ada met Bo."), ("b", "Cy and Di left."), ("c", "Ed came."))
    proposed(store)
    accept_all(store, "a")
    return path
