"""The rules by which a date gets its value, on expressions made for them."""

import itertools
import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from annotator.core.dates import GRANULARITIES, LONGEST_DATE, Normalised, normalised, publication_day

WEDNESDAY = "2021-03-24"


def value(words, published=WEDNESDAY):
    found = normalised(words, published)
    return None if found is None else found.value


DAYS = {
    "today": "2021-03-24",
    "this morning": "2021-03-24",
    "last night": "2021-03-23",
    "the day before yesterday": "2021-03-22",
    "tomorrow": "2021-03-25",
    "Wednesday": "2021-03-24",
    "Monday's": "2021-03-22",
    "Thursday": "2021-03-18",
    "late Monday night": "2021-03-22",
    "3 p.m. Monday": "2021-03-22",
    "Monday at 3:30 p.m. EST": "2021-03-22",
    "last Wednesday": "2021-03-17",
    "this Friday": "2021-03-26",
    "next Monday": "2021-03-29",
    "Monday of last week": "2021-03-15",
    "last week on Friday": "2021-03-19",
    "three days ago": "2021-03-21",
    "Mar. 23": "2021-03-23",
    "the 23rd of March": "2021-03-23",
    "March 23 last year": "2020-03-23",
    "Tuesday, 23 March": "2021-03-23",
    "Christmas Eve": "2020-12-24",
    "New Year\u2019s Day": "2021-01-01",
    "Jan. 5, 2022": "2022-01-05",
    "2021-03-23T10:00:00Z": "2021-03-23",
    "23/03/2021": "2021-03-23",
    "3/23/2021": "2021-03-23",
    "05.04.2021": "2021-04-05",
}
LONGER = {
    "last week": "2021-W11",
    "two weeks ago": "2021-W10",
    "over the weekend": "2021-W11-WE",
    "next weekend": "2021-W13-WE",
    "this month": "2021-03",
    "three months ago": "2020-12",
    "mid-March": "2021-03",
    "March of last year": "2020-03",
    "last March": "2020-03",
    "next March": "2022-03",
    "last summer": "2020-SU",
    "the summer of 2019": "2019-SU",
    "the third quarter": "2020-Q3",
    "the fourth quarter": "2020-Q4",
    "Q3 2020": "2020-Q3",
    "last quarter": "2020-Q4",
    "the second half of 2020": "2020-H2",
    "first half of next year": "2022-H1",
    "late last year": "2020",
    "a year ago": "2020",
    "by the end of the year": "2021",
    "the end of 2021": "2021",
    "the 1990s": "199",
    "the early 1990s": "199",
    "the '90s": "199",
    "the nineties": "199",
    "this decade": "202",
    "the 19th century": "18",
    "last century": "19",
}
STRETCHES = {
    "March 15-17": "2021-03-15/2021-03-17",
    "March 30 to April 2": "2021-03-30/2021-04-02",
    "23 March \u2013 2 April 2021": "2021-03-23/2021-04-02",
    "Saturday and Sunday": "2021-03-20/2021-03-21",
    "from May to June 2020": "2020-05/2020-06",
    "between 2014 and 2016": "2014/2016",
    "2015-16": "2015/2016",
    "2020 and 2021": "2020/2021",
}
UNKNOWN = [
    *("", "recently", "now", "20 years", "a week", "the past year", "the last year"),
    *("the last decade", "decades", "a few days ago", "years ago", "nearly two years ago"),
    *("the same day", "the following week", "that year", "daily", "Mondays", "every Monday"),
    *("his 30s", "90s", "the twenties", "1,500", "24/7", "9/11", "fiscal 2020", "30 February 2021"),
    *("February 29", "13/13/2021", "03/04/2021", "2009-11", "Monday, 23 March 2021"),
    *("Monday 23 March", "2019 and 2021", "March 3 and 5", "2016-2014", "last February", "next May"),
    *("winter", "fifth quarter of 2020", "March 20 to 2021", "2020's", "Friday of", "the", "last"),
    *("0th century",),
]


@pytest.mark.parametrize(("words", "expected"), [*DAYS.items(), *LONGER.items(), *STRETCHES.items()])
def test_a_date_is_seen_from_the_publication_on_a_wednesday(words, expected):
    assert value(words) == expected


@pytest.mark.parametrize("words", UNKNOWN)
def test_what_cannot_be_known_is_not_guessed(words):
    assert value(words) is None


@pytest.mark.parametrize(
    ("words", "published", "expected"),
    [
        ("December 23", "2021-01-10", "2020-12-23"),
        ("June 1", "2021-01-10", "2021-06-01"),
        ("July 1", "2021-01-10", "2020-07-01"),
        ("January 20", "2020-11-10", "2021-01-20"),
        ("February 20", "2020-11-10", "2020-02-20"),
        ("March 1", "2020-12-10", "2020-03-01"),
        ("last week", "2021-01-05", "2020-W53"),
        ("this Friday", "2021-03-27", None),
        ("this weekend", "2021-03-27", "2021-W12-WE"),
        ("the weekend", "2021-03-27", "2021-W12-WE"),
    ],
)
def test_a_date_without_its_year_is_that_of_the_publication_unless_too_far_away(words, published, expected):
    assert value(words, published) == expected


@pytest.mark.parametrize(
    "published", ["2021-03-24", "2021-03-24T23:59:00+02:00", " 2021-03-24", "March 24, 2021", "24 March 2021"]
)
def test_a_publication_date_is_read_however_it_was_given(published):
    assert publication_day(published) == date(2021, 3, 24)
    assert value("yesterday", published) == "2021-03-23"


@pytest.mark.parametrize(
    "published", [None, "", "soon", "2021", "March 2021", "March 24", "24-25 March 2021"]
)
def test_without_a_day_of_publication_only_whole_dates_are_known(published):
    assert value("yesterday", published) is None
    assert value("March 23, 2021", published) == "2021-03-23"


@given(some.dates(date(1000, 1, 1), date(2099, 12, 31)), some.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_a_whole_date_is_itself_however_it_is_written_and_whenever_it_is_read(day, published):
    ways = ("%B %-d, %Y", "%-d %B %Y", "%A, %B %-d, %Y", "%b. %-d, %Y", "%Y-%m-%d", "on %-d %b %Y")
    assert {value(day.strftime(way), published.isoformat()) for way in ways} == {day.isoformat()}


@given(some.dates(date(1900, 1, 1), date(2100, 12, 31)), some.integers(0, 6))
def test_a_weekday_is_one_of_the_last_seven_days(published, back):
    day = published - timedelta(back)
    assert value(day.strftime("%A"), published.isoformat()) == day.isoformat()


@given(some.dates(date(1900, 1, 1), date(2100, 12, 31)), some.integers(-150, 50))
def test_a_day_of_the_months_around_the_publication_is_that_one(published, away):
    day = published + timedelta(away)
    assert value(day.strftime("%B %-d"), published.isoformat()) == day.isoformat()


_SHAPE = r"\d{4}-\d\d-\d\d|\d{4}-W\d\d(-WE)?|\d{4}-\d\d|\d{4}-(SP|SU|FA|WI)|\d{4}-Q[1-4]|\d{4}-H[12]|\d{2,4}"
PIECES = some.sampled_from(
    [
        *("the", "last", "next", "this", "of", "to", "and", "-", "between", "March", "May", "Friday"),
        *("week", "weekend", "year", "2020", "2016", "23", "3rd", "1990s", "'90s", "summer", "Q3"),
        *("third", "quarter", "half", "century", "ago", "two", "days", "early", "at", "3:30", "pm"),
        *("morning", "2021-03-24", "3/4/2021"),
    ]
)


@given(
    some.lists(PIECES, max_size=7).map(" ".join) | some.text(max_size=LONGEST_DATE),
    some.none() | some.dates(),
)
def test_whatever_is_asked_the_answer_has_the_documented_shape(words, published):
    found = normalised(words, None if published is None else published.isoformat())
    if found is not None:
        assert found.granularity in GRANULARITIES
        assert re.fullmatch(f"({_SHAPE})(/({_SHAPE}))?", found.value), found


def test_a_text_that_is_too_long_for_a_date_is_none():
    assert value(" ".join(itertools.repeat("the", LONGEST_DATE)) + " 2020") is None
    assert normalised("the the 2020", None) == Normalised("2020", "year")
