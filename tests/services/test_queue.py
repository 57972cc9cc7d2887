"""Which article comes next."""

import pytest

from annotator.services.queue import next_article, previous_article
from tests.services.reviewing import Browser


def put(store, **statuses):
    """Bring articles to a status: ``a1="complete"``."""
    for article_id, status in statuses.items():
        tab = Browser(store, f"c-{article_id}", article_id=article_id)
        if status == "complete":
            tab.accept_everything()
            tab.do("complete")
        elif status == "in_progress":
            tab.do("accept", kind="entity", id="e1")
        elif status == "skipped":
            tab.do("skip")
        else:
            tab.do("flag", comment="odd")


@pytest.mark.parametrize(
    ("statuses", "after", "wanted"),
    [
        ({}, None, "a1"),
        ({}, "a1", "a2"),
        ({}, "a3", "a1"),
        ({}, "unknown", "a1"),
        ({"a1": "complete"}, None, "a2"),
        ({"a2": "complete"}, "a1", "a3"),
        ({"a2": "in_progress"}, "a1", "a2"),
        ({"a2": "skipped"}, "a1", "a3"),
        ({"a2": "skipped", "a3": "complete"}, "a1", "a2"),
        ({"a1": "complete", "a2": "flagged", "a3": "complete"}, "a3", "a2"),
        ({"a1": "skipped", "a2": "flagged", "a3": "complete"}, "a1", "a2"),
        ({"a1": "complete", "a2": "complete", "a3": "complete"}, "a1", None),
        ({"a1": "complete", "a2": "complete", "a3": "skipped"}, "a3", None),
        ({"a2": "complete", "a3": "complete"}, "a1", None),
    ],
)
def test_the_next_article_is_the_next_that_waits_as_ingested(store, statuses, after, wanted):
    put(store, **statuses)
    assert next_article(store, "ann", after) == wanted


@pytest.mark.parametrize(("before", "wanted"), [("a1", None), ("a2", "a1"), ("a3", "a2"), ("unknown", None)])
def test_the_previous_article_is_the_one_ingested_before_whatever_its_status(store, before, wanted):
    put(store, a1="complete", a2="skipped")
    assert previous_article(store, "ann", before) == wanted
