"""A release as Hugging Face's own reader finds it, on the gold of real articles."""

import pytest

from annotator.services.imports.import_records import ImportOptions, import_records
from annotator.services.release.gold_diff import gold_of
from annotator.services.release.release import ReleaseOptions, release
from annotator.store import open_store
from tests.services.building import with_real_gold

PARQUET = ReleaseOptions(("parquet",))


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    opened = with_real_gold(tmp_path_factory.mktemp("gold"))
    yield opened
    opened.close()


@pytest.fixture
def datasets(tmp_path, monkeypatch):
    """The library, offline and with a cache of its own."""
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    import datasets

    monkeypatch.setattr(datasets.config, "HF_DATASETS_CACHE", tmp_path / "cache")
    return datasets


def test_the_folder_of_a_release_is_a_dataset_with_its_splits_and_all_its_relations(
    store, datasets, tmp_path
):
    made = release(store, "v1", PARQUET, tmp_path)
    found = datasets.load_dataset(str(made.folder))
    assert {side: part.num_rows for side, part in found.items()} == {
        side: number for side, number in made.articles.items() if number
    }
    rows = {row["id"]: row for part in found.values() for row in part}
    for record in gold_of(str(made.folder), None):
        row = rows[record.article.id]
        assert row["text"] == record.article.text
        assert [(one["start"], one["end"], one["label"]) for one in row["entities"]] == [
            (one.start, one.end, one.label) for one in record.annotations.entities
        ]
        assert [(one["head"], one["tail"], one["label"]) for one in row["relations"]] == [
            (one.head, one.tail, one.label) for one in record.annotations.relations
        ]
        told = [{one["name"]: one["value"] for one in link["attributes"]} for link in row["relations"]]
        assert told == [dict(link.attributes) for link in record.annotations.relations]


def test_a_side_without_articles_is_no_split(store, datasets, tmp_path):
    made = release(store, "v1", ReleaseOptions(("parquet",), (1.0, 0.0, 0.0)), tmp_path)
    assert list(datasets.load_dataset(str(made.folder))) == ["train"]


def test_what_datasets_writes_again_comes_in_the_same(store, datasets, tmp_path):
    made = release(store, "v1", ReleaseOptions(("parquet",), (1.0, 0.0, 0.0)), tmp_path)
    datasets.load_dataset(str(made.folder))["train"].to_parquet(tmp_path / "again.parquet")
    other = open_store(tmp_path / "other.db")
    report = import_records(other, tmp_path / "again.parquet", ImportOptions("gold"))
    other.close()
    assert (report.done, report.refused) == (made.articles["train"], [])
