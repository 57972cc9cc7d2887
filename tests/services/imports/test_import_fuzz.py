"""Whatever stands in a file, its import ends in typed faults, and what is stored is whole.

``ANNOTATOR_FUZZ=10000`` runs as many cases for each format; the usual run tries a few.
"""

import json
import os
import shutil
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from annotator.core.model import ExtractorName
from annotator.formats.contract.protocol import Reading
from annotator.formats.reading.record_writer import record_to_json
from annotator.formats.registry import format_names, get_format
from annotator.services.database.label_schema import default_schema
from annotator.services.files.replacing import Replacing
from annotator.services.gold.gold import record_of
from annotator.services.imports.import_records import ImportOptions, import_records
from annotator.services.imports.import_source import places_of
from annotator.store import open_store
from tests.formats.build import record
from tests.formats.damage import changed, edits
from tests.formats.memory import write

CASES = int(os.environ.get("ANNOTATOR_FUZZ", "6"))
SCHEMA = Draft202012Validator(
    json.loads((Path(__file__).resolve().parents[3] / "schemas/record.schema.json").read_text("utf-8"))
)
HALF = {
    "an article without a review": "SELECT count(*) FROM articles"
    " WHERE id NOT IN (SELECT article_id FROM reviews)",
    "counts that are wrong": "SELECT count(*) FROM reviews"
    " WHERE entities <> (SELECT count(*) FROM review_entities WHERE review_id = reviews.id)",
    "a relation without an end": "SELECT count(*) FROM review_relations AS r WHERE NOT EXISTS (SELECT 1 FROM"
    " review_entities WHERE review_id = r.review_id AND id = r.head)",
}
#: What comes in without some of its items waits for a person.
OPEN = "in progress"
COUNTED = {**HALF, OPEN: "SELECT count(*) FROM reviews WHERE status <> 'complete'"}


@pytest.fixture(scope="module")
def desk():
    """A folder with a database for gold and one for proposals; every case has articles of its own."""
    folder = Path(mkdtemp())
    made = Desk(folder)
    yield made
    made.close()
    shutil.rmtree(folder)


class Desk:
    def __init__(self, folder):
        self.folder = folder
        self.stores = {kind: open_store(folder / f"{kind}.db") for kind in ("gold", "proposals")}
        self.case = 0

    def close(self):
        for store in self.stores.values():
            store.close()

    def lay(self, name, which, damage):
        """The files of a format with two articles that nobody has yet, one file of them damaged."""
        self.case += 1
        texts = ("Ada met Bo in Oslo.", "Bo left. Ada too, in 😀 Oslo.\r\nAgain.")
        records = [record(f"a{self.case}.{at}", f"{text} {self.case}") for at, text in enumerate(texts)]
        files = write(name, records)[0].files
        file = sorted(files)[which % len(files)]
        files[file] = changed(files[file], damage)
        found = get_format(name)
        place = self.folder / f"in{found.extension}"
        shutil.rmtree(self.folder / "in", ignore_errors=True)
        for one, raw in files.items():
            path = (
                place / one
                if found.layout == "folder"
                else place.with_name(f"in.{one}" if one else place.name)
            )
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(raw)
        return place


@pytest.mark.parametrize("name", format_names())
@settings(
    max_examples=CASES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(kind=st.sampled_from(["gold", "proposals"]), which=st.integers(0, 10), damage=edits)
def test_a_damaged_file_leaves_whole_articles_and_one_line_for_each_that_is_refused(
    desk, name, kind, which, damage
):
    place, store = desk.lay(name, which, damage), desk.stores[kind]
    extractor = ExtractorName("elsewhere", "1") if kind == "proposals" else None
    options = ImportOptions(kind, extractor, format=name, replacing=Replacing(force=True))
    before = kept(store)
    report = import_records(store, place, options)
    come = [found for one in places_of(place, name) for found in one.read(Reading(default_schema()))]
    assert report.done + report.known + len(report.refused) == len(come)
    assert all("\n" not in str(fault) and str(place) in str(fault) for fault in report.refused)
    after = kept(store)
    assert after["articles"] - before["articles"] == len(report.added)
    if kind == "gold":
        assert after["reviews"] - before["reviews"] == report.done
        assert after[OPEN] - before[OPEN] == report.unfinished
        assert {what: after[what] for what in HALF} == dict.fromkeys(HALF, 0)
        for article_id in report.added:
            assert_whole(store, article_id)
    else:
        assert after["proposal_sets"] - before["proposal_sets"] == report.done
    for table, number in (("entities", report.entities), ("relations", report.relations)):
        of = f"{'review' if kind == 'gold' else 'proposed'}_{table}"
        assert after[of] - before[of] == number


def kept(store):
    """How many rows tables have, and how much is stored by halves."""
    tables = ("articles", "reviews", "proposal_sets", "review_entities", "review_relations")
    tables += ("proposed_entities", "proposed_relations")
    asked = {**{name: f"SELECT count(*) FROM {name}" for name in tables}, **COUNTED}
    with closing(sqlite3.connect(store.path)) as db:
        return Counter({what: db.execute(sql).fetchone()[0] for what, sql in asked.items()})


def assert_whole(store, article_id):
    with store.read() as transaction:
        found = record_of(transaction, transaction.reviews.shared(article_id))
    value = json.loads(json.dumps(record_to_json(found), ensure_ascii=False).encode())
    assert SCHEMA.is_valid(value), next(SCHEMA.iter_errors(value)).message
    assert all(one.start < one.end <= len(found.article.text) for one in found.annotations.entities)
