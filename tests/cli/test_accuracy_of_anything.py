"""Whatever gold and predictions are: a right answer or n/a, no traceback, never 0 or 100 % for nothing."""

import json

import pytest

from tests.services.building import write_lines

TEXT = "Ada met Bo in Oslo, and Cy left."
ADA = {"id": "e1", "start": 0, "end": 3, "label": "PERSON"}
BO = {"id": "e2", "start": 8, "end": 10, "label": "PERSON"}
NESTED = {"id": "e3", "start": 0, "end": 10, "label": "ORG"}
SAME_SPAN = {"id": "e4", "start": 0, "end": 3, "label": "ORG"}
TWICE = {**ADA, "id": "e5"}
ODD = {"id": "e6", "start": 14, "end": 18, "label": "<b>|ﬀ\u202e"}
MET, BACK = (
    {"head": "e1", "tail": "e2", "label": "met_with"},
    {"head": "e2", "tail": "e1", "label": "met_with"},
)
SELF = {"head": "e1", "tail": "e1", "label": "urged"}
LIKES = {"head": "e1", "tail": "e2", "label": "likes & loves"}


def record(name, entities=(), relations=()):
    return {"id": name, "text": TEXT, "entities": list(entities), "relations": list(relations)}


EMPTY, SOME = record("a"), record("a", [ADA, BO], [MET])
CASES = {
    "empty article": ([EMPTY], [EMPTY], (None, None)),
    "empty articles": ([record("a"), record("b")], [record("a"), record("b")], (None, None)),
    "nothing predicted at all": ([SOME], [], (0.0, 0.0)),
    "no predictions": ([SOME], [EMPTY], (0.0, 0.0)),
    "no gold": ([EMPTY], [SOME], (0.0, 0.0)),
    "one perfect article": ([SOME], [SOME], (1.0, 1.0)),
    "perfect articles": ([SOME, record("b", [ADA])], [SOME, record("b", [ADA])], (1.0, 1.0)),
    "perfect entities, no relations": ([record("a", [ADA])], [record("a", [ADA])], (1.0, None)),
    "duplicates": ([SOME], [record("a", [ADA, TWICE, BO], [MET, MET])], (1.0, 1.0)),
    "nested": ([record("a", [ADA, NESTED])], [record("a", [NESTED, ADA])], (1.0, None)),
    "same span": ([record("a", [ADA, SAME_SPAN])], [record("a", [SAME_SPAN])], (2 / 3, None)),
    "self relation": ([record("a", [ADA], [SELF])], [record("a", [ADA], [SELF])], (1.0, 1.0)),
    "symmetric both ways": (
        [record("a", [ADA, BO], [MET, BACK])],
        [record("a", [ADA, BO], [BACK])],
        (1.0, 1.0),
    ),
    "unknown labels": (
        [record("a", [ADA, BO, ODD], [LIKES])],
        [record("a", [ADA, BO, ODD], [LIKES])],
        (1.0, 1.0),
    ),
}


@pytest.fixture(params=CASES, ids=str)
def case(request, tmp_path):
    gold, predicted, expected = CASES[request.param]
    return (
        write_lines(tmp_path / "gold.jsonl", *gold),
        write_lines(tmp_path / "predicted.jsonl", *predicted),
        expected,
    )


def test_evaluate_scores_it(run, case):
    gold, predicted, expected = case
    found = json.loads(run("evaluate", "--gold", gold, "--predicted", predicted, "--json").out)
    assert (found["entities"]["strict"]["f1"], found["relations"]["strict"]["f1"]) == pytest.approx(expected)
    table = run("evaluate", "--gold", gold, "--predicted", predicted)
    assert (table.code, table.err) == (0, "")
    assert ("n/a" in table.out) or None not in expected


def test_compare_compares_it(run, case):
    gold, predicted, expected = case
    found = run("compare", "--gold", gold, predicted, gold, "--resamples", "50", "--json")
    assert (found.code, found.err) == (0, "")
    (strict,) = (
        one
        for one in json.loads(found.out)["differences"]
        if (one["kind"], one["scheme"]) == ("entities", "strict")
    )
    assert strict["f1_a"] == pytest.approx(expected[0])
    assert (strict["difference"] is None) == (None in (strict["f1_a"], strict["f1_b"]))
    assert run("compare", "--gold", gold, predicted, gold, "--resamples", "50").code == 0


@pytest.mark.parametrize("kind", ["html", "markdown"])
def test_report_reports_it(run, case, tmp_path, kind):
    gold, predicted, expected = case
    path = tmp_path / "report"
    found = run("report", "--gold", gold, "--predicted", predicted, "--output", path, "--format", kind)
    assert (found.code, found.err) == (0, "")
    text = path.read_text(encoding="utf-8")
    assert ("n/a" in text) or None not in expected
    assert "nan" not in text.lower().replace("finan", "")
    assert "<b>|" not in text


@pytest.mark.parametrize("command", [["compare", "x", "y"], ["report", "--output", "r.html"], ["evaluate"]])
def test_a_database_without_gold_is_said_in_one_line(run, tmp_path, command, monkeypatch):
    monkeypatch.chdir(tmp_path)
    from annotator.store import open_store

    open_store(tmp_path / "a.db")
    extra = ["--extractor", "x"] if command == ["evaluate"] else []
    found = run(*command, *extra, "--db", tmp_path / "a.db")
    assert (found.code, found.out, len(found.faults)) == (2, "", 1)
    assert not (tmp_path / "r.html").exists()
