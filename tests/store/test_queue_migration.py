"""A database of the first release learns what the orders of the queue sort by."""

import json

from sqlite_utils import Database

from annotator.store.database import migrations
from annotator.store.repositories.queue import NOTHING_PROPOSED, drawn


def first_release():
    """Articles of different scores, without scores, without proposals, and read without finding any."""
    db = Database(memory=True)
    migrations.first_tables(db)
    db.execute("INSERT INTO label_schemas VALUES (?, 'news', '1', '{}', 'then')", ("0" * 64,))
    db.execute("INSERT INTO extractors VALUES (1, 'one', '1', '{}', 'then')")
    for at, name in enumerate(("scored", "unscored", "untouched", "empty"), start=1):
        db.execute(
            "INSERT INTO articles (id, text, title, source, extra, ingested_at, text_length, text_sha256)"
            " VALUES (?, ?, '', '', '{}', 'then', ?, ?)",
            (name, "x" * at, at, str(at) * 64),
        )
    sets = [("scored", [0.1, 0.1]), ("scored", [0.5, None, 0.7]), ("unscored", [None]), ("empty", [])]
    for number, (name, scores) in enumerate(sets, start=1):
        db.execute("INSERT INTO label_schemas VALUES (?, 'news', '1', '{}', 'then')", (str(number) * 64,))
        db.execute(
            "INSERT INTO proposal_sets VALUES (?, ?, 1, ?, '[]', ?, 0, 'then')",
            (number, name, str(number) * 64, len(scores)),
        )
        for at, score in enumerate(scores):
            row = (number, f"e{at}", at, at + 1, "ORG", score, json.dumps({}))
            db.execute("INSERT INTO proposed_entities VALUES (?, ?, ?, ?, ?, ?, ?)", row)
    return db


def test_articles_that_were_there_before_get_length_certainty_and_what_they_draw():
    db = first_release()
    migrations.queue_orders(db)
    rows = db.execute("SELECT article_id, length, round(certainty, 6), shuffle FROM listing").fetchall()
    assert rows == [
        ("scored", 1, 0.6, drawn("scored")),
        ("unscored", 2, 2.0, drawn("unscored")),
        ("untouched", 3, 2.0, drawn("untouched")),
        ("empty", 4, 2.0, drawn("empty")),
    ]


def test_an_upgraded_database_goes_by_the_work_that_is_expected_of_the_newest_proposals():
    db = first_release()
    migrations.queue_orders(db)
    migrations.certainty_by_work(db)
    rows = db.execute("SELECT article_id, round(certainty, 6) FROM listing").fetchall()
    assert rows == [
        ("scored", -1.3),
        ("unscored", -0.5),
        ("untouched", NOTHING_PROPOSED),
        ("empty", NOTHING_PROPOSED),
    ]
