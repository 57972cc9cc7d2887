import json

import pytest

from annotator.store import open_store
from tests.services.building import accept_all, proposed, put

TEXT = "Ada met Bo."


@pytest.fixture
def database(tmp_path):
    store = open_store(tmp_path / "a.db")
    put(store, ("a", TEXT), ("b", "Ada met Bo here."))
    proposed(store)
    accept_all(store, "a")
    store.close()
    return tmp_path / "a.db"


def test_gold_is_frozen_checked_and_compared_with_what_came_later(run, database, tmp_path):
    found = run("release", "v1", "--db", database, "--formats", "jsonl,doccano", "--json")
    assert found.code == 0
    value = json.loads(found.out)
    assert sum(value["articles"].values()) == 1
    assert set(value["lost"]) == {"jsonl", "doccano"}
    assert run("release", "v1", "--db", database, "--check").out == "as it was frozen\n"
    store = open_store(database)
    accept_all(store, "b")
    store.close()
    found = run("diff", "v1", "--db", database)
    assert found.out.splitlines()[:3] == ["b: added", "articles: 1 added", "entities: 2 added"]
    counts = json.loads(run("diff", "v1", "now", "--db", database, "--json").out)["counts"]
    assert counts["relations"] == {"added": 1}
    (tmp_path / "releases" / "v1" / "gold.jsonl").write_text("")
    found = run("release", "v1", "--db", database, "--check")
    assert (found.code, found.out) == (1, "not as it was frozen\n")
    assert "gold.jsonl: is not what the manifest says" in found.err


@pytest.mark.parametrize(
    ("options", "fault"),
    [
        (("v1", "--split", "80/30"), "write three percentages that add up to 100"),
        (("v1", "--split", "80/10/20"), "write three percentages that add up to 100"),
        (("v1", "--formats", "xml"), "there is no format 'xml'"),
        (("v 1",), "is no name of a release"),
        (("v1", "--check"), "cannot be read"),
    ],
)
def test_a_release_that_cannot_be_is_one_line(run, database, options, fault):
    found = run("release", *options, "--db", database)
    assert found.code == 2
    assert len(found.faults) == 1
    assert fault in found.err
