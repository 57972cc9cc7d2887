"""The pages as they are drawn; what stands inside the tables is in tests/browser."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some
from streamlit.testing.v1 import AppTest

from annotator.core.operations import AcceptAll, Complete, ItemRef, Numbered
from annotator.services.database.label_schema import current_schema
from annotator.services.propose.propose import propose_with
from annotator.services.review.queue import Ordering
from annotator.services.review.review import apply_operations, open_review
from annotator.services.team.plan import give_role
from annotator.store import close_stores
from annotator.ui.pages.articles import STATUS_TITLES, View, ordering_asked
from tests.services.building import NameFinder


def texts(app):
    return [*(found.value for found in app.text), *(found.proto.body for found in app.get("html"))]


def complete(store, article_id):
    opened = open_review(store, article_id, "reviewer-1")
    items = [ItemRef("entity", found.id) for found in opened.annotations.entities]
    items += [ItemRef("relation", found.id) for found in opened.annotations.relations]
    operations = [
        Numbered(number, article_id, 0, operation, {"op": name})
        for number, (name, operation) in enumerate(
            [("accept_all", AcceptAll(tuple(items))), ("complete", Complete())], start=1
        )
    ]
    answer = apply_operations(store, "reviewer-1", f"c-{article_id}", operations)
    assert answer.refused == ()


def articles_alone():
    from annotator.ui.pages.articles import articles_page

    articles_page()


def accuracy_alone():
    from annotator.ui.pages.accuracy import accuracy_page

    accuracy_page()


def export_alone():
    from annotator.ui.pages.export import export_page

    export_page()


def extractors_alone():
    from annotator.ui.pages.extractors import extractors_page

    extractors_page()


def releases_alone():
    from annotator.ui.pages.releases import releases_page

    releases_page()


PAGES = [articles_alone, accuracy_alone, extractors_alone, export_alone, releases_alone]


def drawn(page):
    app = AppTest.from_function(page, default_timeout=30).run()
    assert not app.exception
    return app


def links_alone():
    from annotator.ui.navigation import TITLES, link

    for name in TITLES:
        link(name, f"To {name}")


def test_a_page_links_to_every_page_that_there_is_without_importing_one(app):
    app.run()
    there = {found.proto.page_script_hash: found.proto.page for found in app.get("page_link")}
    alone = drawn(links_alone).get("page_link")
    assert {found.proto.page_script_hash: found.proto.page for found in alone} == there
    assert [found.proto.label for found in alone][:2] == ["To review", "To articles"]


def test_the_root_opens_the_next_article_and_puts_it_into_the_address(app, database):
    app.run()
    assert not app.exception
    assert app.query_params["article"] == "a1"


def test_the_address_wins(app, database):
    app.query_params["article"] = "a3"
    app.run()
    assert app.query_params["article"] == "a3"
    assert app.session_state["annotator-conversation"].article_id == "a3"


def test_every_page_names_the_reviewer_and_the_label_schema(app, database, monkeypatch):
    monkeypatch.setenv("ANNOTATOR_REVIEWER", "Zoé")
    assert "Zoé · news" in texts(app.run())


def test_an_article_that_is_not_there_is_told_in_a_sentence(app, database):
    app.query_params["article"] = "gone"
    app.run()
    assert not app.exception
    assert any("There is no article 'gone'" in text for text in texts(app))


def test_an_empty_database_says_how_articles_come_in(app, tmp_path, monkeypatch):
    monkeypatch.setenv("ANNOTATOR_DB", str(tmp_path / "new" / "annotator.db"))
    app.run()
    close_stores()
    assert not app.exception
    assert "There are no articles yet" in texts(app)


def test_when_everything_is_reviewed_the_page_says_so(app, database, store):
    for article_id in ("a1", "a2", "a3"):
        complete(store, article_id)
    app.run()
    assert not app.exception
    assert "All done" in texts(app)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_can_be_drawn_before_anything_is_complete(page, database):
    drawn(page)


@pytest.mark.parametrize("page", PAGES)
def test_a_database_that_cannot_be_used_is_one_sentence_on_every_page(page, tmp_path, monkeypatch):
    path = tmp_path / "annotator.db"
    path.write_text("this is no database", "utf-8")
    monkeypatch.setenv("ANNOTATOR_DB", str(path))
    assert any(str(path) in text for text in texts(drawn(page)))


def test_accuracy_without_gold_says_what_is_missing(database):
    assert any("nothing to measure on" in text for text in texts(drawn(accuracy_alone)))


def test_little_gold_says_how_much_is_missing_before_anything_can_be_learned(database, store):
    complete(store, "a1")
    shown = texts(drawn(extractors_alone))
    assert any("Gold has 1 sentences; from 200 on" in text and "199 are missing" in text for text in shown)


@pytest.mark.parametrize("admin", [None, "reviewer-1", "somebody else"])
def test_only_who_may_is_shown_what_freezes_and_what_chooses_an_extractor(database, store, admin):
    complete(store, "a1")
    if admin is not None:
        give_role(store, None, admin, "admin")
    may = admin != "somebody else"
    buttons = [button.label for page in (extractors_alone, releases_alone) for button in drawn(page).button]
    assert [title in buttons for title in ("Use for new articles", "Freeze")] == [may, may]
    told = [text for page in (extractors_alone, releases_alone) for text in texts(drawn(page))]
    assert any("Admins freeze gold" in text for text in told) == (not may)


def test_choosing_an_extractor_says_how_many_untouched_articles_change_and_changes_them(database, store):
    complete(store, "a1")
    schema = current_schema(store)
    propose_with(store, NameFinder("others"), schema, preferred=False)
    page = drawn(extractors_alone)
    page.session_state["annotator-extractors-choice"] = "others@1"
    (button,) = [
        one for one in page.run().button if one.label == "Show its proposals in 2 untouched articles"
    ]
    button.click()
    assert not page.run().exception
    with store.read() as transaction:
        assert transaction.proposals.shown("a2").extractor.name == "others"
        assert transaction.proposals.shown("a1").extractor.name != "others"


@given(some.one_of(some.none(), some.text(), some.lists(some.integers())))
def test_whatever_a_browser_asks_of_the_list_is_some_view(value):
    assert View.asked(value) == View()


@given(
    some.fixed_dictionaries(
        {
            "status": some.sampled_from([*STATUS_TITLES, None, "x", 3]),
            "search": some.one_of(some.text(max_size=400), some.integers()),
            "offset": some.one_of(some.integers(), some.booleans(), some.text(), some.floats()),
        }
    )
)
def test_a_view_that_a_browser_asks_for_stays_within_bounds(row):
    view = View.asked(row)
    assert view.status is None or view.status in STATUS_TITLES
    assert len(view.search) <= 200
    assert type(view.offset) is int
    assert 0 <= view.offset < 2**53


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ({"order": "shortest", "seed": 0}, Ordering("shortest")),
        ({"order": "random", "seed": 7}, Ordering("random", 7)),
        ({"order": "random", "seed": -7}, Ordering("random", 0)),
        ({"order": "random", "seed": True}, Ordering("random", 0)),
        ({"order": "random", "seed": 1e400}, Ordering("random", 0)),
        ({"order": "newest"}, None),
        ({"order": ["random"]}, None),
        ("random", None),
        (None, None),
    ],
)
def test_an_order_of_the_queue_is_taken_from_a_browser_only_if_there_is_such_a_one(value, wanted):
    assert ordering_asked(value) == wanted
