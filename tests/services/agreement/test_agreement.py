"""Reviewers who have a file each: how far they agree, by hand and by the command."""

import json

import pytest

from annotator.cli import main
from annotator.errors import InputError
from annotator.services.agreement.agreement_of_files import agreement_of_files
from tests.services.building import write_lines

TEXT = "Ada met Bo in Oslo."
ADA, BO, OSLO = (
    {"id": f"e{number}", "start": start, "end": end, "label": label}
    for number, (start, end, label) in enumerate(((0, 3, "PERSON"), (8, 10, "PERSON"), (14, 18, "GPE")), 1)
)


def row(article_id, entities, relations=(), mode=None, text=TEXT):
    review = {"review": {"status": "complete", "mode": mode}} if mode else {}
    links = [
        {"id": f"r{number}", "head": head, "tail": tail, "label": label}
        for number, (head, label, tail) in enumerate(relations, 1)
    ]
    return {"id": article_id, "text": text, "entities": list(entities), "relations": links, **review}


@pytest.fixture
def files(tmp_path):
    met = [("e1", "met_with", "e2")]
    ada = write_lines(
        tmp_path / "ada.jsonl",
        row("a1", [ADA, BO, OSLO], met, "assisted"),
        row("a2", [ADA, BO], met, "assisted", "Bo saw Ada at home."),
        row("a3", [ADA], (), "assisted", "Ada left."),
    )
    bo = write_lines(
        tmp_path / "bo.jsonl",
        row("a1", [ADA, BO, {**OSLO, "label": "LOC"}], [("e2", "met_with", "e1")], "assisted"),
        row("a2", [ADA], (), "blind", "Bo saw Ada at home."),
    )
    return ada, bo


def test_two_reviewers_agree_as_far_as_a_hand_finds(files):
    """Entities: 3 of 5 and 4 the same, F1 6/9. Relations: 1 of 2 and 1 (symmetric), F1 2/3."""
    found = agreement_of_files(files)
    (pair,) = found.whole.pairs
    assert (pair.a, pair.b, pair.articles) == ("ada", "bo", 2)
    assert pair.entities == pytest.approx(6 / 9)
    assert pair.relations == pytest.approx(2 / 3)
    assert pair.given_entities == 1.0
    assert pair.confused == [("GPE", "LOC", 1)]
    told = json.loads(json.dumps(found.to_json()))
    assert told["pairs"][0]["entities_per_label"]["LOC"] == {"f1": 0.0, "a": 0, "b": 1}


def test_agreement_with_proposals_on_screen_stands_apart(files):
    found = agreement_of_files(files)
    assert {mode: one.pairs[0].articles for mode, one in found.by_mode.items()} == {
        "both assisted": 1,
        "one of each": 1,
    }
    assert found.by_mode["one of each"].entities == pytest.approx(2 / 3)


def test_the_command_prints_what_the_service_finds(files, capsys):
    assert main(["agreement", *map(str, files)]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("ada and bo, 2 articles: entities F1 0.667 [")
    assert "labels confused most: GPE/LOC 1" in printed
    assert main(["agreement", *map(str, files), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["relations_f1"] == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        (
            [row("a1", [ADA], text="Ada met Bo in Rome.")],
            r"other\.jsonl, line 1: text: .* differs from that in",
        ),
        ([row("a9", [ADA])], "no article is in two of these files"),
        ([{**row("a1", [ADA]), "review": {"status": "skipped"}}], "'skipped', but only what is complete"),
    ],
    ids=["another text", "nothing shared", "not complete"],
)
def test_what_cannot_be_compared_is_refused(files, tmp_path, rows, fault):
    other = write_lines(tmp_path / "other.jsonl", *rows)
    with pytest.raises(InputError, match=fault):
        agreement_of_files([files[0], other])
    with pytest.raises(InputError, match="a file is named twice"):
        agreement_of_files([files[0], files[0]])
