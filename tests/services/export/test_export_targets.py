import csv
import io
import zipfile

import pytest

from annotator.errors import InputError
from annotator.services.export.export import export_to, export_zip
from annotator.services.files.replacing import Replacing
from annotator.services.files.targets import file_target, folder_target
from annotator.services.imports.import_records import ImportOptions, import_records
from annotator.store import open_store
from tests.services.building import accept_all, decide, proposed, put


@pytest.fixture
def store(tmp_path):
    with_store = open_store(tmp_path / "a.db")
    put(with_store, ("a", "Ada met Bo."))
    proposed(with_store)
    negated = {"name": "polarity", "value": "negated"}
    decide(
        with_store, "a", {"op": "set_attribute", "kind": "relation", "id": "r1", **negated}, client="other"
    )
    accept_all(with_store, "a")
    yield with_store
    with_store.close()


def test_everything_that_is_lost_is_named_in_a_file_beside_the_export(store, tmp_path):
    report = export_to(store, "doccano", tmp_path / "gold.jsonl")
    assert report.loss_file == tmp_path / "gold.jsonl.lost.csv"
    (row,) = csv.DictReader(report.loss_file.open(newline="", encoding="utf-8"))
    assert (row["article_id"], row["kind"], row["item"], row["label"]) == (
        "a",
        "attribute",
        "r1",
        "polarity=negated",
    )
    assert report.lost.count("attribute") == 1
    assert report.lost.reasons == {"attribute: doccano has no attributes": 1}


def test_a_later_export_that_loses_nothing_leaves_no_old_list(store, tmp_path):
    export_to(store, "doccano", tmp_path / "gold.jsonl")
    report = export_to(store, "jsonl", tmp_path / "gold.jsonl", replacing=Replacing(force=True))
    assert report.loss_file is None
    assert not (tmp_path / "gold.jsonl.lost.csv").exists()


def test_the_download_of_the_same_gold_has_the_same_bytes_and_the_list(store):
    first, again = io.BytesIO(), io.BytesIO()
    export_zip(store, "doccano", first)
    export_zip(store, "doccano", again)
    assert first.getvalue() == again.getvalue()
    assert zipfile.ZipFile(first).namelist() == ["gold.jsonl", "gold.lost.csv"]


def test_what_a_peer_has_made_of_it_comes_back_as_gold(store, tmp_path):
    export_to(store, "doccano", tmp_path / "gold.jsonl")
    other = open_store(tmp_path / "b.db")
    report = import_records(
        other, tmp_path / "gold.jsonl", ImportOptions("gold", reviewer="ann", format="doccano")
    )
    assert (report.done, report.entities, report.relations, report.refused) == (1, 2, 1, [])
    other.close()


def test_a_refused_record_of_a_peer_stands_as_it_is_beside_the_file(store, tmp_path):
    path = tmp_path / "in.jsonl"
    ada = b'{"id": 1, "label": "PERSON", "start_offset": 0, "end_offset": 3}'
    good = b'{"text": "Ada sat.", "entities": [' + ada + b"]}\n"
    robot = b'{"id": 1, "label": "ROBOT", "start_offset": 0, "end_offset": 2}'
    bad = b'{"text": "Bo left.", "entities": [' + robot + b"]}\n"
    path.write_bytes(bad + good)
    report = import_records(store, path, ImportOptions("gold", reviewer="ann", format="doccano"))
    assert "in.jsonl, line 1: entities[0].label: 'ROBOT' is no entity label" in str(report.refused[0])
    assert report.quarantine == [tmp_path / "in.quarantine.jsonl"]
    assert report.quarantine[0].read_bytes() == bad


def test_a_folder_appears_whole_or_not_at_all_and_never_over_another(tmp_path):
    place = tmp_path / "gold"

    def fail():
        with folder_target(place) as target, target.file("deep/a.txt") as stream:
            stream.write(b"half")
            raise InputError("something")

    with pytest.raises(InputError, match="something"):
        fail()
    assert list(tmp_path.iterdir()) == []
    with folder_target(place) as target, target.file("deep/a.txt") as stream:
        stream.write(b"whole")
    assert (place / "deep" / "a.txt").read_bytes() == b"whole"
    with pytest.raises(InputError, match="exists already"), folder_target(place):
        pass


def test_a_file_and_what_belongs_beside_it_appear_together_or_not_at_all(tmp_path):
    def fail():
        with file_target(tmp_path / "gold.json") as target:
            with target.file("config.xml") as stream:
                stream.write(b"<a/>")
            raise InputError("something")

    with pytest.raises(InputError, match="something"):
        fail()
    assert list(tmp_path.iterdir()) == []
    with file_target(tmp_path / "gold.json") as target:
        with target.file() as stream:
            stream.write(b"[]")
        with target.file("config.xml") as stream:
            stream.write(b"<a/>")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["gold.config.xml", "gold.json"]
