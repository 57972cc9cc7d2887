"""The environment: kept while it fits, rebuilt when it does not, and every step done once."""

import sys

import pytest

from setup import environment
from setup.steps import StepFailed

HERE = f"{sys.version_info[0]}.{sys.version_info[1]}"


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project's folder with a lock, and the calls of pip that were made in it."""
    (tmp_path / ".venv").mkdir()
    (tmp_path / "lock.txt").write_text("one==1\n", encoding="utf-8")
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "RECORD", tmp_path / ".venv" / "setup.json")
    calls = []
    monkeypatch.setattr(environment, "pip_install", lambda title, *arguments: calls.append(arguments))
    return tmp_path, calls


def test_a_lock_is_installed_once_and_again_when_it_changes(project):
    root, calls = project
    environment.install_lock("lock.txt", {})
    environment.install_lock("lock.txt", environment.read_record())
    assert len(calls) == 1
    (root / "lock.txt").write_text("one==2\n", encoding="utf-8")
    environment.install_lock("lock.txt", environment.read_record())
    assert len(calls) == 2


def test_a_lock_is_installed_by_hash_and_without_building(project):
    _, calls = project
    environment.install_lock("lock.txt", {})
    assert {"--require-hashes", "--no-build-isolation", "--only-binary"} <= set(calls[0])


def test_an_installation_that_failed_is_not_remembered(project, monkeypatch):
    def fail(*_):
        raise StepFailed("no network")

    monkeypatch.setattr(environment, "pip_install", fail)
    with pytest.raises(StepFailed):
        environment.install_lock("lock.txt", {})
    assert environment.read_record() == {}


@pytest.mark.parametrize("text", ["", "{", "[]", "null"])
def test_a_damaged_record_counts_as_none(project, text):
    environment.RECORD.write_text(text, encoding="utf-8")
    assert environment.read_record() == {}


@pytest.mark.parametrize(
    ("change", "asked_for", "usable"),
    [
        ({}, "", True),
        ({}, "/usr/bin/python3.11", True),
        ({}, "/opt/other/python3", False),
        ({"root": "/somewhere/else"}, "", False),
        ({"python": "3.9"}, "", False),
        ({"python": None}, "", False),
    ],
    ids=["as it was", "the Python asked for", "another Python", "moved", "another version", "no record"],
)
def test_an_environment_stays_only_where_it_was_built_and_with_its_python(
    project, monkeypatch, change, asked_for, usable
):
    monkeypatch.setattr(environment, "VENV_PYTHON", sys.executable)
    record = {"root": str(environment.ROOT), "base": "/usr/bin/python3.11", "python": HERE, **change}
    assert environment.is_usable(record, asked_for=asked_for) is usable


def test_an_environment_whose_python_is_gone_is_not_usable(project, monkeypatch):
    monkeypatch.setattr(environment, "VENV_PYTHON", environment.ROOT / "gone")
    record = {"root": str(environment.ROOT), "base": "/usr/bin/python3.11", "python": HERE}
    assert not environment.is_usable(record, asked_for="")
