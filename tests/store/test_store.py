"""One writer, many readers: what is written is there, and nothing else is."""

import sqlite3
import threading

import pytest

from annotator.core.model import Article
from annotator.errors import StoreError
from annotator.store import open_store


def put(key, value):
    return lambda transaction: transaction.settings.put(key, value)


def value_of(store, key):
    with store.read() as transaction:
        return transaction.settings.get(key)


@pytest.mark.parametrize(
    "text",
    [
        "Ankara 🇹🇷 and 👩‍👧‍👦 met.",
        "one\r\ntwo\rthree\n",
        "اجتمع الوزير في أنقرة.",
        "Türkiye’de İstanbul, ılık ve ß",
        "e\u0301 is not \u00e9, \u200bzero width\u2028line",
        "\ufeffa mark of byte order inside",
        "  spaces stay  \t",
        "'; DROP TABLE articles; --",
        "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 " * 1000,
    ],
)
def test_a_text_comes_back_exactly_as_it_went_in(store, text):
    article = Article(
        "a1", text, title=text[:20], source=text[:9], published="2021-03-24", extra={"x_é": [text]}
    )
    assert store.write(lambda transaction: transaction.articles.add(article))
    with store.read() as transaction:
        assert transaction.articles.get("a1") == article
        assert transaction.articles.text_length("a1") == len(text)


def test_what_write_returned_from_is_seen_by_every_reader(store):
    store.write(put("a", "1"))
    assert value_of(store, "a") == "1"


def test_a_job_that_raises_leaves_nothing_and_its_caller_gets_the_exception(store):
    def job(transaction):
        transaction.settings.put("a", "1")
        raise KeyError("mine")

    with pytest.raises(KeyError, match="mine"):
        store.write(job)
    assert value_of(store, "a") is None


def test_jobs_that_share_a_commit_do_not_share_their_faults(store):
    gate = threading.Event()
    results = {}

    def call(name, job):
        try:
            results[name] = store.write(job)
        except ValueError as error:
            results[name] = str(error)

    def slow(transaction):
        gate.wait(10)
        return "slow"

    def wrong(transaction):
        transaction.settings.put("wrong", "1")
        raise ValueError("wrong")

    jobs = {"slow": slow, "good": lambda t: t.settings.put("good", "1"), "wrong": wrong}
    threads = [threading.Thread(target=call, args=item) for item in jobs.items()]
    for thread in threads:
        thread.start()
    gate.set()
    for thread in threads:
        thread.join(10)
    assert results == {"slow": "slow", "good": None, "wrong": "wrong"}
    assert (value_of(store, "good"), value_of(store, "wrong")) == ("1", None)


def test_a_reader_sees_one_moment_whatever_is_written_meanwhile(store):
    store.write(put("a", "1"))
    with store.read() as transaction:
        assert transaction.settings.get("a") == "1"
        store.write(put("a", "2"))
        assert transaction.settings.get("a") == "1"
    assert value_of(store, "a") == "2"


def test_a_reader_cannot_write(store):
    with pytest.raises(StoreError, match="readonly"), store.read() as transaction:
        transaction.settings.put("a", "1")
    assert value_of(store, "a") is None


def test_reading_and_writing_in_one_job_counts_right_with_many_callers(store):
    store.write(put("count", "0"))

    def count(transaction):
        transaction.settings.put("count", str(int(transaction.settings.get("count")) + 1))

    threads = [threading.Thread(target=lambda: [store.write(count) for _ in range(25)]) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert value_of(store, "count") == "300"


def test_reading_works_from_many_threads_at_once(store):
    store.write(put("a", "1"))
    found = []
    threads = [threading.Thread(target=lambda: found.append(value_of(store, "a"))) for _ in range(30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert found == ["1"] * 30


def test_a_job_that_writes_through_the_store_again_is_told_so(store):
    with pytest.raises(RuntimeError, match="wait for itself"):
        store.write(lambda transaction: store.write(put("a", "1")))


def test_what_a_job_keeps_in_memory_is_dropped_when_it_is_rolled_back(store):
    dropped = []

    def job(transaction, fails):
        transaction.on_rollback(lambda: dropped.append(fails))
        if fails:
            raise ValueError

    store.write(lambda transaction: job(transaction, False))
    with pytest.raises(ValueError):  # noqa: PT011  # it has no message
        store.write(lambda transaction: job(transaction, True))
    assert dropped == [True]


def test_the_same_file_is_one_store_in_a_process(store, path):
    assert open_store(path) is store
    assert open_store(path.parent / "." / path.name) is store


def test_a_closed_store_refuses_and_can_be_opened_again(store, path):
    store.write(put("a", "1"))
    store.close()
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.write(put("a", "2"))
    with pytest.raises(StoreError, match="closed"):
        value_of(store, "a")
    again = open_store(path)
    assert again is not store
    assert value_of(again, "a") == "1"
    again.close()


@pytest.mark.parametrize("happens", ["deleted", "replaced"])
def test_a_database_file_that_went_away_takes_no_more_decisions(store, path, happens):
    store.write(put("a", "1"))
    path.rename(path.with_suffix(".moved"))
    if happens == "replaced":
        path.write_bytes(path.with_suffix(".moved").read_bytes())
    with pytest.raises(StoreError, match="moved or replaced"):
        store.write(put("a", "2"))


def test_a_faulty_statement_shows_as_the_bug_it_is(store):
    with pytest.raises(sqlite3.OperationalError, match="syntax error"):
        store.write(lambda transaction: transaction.settings._db.execute("SELEKT 1"))


# in MEMORY what savepoints would undo makes the time of a large transaction quadratic
FILE = 1


def test_every_connection_is_as_durable_and_strict_as_it_should_be(store):
    def pragmas(transaction):
        names = (
            *("synchronous", "foreign_keys", "wal_autocheckpoint", "journal_mode", "recursive_triggers"),
            "temp_store",
        )
        return {name: transaction.settings._db.execute(f"PRAGMA {name}").fetchone()[0] for name in names}

    wanted = {
        **{"synchronous": 2, "foreign_keys": 1, "wal_autocheckpoint": 0},
        **{"journal_mode": "wal", "recursive_triggers": 1},
        "temp_store": FILE,
    }
    with store.read() as transaction:
        assert pragmas(transaction) == wanted
    assert store.write(pragmas) == wanted


def test_the_log_is_copied_into_the_database_after_enough_commits(store, path):
    before = path.stat().st_size
    for number in range(300):
        store.write(put(f"key {number}", "v" * 500))
    assert path.stat().st_size > before
