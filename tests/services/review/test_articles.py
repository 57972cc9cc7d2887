"""The list of articles: statuses, counts, search, pages."""

import pytest

from annotator.core.model import Article
from annotator.errors import InputError
from annotator.services.review.articles import list_articles
from tests.services.reviewing import Browser


def ids(page):
    return [row.id for row in page.rows]


def add(store, *articles):
    store.write(lambda transaction: [transaction.articles.add(article) for article in articles])


def test_before_review_a_row_counts_what_was_proposed(store):
    row = list_articles(store).rows[0]
    assert (row.id, row.title, row.status) == ("a1", "Title of a1", "new")
    assert (row.entities, row.relations, row.pending, row.updated_at) == (4, 2, 6, None)
    assert row.length == len("Blinken of the U.S. met Mevlut in Ankara on Wednesday. (a1)")


def test_during_review_a_row_counts_what_stands_and_what_is_left(store, tab):
    tab.do("reject", kind="entity", id="e1")
    tab.do("accept", kind="entity", id="e2")
    tab.do("add_entity", id="h1", start=34, end=40, label="GPE")
    row = list_articles(store).rows[0]
    assert (row.status, row.entities, row.relations, row.pending) == ("in_progress", 4, 0, 2)
    assert row.updated_at is not None


def test_statuses_are_counted_and_filtered(store, tab):
    tab.do("skip")
    page = list_articles(store, status="new")
    assert (ids(page), page.total) == (["a2", "a3"], 2)
    assert page.counts == {"new": 2, "in_progress": 0, "complete": 0, "skipped": 1, "flagged": 0}


@pytest.mark.parametrize(
    ("search", "wanted"),
    [
        ("ankara", ["a1", "a2", "a3", "t"]),
        ("ANKAR", ["a1", "a2", "a3", "t"]),
        ("a2", ["a2"]),
        ("a", []),
        ("in", ["a1", "a2", "a3", "t"]),
        ("title a3", ["a3"]),
        ("Çavuşoğlu", ["t"]),
        ("cavusoglu", ["t"]),
        ("أنقرة", ["t"]),
        ("S-400", ["t"]),
        ("reuters", ["t"]),
        ("Blinken nowhere", []),
        ('" OR text : *', []),
        ("(NEAR", []),
        ("  ", ["a1", "a2", "a3", "t"]),
        ("—…!", ["a1", "a2", "a3", "t"]),
    ],
)
def test_search_finds_words_and_their_beginnings_in_title_text_source_and_id(store, search, wanted):
    add(store, Article("t", "Çavuşoğlu in Ankara, أنقرة: the S-400 deal", title="Turkey", source="Reuters"))
    page = list_articles(store, search=search)
    assert (ids(page), page.total) == (wanted, len(wanted))


def test_counts_are_those_of_the_search(store, tab):
    tab.do("skip")
    page = list_articles(store, search="a1", status="new")
    assert (ids(page), page.total, page.counts["skipped"]) == ([], 0, 1)


@pytest.mark.parametrize(
    ("limit", "offset", "wanted"),
    [(2, 0, ["a1", "a2"]), (2, 2, ["a3"]), (2, 4, []), (0, 0, []), (-1, -1, [])],
)
def test_pages_follow_one_another(store, limit, offset, wanted):
    page = list_articles(store, limit=limit, offset=offset)
    assert (ids(page), page.total) == (wanted, 3)


@pytest.mark.parametrize(
    ("order", "wanted"),
    [
        ("ingested", ["a1", "a2", "a3", "b", "c"]),
        ("newest", ["c", "b", "a3", "a2", "a1"]),
        ("title", ["c", "b", "a1", "a2", "a3"]),
        ("published", ["b", "c", "a3", "a2", "a1"]),
        ("updated", ["a1", "c", "b", "a3", "a2"]),
    ],
)
def test_orders(store, tab, order, wanted):
    add(
        store,
        Article("b", "B.", title="beta", published="2022-01-01"),
        Article("c", "C.", title="Alpha", published="2021-01-01"),
    )
    tab.do("skip")
    assert ids(list_articles(store, order=order)) == wanted


@pytest.mark.parametrize("few", [0, 100])
@pytest.mark.parametrize("order", ["ingested", "newest", "title", "published", "updated"])
def test_an_order_is_the_same_for_one_status_however_many_have_it(store, tab, monkeypatch, order, few):
    tab.do("skip")
    monkeypatch.setattr("annotator.store.repositories.listing._SORTED", few)
    everything = list_articles(store, order=order)
    expected = [row.id for row in everything.rows if row.status == "new"]
    assert ids(list_articles(store, order=order, status="new")) == expected
    assert ids(list_articles(store, order=order, status="new", search="title")) == expected


@pytest.mark.parametrize("wrong", [{"status": "done"}, {"order": "random"}])
def test_an_unknown_status_or_order_is_an_input_error(store, wrong):
    with pytest.raises(InputError, match="choose one of"):
        list_articles(store, **wrong)


def test_an_article_that_is_opened_and_left_stays_new(store):
    Browser(store).open()
    assert list_articles(store).rows[0].status == "new"
