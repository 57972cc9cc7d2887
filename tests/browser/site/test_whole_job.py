"""The whole job with the keyboard alone, from the shipped article to gold data and a score."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from annotator.services.database.label_schema import default_schema
from tests.browser.database import decisions
from tests.browser.reviewer import Picture, Reviewer
from tests.browser.serving import ROOT, Server

SEED = ROOT / "seeds" / "000_84ddee64c1805cd4.txt"
ARTICLE = SEED.stem
SCHEMA = default_schema()


@pytest.fixture
def seeded(tmp_path):
    """A server over the shipped article, with what the extractor itself proposed for it."""
    server = Server(tmp_path / "annotator.db")
    for arguments in (("ingest", str(SEED)), ("propose",)):
        annotator(server, *arguments)
    yield server.start()
    server.kill()


def annotator(server: Server, *arguments: str) -> str:
    """Run a command that must succeed, however long the models take to load; gives what it printed."""
    command = [sys.executable, "-m", "annotator", *arguments]
    environment = {**os.environ, "ANNOTATOR_DB": str(server.database), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def first_pending(picture: Picture, *, related: bool, label: str | None = None) -> str:
    """The first pending entity in the text that has, or has not, a relation."""
    for item_id, found in sorted(picture.entities.items(), key=lambda entry: entry[1]["start"]):
        fits = label is None or found["label"] == label
        if fits and found["status"] == "pending" and (item_id in picture.related()) is related:
            return item_id
    raise AssertionError("the extractor proposed too little")


def key_of(label: str) -> str:
    known = SCHEMA.entity_label(label) or SCHEMA.relation_label(label)
    assert known
    assert known.key
    return f"Shift+{known.key}" if known.key.isupper() else known.key


def correct(reviewer: Reviewer) -> int:
    """Accept, reject, relabel, move a boundary, add a relation and flip it; gives how many decisions."""
    reviewer.press("a", "a", "a")
    wrong = first_pending(reviewer.picture(), related=False)
    reviewer.go_to("entity", wrong).press("x")
    expect(reviewer.mark(wrong)).to_have_attribute("data-status", "rejected")

    other = first_pending(reviewer.picture(), related=False)
    label = "LOC" if reviewer.picture().entities[other]["label"] != "LOC" else "GPE"
    reviewer.go_to("entity", other).press(key_of(label))
    expect(reviewer.mark(other)).to_have_attribute("data-label", label)

    move_a_boundary(reviewer)
    add_a_relation_and_flip_it(reviewer)
    return 8


def move_a_boundary(reviewer: Reviewer) -> None:
    before = reviewer.picture()
    moved = first_pending(before, related=True)
    reviewer.go_to("entity", moved).press("Shift+ArrowRight")
    after = reviewer.picture()
    assert after.words(moved).startswith(before.words(moved))
    assert len(after.words(moved)) > len(before.words(moved))
    assert after.relations == before.relations


def add_a_relation_and_flip_it(reviewer: Reviewer) -> None:
    picture = reviewer.picture()
    head = first_pending(picture, related=True, label="PERSON")
    joined = {(found["head"], found["tail"]) for found in picture.relations.values()}
    tail = next(
        item_id
        for item_id, found in picture.entities.items()
        if found["label"] == "GPE"
        and found["status"] != "rejected"
        and not {(head, item_id), (item_id, head)} & joined
    )
    reviewer.relate(head, tail, key_of("criticized"))
    [new] = set(reviewer.picture().relations) - set(picture.relations)
    assert reviewer.picture().relations[new] == {
        "label": "criticized",
        "head": head,
        "tail": tail,
        "status": "added",
    }
    assert reviewer.focused() == ("relation", new)
    reviewer.press("f")
    flipped = reviewer.picture().relations[new]
    assert (flipped["head"], flipped["tail"]) == (tail, head)


def records(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def gold_of(record: dict):
    """A record as :meth:`Picture.gold` has it."""
    entities = [(found["start"], found["end"], found["label"], found["text"]) for found in record["entities"]]
    spans = {found["id"]: (found["start"], found["end"], found["label"]) for found in record["entities"]}
    relations = [
        (found["label"], spans[found["head"]], spans[found["tail"]]) for found in record["relations"]
    ]
    return sorted(entities), sorted(relations)


def shown_scores(page, server, what: str) -> list[str]:
    page.goto(f"{server.url}/accuracy")
    table = page.locator("table", has=page.get_by_text(f"{what} by scheme", exact=True))
    row = table.locator("tr", has=page.locator("th").get_by_text("strict", exact=True))
    expect(row).to_be_visible(timeout=20_000)
    return row.locator("td").all_inner_texts()


@pytest.mark.timeout(240)
def test_the_shipped_article_is_reviewed_exported_and_scored_with_the_keyboard_alone(seeded, page, tmp_path):
    reviewer = Reviewer(page, seeded.url).open(ARTICLE).saved()
    proposed = reviewer.picture()
    count = correct(reviewer)
    corrected = reviewer.picture()

    reviewer.press(*["u"] * count)
    assert reviewer.picture() == proposed
    reviewer.press(*["Shift+U"] * count)
    assert reviewer.picture() == corrected
    reviewer.saved()
    page.reload()
    assert reviewer.sees(ARTICLE).picture() == corrected

    reviewer.press("Shift+A")
    final = reviewer.picture()
    assert not [
        found
        for found in (*final.entities.values(), *final.relations.values())
        if found["status"] == "pending"
    ]
    reviewer.press("Control+Enter")
    expect(reviewer.editor).to_have_count(0, timeout=20_000)
    assert decisions(seeded)[-1].verb == "complete"
    assert {found.outcome for found in decisions(seeded)} == {"applied"}

    gold, predicted = tmp_path / "gold.jsonl", tmp_path / "predicted.jsonl"
    annotator(seeded, "export", "--format", "jsonl", "--output", str(gold))
    [record] = records(gold)
    assert record["text"] == final.text
    assert gold_of(record) == final.gold()
    annotator(seeded, "doctor")

    annotator(seeded, "propose", "--input", str(gold), "--output", str(predicted))
    scores = json.loads(
        annotator(seeded, "evaluate", "--gold", str(gold), "--predicted", str(predicted), "--json")
    )
    for what in ("entities", "relations"):
        strict = scores[what]["strict"]
        shown = shown_scores(page, seeded, what.capitalize())
        assert shown[1:4] == [str(strict[name]) for name in ("gold", "predicted", "correct")]
        assert shown[-4:-1] == [f"{strict[name]:.3f}" for name in ("precision", "recall", "f1")]
        assert 0 < strict["f1"] < 1
