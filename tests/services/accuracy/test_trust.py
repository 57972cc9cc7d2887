import pytest

from annotator.core.model import ExtractorName
from annotator.services.accuracy.measurement import measure_extractor, measure_files
from annotator.services.accuracy.partly_reviewed import partly_reviewed
from annotator.services.accuracy.series import completion_series, version_series
from annotator.services.accuracy.suspicious import suspicious_in
from annotator.services.accuracy.trust import trust
from annotator.store import open_store
from tests.services.building import write_lines
from tests.services.measuring import (
    ACCEPT_FULL,
    FULL,
    NEW,
    OLD,
    POOR,
    TEXT,
    accept,
    add_articles,
    add_proposals,
    reject,
    review,
    two_versions,
)


@pytest.fixture
def store(tmp_path):
    opened = open_store(tmp_path / "a.db")
    yield opened
    opened.close()


def without_proposals(store, *names):
    """Articles that are reviewed from nothing, and read afterwards."""
    add_articles(store, *names)
    for name in names:
        added = {"op": "add_entity", "id": "h1", "start": 0, "end": 3, "label": "PERSON"}
        review(store, name, added)


def test_gold_made_from_an_extractors_own_proposals_is_warned_of(store):
    two_versions(store, 4)
    found = trust(measure_extractor(store, "tiny", "2"))
    assert [(one.basis, one.articles, one.entities, one.relations, one.share) for one in found.bases] == [
        ("assisted", 4, 12, 4, 1.0)
    ]
    assert [(one.extractor, one.articles) for one in found.seen] == [(NEW, 4)]
    assert found.helped == 4
    assert "tiny 2 helped to make the gold: in 4 of 4 articles" in found.warning
    assert found.differences is None


def test_another_version_of_the_extractor_that_helped_is_warned_of_too(store):
    two_versions(store, 2)
    assert "tiny 1 helped" in trust(measure_extractor(store, "tiny", "1")).warning


def test_blind_gold_is_scored_apart_with_the_difference(store):
    two_versions(store, 3)
    without_proposals(store, "b1", "b2")
    add_proposals(store, NEW, FULL, "b1", "b2")
    found = trust(measure_extractor(store))
    assert [(one.basis, one.articles) for one in found.bases] == [("assisted", 3), ("blind", 2)]
    assert [(one.group, one.entities.counts.f1) for one in found.scores] == [
        ("assisted", 1.0),
        ("blind", 0.5),
    ]
    entities, relations = found.differences
    assert (entities.difference, entities.interval) == (-0.5, (-0.5, -0.5))
    assert relations.kind == "relations"


def test_an_extractor_that_nobody_saw_is_not_warned_of(store):
    two_versions(store, 2)
    add_proposals(store, ExtractorName("other", "1"), POOR, "a0", "a1")
    found = trust(measure_extractor(store, "other"))
    assert (found.helped, found.warning) == (0, None)
    assert [one.extractor for one in found.seen] == [NEW]


def test_files_say_how_their_gold_was_made_or_that_nobody_knows(tmp_path):
    rows = [{"id": f"a{at}", "text": "Ada", "entities": []} for at in range(3)]
    rows[0]["review"] = {"status": "complete", "mode": "blind"}
    rows[1]["review"] = {"status": "complete", "mode": "assisted"}
    gold = write_lines(tmp_path / "g.jsonl", *rows)
    found = trust(measure_files(gold, gold))
    assert [one.basis for one in found.bases] == ["assisted", "blind", "unknown"]
    assert [one.extractor for one in found.seen] == [None]
    assert "some of the gold was made by correcting proposals" in found.warning


def test_partly_reviewed_articles_give_precision_of_what_is_decided(store):
    two_versions(store, 1)
    add_articles(store, "p1", "p2", "p3")
    add_proposals(store, NEW, FULL, "p1", "p2", "p3")
    relabel = {"op": "relabel", "kind": "entity", "id": "e3", "label": "LOC"}
    review(store, "p1", accept("entity", "e1"), reject("entity", "e2"), relabel, complete=False)
    review(store, "p2", *ACCEPT_FULL[:2], complete=False)
    found = partly_reviewed(store, NEW)
    assert found.articles == 2
    assert (found.entities.correct, found.entities.wrong, found.entities.undecided) == (3, 2, 1)
    assert found.entities.precision == 0.6
    # p1: rejected with its end; p2: not decided yet
    assert (found.relations.wrong, found.relations.undecided) == (1, 1)
    assert measure_extractor(store).evaluation.articles == 1
    assert partly_reviewed(store, OLD).articles == 0


def test_the_versions_stand_in_the_order_they_came_on_what_each_has_read(store):
    two_versions(store, 4)
    add_proposals(store, ExtractorName("tiny", "3"), FULL, "a1")
    add_articles(store, "unread")
    add_proposals(store, ExtractorName("tiny", "4"), FULL, "unread")
    points = version_series(store, "tiny")
    assert [(one.extractor.version, one.articles, one.of) for one in points] == [
        ("1", 4, 4),
        ("2", 4, 4),
        ("3", 1, 4),
        ("4", 0, 4),
    ]
    assert [None if one.entities is None else one.entities.counts.f1 for one in points] == [
        1 / 3,
        1.0,
        1.0,
        None,
    ]
    assert version_series(store, "other") == ()


def test_articles_are_scored_by_the_day_on_which_they_were_completed(tmp_path):
    rows = [
        {
            "id": f"a{at}",
            "text": "Ada",
            "entities": [{"start": 0, "end": 3, "label": "PERSON"}],
            "review": {"status": "complete", "completed_at": day and f"{day}T10:00:00.000Z"},
        }
        for at, day in enumerate(["2026-02-02", "2026-01-01", "2026-02-02", None])
    ]
    gold = write_lines(tmp_path / "g.jsonl", *rows)
    predicted = write_lines(tmp_path / "p.jsonl", *rows[:1])
    found = completion_series(measure_files(gold, predicted))
    assert [(one.group, one.articles, one.entities.counts.recall) for one in found] == [
        ("2026-01-01", 1, 0.0),
        ("2026-02-02", 2, 0.5),
    ]


def test_many_days_are_put_together_by_month(tmp_path):
    days = [f"2026-{month:02}-{day:02}" for month in (1, 2, 3) for day in range(1, 29)]
    rows = [
        {"id": f"a{at}", "text": "Ada", "entities": [], "review": {"status": "complete", "completed_at": day}}
        for at, day in enumerate(days)
    ]
    gold = write_lines(tmp_path / "g.jsonl", *rows)
    found = completion_series(measure_files(gold, gold))
    assert [(one.group, one.articles) for one in found] == [("2026-01", 28), ("2026-02", 28), ("2026-03", 28)]


def test_suspicious_gold_names_article_and_item(store):
    two_versions(store, 1)
    added = {"op": "add_entity", "id": "h1", "start": 14, "end": 19, "label": "LOC"}
    add_articles(store, "x")
    review(store, "x", added)
    add_proposals(store, NEW, FULL, "x")
    (found,) = suspicious_in(measure_extractor(store))
    assert (found.article_id, found.item_id, found.reason) == ("x", "h1", "edge_punctuation")
    assert found.words == TEXT[14:19]
