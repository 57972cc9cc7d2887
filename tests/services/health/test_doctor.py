"""The doctor finds whatever was tampered with, and nothing where all is well."""

import json
import sqlite3
from contextlib import closing

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.services.health.doctor import examine
from annotator.services.imports.import_records import ImportOptions, import_records
from annotator.services.review.review import open_review
from annotator.store import open_store
from tests.services.reviewing import EVERY_ITEM, Browser, ingest


@pytest.fixture
def worked(store):
    """A completed article, one in progress, one only opened; with undo, a refusal and a collision."""
    ann, bob = Browser(store, "c1", "ann"), Browser(store, "c2", "bob")
    ann.accept_everything()
    ann.do("complete")
    ann.article_id = bob.article_id = "a2"
    ann.revision = 0
    ann.do("move", kind="entity", id="e1", start=0, end=5)
    ann.do("add_entity", id="h1", start=34, end=40, label="GPE")
    ann.do("add_relation", id="h2", head="e3", tail="h1", label="represents")
    ann.undo(3)
    ann.undo(3, op="redo")
    ann.do("accept", kind="entity", id="gone")
    bob.do("accept", kind="entity", id="e1")
    open_review(store, "a3", "ann")
    return store


def test_a_sound_database_has_no_faults(worked):
    report = examine(worked)
    assert report.faults == []
    assert report.checked == {
        **{"articles": 3, "label schemas": 1, "proposal sets": 3},
        **{"reviews": 3, "decisions": 9},
    }


def test_gold_without_entities_and_gold_that_an_edit_took_away_are_warned_of_and_no_fault(store, tmp_path):
    """The third article was reopened on purpose, by undoing its completion."""
    ann = Browser(store, "c1", "ann")
    for item in EVERY_ITEM:
        ann.do("reject", **item)
    ann.do("complete", empty=True)
    tamper(store, "UPDATE decisions SET payload = json_remove(payload, '$.empty'), rules = 1")
    ann.article_id, ann.revision = "a2", 0
    ann.accept_everything()
    ann.do("complete")
    reopen(store, "a2")
    ann.article_id, ann.revision = "a3", 0
    ann.accept_everything()
    ann.do("complete")
    ann.undo(ann.seq)
    empty = {"id": "i1", "text": "Nobody left.", "entities": []}
    (tmp_path / "gold.jsonl").write_text(json.dumps(empty) + "\n", "utf-8")
    import_records(store, tmp_path / "gold.jsonl", ImportOptions("gold"))
    report = examine(store)
    assert [warning.partition(";")[0] for warning in report.warnings] == [
        "article a1: was completed by ann without an entity",
        f"article i1: was imported as gold without an entity, from {tmp_path / 'gold.jsonl'}, line 1",
        "article a2: was completed by ann and is in progress again since a later edit",
    ]


def reopen(store, article_id):
    """As an edit of a completed article left it once."""
    sql = "UPDATE reviews SET status = 'in_progress', completed_at = NULL, completed_by = NULL"
    tamper(store, f"{sql} WHERE article_id = '{article_id}'")


def test_an_empty_database_has_no_faults(tmp_path):
    store = open_store(tmp_path / "empty.db")
    assert examine(store).faults == []
    store.close()


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("UPDATE articles SET text = 'B' || substr(text, 2) || 'x'", "its text is not the one"),
        ("UPDATE articles SET text_length = text_length - 1", "long, not"),
        ("UPDATE label_schemas SET source = replace(source, 'tiny', 'tinier')", "label schema"),
        ("UPDATE proposed_entities SET \"end\" = 9999 WHERE id = 'e4'", "outside of the text"),
        ("DELETE FROM proposed_relations WHERE id = 'r1'", "not as many items"),
        ("UPDATE review_entities SET \"end\" = 9999 WHERE id = 'e4'", "outside of the text"),
        ("UPDATE review_entities SET label = 'DATE' WHERE id = 'e1'", "entity e1 differs"),
        ("UPDATE review_entities SET status = 'rejected' WHERE id = 'e1'", "gold differs"),
        ("UPDATE review_entities SET score = 0.1 WHERE id = 'e1'", "entity e1 differs"),
        ('UPDATE review_relations SET attributes = \'{"polarity":"negated"}\'', "relation r1 differs"),
        ("UPDATE review_relations SET head = tail, tail = head", "relation r1 differs"),
        ("DELETE FROM review_relations WHERE id = 'r1'", "relation r1 differs"),
        ("UPDATE reviews SET status = 'skipped' WHERE status = 'in_progress'", "is skipped, but its log"),
        ("UPDATE reviews SET comment = 'mine'", "but its log says"),
        ("UPDATE reviews SET revision = revision + 1", "is at revision"),
        ("UPDATE reviews SET pending = 1 WHERE status = 'complete'", "counts its items wrongly"),
        ("DELETE FROM decisions WHERE verb = 'accept_all'", "would be refused"),
        ("DELETE FROM decisions WHERE verb = 'move'", "does not fit"),
        ("DELETE FROM decisions WHERE outcome = 'refused'", "1 of its decisions are missing"),
        ("DELETE FROM decisions WHERE verb = 'undo'", "decision"),
        ("UPDATE decisions SET changes = '[]', changed = 0 WHERE verb = 'move'", "change something else"),
        (
            "UPDATE decisions SET payload = json_set(payload, '$.end', 4) WHERE verb = 'move'",
            "something else",
        ),
        ("UPDATE decisions SET payload = '{}' WHERE verb = 'move'", "would be refused"),
        ("UPDATE decisions SET target_seq = 4 WHERE verb = 'undo'", "not in the log before it"),
        ("UPDATE decisions SET article_id = 'a3' WHERE article_id = 'a2'", "another article"),
        ("UPDATE decisions SET review_id = 77 WHERE verb = 'complete'", "refers to a row of reviews"),
        ("UPDATE listing SET status = 'complete' WHERE status = 'new'", "row in the list"),
        ("UPDATE listing SET pending = pending + 1", "row in the list"),
        ("UPDATE listing SET title = 'other' WHERE article_id = 'a3'", "row in the list"),
        ("DELETE FROM listing WHERE article_id = 'a3'", "row in the list"),
        ("UPDATE listing_counts SET articles = 7 WHERE status = 'new'", "number of articles is new"),
        ("INSERT INTO article_lines VALUES (1, 'example.org', zeroblob(8))", "what is kept of its lines"),
        ("DROP TRIGGER decisions_no_delete", "trigger decisions_no_delete"),
        ("UPDATE proposal_sets SET furniture = '[[0,9999]]'", "furniture"),
    ],
)
def test_whatever_was_tampered_with_is_found(worked, sql, words):
    tamper(worked, sql)
    assert words in "\n".join(examine(worked).faults)


def tamper(store, sql):
    """As somebody with another program would: without triggers and keys, the triggers put back afterwards."""
    with closing(sqlite3.connect(store.path)) as connection, connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        triggers = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        if not sql.startswith("DROP"):
            for name, _ in triggers:
                connection.execute(f"DROP TRIGGER {name}")
        connection.execute(sql)
        if not sql.startswith("DROP"):
            for _, made in triggers:
                connection.execute(made)


def test_a_damaged_page_is_found(worked):
    path = worked.path
    worked.close()
    with closing(sqlite3.connect(path)) as connection:
        (page,) = connection.execute(
            "SELECT pageno FROM dbstat WHERE name = 'review_entities' AND pagetype = 'leaf' LIMIT 1"
        ).fetchone()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with path.open("r+b") as file:
        file.seek((page - 1) * 4096 + 3)
        file.write(b"\xff\xff")
    store = open_store(path)
    assert any(fault.startswith("database: ") for fault in examine(store).faults)
    store.close()


ITEMS = st.sampled_from(["e1", "e2", "e3", "e4", "h1", "h2"])
RELATIONS = st.sampled_from(["r1", "r2", "q1"])
OPERATIONS = st.one_of(
    st.fixed_dictionaries(
        {"op": st.sampled_from(["accept", "reject", "delete"]), "kind": st.just("entity"), "id": ITEMS}
    ),
    st.fixed_dictionaries(
        {"op": st.sampled_from(["accept", "delete", "flip"]), "kind": st.just("relation"), "id": RELATIONS}
    ),
    st.fixed_dictionaries(
        {
            **{"op": st.just("move"), "kind": st.just("entity"), "id": ITEMS},
            **{"start": st.integers(0, 30), "end": st.integers(20, 70)},
        }
    ),
    st.fixed_dictionaries(
        {
            **{"op": st.just("add_entity"), "id": st.sampled_from(["h1", "h2"])},
            **{"start": st.integers(0, 30), "end": st.integers(31, 50), "label": st.just("GPE")},
        }
    ),
    st.fixed_dictionaries(
        {
            **{"op": st.just("add_relation"), "id": st.just("q1"), "head": ITEMS, "tail": ITEMS},
            **{"label": st.sampled_from(["met_with", "represents"])},
        }
    ),
    st.sampled_from(
        [
            {"op": "accept_all", "items": [{"kind": "entity", "id": f"e{number}"} for number in range(1, 5)]},
            *({"op": "complete"}, {"op": "skip"}),
        ]
    ),
    st.fixed_dictionaries(
        {
            "op": st.sampled_from(["undo", "redo"]),
            "target": st.fixed_dictionaries(
                {"client": st.sampled_from(["c1", "c2"]), "seq": st.integers(1, 6)}
            ),
        }
    ),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    taken=st.lists(st.tuples(st.sampled_from([0, 1]), st.booleans(), OPERATIONS), max_size=16),
    name=st.uuids(),
)
def test_whatever_two_reviewers_do_the_stored_review_is_what_its_log_says(store, taken, name):
    article_id = str(name)
    ingest(store, article_id)
    tabs = [
        Browser(store, f"{client}-{name.hex[:8]}", reviewer, article_id)
        for client, reviewer in (("c1", "ann"), ("c2", "bob"))
    ]
    for index, looks_first, row in taken:
        fields = dict(row)
        if "target" in fields:
            fields["target"] = {**fields["target"], "client": f"{fields['target']['client']}-{name.hex[:8]}"}
        if looks_first:
            tabs[index].open()
        tabs[index].do(fields.pop("op"), **fields)
    assert examine(store).faults == []
