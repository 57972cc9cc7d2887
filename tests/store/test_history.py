"""The database itself refuses what must never be."""

import sqlite3

import pytest

from annotator.core.model import Annotations, Article, Entity, ExtractorName, Proposals, Relation
from annotator.core.operations import DecisionRef
from annotator.errors import InputError, OperationRefused
from annotator.store.repositories.decisions import NewDecision
from tests.core.reviews import SCHEMA

NAME = ExtractorName("tiny", "1")


@pytest.fixture
def filled(store):
    def fill(transaction):
        transaction.schemas.use(SCHEMA)
        transaction.articles.add(Article("a1", "Blinken was in Ankara."))
        found = Proposals(
            Annotations(
                (Entity("e1", 0, 7, "PERSON"), Entity("e2", 15, 21, "GPE")),
                (Relation("r1", "e1", "e2", "represents"),),
            ),
            furniture=((0, 3),),
        )
        set_id = transaction.proposals.add("a1", NAME, SCHEMA.sha256, found)
        review = transaction.reviews.create("a1", SCHEMA.sha256, set_id)
        transaction.decisions.add(
            NewDecision(DecisionRef("c1", 1), "ann", "a1", review.id, 0, "skip", {"op": "skip"}, "applied", 1)
        )

    store.write(fill)
    return store


def run(store, sql):
    store.write(lambda transaction: transaction.settings._db.execute(sql))


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE decisions SET reviewer = 'bob'",
        "DELETE FROM decisions",
        "INSERT OR REPLACE INTO decisions SELECT * FROM decisions",
        "UPDATE proposal_sets SET created_at = ''",
        "DELETE FROM proposal_sets",
        "UPDATE proposed_entities SET label = 'GPE'",
        "DELETE FROM proposed_entities",
        "UPDATE proposed_relations SET label = 'met_with'",
        "DELETE FROM proposed_relations",
        "UPDATE articles SET text = 'other'",
        "UPDATE articles SET title = 'other'",
    ],
)
def test_history_cannot_be_rewritten(filled, sql):
    with pytest.raises(sqlite3.IntegrityError, match=r"never change|only ever added"):
        run(filled, sql)


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM articles",
        "UPDATE review_entities SET status = 'fine'",
        "UPDATE review_entities SET start = -1",
        'UPDATE review_entities SET "end" = start',
        "UPDATE review_entities SET label = ''",
        "UPDATE review_entities SET start = 'one'",
        "UPDATE review_relations SET head = 'nowhere'",
        "UPDATE review_relations SET tail = head",
        "DELETE FROM review_entities WHERE id = 'e1'",
        "UPDATE reviews SET status = 'done'",
        "UPDATE reviews SET status = 'complete'",
        "UPDATE reviews SET pending = 99",
        "INSERT INTO articles SELECT 9, 'a 9', '', '', NULL, '{}', '', 1, hex(zeroblob(32)), 'x'",
        "INSERT INTO articles SELECT 9, 'a9', '', '', NULL, '{}', '', 2, hex(zeroblob(32)), 'x'",
        "INSERT INTO articles SELECT 9, 'a9', '', '', NULL, 'no JSON', '', 1, hex(zeroblob(32)), 'x'",
    ],
)
def test_rows_that_make_no_sense_are_refused(filled, sql):
    with pytest.raises(sqlite3.IntegrityError):
        run(filled, sql)


def test_a_broken_constraint_inside_a_guard_refuses_that_operation_alone(filled):
    def attempt(transaction):
        with transaction.guarded():
            transaction.settings.put("inside", "1")
            transaction.settings._db.execute("DELETE FROM decisions")

    def job(transaction):
        transaction.settings.put("before", "1")
        with pytest.raises(OperationRefused, match="does not allow"):
            attempt(transaction)
        return transaction.settings.get("before"), transaction.settings.get("inside")

    assert filled.write(job) == ("1", None)


def test_proposals_come_back_as_they_were(filled):
    with filled.read() as transaction:
        newest = transaction.proposals.shown("a1")
        found = transaction.proposals.annotations(newest.id)
    assert (newest.extractor, newest.furniture) == (NAME, ((0, 3),))
    assert [(item.id, item.start, item.end) for item in found.entities] == [("e1", 0, 7), ("e2", 15, 21)]
    assert found.relations == (Relation("r1", "e1", "e2", "represents"),)


def test_an_extractor_proposes_once_for_an_article_and_schema(filled):
    add = lambda transaction: transaction.proposals.add("a1", NAME, SCHEMA.sha256, Proposals(Annotations()))  # noqa: E731
    assert filled.write(add) is None
    with filled.read() as transaction:
        assert transaction.proposals.shown("a1").entities == 2


@pytest.mark.parametrize(
    ("article_id", "entities", "relations", "words"),
    [
        ("a9", (), (), "no article"),
        ("a1", (Entity("e1", 0, 23, "GPE"),), (), "outside of the text"),
        ("a1", (Entity("e1", 3, 3, "GPE"),), (), "outside of the text"),
        ("a1", (Entity("e1", -1, 3, "GPE"),), (), "outside of the text"),
        ("a1", (Entity("e1", 0, 3, "GPE"), Entity("e1", 4, 5, "GPE")), (), "twice"),
        ("a1", (Entity("e1", 0, 3, "GPE"),), (Relation("r1", "e1", "e2", "met_with"),), "two different"),
        ("a1", (Entity("e1", 0, 3, "GPE"),), (Relation("r1", "e1", "e1", "met_with"),), "two different"),
    ],
)
def test_proposals_that_do_not_fit_their_text_are_refused(filled, article_id, entities, relations, words):
    found = Proposals(Annotations(entities, relations))
    other = ExtractorName("tiny", "2")
    with pytest.raises(InputError, match=words):
        filled.write(lambda transaction: transaction.proposals.add(article_id, other, SCHEMA.sha256, found))


def test_the_same_text_twice_is_one_article(filled):
    twin = Article("a2", "Blinken was in Ankara.")
    assert not filled.write(lambda transaction: transaction.articles.add(twin))
    with filled.read() as transaction:
        assert transaction.articles.id_of_text(twin.sha256) == "a1"
        assert transaction.articles.count() == 1


def test_an_id_cannot_belong_to_two_texts(filled):
    other = Article("a1", "Another text.")
    with pytest.raises(InputError, match="another article"):
        filled.write(lambda transaction: transaction.articles.add(other))


def test_articles_that_an_extractor_has_not_seen_are_found_as_ingested(filled):
    def job(transaction):
        transaction.articles.add(Article("a3", "Third."))
        transaction.articles.add(Article("a2", "Second."))
        known = transaction.proposals.extractor_id(NAME)
        return transaction.articles.without_proposals(known, [SCHEMA.sha256])

    assert filled.write(job) == ["a3", "a2"]
