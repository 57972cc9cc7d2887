"""A full disk, a stubborn neighbour: the caller is told, nothing is half written, work goes on after."""

import sqlite3
import threading
from contextlib import closing

import pytest
from filelock import FileLock

from annotator.errors import BusyError, StoreError
from annotator.services.health.doctor import examine
from annotator.store import open_store
from annotator.store.database import connection, turns
from tests.services.reviewing import Browser, ingest


def limit(store, pages):
    """Let the database have so many pages more and no others."""

    def job(transaction):
        db = transaction.settings._db
        used = db.execute("PRAGMA page_count").fetchone()[0]
        db.execute(f"PRAGMA max_page_count = {used + pages}").fetchone()

    store.write(job)


def test_a_full_disk_is_a_store_error_and_nothing_is_half_written(store):
    ingest(store, "a1")
    tab = Browser(store)
    tab.do("accept", kind="entity", id="e1")
    limit(store, 0)
    lost = [tab.number("flag", comment="x" * 4000) for _ in range(8)]
    with pytest.raises(StoreError, match="full"):
        tab.send(*lost)
    limit(store, 1000)
    assert tab.send(*lost).revision == 9
    assert examine(store).faults == []


def test_one_caller_whose_disk_is_full_does_not_take_others_along_unseen(store):
    ingest(store, "a1", "a2")
    gate = threading.Event()
    limit(store, 2)
    answers = {}

    def call(name, job):
        try:
            answers[name] = store.write(job)
        except StoreError as error:
            answers[name] = str(error)

    jobs = {
        "first": lambda transaction: gate.wait(10),
        "small": lambda transaction: transaction.settings.put("small", "1"),
        "large": lambda transaction: transaction.settings.put("large", "x" * 10**6),
    }
    threads = [threading.Thread(target=call, args=item) for item in jobs.items()]
    for thread in threads:
        thread.start()
    gate.set()
    for thread in threads:
        thread.join(30)
    with store.read() as transaction:
        kept = {name: transaction.settings.get(name) for name in ("small", "large")}
    assert kept["large"] is None
    assert "full" in answers["large"] or "taken back" in answers["large"]
    assert (answers["small"] is None) == (kept["small"] == "1")


def test_a_process_that_holds_the_turn_for_too_long_is_told_of_and_waited_for_again(store, monkeypatch):
    monkeypatch.setattr(turns, "PATIENCE", 0.05)
    with FileLock(f"{store.path}.lock"), pytest.raises(BusyError, match="another process"):
        store.write(lambda transaction: transaction.settings.put("a", "1"))
    store.write(lambda transaction: transaction.settings.put("a", "2"))
    with store.read() as transaction:
        assert transaction.settings.get("a") == "2"


def test_another_program_that_holds_the_database_is_told_of(path, monkeypatch):
    monkeypatch.setattr(connection, "PATIENCE", 0.05)
    store = open_store(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(BusyError, match="another process"):
            store.write(lambda transaction: transaction.settings.put("a", "1"))
        other.execute("ROLLBACK")
    store.write(lambda transaction: transaction.settings.put("a", "2"))
    store.close()
