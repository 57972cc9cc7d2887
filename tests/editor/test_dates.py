"""What the dates of an article mean, on the way to the browser."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.core.dates import DATE_LABELS, LONGEST_DATE
from annotator.editor.answers import MOST_DATES, Asking, answer
from annotator.editor.asking import Question
from annotator.editor.picture import editor_data
from annotator.services.review.review import open_review
from annotator.store import open_store
from tests.browser.articles import marked
from tests.browser.serving import fill
from tests.editor.test_asking import answers_schema
from tests.editor.test_wire import schema_of

DATES = Path(__file__).resolve().parents[2] / "annotator/editor/frontend/session/dates.js"
ARTICLE = marked(
    "a", "[Ada|PERSON] came [Monday|DATE] [overnight|TIME], in [May 2020|DATE] and [Monday|DATE]."
)


@pytest.fixture
def store(tmp_path):
    published = replace(ARTICLE, article=replace(ARTICLE.article, published="2021-03-24"))
    fill(tmp_path / "a.db", [published])
    opened = open_store(tmp_path / "a.db")
    yield opened
    opened.close()


def test_an_article_comes_with_what_its_dates_mean(store):
    data = editor_data(open_review(store, "a", "r"), generation="1", reviewer="r", acked=None)
    schema_of("editor-data").validate(json.loads(json.dumps(data)))
    assert data["dates"] == [
        {"words": "May 2020", "time": {"value": "2020-05", "granularity": "month"}},
        {"words": "Monday", "time": {"value": "2021-03-22", "granularity": "day"}},
        {"words": "overnight", "time": None},
    ]


def asked(store, **parameters):
    schema_of("editor-ask").validate(
        {"format": "annotator-ask/1", "number": 1, "what": "dates", **parameters}
    )
    row = answer(Asking(store, "r", None, lambda: "t"), Question(1, "dates", parameters))
    answers_schema().validate(json.loads(json.dumps(row)))
    return row


def test_words_that_a_reviewer_makes_a_date_are_answered_with_their_time(store):
    row = asked(store, published="2021-03-24", words=["last Monday", "a man"])
    assert [found["time"] for found in row["dates"]] == [{"value": "2021-03-22", "granularity": "day"}, None]
    row = asked(store, published=None, words=["last Monday"])
    assert row["dates"] == [{"words": "last Monday", "time": None}]


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"published": 1, "words": []},
        {"published": None, "words": "x"},
        {"published": None, "words": [""]},
    ],
)
def test_a_wrong_question_about_dates_is_told_why(store, wrong):
    row = answer(Asking(store, "r", None, lambda: "t"), Question(1, "dates", wrong))
    assert row["fault"]


def test_the_browser_knows_the_same_labels_and_bounds():
    code = DATES.read_text("utf-8")
    found = re.search(r"DATE_LABELS = new Set\((\[.*?\])\)", code)
    assert found is not None
    assert set(json.loads(found[1])) == DATE_LABELS
    assert f"const LONGEST = {LONGEST_DATE};" in code
    assert f"const MOST = {MOST_DATES};" in code
