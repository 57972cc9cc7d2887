"""The editor works with whatever label schema a project has."""

from __future__ import annotations

import json

from playwright.sync_api import expect

from annotator.core.model import Article
from tests.browser.articles import marked
from tests.browser.reviewer import Reviewer
from tests.browser.serving import Prepared

KITCHEN = {
    "name": "kitchen",
    "version": "3",
    "entity_labels": [{"label": "DISH"}, {"label": "INGREDIENT", "key": "z"}, {"label": "TOOL"}],
    "relation_labels": [
        {"label": "contains", "head": ["DISH"], "tail": ["INGREDIENT"]},
        {"label": "made_with", "head": ["DISH", "INGREDIENT"], "tail": ["TOOL"], "key": "w"},
    ],
}
TEXT = "Pancakes need flour and a pan."


def schema_file(folder, schema=KITCHEN):
    path = folder / "schema.json"
    path.write_text(json.dumps(schema), encoding="utf-8")
    return path


def add(reviewer: Reviewer, words: str, key: str) -> str:
    before = set(reviewer.picture().entities)
    start = TEXT.index(words)
    reviewer.double_click(start, start + len(words))
    reviewer.press(key)
    [new] = set(reviewer.picture().entities) - before
    return new


def test_an_article_without_proposals_is_annotated_by_another_schema_from_nothing(page, serve, tmp_path):
    server = serve([Prepared(Article("recipe", TEXT))], schema=schema_file(tmp_path))
    reviewer = Reviewer(page, server.url).open("recipe")
    dish, flour, pan = add(reviewer, "Pancakes", "1"), add(reviewer, "flour", "z"), add(reviewer, "pan", "3")
    reviewer.relate(dish, flour, "")
    reviewer.relate(dish, pan, "")
    shown = reviewer.picture()
    assert {found["label"] for found in shown.entities.values()} == {"DISH", "INGREDIENT", "TOOL"}
    related = sorted((found["label"], shown.words(found["tail"])) for found in shown.relations.values())
    assert related == [("contains", "flour"), ("made_with", "pan")]

    reviewer.press("Control+Enter")
    expect(reviewer.editor).to_have_count(0, timeout=20_000)
    exported = server.run("export", "--format", "jsonl", "--output", "-")
    record = json.loads(exported.stdout)
    assert [(found["label"], found["text"]) for found in record["entities"]] == [
        ("DISH", "Pancakes"),
        ("INGREDIENT", "flour"),
        ("TOOL", "pan"),
    ]
    assert record["schema"]["name"] == "kitchen"


def test_a_relation_that_the_schema_forbids_is_shown_so_and_holds_the_article_up_until_it_is_mended(
    page, serve, tmp_path
):
    article = marked("recipe", "[Pancakes|DISH] need [flour|INGREDIENT].", ("e1", "contains", "e2"))
    server = serve([article], schema=schema_file(tmp_path))
    reviewer = Reviewer(page, server.url).open("recipe")
    reviewer.go_to("entity", "e2").press("3")
    expect(reviewer.row("r1")).to_contain_text("illegal")
    expect(reviewer.row("r1")).to_have_attribute("title", "contains cannot go from DISH to TOOL")
    reviewer.press("Shift+A", "Control+Enter")
    expect(page.get_by_role("alert")).to_contain_text("contains cannot go from DISH to TOOL")
    reviewer.go_to("relation", "r1").press("w")
    expect(reviewer.row("r1")).not_to_contain_text("illegal")
    reviewer.press("Control+Enter")
    expect(reviewer.editor).to_have_count(0, timeout=20_000)
    assert server.rows("SELECT status FROM reviews") == [("complete",)]


def test_the_list_of_labels_offers_those_of_the_schema_and_filters_as_one_types(page, serve, tmp_path):
    article = marked("recipe", "[Pancakes|DISH] need [flour|INGREDIENT].")
    server = serve([article], schema=schema_file(tmp_path))
    reviewer = Reviewer(page, server.url).open("recipe")
    reviewer.press("l")
    expect(page.get_by_role("option")).to_have_count(3)
    page.keyboard.type("too")
    expect(page.get_by_role("option")).to_have_text(["TOOL1"])
    reviewer.press("Enter")
    expect(reviewer.mark("e1")).to_have_attribute("data-label", "TOOL")


def test_keys_that_the_schema_changes_do_what_it_says_and_stand_on_every_button(page, serve, tmp_path):
    keys = {"accept": ["y", "Enter"], "next-pending": ["n"], "flip": []}
    article = marked("recipe", "[Pancakes|DISH] need [flour|INGREDIENT].")
    server = serve([article], schema=schema_file(tmp_path, {**KITCHEN, "keys": keys}))
    reviewer = Reviewer(page, server.url).open("recipe")
    reviewer.press("Escape", "a")
    expect(reviewer.mark("e1")).to_have_attribute("data-status", "pending")
    reviewer.go_to("entity", "e1").press("y")
    expect(reviewer.mark("e1")).to_have_attribute("data-status", "accepted")
    reviewer.press("Control+Enter")
    expect(page.get_by_role("alert")).to_contain_text("n goes to the next one")
    expect(page.locator("[data-command=accept] kbd")).to_have_text("y")
    expect(page.locator("[data-command=next-pending] kbd")).to_have_text("n")
    reviewer.press("?")
    rows = page.get_by_role("dialog").locator("p")
    expect(rows.filter(has_text="accept the focused item").locator("kbd")).to_have_text(["y", "↵"])
    expect(rows.filter(has_text="turn the focused relation round")).to_have_count(0)
