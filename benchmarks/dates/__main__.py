"""Prints what the dates of the gold in ``benchmarks/data`` are taken to mean, to be checked by eye.

``python -m benchmarks.dates`` prints every DATE and TIME in its words with its value, beside it what
``dateparser`` (which comes with trafilatura) makes of it, and how many have one; ``--only NAME`` reads one
gold file.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from dateparser.date import DateDataParser

from annotator.core.dates import DATE_LABELS, normalised, publication_day
from annotator.formats.reading.record_reader import record_from_json

DATA = Path(__file__).resolve().parents[1] / "data"
FILES = ("news-dev", "news-made")
#: When articles of the gold were published, where they or the page they came from say it. A made-up one has
#: the day that its own dates leave open.
PUBLISHED = {
    "wikinews_asylum": "2015-05-18",
    "wikinews_imprisoned": "2015-05-07",
    "wikinews_korea": "2015-08-21",
    "re3d_UK_Government_78C6FA20C355": "2016-12-23",
    "re3d_US_State_Department_2E857EFC55A3": "2016-05-23",
    "re3d_US_State_Department_8EC0382F2D0E": "2015-10-31",
    "made-10": "2023-06-26",
    "made-12": "2022-09-16",
    "made-13": "2021-07-22",
    "made-16": "2023-06-10",
}
#: Stands where only counts whether there would be a value.
SOME_DAY = "2024-03-20"


class Dated(NamedTuple):
    """A date of the gold.

    Attributes:
        words: how it stands there.
        published: when its article was published, or ``None``.
        context: what stands around it.
    """

    words: str
    published: str | None
    context: str


def dates(name: str) -> Iterator[Dated]:
    """The dates and times of a gold file."""
    with (DATA / f"{name}.jsonl").open(encoding="utf-8") as lines:
        for record in map(record_from_json, map(json.loads, lines)):
            text = record.article.text
            for found in record.annotations.entities:
                if found.label in DATE_LABELS:
                    around = text[max(0, found.start - 30) : found.end + 20]
                    published = record.article.published or PUBLISHED.get(record.article.id)
                    yield Dated(text[found.start : found.end], published, " ".join(around.split()))


def elsewhere(words: str, published: str | None) -> str:
    """What dateparser makes of a date, with its period."""
    base = publication_day(published)
    if base is None:
        return "?"  # it would take today
    day = datetime(base.year, base.month, base.day)
    parser = DateDataParser(languages=["en"], settings={"PREFER_DATES_FROM": "past", "RELATIVE_BASE": day})
    found = parser.get_date_data(words)
    return "-" if found.date_obj is None else f"{found.date_obj:%Y-%m-%d} ({found.period})"


def main() -> None:
    """Print everything."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.dates", description=__doc__)
    parser.add_argument("--only", choices=FILES)
    chosen = parser.parse_args().only
    for name in [chosen] if chosen else FILES:
        rows = [(found, normalised(found.words, found.published)) for found in dates(name)]
        print(f"## {name}")
        for found, time in rows:
            value = "-" if time is None else f"{time.value} ({time.granularity})"
            other = elsewhere(found.words, found.published)
            print(f"{found.words:26} {found.published or '?':11} {value:28} {other:20} …{found.context}…")
        known = [found for found, time in rows if time is not None]
        alone = [found for found, _ in rows if normalised(found.words, None) is not None]
        dated = [
            found for found, _ in rows if normalised(found.words, found.published or SOME_DAY) is not None
        ]
        print(
            f"{len(known)} of {len(rows)} have a value; {len(alone)} without any publication date,"
            f" {len(dated)} if every article had one\n"
        )


if __name__ == "__main__":
    main()
