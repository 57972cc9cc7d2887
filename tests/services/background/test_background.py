"""Long work beside the pages: one at a time, with an end in a sentence, and nothing left by halves."""

import os
import signal
import subprocess
import time

import pytest

from annotator.errors import InputError
from annotator.services.background import work_of
from annotator.services.background.jobs import Job, job_from_text
from annotator.services.training.model_folders import models_folder, next_folder
from annotator.store import open_store
from tests.services.building import accept_all, proposed, put


@pytest.fixture
def store(tmp_path):
    """Enough gold that training takes longer than a test looks."""
    opened = open_store(tmp_path / "a.db")
    names = [f"a{number}" for number in range(20)]
    put(opened, *((name, f"Ada met Bo {name}. " * 12) for name in names))
    proposed(opened)
    for name in names:
        accept_all(opened, name)
    yield opened
    opened.close()


def until(holds, seconds=60.0):
    deadline = time.monotonic() + seconds
    while not holds() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert holds()


def training(store):
    return Job("train", "Training", folder=str(next_folder(store)))


def test_work_that_is_killed_or_stopped_says_so_and_leaves_nothing(store):
    work = work_of(store)
    work.start(training(store))
    with pytest.raises(InputError, match="wait for the end of this first: Training"):
        work.start(training(store))
    until(lambda: work.now.total)
    os.kill(work._process.pid, signal.SIGKILL)
    until(lambda: not work.running)
    assert (work.now.state, "signal 9" in work.now.fault) == ("failed", True)
    work.start(training(store))
    work.stop()
    work.wait(60)
    assert work.now.state == "stopped"
    assert not [path for path in models_folder(store).glob("*") if path.is_dir()]


def test_work_that_cannot_be_done_ends_with_the_sentence_of_the_fault(tmp_path):
    store = open_store(tmp_path / "empty.db")
    work = work_of(store)
    work.start(training(store))
    until(lambda: not work.running)
    assert work.now.state == "failed"
    assert "gold has 0 sentences; from 200 on" in work.now.fault
    store.close()


def test_work_that_is_done_but_still_ending_does_not_end_the_next_one(tmp_path, monkeypatch):
    store = open_store(tmp_path / "empty.db")
    begin = subprocess.Popen
    scripts = iter(
        (
            """print('{"outcome": {"at": 1}}', flush=True); import time; time.sleep(0.3)""",
            """import time; time.sleep(1); print('{"outcome": {"at": 2}}', flush=True)""",
        )
    )
    monkeypatch.setattr(
        subprocess, "Popen", lambda command, **how: begin([command[0], "-c", next(scripts)], **how)
    )
    work = work_of(store)
    for at in (1, 2):
        work.start(training(store))
        until(lambda: not work.running)
        assert (work.now.state, work.now.outcome) == ("done", {"at": at})
    store.close()


def test_a_job_is_the_same_in_another_process():
    job = Job(
        "propose", "Reading", ("entities",), extractor="spacy:x", labels={"PER": "PERSON"}, only_new=True
    )
    assert job_from_text(job.to_text()) == job
