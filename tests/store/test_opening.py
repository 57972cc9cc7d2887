"""Opening: made, migrated after a backup, or refused with the reason."""

import hashlib
import sqlite3
from contextlib import closing

import pytest
from filelock import FileLock
from sqlite_utils import Database, Migrations

from annotator.errors import BusyError, NewerDatabaseError, StoreError
from annotator.store import open_store
from annotator.store.database import migrations as known
from annotator.store.database import turns
from annotator.store.database.tables import FIRST_TABLES


@pytest.fixture
def one_migration_more(monkeypatch):
    """As the next release may be: a migration follows, which may fail."""
    later = Migrations("annotator")
    later._migrations = list(known.migrations._migrations)
    monkeypatch.setattr(known, "migrations", later)

    def follow(step):
        later(name="0002_later")(step)

    return follow


def put_something(path):
    store = open_store(path)
    store.write(lambda transaction: transaction.settings.put("a", "1"))
    store.close()


def test_folders_are_made_on_the_way(tmp_path):
    store = open_store(tmp_path / "new" / "folder" / "a.db")
    assert store.path.is_file()
    store.close()


def test_every_table_is_strict(store, path):
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("PRAGMA table_list").fetchall()
    ours = {
        name: strict for _, name, kind, _, _, strict in rows if kind == "table" and name != "sqlite_schema"
    }
    assert len(ours) > 10
    assert {name for name, strict in ours.items() if not strict} <= {
        "_sqlite_migrations",
        *(name for name in ours if name.startswith("sqlite_")),
    }


def test_a_migration_that_has_been_released_is_never_edited():
    digest = hashlib.sha256("".join(FIRST_TABLES).encode()).hexdigest()
    names = [found.name for found in known.migrations.pending(Database(memory=True))]
    assert names[0] == "0001_first_tables"
    assert digest == "3a627562674b1b99757b9633137f5d9aa64abdc86003bc539106aaf68ea76859", (
        "the first tables are released: write a migration that changes them"
    )


def test_a_new_version_migrates_after_a_backup(path, one_migration_more):
    put_something(path)
    one_migration_more(lambda db: db.execute("INSERT INTO settings (key, value) VALUES ('later', 'yes')"))
    store = open_store(path)
    with store.read() as transaction:
        assert (transaction.settings.get("a"), transaction.settings.get("later")) == ("1", "yes")
    store.close()
    with closing(sqlite3.connect(f"{path}.before-0002_later")) as copy:
        assert copy.execute("SELECT key, value FROM settings").fetchall() == [("a", "1")]


def test_a_migration_that_fails_changes_nothing(path, one_migration_more):
    put_something(path)

    def step(db):
        db.execute("INSERT INTO settings (key, value) VALUES ('later', 'yes')")
        db.execute("SELECT * FROM nowhere")

    one_migration_more(step)
    with pytest.raises(sqlite3.OperationalError, match="nowhere"):
        open_store(path)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT key, value FROM settings").fetchall() == [("a", "1")]


def test_a_database_that_needs_no_migration_is_not_backed_up(path):
    put_something(path)
    open_store(path).close()
    assert not list(path.parent.glob("*before*"))


def test_a_database_of_a_newer_version_is_refused_and_left_alone(path):
    put_something(path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
            " VALUES ('annotator', '0999_x', '')"
        )
    with pytest.raises(NewerDatabaseError, match=r"0999_x.*upgrade"):
        open_store(path)


def test_a_database_of_another_program_is_refused_and_left_alone(path):
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE theirs (a)")
    with pytest.raises(StoreError, match="another program"):
        open_store(path)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT name FROM sqlite_schema").fetchall() == [("theirs",)]


def test_a_file_that_is_no_database_is_refused(path):
    path.write_text("It was a bright cold day in April.\n" * 40)
    with pytest.raises(StoreError, match="not a database"):
        open_store(path)


def test_a_folder_in_the_place_of_the_database_is_refused(tmp_path):
    with pytest.raises(StoreError):
        open_store(tmp_path)


def test_a_file_where_a_folder_should_be_is_refused(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="file"):
        open_store(tmp_path / "file" / "a.db")


def test_a_process_that_holds_the_lock_for_too_long_is_told_of(path, monkeypatch):
    monkeypatch.setattr(turns, "PATIENCE", 0.05)
    with FileLock(f"{path}.lock"), pytest.raises(BusyError, match="another process"):
        open_store(path)
