"""Reviewers see the proposals of the extractor in use; whatever else is stored is there to be measured."""

import pytest

from annotator.core.model import ExtractorName
from annotator.errors import InputError, OperationRefused
from annotator.services.database.label_schema import current_schema
from annotator.services.extractors.default_extractor import use_extractor
from annotator.services.extractors.shown_proposals import is_in_use, untouched_articles
from annotator.services.health.doctor import examine
from annotator.services.imports.import_records import ImportOptions, import_records
from annotator.services.propose.extractors import choose_extractor, find_choice, list_extractors
from annotator.services.propose.propose import propose, propose_with
from annotator.services.review.articles import list_articles
from annotator.services.review.queue import Ordering, choose_order, next_article
from annotator.services.review.review import open_review
from annotator.services.team.plan import give_role
from annotator.store import open_store
from tests.services.building import NameFinder, decide, put, write_lines

READ = {"a": "Ada met Bo and Cy.", "b": "Di left Ed."}
TEXTS = {**READ, "c": "Flo ran."}


@pytest.fixture
def store(tmp_path):
    """Two articles that the name finder, in use, has read."""
    opened = open_store(tmp_path / "a.db")
    put(opened, *READ.items())
    propose_with(opened, NameFinder(), current_schema(opened))
    yield opened
    opened.close()


@pytest.fixture
def measured(store, tmp_path):
    """``measured(extractor, ...)``: what other extractors found, one entity in each article, is stored."""

    def take(*names, articles=READ):
        rows = [
            {
                "id": name,
                "text": TEXTS[name],
                "entities": [{"start": 0, "end": 2, "label": "ORG", "score": 0.1}],
            }
            for name in articles
        ]
        for name in names:
            options = ImportOptions("proposals", ExtractorName(name, "1"))
            assert not import_records(store, write_lines(tmp_path / "in.jsonl", *rows), options).refused

    return take


def shown(store, article_id):
    opened = open_review(store, article_id, "ann")
    return opened.review.extractor.name if opened.review.extractor else None


def choice(store, name):
    return find_choice(list_extractors(store), name)


def test_measuring_another_extractor_changes_nothing_that_is_seen(store, measured):
    assert (shown(store, "a"), shown(store, "b")) == ("names", "names")
    before = list_articles(store).rows
    choose_order(store, "ann", Ordering("least_certain"))
    first = next_article(store, "ann")
    measured("other")
    assert (shown(store, "a"), shown(store, "b")) == ("names", "names")
    assert list_articles(store).rows == before
    assert next_article(store, "ann") == first
    assert examine(store).faults == []


def test_an_extractor_that_is_named_and_not_in_use_is_for_measuring(store):
    assert is_in_use(store, None, "default")
    assert is_in_use(store, "default", "default")
    assert not is_in_use(store, "spacy:other", "spacy:other")
    use_extractor(store, None, "spacy:other")
    assert is_in_use(store, "spacy:other", "spacy:other")
    assert is_in_use(store, None, "spacy:other")
    assert not is_in_use(store, "default", "default")


def test_what_is_not_in_use_is_seen_where_nothing_else_is(store, measured):
    measured("other", "third", articles=["c"])
    assert shown(store, "c") == "other"


def test_a_database_with_imported_proposals_alone_shows_them(tmp_path):
    opened = open_store(tmp_path / "imported.db")
    rows = write_lines(
        tmp_path / "in.jsonl",
        {"id": "a", "text": "Ada ran.", "entities": [{"start": 0, "end": 3, "label": "PERSON"}]},
    )
    import_records(opened, rows, ImportOptions("proposals", ExtractorName("mine", "1")))
    assert shown(opened, "a") == "mine"
    opened.close()


def test_whoever_chooses_is_told_how_many_untouched_articles_change_and_can_choose_back(store, measured):
    measured("other")
    decide(store, "b", {"op": "accept", "kind": "entity", "id": "e1"})
    other, names = choice(store, "other"), choice(store, "names@1")
    assert untouched_articles(store, other.extractor) == 1
    assert choose_extractor(store, None, other) == 1
    assert (shown(store, "a"), shown(store, "b")) == ("other", "names")
    row = list_articles(store).rows[0]
    assert (row.entities, row.pending) == (1, 1)
    assert untouched_articles(store, other.extractor) == 0
    assert choose_extractor(store, None, names) == 1
    assert (shown(store, "a"), shown(store, "b")) == ("names", "names")
    assert list_articles(store).rows[0].entities == 3
    assert examine(store).faults == []


def test_the_queue_goes_by_the_proposals_that_are_chosen(store, measured):
    measured("other")
    with store.read() as transaction:
        before = transaction.queue.place("a", Ordering("least_certain"))
    choose_extractor(store, None, choice(store, "other"))
    with store.read() as transaction:
        assert transaction.queue.place("a", Ordering("least_certain")) == (pytest.approx(-0.9), before[1])


def test_the_chosen_one_goes_on_being_seen_where_it_proposes_more(store, measured, tmp_path):
    measured("other", articles=["a"])
    choose_extractor(store, None, choice(store, "other"))
    measured("other", "third")
    assert (shown(store, "a"), shown(store, "b")) == ("other", "other")


def test_the_extractor_that_reads_new_articles_is_in_use_again_once_it_is_chosen(store, measured):
    measured("other")
    choose_extractor(store, None, choice(store, "other"))
    assert not is_in_use(store, None, "default")
    choose_extractor(store, None, choice(store, "default"))
    assert is_in_use(store, None, "default")


def test_a_reviewer_in_the_middle_of_a_choice_decides_on_what_was_seen(store, measured):
    revision = open_review(store, "a", "ann").review.revision
    measured("other")
    choose_extractor(store, None, choice(store, "other"))
    decide(store, "a", {"op": "accept", "kind": "entity", "id": "e2", "revision": revision})
    assert shown(store, "a") == "names"
    assert examine(store).faults == []


def test_only_an_admin_chooses(store, measured):
    measured("other")
    give_role(store, None, "boss", "admin")
    with pytest.raises(OperationRefused, match="admin"):
        choose_extractor(store, "ann", choice(store, "other"))
    assert choose_extractor(store, "boss", choice(store, "other")) == 2


def test_an_extractor_that_is_not_there_is_named_with_those_that_are(store):
    with pytest.raises(InputError, match=r"no extractor 'nobody'.*default, names@1"):
        choice(store, "nobody")


def test_reading_with_the_extractor_in_use_shows_what_it_finds(store, measured, monkeypatch):
    measured("other")
    choose_extractor(store, None, choice(store, "other"))
    choose_extractor(store, None, choice(store, "default"))
    monkeypatch.setattr(
        "annotator.services.propose.propose.extractor_apart", lambda *_: NameFinder("default", "2")
    )
    assert propose(store).done == 2
    assert (shown(store, "a"), shown(store, "b")) == ("default", "default")
    monkeypatch.setattr(
        "annotator.services.propose.propose.extractor_apart", lambda *_: NameFinder("spacy:tried", "2")
    )
    assert propose(store, "spacy:tried").done == 2
    assert (shown(store, "a"), shown(store, "b")) == ("default", "default")
