import pytest

from annotator.services.ingest.dateline import find_published
from tests.services.building import SEEDS

HEADLINE = "Council Votes To Close Harbour Road"
BODY = "The council voted on Tuesday to close Harbour Road for two years, officials said in a statement."


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("wikinews_asylum", "2015-05-18"),
        ("wikinews_imprisoned", "2015-05-07"),
        ("wikinews_korea", "2015-08-21"),
        ("boiler_defector", "2010-10-09"),
        ("boiler_election", "2016-09-09"),
        ("000_84ddee64c1805cd4", None),
        ("re3d_UK_Government_78C6FA20C355", None),
    ],
)
def test_the_dateline_of_a_real_page_is_its_publication_date(name, day):
    assert find_published((SEEDS / f"{name}.txt").read_text(encoding="utf-8")) == day


@pytest.mark.parametrize(
    "line",
    [
        "May 4, 2021",
        "Tuesday 4 May 2021",
        "Published: 4 May 2021, 10:32 GMT",
        "Posted on May 4, 2021",
    ],
)
@pytest.mark.parametrize(
    "text", ["{}\n{}\n\n{}", "Accessibility links\n\n{1}\n  {0}  \n\n{2}\n\n5 May 2021\n"]
)
def test_a_line_above_the_body_that_is_a_date_says_when_it_was_published(line, text):
    ordered = (line, HEADLINE, BODY)
    assert find_published(text.format(*ordered)) == "2021-05-04"


@pytest.mark.parametrize(
    "line",
    [
        "May 4",
        "May 2021",
        "2021",
        "yesterday",
        "May 3-4, 2021",
        "Last updated May 4, 2021",
        "Events of May 4, 2021",
        "May 4, 2021\nMay 5, 2021",
        "Monday, May 4, 2021",
        "",
    ],
)
def test_where_no_line_says_it_for_certain_nothing_is_said(line):
    assert find_published(f"{HEADLINE}\n{line}\n\n{BODY}\n") is None


def test_a_date_behind_the_beginning_of_the_body_is_none_of_the_article():
    assert find_published(f"{HEADLINE}\n\n{BODY}\n\nMay 4, 2021\n") is None
