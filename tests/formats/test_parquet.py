"""Records in columns come back as they were; what is damaged or wrong is a sentence, never a crash."""

import io
import json
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from pyarrow import parquet as pq

from annotator.core.model import Annotations, Record
from annotator.errors import InputError
from annotator.formats.parquet.columns import COLUMNS
from annotator.formats.parquet.rows import Parquet, read_rows
from tests.formats.build import record
from tests.formats.test_jsonl_writing import dated, records

ENTITIES = [
    {"id": "e1", "start": 0, "end": 3, "label": "P"},
    {"id": "e2", "start": 8, "end": 10, "label": "P"},
]


def written(*found):
    target = io.BytesIO()
    report = Parquet().write_stream(found, target)
    return target.getvalue(), report


def read(raw):
    return [found for _, found in Parquet().read_stream(io.BytesIO(raw), "f.parquet")]


def table(*rows):
    """The bytes of a file of these rows, whose columns are what Arrow makes of them."""
    target = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(list(rows)), target)
    return target.getvalue()


@settings(max_examples=40)
@given(records())
def test_what_is_written_is_read_again_as_it_was(one):
    raw, _ = written(one, record("a2"))
    assert read(raw) == [one, record("a2")]


def test_a_date_says_which_time_it_means():
    raw, _ = written(dated("2021-03-24"))
    [(_, row)] = read_rows(io.BytesIO(raw), "f.parquet")
    times = [entity["normalised"] for entity in row["entities"]]
    assert times == [{"value": "2021-03-22", "granularity": "day"}, None]


def test_every_key_of_the_native_format_has_a_column():
    shape = json.loads((Path(__file__).parents[2] / "schemas" / "record.schema.json").read_text("utf-8"))
    assert shape["properties"].keys() == {*COLUMNS.names} - {"extra"}
    for items, item in (("entities", "entity"), ("relations", "relation")):
        columns = COLUMNS.field(items).type.value_type
        assert shape["$defs"][item]["properties"].keys() == {field.name for field in columns}
    for part in ("review", "extractor", "schema"):
        assert shape["$defs"][part]["properties"].keys() == {field.name for field in COLUMNS.field(part).type}


def test_the_columns_have_the_same_kinds_whatever_stands_in_them():
    for found in ((), (record(),), (Record(record().article, Annotations()),)):
        schema = pq.ParquetFile(io.BytesIO(written(*found)[0])).schema_arrow
        assert schema.remove_metadata() == COLUMNS


def test_the_same_records_give_the_same_bytes_and_the_report_counts_them():
    raw, report = written(record(), record("a2"))
    assert raw == written(record(), record("a2"))[0]
    assert (report.articles, report.entities, report.relations) == (2, 4, 2)


def test_no_damaged_byte_gives_other_records_or_crashes():
    raw, _ = written(*(record(f"a{number}") for number in range(3)))
    whole, faults = read(raw), []
    for at in range(0, len(raw), 37):
        try:
            found = read(raw[:at] + bytes([raw[at] ^ 0xFF]) + raw[at + 1 :])
        except InputError as fault:
            faults.append(str(fault))
        else:
            assert all(one in whole or isinstance(one, InputError) for one in found)
    assert len(faults) > 20
    assert all(fault.startswith("f.parquet: is no Parquet file, or is damaged (") for fault in faults)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"text": ...}, "f.parquet, line 1: $: 'text' is missing"),
        ({"text": 3}, "line 1: text: 3 is not a string"),
        ({"colour": "red"}, "line 1: colour: is not a known key"),
        ({"extra": "{"}, "line 1: not JSON"),
        ({"extra": '{"y": 1}'}, "line 1: extra.y: is not a known key"),
        (
            {"entities": [{"start": 0, "end": 99, "label": "A"}], "relations": []},
            "line 1: entities[0].end: 99",
        ),
        (
            {"entities": [{"start": 0, "end": 1, "label": "A", "score": float("nan")}], "relations": []},
            "score",
        ),
        (
            {"relations": [{"head": "e1", "tail": "e2", "label": "A", "pattern": 3}]},
            "relations[0].pattern: 3 is not a string",
        ),
    ],
)
def test_a_wrong_row_is_refused_with_its_number_and_path(change, fault):
    bare = {"id": "a1", "text": "Ada met Bo.", "entities": ENTITIES, **change}
    (found,) = read(table({key: value for key, value in bare.items() if value is not ...}))
    assert fault in str(found)


def test_an_id_that_stands_twice_is_a_fault_of_the_second():
    raw, _ = written(record(), record())
    first, second = read(raw)
    assert first == record()
    assert str(second) == "f.parquet, line 2: id: 'a1' stands in row 1 already"


def test_dates_and_times_of_any_table_come_out_in_iso_form():
    raw = table({"text": "a", "day": date(2021, 3, 24), "at": datetime(2021, 3, 24, 9, tzinfo=UTC)})
    assert list(read_rows(io.BytesIO(raw), "f")) == [
        (1, {"text": "a", "day": "2021-03-24", "at": "2021-03-24T09:00:00+00:00"})
    ]


def test_attributes_in_a_map_as_files_of_before_have_them_come_in():
    one = record()
    raw, _ = written(one)
    found = pq.read_table(io.BytesIO(raw)).to_pylist()
    for row in found:
        for item in (*row["entities"], *row["relations"]):
            item["attributes"] = {pair["name"]: pair["value"] for pair in item["attributes"]}
    columns = COLUMNS
    for name in ("entities", "relations"):
        at = columns.get_field_index(name)
        item = columns.field(name).type.value_type
        place = item.get_field_index("attributes")
        inner = list(item)
        inner[place] = pa.field("attributes", pa.map_(pa.string(), pa.string()))
        columns = columns.set(at, pa.field(name, pa.list_(pa.struct(inner))))
    target = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(found, schema=columns), target)
    assert read(target.getvalue()) == [one]


def test_an_attribute_that_stands_twice_is_refused():
    pairs = [{"name": "polarity", "value": "negated"}] * 2
    entity = {"id": "e1", "start": 0, "end": 3, "label": "P", "attributes": pairs}
    (fault,) = read(table({"id": "a", "text": "Ada left.", "entities": [entity], "relations": []}))
    assert "entities[0].attributes[1]: 'polarity' stands twice" in str(fault)
