import json

import pytest

from annotator.errors import InputError
from annotator.formats.reading.record_writer import record_to_json
from annotator.services.files.spool import set_aside
from annotator.services.release.gold_diff import DifferenceCount, compare_gold, described, gold_of
from annotator.services.release.release import (
    GOLD,
    MANIFEST,
    ReleaseOptions,
    check_release,
    list_releases,
    release,
)
from annotator.services.release.split import side_of
from annotator.store import open_store
from tests.services.building import accept_all, decide, proposed, put

ALL = ReleaseOptions(("jsonl", "csv", "spacy", "parquet"), (0.5, 0.25, 0.25))


@pytest.fixture
def store(tmp_path):
    with_store = open_store(tmp_path / "a.db")
    put(with_store, *((f"a{number}", f"Ada met Bo {number} times.") for number in range(12)))
    proposed(with_store)
    for number in range(10):
        accept_all(with_store, f"a{number}")
    yield with_store
    with_store.close()


def files(folder):
    return {
        one.relative_to(folder).as_posix(): one.read_bytes() for one in folder.rglob("*") if one.is_file()
    }


def test_the_same_gold_gives_the_same_bytes_under_the_same_name(store, tmp_path):
    one = release(store, "v1", ALL, tmp_path / "one")
    other = release(store, "v1", ALL, tmp_path / "other")
    assert files(one.folder) == files(other.folder)
    assert one.sha256 == other.sha256
    assert sum(one.articles.values()) == 10
    assert check_release(one.folder) == []


def test_an_article_stays_on_its_side_when_gold_grows_and_each_is_on_one_side(store, tmp_path):
    release(store, "v1", ALL)
    accept_all(store, "a10")
    accept_all(store, "a11")
    release(store, "v2", ALL)
    assert [one.name for one in list_releases(store)] == ["v1", "v2"]
    sides = {}
    for name in ("v1", "v2"):
        for side in ("train", "dev", "test"):
            path = tmp_path / "releases" / name / "jsonl" / f"{side}.jsonl"
            for line in path.read_text().splitlines() if path.exists() else ():
                sides.setdefault(name, {})[json.loads(line)["id"]] = side
    assert (len(sides["v1"]), len(sides["v2"])) == (10, 12)
    assert sides["v1"].items() <= sides["v2"].items()


def test_the_shares_are_met_over_many_articles_and_another_seed_splits_another_way(store):
    records = list(gold_of("now", store))
    assert {side_of(record, (1.0, 0.0, 0.0)) for record in records} == {"train"}
    assert {side_of(record, (0.0, 0.0, 1.0)) for record in records} == {"test"}
    assert [side_of(one, (0.5, 0.25, 0.25)) for one in records] != [
        side_of(one, (0.5, 0.25, 0.25), seed=1) for one in records
    ]


def test_the_card_counts_labels_and_says_who_made_it_and_the_manifest_has_every_file(store):
    made = release(store, "v1", ALL)
    card = (made.folder / "README.md").read_text()
    assert "| PERSON |" in card
    assert "Completed by: reviewer-1 (10)." in card
    assert "blind: 0 (0%)" in card
    assert "path: parquet/train.parquet" in card
    manifest = json.loads((made.folder / MANIFEST).read_text())
    assert set(manifest["files"]) == set(files(made.folder)) - {MANIFEST}
    assert manifest["split"]["articles"] == made.articles


def test_a_file_that_was_changed_or_is_gone_is_found(store):
    made = release(store, "v1", ALL)
    (made.folder / GOLD).write_bytes(b"{}\n")
    (made.folder / "README.md").unlink()
    assert check_release(made.folder) == ["README.md", GOLD]


@pytest.mark.parametrize(
    ("name", "options", "fault"),
    [
        ("../v1", ALL, "is no name of a release"),
        ("v1", ReleaseOptions(("xml",)), "there is no format 'xml'"),
        ("v1", ReleaseOptions(shares=(0.5, 0.5, 0.5)), "do not add up to 1"),
    ],
)
def test_what_cannot_be_is_refused_and_leaves_nothing(store, tmp_path, name, options, fault):
    with pytest.raises(InputError, match=fault):
        release(store, name, options)
    assert not list((tmp_path / "releases").glob("*"))


def test_a_release_is_never_written_over(store):
    release(store, "v1")
    with pytest.raises(InputError, match="exists already"):
        release(store, "v1")


def test_without_gold_there_is_nothing_to_release(tmp_path):
    empty = open_store(tmp_path / "empty.db")
    put(empty, ("a", "Ada met Bo."))
    with pytest.raises(InputError, match="no article is complete"):
        release(empty, "v1")
    empty.close()


def test_what_was_done_since_a_release_is_told_article_by_article(store):
    release(store, "v1")
    accept_all(store, "a10")
    decide(
        store,
        "a3",
        {"op": "relabel", "kind": "entity", "id": "e1", "label": "ORG"},
        {"op": "reject", "kind": "entity", "id": "e2"},
        {"op": "complete"},
        client="later",
    )
    found = list(compare_gold(gold_of("v1", store), gold_of("now", store)))
    assert [(one.id, one.what) for one in found] == [("a3", "changed"), ("a10", "added")]
    counts = DifferenceCount()
    for article in found:
        counts.add(article)
    assert counts.numbers["articles"] == {"added": 1, "changed": 1}
    lines = [described(item, found[0]) for item in found[0].items]
    assert "relabelled entity: 'Ada' PERSON at 0 → 'Ada' ORG at 0" in lines
    assert "removed entity: 'Bo' PERSON at 8" in lines
    assert list(compare_gold(gold_of("v1", store), gold_of("v1", store))) == []


def test_a_release_that_is_not_there_is_refused(store):
    with pytest.raises(InputError, match="cannot be read"):
        gold_of("v9", store)


def test_a_record_of_a_release_that_somebody_broke_is_named_with_its_line(store, tmp_path):
    place = release(store, "v1", ALL).folder / GOLD
    place.write_bytes(place.read_bytes() + b"{broken\n")
    with pytest.raises(InputError, match=r"gold\.jsonl, line 11"):
        list(compare_gold(gold_of("v1", store), gold_of("now", store)))


def test_two_versions_are_compared_without_either_in_memory(store):
    """Of the first version only places are kept while the second one passes by."""
    records = list(gold_of("now", store))
    with set_aside(iter(records)) as kept:
        assert record_to_json(kept.take(records[3])) == record_to_json(records[3])
        assert kept.take(records[3]) is None
        rest = [*records[:3], *records[4:]]
        assert [record_to_json(one) for one in kept.rest()] == [record_to_json(one) for one in rest]
