"""Attributes of entities and relations: seen in the list and at the mark, changed with one key or a click."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.articles import marked
from tests.browser.reviewer import Reviewer

_HOSTILE = "</style><script>alert(1)</script>\u202e"
_LONG = "a value that goes on for much longer than anybody would ever want to read behind a label"
TALKS: dict[str, Any] = {
    "name": "talks",
    "version": "1",
    "entity_labels": [{"label": "PERSON"}, {"label": "GPE"}],
    "relation_labels": [{"label": "met_with", "head": ["PERSON"], "tail": ["PERSON", "GPE"], "key": "b"}],
    "attributes": [
        {
            "name": "sense",
            "on": "entity",
            "labels": ["GPE"],
            "values": ["place", "government", _LONG, _HOSTILE],
            "default": "place",
            "key": "c",
        },
        {"name": "known", "on": "entity", "values": ["yes", "no"], "default": "yes", "key": "y"},
        {
            "name": "polarity",
            "on": "relation",
            "values": ["affirmed", "negated"],
            "default": "affirmed",
            "key": "p",
        },
        *(
            {"name": f"more {n}", "on": "entity", "labels": ["PERSON"], "values": ["a", "b"]}
            for n in range(9)
        ),
    ],
}
ARTICLE = marked("talks", "[Blinken|PERSON] met [Turkey|GPE] in spring.", ("e1", "met_with", "e2"))
_BEHIND = "mark => getComputedStyle(mark, '::after').content"


@pytest.fixture
def talks(page: Page, serve, tmp_path):
    path = tmp_path / "talks.json"
    path.write_text(json.dumps(TALKS), encoding="utf-8")
    server = serve([ARTICLE], schema=path)
    return server, Reviewer(page, server.url).open("talks")


def test_one_key_goes_through_the_values_and_what_differs_from_the_default_stands_behind_the_label(talks):
    server, reviewer = talks
    text = reviewer.picture().text
    reviewer.go_to("entity", "e2")
    sense = reviewer.page.get_by_role("button", name="sense:")
    expect(sense).to_have_text("csense place")
    assert reviewer.mark("e2").evaluate(_BEHIND) == '"GPE"'
    seen = []
    for _ in range(4):
        reviewer.press("c")
        seen.append(reviewer.mark("e2").evaluate(_BEHIND))
    assert seen[0] == '"GPE · government"'
    assert seen[1] == '"GPE · a value that goes on fo…"'
    assert seen[2].startswith('"GPE · </style><script>')
    assert seen[3] == '"GPE"'
    assert reviewer.picture().text == text
    reviewer.press("c", "u", "c")
    expect(sense).to_contain_text("government")
    expect(reviewer.editor.get_by_role("status").first).to_contain_text("sense: government")
    reviewer.press("Shift+A", "Control+Enter")
    expect(reviewer.editor).to_have_count(0, timeout=20_000)
    record = json.loads(server.run("export", "--format", "jsonl", "--output", "-").stdout)
    assert [found["attributes"] for found in record["entities"]] == [{}, {"sense": "government"}]


def test_a_relation_shows_its_attributes_and_each_is_changed_with_a_click(talks):
    _, reviewer = talks
    reviewer.go_to("relation", "r1")
    polarity = reviewer.page.get_by_role("button", name="polarity:")
    expect(polarity).to_have_text("ppolarity affirmed")
    expect(reviewer.row("r1")).not_to_contain_text("affirmed")
    polarity.click()
    expect(reviewer.row("r1")).to_contain_text("negated")
    expect(reviewer.page.locator(".an-arcs text")).to_contain_text("negated")
    reviewer.press("p")
    expect(reviewer.row("r1")).not_to_contain_text("negated")


def test_a_click_on_the_small_print_of_the_focused_mark_changes_it(talks):
    _, reviewer = talks
    reviewer.go_to("entity", "e2").press("c")
    box = reviewer.mark("e2").bounding_box()
    assert box is not None
    reviewer.page.mouse.click(box["x"] + box["width"] - 6, box["y"] + box["height"] / 2)
    assert reviewer.mark("e2").evaluate(_BEHIND).startswith('"GPE · a value')
    reviewer.page.mouse.click(box["x"] + 8, box["y"] + box["height"] / 2)
    assert reviewer.mark("e2").evaluate(_BEHIND).startswith('"GPE · a value')


def test_attributes_without_a_key_and_many_of_them_are_reached_by_their_buttons(talks):
    _, reviewer = talks
    reviewer.go_to("entity", "e1")
    for number in range(5):
        reviewer.page.get_by_role("button", name=f"more {number}: not given").click()
    assert reviewer.mark("e1").evaluate(_BEHIND) == '"PERSON · a · a · a · +2"'


def test_a_row_of_the_list_is_no_higher_for_what_is_said_of_its_relation(talks):
    _, reviewer = talks
    row = reviewer.row("r1")
    reviewer.go_to("relation", "r1")
    before = row.bounding_box()
    reviewer.press("p")
    expect(row).to_contain_text("negated")
    assert row.bounding_box() == before
