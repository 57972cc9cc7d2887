"""A database of an earlier release learns which lines its articles have."""

from contextlib import closing

import pytest
from sqlite_utils import Database

from annotator.core.lines import fingerprints
from annotator.core.model import Article
from annotator.store import open_store
from annotator.store.database import migrations

ARTICLES = [
    ("a", "https://example.org/1", "Since 1901\nOil fell."),
    ("b", "", "Since 1901"),
    ("c", "http://EXAMPLE.org", "Since 1901\nSince 1901\n  "),
    ("d", "The Bugle", "Tin"),
]


@pytest.fixture
def path(tmp_path):
    """A database as the release before left it."""
    with closing(Database(tmp_path / "a.db")) as db:
        migrations.migrations.apply(db, stop_before="0003_article_lines")
        for at, (name, source, text) in enumerate(ARTICLES):
            db.execute(
                "INSERT INTO articles (id, text, title, source, extra, ingested_at, text_length, text_sha256)"
                " VALUES (?, ?, '', ?, '{}', 'then', ?, ?)",
                (name, text, source, len(text), str(at) * 64),
            )
        db.conn.commit()
    return tmp_path / "a.db"


def lines_of(store, source):
    with store.read() as transaction:
        return list(transaction.lines.of_site(source))


def test_articles_that_were_there_before_have_their_lines_like_new_ones(path):
    store = open_store(path)
    new = Article("e", "Since 1901\nGold rose.", source="https://example.org/e")
    store.write(lambda transaction: transaction.articles.add(new))
    expected = [fingerprints(text) for text in (ARTICLES[0][2], "Since 1901", new.text)]
    assert lines_of(store, "https://example.org") == expected
    assert lines_of(store, "The Bugle") == [fingerprints("Tin")]
    assert lines_of(store, "") == []
    with store.read() as transaction:
        assert list(transaction.lines.wrong()) == []
    store.close()


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM article_lines WHERE ordinal = 1",
        "UPDATE article_lines SET lines = zeroblob(8) WHERE ordinal = 1",
        "UPDATE article_lines SET site = 'elsewhere' WHERE ordinal = 1",
    ],
)
def test_lines_that_are_not_those_of_the_text_are_found(path, damage):
    open_store(path).close()
    with closing(Database(path)) as db:
        db.execute(damage)
        db.conn.commit()
    store = open_store(path)
    with store.read() as transaction:
        assert list(transaction.lines.wrong()) == ["a"]
    store.close()
