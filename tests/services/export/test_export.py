import io
import json

import pytest

from annotator.errors import InputError
from annotator.services.export.contents import Exported
from annotator.services.export.export import StreamTarget, export_gold, gold_records
from annotator.store import open_store
from tests.services.building import accept_all, decide, proposed, put


@pytest.fixture
def store(tmp_path):
    with_store = open_store(tmp_path / "a.db")
    put(with_store, ("a", "Ada met Bo."), ("b", "Cy and Di left."), ("c", "Ed came."))
    proposed(with_store)
    yield with_store
    with_store.close()


def exported(store, **options):
    target = io.BytesIO()
    report = export_gold(store, "jsonl", StreamTarget(target), **options)
    return report, [json.loads(line) for line in target.getvalue().splitlines()]


def test_only_completed_articles_are_gold(store):
    accept_all(store, "a")
    decide(store, "b", {"op": "accept", "kind": "entity", "id": "e1"})
    report, rows = exported(store)
    assert [row["id"] for row in rows] == ["a"]
    assert (report.written.articles, report.written.entities, report.written.relations) == (1, 2, 1)
    assert report.lost.reasons == {}
    assert rows[0]["relations"][0]["pattern"] == "met"


def test_a_gold_record_says_how_it_came_about(store):
    accept_all(store, "a")
    _, (row,) = exported(store)
    assert row["review"]["status"] == "complete"
    assert row["review"]["reviewer"] == "reviewer-1"
    assert row["review"]["completed_at"]
    assert row["extractor"] == {"name": "names", "version": "1"}
    assert row["schema"]["name"] == "news"
    assert len(row["schema"]["sha256"]) == 64
    assert [one["origin"] for one in row["entities"]] == ["machine", "machine"]


def test_what_was_rejected_is_not_gold_and_what_was_added_or_corrected_is(store):
    decide(
        store,
        "b",
        {"op": "reject", "kind": "entity", "id": "e2"},
        {"op": "move", "kind": "entity", "id": "e1", "start": 0, "end": 1},
        {"op": "add_entity", "id": "h1", "start": 10, "end": 14, "label": "EVENT"},
        {"op": "complete"},
    )
    _, (row,) = exported(store)
    assert [(one["id"], one["text"], one["origin"]) for one in row["entities"]] == [
        ("e1", "C", "machine"),
        ("h1", "left", "human"),
    ]
    assert row["relations"] == []


def test_partial_reviews_come_along_on_request_and_say_so(store):
    accept_all(store, "a")
    decide(store, "b", {"op": "accept", "kind": "entity", "id": "e1"})
    _, rows = exported(store, what=Exported(include_partial=True))
    assert [(row["id"], row["review"]["status"], len(row["entities"])) for row in rows] == [
        ("a", "complete", 2),
        ("b", "in_progress", 1),
    ]


def test_articles_come_in_the_order_of_ingest_whatever_the_order_of_review(store):
    accept_all(store, "c")
    accept_all(store, "a")
    assert [record.article.id for record in gold_records(store)] == ["a", "c"]


def test_the_same_gold_gives_the_same_bytes(store):
    accept_all(store, "a")
    first, again = io.BytesIO(), io.BytesIO()
    export_gold(store, "jsonl", StreamTarget(first))
    export_gold(store, "jsonl", StreamTarget(again))
    assert first.getvalue() == again.getvalue()


def test_an_article_that_is_taken_up_again_is_no_gold_until_it_is_complete_again(store):
    accept_all(store, "a")
    decide(store, "a", {"op": "undo", "target": {"client": "c-a", "seq": 2}}, client="other")
    assert exported(store)[1] == []


def test_progress_counts_articles(store):
    accept_all(store, "a")
    accept_all(store, "b")
    told = []
    export_gold(store, "jsonl", StreamTarget(io.BytesIO()), progress=lambda *numbers: told.append(numbers))
    assert told == [(1, None), (2, None)]


def test_an_unknown_format_is_refused(store):
    target = io.BytesIO()
    with pytest.raises(InputError, match="there is no format 'xml'"):
        export_gold(store, "xml", target)


def test_proposals_leave_as_they_were_made_whatever_reviewers_made_of_them(store):
    decide(store, "a", {"op": "reject", "kind": "entity", "id": "e1"})
    _, rows = exported(store, what=Exported("proposals"))
    assert [(row["id"], len(row["entities"])) for row in rows] == [("a", 2), ("b", 2), ("c", 1)]
    assert rows[0]["extractor"] == {"name": "names", "version": "1"}
    assert rows[0]["review"] is None
    assert rows[0]["entities"][0]["score"] == 0.5
    assert exported(store, what=Exported("proposals", extractor="names@1"))[1] == rows


def test_proposals_of_an_extractor_that_made_none_are_refused_with_the_names_of_those_that_did(store):
    with pytest.raises(InputError, match=r"no proposals of other .* \(there are those of: names 1\)"):
        exported(store, what=Exported("proposals", extractor="other"))


def test_label_studio_gets_proposals_as_predictions_and_gold_as_annotations(store):
    accept_all(store, "a")
    gold, proposals = io.BytesIO(), io.BytesIO()
    export_gold(store, "label-studio", StreamTarget(gold))
    export_gold(store, "label-studio", StreamTarget(proposals), Exported("proposals"))
    (task,) = json.loads(gold.getvalue())
    assert ("annotations" in task, "predictions" in task) == (True, False)
    tasks = json.loads(proposals.getvalue())
    assert [task["predictions"][0]["model_version"] for task in tasks] == ["names 1"] * 3
