import json

import pytest

from annotator.store import open_store
from tests.services.building import write_lines
from tests.services.measuring import two_versions

TEXT = "Ada met Bo."
BOTH = [{"start": 0, "end": 3, "label": "PERSON"}, {"start": 8, "end": 10, "label": "PERSON"}]


def record(article_id, entities=BOTH):
    return {"id": article_id, "text": TEXT, "entities": entities}


@pytest.fixture
def versions(tmp_path):
    """A database in which version 2 is perfect and version 1 poor, on eight articles."""
    path = tmp_path / "versions.db"
    two_versions(open_store(path), 8)
    return path


@pytest.fixture
def files(tmp_path):
    """Gold, predictions that equal it, and some in which every second entity is missing."""
    names = [f"a{at}" for at in range(10)]
    return (
        write_lines(tmp_path / "gold.jsonl", *map(record, names)),
        write_lines(tmp_path / "good.jsonl", *map(record, names)),
        write_lines(tmp_path / "bad.jsonl", *(record(name, BOTH[:1]) for name in names)),
    )


def test_compare_prints_the_difference_and_what_was_fixed_with_its_place(run, versions):
    found = run("compare", "tiny@1", "tiny@2", "--db", versions, "--show", "2")
    assert (found.code, found.err) == (0, "")
    lines = found.out.splitlines()
    assert lines[0] == "articles: 8"
    strict = next(line.split() for line in lines if line.startswith("strict"))
    assert strict[:4] == ["strict", "0.333", "1.000", "+0.667"]
    assert strict[-3:] == ["8", "0", "0"]
    start = lines.index("entities, fixed (gold, found by b only): 16")
    assert lines[start + 1 : start + 4] == [
        "  a0 8-10 PERSON: Bo",
        "  a0 14-18 GPE: Oslo",
        "  and 14 more",
    ]
    assert "  a0 0-3 PERSON, 8-10 PERSON: Ada met_with Bo" in lines


def test_compare_prints_every_item_as_json(run, versions):
    found = json.loads(run("compare", "tiny@1", "tiny@2", "--db", versions, "--json").out)
    assert found["extractors"] == ["tiny@1", "tiny@2"]
    assert len(found["changes"][0]["items"]) == 40
    assert found["differences"][0]["p_holm"] < 0.05
    assert found["changes"][0]["counts"]["entities"]["fixed"] == 16


@pytest.mark.parametrize(
    ("order", "options", "code"),
    [
        (("good", "bad"), [], 0),
        (("good", "bad"), ["--fail-on-drop"], 1),
        (("bad", "good"), ["--fail-on-drop"], 0),
        (("good", "good2"), ["--fail-on-drop"], 0),
        (("bad", "good"), ["--threshold", "0.9"], 0),
        (("good", "bad"), ["--threshold", "0.9"], 1),
        (("good", "bad"), ["--threshold", "entities=0.6"], 0),
        (("bad", "good"), ["--threshold", "relations=0.1"], 1),
        (("good", "bad"), ["--fail-on-drop", "--threshold", "0.9"], 1),
    ],
)
def test_compare_exits_with_1_only_where_what_was_asked_does_not_hold(
    run, files, tmp_path, order, options, code
):
    gold, good, bad = files
    paths = {"good": good, "bad": bad, "good2": tmp_path / "good2.jsonl"}
    paths["good2"].write_bytes(good.read_bytes())
    found = run("compare", "--gold", gold, *(paths[name] for name in order), *options)
    assert found.code == code
    assert bool(found.faults) == bool(code)


def test_compare_says_which_score_dropped_by_how_much(run, files):
    gold, good, bad = files
    found = run("compare", "--gold", gold, good, bad, "--fail-on-drop")
    (fault,) = found.faults
    assert fault.startswith(f"annotator: significant drop: {bad} against {good}, entities strict: F1 0.667")
    assert "instead of 1.000, difference -0.333, p 0.00" in fault


def test_a_drop_that_chance_explains_does_not_fail(run, tmp_path):
    names = [f"a{at}" for at in range(6)]
    gold = write_lines(tmp_path / "g.jsonl", *map(record, names))
    slip = write_lines(tmp_path / "s.jsonl", record("a0", BOTH[:1]), *map(record, names[1:]))
    found = run("compare", "--gold", gold, gold, slip, "--fail-on-drop")
    assert (found.code, found.faults) == (0, [])


def test_a_threshold_that_cannot_be_measured_is_not_met(run, files):
    gold, good, bad = files
    found = run("compare", "--gold", gold, good, bad, "--threshold", "relations=0")
    assert found.code == 1
    assert "the strict F1 of relations is n/a (nothing to measure), below the threshold 0" in found.err


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (["tiny"], "only tiny is named; name two or more to compare"),
        (["--gold", "none.jsonl", "a.jsonl", "b.jsonl"], "none.jsonl: cannot be read"),
        (["a", "b", "--schema", "s.json"], "--schema belongs to files"),
        (["a", "b", "--gold", "g", "--db", "d"], "--gold belongs to files, --db to extractors"),
        (["a", "b", "--threshold", "2"], "argument --threshold: 2 is not between 0 and 1"),
        (["a", "b", "--threshold", "nan"], "argument --threshold: nan is not between 0 and 1"),
        (["a", "b", "--threshold", "labels=1"], "'labels' is neither entities nor relations"),
        (["a", "b", "--threshold", "high"], "'high' is not a number"),
        (["a", "b", "--resamples", "0"], "argument --resamples: 0 is not between 1 and"),
        (["a", "b", "--db", "none.db"], "none.db: there is no database"),
        ([], "the following arguments are required: EXTRACTOR"),
    ],
)
def test_compare_refuses_bad_use_in_one_line(run, arguments, fault):
    found = run("compare", *arguments)
    assert (found.code, found.out, len(found.faults)) == (2, "", 1)
    assert fault in found.err


def test_compare_refuses_an_extractor_that_the_database_does_not_have(run, versions):
    found = run("compare", "tiny@1", "spacy:x", "--db", versions)
    assert (found.code, len(found.faults)) == (2, 1)
    assert "no proposals of spacy:x" in found.err
