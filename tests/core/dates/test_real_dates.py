"""Dates as they stand in the articles of seeds/ and benchmarks/data, with what they mean there."""

import pytest

from annotator.core.dates import normalised

#: Published, then words of that article with value and granularity.
BLINKEN, ASYLUM, SCIENTOLOGY, KOREA = "2021-03-24", "2015-05-18", "2015-05-07", "2015-08-21"
ALEPPO, CENTCOM, COALITION, BATKEN = "2016-12-23", "2016-10-27", "2016-07-21", "2022-09-16"
DEFECTOR, ELECTION, KOSOVO, NATO = "2010-10-09", "2016-09-09", "2023-06-26", "2023-06-10"
KNOWN = [
    (BLINKEN, "March 23", "2021-03-23", "day"),
    (BLINKEN, "last year", "2020", "year"),
    (BLINKEN, "2017", "2017", "year"),
    (BLINKEN, "July 2019", "2019-07", "month"),
    (ASYLUM, "Monday, May 18, 2015", "2015-05-18", "day"),
    (ASYLUM, "Friday", "2015-05-15", "day"),
    (SCIENTOLOGY, "Thursday, May 7, 2015", "2015-05-07", "day"),
    (SCIENTOLOGY, "1995", "1995", "year"),
    (SCIENTOLOGY, "1997", "1997", "year"),
    (SCIENTOLOGY, "1998", "1998", "year"),
    (SCIENTOLOGY, "2007", "2007", "year"),
    (KOREA, "Friday, August 21, 2015", "2015-08-21", "day"),
    (KOREA, "yesterday", "2015-08-20", "day"),
    (KOREA, "Yesterday", "2015-08-20", "day"),
    (KOREA, "Thursday afternoon", "2015-08-20", "day"),
    (KOREA, "August 10", "2015-08-10", "day"),
    (ALEPPO, "Monday 19 December", "2016-12-19", "day"),
    (ALEPPO, "today", "2016-12-23", "day"),
    (ALEPPO, "23 December", "2016-12-23", "day"),
    (CENTCOM, "October 25-26, 2016", "2016-10-25/2016-10-26", "day"),
    (COALITION, "July 21, 2016", "2016-07-21", "day"),
    (COALITION, "February 2, 2016", "2016-02-02", "day"),
    (COALITION, "February 11, 2016", "2016-02-11", "day"),
    ("2015-10-31", "2012", "2012", "year"),
    ("2015-10-31", "Today", "2015-10-31", "day"),
    ("2016-05-23", "earlier today", "2016-05-23", "day"),
    (DEFECTOR, "September 24", "2010-09-24", "day"),
    (DEFECTOR, "September 29", "2010-09-29", "day"),
    (DEFECTOR, "October 6", "2010-10-06", "day"),
    (DEFECTOR, "Saturday", "2010-10-09", "day"),
    (DEFECTOR, "October 9, 2010", "2010-10-09", "day"),
    (DEFECTOR, "September 2010", "2010-09", "month"),
    (ELECTION, "September 9, 2016", "2016-09-09", "day"),
    (ELECTION, "Sunday", "2016-09-04", "day"),
    (ELECTION, "2008", "2008", "year"),
    (ELECTION, "2014", "2014", "year"),
    (BATKEN, "Friday, September 16, 2022", "2022-09-16", "day"),
    (BATKEN, "Friday", "2022-09-16", "day"),
    (BATKEN, "late on Friday", "2022-09-16", "day"),
    ("2023-02-14", "Tuesday", "2023-02-14", "day"),
    ("2023-02-14", "March 2022", "2022-03", "month"),
    ("2023-02-14", "last week", "2023-W06", "week"),
    ("2023-01-16", "Monday", "2023-01-16", "day"),
    ("2023-01-16", "this year", "2023", "year"),
    ("2024-01-20", "2023", "2023", "year"),
    ("2024-01-20", "January 5", "2024-01-05", "day"),
    ("2024-01-30", "Sunday", "2024-01-28", "day"),
    ("2024-02-02", "Thursday", "2024-02-01", "day"),
    ("2024-02-02", "March 2023", "2023-03", "month"),
    ("2024-02-02", "last month", "2024-01", "month"),
    ("2024-02-02", "next week", "2024-W06", "week"),
    ("2022-12-08", "Wednesday", "2022-12-07", "day"),
    ("2023-10-06", "September", "2023-09", "month"),
    (KOSOVO, "May 29", "2023-05-29", "day"),
    ("2019-11-14", "17 November", "2019-11-17", "day"),
    ("2021-07-22", "July 19", "2021-07-19", "day"),
    ("2021-07-22", "July 21", "2021-07-21", "day"),
    ("2021-07-22", "August 2020", "2020-08", "month"),
    ("2021-03-12", "September 2018", "2018-09", "month"),
    ("2022-02-16", "June 2020", "2020-06", "month"),
    (NATO, "March", "2023-03", "month"),
    (NATO, "April 4", "2023-04-04", "day"),
    ("2015-12-11", "May", "2015-05", "month"),
]
#: Durations, ages and what depends on another time.
UNKNOWN = [
    *("11-year", "14", "48 hours", "6:00am to midnight", "eighteen", "last two years", "past two weeks"),
    *("seventeen", "six", "twelve years", "two weeks", "weeks", "38", "72 hours", "overnight", "two years"),
    *("next day", "the next day", "14 years"),
]
ABSOLUTE = [row for row in KNOWN if row[1][-4:].isdigit()]


@pytest.mark.parametrize(("published", "words", "value", "granularity"), KNOWN)
def test_a_date_of_a_real_article_means_what_it_means_there(published, words, value, granularity):
    found = normalised(words, published)
    assert found is not None
    assert (found.value, found.granularity) == (value, granularity)


@pytest.mark.parametrize("words", UNKNOWN)
def test_what_names_no_known_time_gets_no_value(words):
    assert normalised(words, BLINKEN) is None


@pytest.mark.parametrize(("_", "words", "value", "granularity"), ABSOLUTE)
def test_what_says_its_year_needs_no_publication_date(_, words, value, granularity):
    found = normalised(words, None)
    assert found is not None
    assert (found.value, found.granularity) == (value, granularity)


@pytest.mark.parametrize("row", [row for row in KNOWN if row not in ABSOLUTE])
def test_what_is_seen_from_the_publication_is_unknown_without_it(row):
    assert normalised(row[1], None) is None
