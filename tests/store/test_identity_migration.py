"""A database from before schemas had an identity goes on showing what it shows, and what was hidden."""

import hashlib
import json

import pytest
from sqlite_utils import Database

from annotator.services.database.label_schema import current_schema
from annotator.services.health.doctor import examine
from annotator.services.review.review import open_review
from annotator.store import open_store
from annotator.store.database.migrations import migrations
from annotator.store.repositories.queue import drawn

V1 = {"name": "v1", "version": "1", "entity_labels": [{"label": "PERSON"}, {"label": "ORG"}]}
DRESSED = {**V1, "entity_labels": [{"label": "PERSON", "key": "z"}, {"label": "ORG"}]}
OTHER = {"name": "other", "version": "1", "entity_labels": [{"label": "DRUG"}]}


class Old:
    """A database as the version before wrote it: of every article one sentence, of every set one entity."""

    def __init__(self, path):
        self.path = path
        self.db = Database(path)
        migrations.apply(self.db, stop_before="0010_schema_identity")
        self.sets = 0

    def article(self, name):
        text = f"Ada came to {name}."
        digest = hashlib.sha256(text.encode()).hexdigest()
        self.db.execute(
            "INSERT INTO articles (id, text, title, source, extra, ingested_at, text_length, text_sha256)"
            " VALUES (?, ?, '', '', '{}', 'then', ?, ?)",
            (name, text, len(text), digest),
        )
        self.db.execute(
            "UPDATE listing SET length = ?, shuffle = ? WHERE article_id = ?", (len(text), drawn(name), name)
        )

    def schema(self, value):
        source = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        key = hashlib.sha256(source.encode()).hexdigest()
        self.db.execute(
            "INSERT OR IGNORE INTO label_schemas VALUES (?, ?, ?, ?, ?)",
            (key, value["name"], value["version"], source, f"{key[:4]}"),
        )
        return key

    def use(self, value):
        self.db.execute("REPLACE INTO settings VALUES ('label_schema', ?)", (self.schema(value),))

    def propose(self, article, schema, extractor="one", label="PERSON", score=0.5):
        self.sets += 1
        self.db.execute("INSERT OR IGNORE INTO extractors VALUES (NULL, ?, '1', '{}', 'then')", (extractor,))
        self.db.execute(
            "INSERT INTO proposal_sets SELECT ?, ?, id, ?, '[]', 1, 0, 'then' FROM extractors WHERE name = ?",
            (self.sets, article, self.schema(schema), extractor),
        )
        row = (self.sets, "e1", 0, 3, label, score, "{}")
        self.db.execute("INSERT INTO proposed_entities VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        self.db.execute("UPDATE listing SET certainty = ? WHERE article_id = ?", (score, article))

    def review(self, article, schema, revision):
        self.db.execute(
            "INSERT INTO reviews (article_id, mode, proposal_set_id, schema_sha256, status, comment,"
            " start_revision, revision, created_at, updated_at, entities, relations, pending)"
            " VALUES (?, 'assisted', ?, ?, 'new', '', ?, ?, 'then', 'then', 1, 0, 1)",
            (article, self.sets, self.schema(schema), revision, revision),
        )
        self.db.execute(
            "INSERT INTO review_entities SELECT last_insert_rowid(), 'e1', 0, 3, 'PERSON', 'machine', 0.5,"
            " '{}', 'pending', ?, ''",
            (revision,),
        )

    def opened(self):
        self.db.conn.commit()
        self.db.close()
        return open_store(self.path)


@pytest.fixture
def old(tmp_path):
    return Old(tmp_path / "annotator.db")


def shown(store, article):
    return [found.label for found in open_review(store, article, "ann").annotations.entities]


def test_schemas_that_differ_in_dress_alone_are_one_and_what_that_hid_is_seen_again(old):
    for name in ("a", "b"):
        old.article(name)
        old.propose(name, V1)
    old.review("b", V1, revision=0)
    old.use(DRESSED)
    store = old.opened()
    assert current_schema(store).entity_labels[0].key == "z"
    assert (shown(store, "a"), shown(store, "b")) == (["PERSON"], ["PERSON"])
    with store.read() as transaction:
        assert transaction.reviews.shared("b").revision == 0
        assert transaction.reviews.shared("b").schema_sha256 == current_schema(store).sha256
    assert examine(store).faults == []
    store.close()


def test_a_database_of_imported_proposals_keeps_the_schema_that_they_follow_whatever_ships_now(old):
    old.article("a")
    old.propose("a", V1, "mine")
    store = old.opened()
    assert current_schema(store).name == "v1"
    assert shown(store, "a") == ["PERSON"]
    store.close()


def test_an_article_shows_after_the_upgrade_what_it_showed_before_it(old):
    old.use(V1)
    for name in ("a", "b"):
        old.article(name)
        old.propose(name, V1, "one", score=0.9)
    old.propose("b", V1, "two", label="ORG", score=0.2)
    store = old.opened()
    assert (shown(store, "a"), shown(store, "b")) == (["PERSON"], ["ORG"])
    store.close()


def test_proposals_under_a_schema_of_other_labels_stay_hidden_and_are_not_counted(old):
    old.article("a")
    old.propose("a", OTHER, label="DRUG")
    old.use(V1)
    store = old.opened()
    with store.read() as transaction:
        row = transaction.listing.page(None, None, "ingested", 1, 0)[0]
    assert (row.entities, row.pending) == (0, 0)
    assert shown(store, "a") == []
    assert examine(store).faults == []
    store.close()
