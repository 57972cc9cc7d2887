"""The history of an article: every decision, newest first, in the words that stood there at the time."""

import pytest

from annotator.core.operations import ItemRef
from annotator.services.review.history import article_history
from tests.services.reviewing import EVERY_ITEM, Browser, propose


def rows(store, **given):
    return article_history(store, "a1", "ann", **given).rows


def newest(store):
    return rows(store)[0]


def entity(item_id):
    return {"kind": "entity", "id": item_id}


def relation(item_id):
    return {"kind": "relation", "id": item_id}


def test_a_row_says_who_when_what_and_where(store, tab):
    tab.do("relabel", **entity("e2"), label="PERSON")
    row = newest(store)
    assert (row.reviewer, row.verb, row.outcome) == ("ann", "relabel", "applied")
    assert row.at.endswith("Z")
    [item] = row.items
    assert (item.item, item.start, item.end) == (ItemRef("entity", "e2"), 15, 19)
    assert (item.before.words, item.before.label, item.after.label) == ("U.S.", "GPE", "PERSON")


def test_moved_boundaries_show_the_words_before_and_after(store, tab):
    tab.do("move", **entity("e2"), start=11, end=19)
    [item] = newest(store).items
    assert (item.before.words, item.after.words) == ("U.S.", "the U.S.")
    assert (item.start, item.end) == (11, 19)


def test_a_row_keeps_the_words_of_its_time_when_the_item_changes_later(store, tab):
    tab.do("accept", **entity("e2"))
    tab.do("move", **entity("e2"), start=11, end=19)
    tab.do("relabel", **entity("e2"), label="PERSON")
    relabelled, moved, accepted = rows(store)
    assert (accepted.items[0].after.words, accepted.items[0].after.label) == ("U.S.", "GPE")
    assert (moved.items[0].after.words, moved.items[0].after.label) == ("the U.S.", "GPE")
    assert (relabelled.items[0].after.words, relabelled.items[0].before.label) == ("the U.S.", "GPE")


def test_what_was_deleted_since_still_has_its_words_and_its_place(store, tab):
    tab.do("add_entity", id="h1", start=34, end=40, label="GPE")
    tab.do("add_relation", id="h2", head="e1", tail="h1", label="represents")
    tab.do("delete", **entity("h1"))
    deleted, related, added = rows(store)
    assert (added.items[0].before, added.items[0].after.words) == (None, "Ankara")
    assert (related.items[0].after.head, related.items[0].after.tail) == ("Blinken", "Ankara")
    assert [(item.item.id, item.after) for item in deleted.items] == [("h1", None), ("h2", None)]
    assert (deleted.items[0].start, deleted.items[0].end, deleted.count) == (34, 40, 2)
    assert (deleted.items[0].before.words, deleted.items[1].before.tail) == ("Ankara", "Ankara")


@pytest.mark.parametrize(
    ("op", "fields", "before", "after"),
    [
        ("flip", {}, ("Blinken", "Mevlut"), ("Mevlut", "Blinken")),
        ("reattach", {"head": "e3", "tail": "e2"}, ("Blinken", "Mevlut"), ("Mevlut", "U.S.")),
        ("accept", {}, ("Blinken", "Mevlut"), ("Blinken", "Mevlut")),
    ],
)
def test_a_relation_shows_the_words_of_its_ends(store, tab, op, fields, before, after):
    if op == "accept":
        tab.do("accept", **entity("e1"))
    tab.do(op, **relation("r2"), **fields)
    [item] = newest(store).items
    assert ((item.before.head, item.before.tail), (item.after.head, item.after.tail)) == (before, after)


def test_an_attribute_shows_its_values(store, tab):
    tab.do("set_attribute", **relation("r1"), name="polarity", value="negated")
    [item] = newest(store).items
    assert (item.before.attributes, item.after.attributes) == ({}, {"polarity": "negated"})


def test_everything_accepted_at_once_is_one_row_that_counts(store, tab):
    tab.accept_everything()
    row = newest(store)
    assert (row.verb, row.count, len(row.items)) == ("accept_all", 6, 3)


def test_an_undo_names_what_it_took_back(store, tab):
    tab.do("relabel", **entity("e2"), label="PERSON")
    tab.undo(1)
    tab.undo(1, op="redo")
    redone, undone, first = rows(store)
    assert (undone.verb, undone.of, undone.target) == ("undo", "relabel", first.sequence)
    assert (undone.items[0].before.label, undone.items[0].after.label) == ("GPE", "PERSON")
    assert (redone.verb, redone.of) == ("redo", "relabel")
    assert (redone.items[0].before.label, redone.items[0].after.label) == ("GPE", "PERSON")


def test_what_was_refused_or_collided_stands_there_with_its_reason_and_what_it_wanted(store, tab):
    tab.open()
    bob = Browser(store, "c2", "bob")
    bob.open()
    bob.do("relabel", **entity("e2"), label="PERSON")
    tab.do("relabel", **entity("e2"), label="DATE")
    tab.do("flip", **relation("gone"))
    refused, collided, applied = rows(store)
    assert (collided.outcome, collided.by, collided.reviewer) == ("collided", "bob", "ann")
    assert "bob changed this" in collided.reason
    assert (collided.items[0].before.label, collided.items[0].after.label) == ("PERSON", "DATE")
    assert (refused.outcome, refused.items, refused.count) == ("refused", (), 1)
    assert (applied.reviewer, applied.outcome, applied.reason) == ("bob", "applied", "")


def test_what_was_no_operation_at_all_stands_there_too(store, tab):
    tab.do("paint", **entity("e1"))
    row = newest(store)
    assert (row.verb, row.outcome, row.items) == ("paint", "refused", ())


def test_the_article_itself_has_rows_too(store, tab):
    tab.do("flag", comment="printed twice")
    tab.do("skip")
    skipped, flagged = rows(store)
    assert (skipped.verb, skipped.items, skipped.count) == ("skip", (), 0)
    assert (flagged.verb, flagged.comment) == ("flag", "printed twice")


def test_only_this_article_is_in_it(store, tab):
    tab.do("accept", **entity("e1"))
    Browser(store, "c2", article_id="a2").do("skip")
    assert [row.verb for row in rows(store)] == ["accept"]


@pytest.mark.parametrize("article_id", ["a3", "nowhere"])
def test_an_article_that_nobody_has_opened_has_no_history(store, article_id):
    found = article_history(store, article_id, "ann")
    assert (found.rows, found.older) == ((), False)


def test_a_refusal_from_before_newer_proposals_came_still_reads(store, tab):
    tab.open()
    tab.do("relabel", **entity("e1"), label="NONSENSE")
    propose(store, "a1")
    tab.open()
    assert [row.outcome for row in rows(store)] == ["refused"]


def test_pages_follow_one_another_without_a_gap_and_read_the_same(store, tab):
    for turn in range(6):
        tab.do("relabel", **entity("e2"), label=("PERSON", "GPE")[turn % 2])
        tab.do("accept", **entity("gone"))
    everything = rows(store)
    pages, before = [], None
    while True:
        page = article_history(store, "a1", "ann", before=before, limit=5)
        pages += page.rows
        if not page.older:
            break
        before = page.rows[-1].sequence
    assert tuple(pages) == everything
    assert len(everything) == 12


@pytest.mark.parametrize(("limit", "wanted"), [(0, 1), (-5, 1), (10**9, 3)])
def test_a_page_has_at_least_one_row_and_at_most_the_most(store, tab, limit, wanted):
    for comment in ("one", "two", "three"):
        tab.do("flag", comment=comment)
    assert len(rows(store, limit=limit)) == wanted


def test_reading_the_history_changes_nothing(store, tab):
    tab.do("accept_all", items=EVERY_ITEM)
    tab.undo(1)
    before = tab.open()
    rows(store)
    assert tab.open() == before
