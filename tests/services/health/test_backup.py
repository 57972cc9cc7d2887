"""A copy that can be trusted, made while the database is in use."""

import sqlite3
import threading
from contextlib import closing

import pytest

from annotator.errors import InputError
from annotator.services.health.backup import backup
from annotator.services.health.doctor import examine
from annotator.services.review.review import open_review
from annotator.store import open_store
from tests.services.reviewing import Browser


def test_a_backup_is_a_database_with_everything_in_it(store, tab, tmp_path):
    tab.do("accept", kind="entity", id="e1")
    assert backup(store, tmp_path / "copy.db") == (tmp_path / "copy.db").stat().st_size
    copy = open_store(tmp_path / "copy.db")
    assert open_review(copy, "a1", "ann").annotations == open_review(store, "a1", "ann").annotations
    copy.close()


def test_a_backup_is_one_file(store, tmp_path):
    (tmp_path / "backups").mkdir()
    backup(store, tmp_path / "backups" / "copy.db")
    with closing(sqlite3.connect(tmp_path / "backups" / "copy.db")) as copy:
        assert copy.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert [found.name for found in (tmp_path / "backups").iterdir()] == ["copy.db"]


def test_a_backup_during_writing_is_of_one_moment(store, tmp_path):
    done = threading.Event()

    def work():
        tab = Browser(store)
        while not done.is_set():
            tab.do("move", kind="entity", id="e1", start=0, end=5 + tab.seq % 2)

    thread = threading.Thread(target=work)
    thread.start()
    for number in range(5):
        backup(store, tmp_path / f"copy-{number}.db")
    done.set()
    thread.join(30)
    for number in range(5):
        copy = open_store(tmp_path / f"copy-{number}.db")
        assert examine(copy).faults == []
        copy.close()


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("annotator.db", "is what this command reads"),
        ("taken.db", "exists already"),
        (".", "which is read"),
    ],
)
def test_nothing_is_overwritten(store, tmp_path, name, fault):
    (tmp_path / "taken.db").write_text("mine")
    with pytest.raises(InputError, match=fault):
        backup(store, tmp_path / name)
    assert (tmp_path / "taken.db").read_text() == "mine"


def test_a_backup_into_a_missing_folder_says_so(store, tmp_path):
    with pytest.raises(InputError, match="folder does not exist"):
        backup(store, tmp_path / "nowhere" / "copy.db")
