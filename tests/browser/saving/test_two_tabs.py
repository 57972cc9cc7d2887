"""Two people on one article is a normal event: neither overwrites the other, and both are told."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.articles import visit
from tests.browser.database import decisions, entity
from tests.browser.reviewer import Reviewer


@pytest.fixture
def two(open_page, serve):
    """A server, and two reviewers on the same article who have both seen it before anybody did anything."""
    server = serve([visit()])
    first, second = (Reviewer(open_page(), server.url).open("visit").saved() for _ in range(2))
    return server, first, second


def test_decisions_on_different_items_are_merged_and_the_second_tab_sees_both(two):
    server, first, second = two
    first.go_to("entity", "e1").press("a")
    first.saved()
    second.go_to("entity", "e3").press("x")
    second.saved()
    expect(second.mark("e1")).to_have_attribute("data-status", "accepted")
    expect(second.mark("e3")).to_have_attribute("data-status", "rejected")
    assert [found.outcome for found in decisions(server)] == ["applied", "applied"]
    assert entity(server, "visit", "e1") == ("PERSON", "accepted")
    assert entity(server, "visit", "e3") == ("GPE", "rejected")


def test_a_decision_on_what_somebody_else_changed_collides_and_both_versions_are_shown(two):
    server, first, second = two
    first.go_to("entity", "e3").press("6")
    first.saved()
    second.go_to("entity", "e3").press("4")
    told = second.page.get_by_role("alert")
    expect(told).to_contain_text("reviewer-1 changed this since you saw it")
    expect(told).to_contain_text("LOC “Brussels”")
    second.saved()
    expect(second.mark("e3")).to_have_attribute("data-label", "LOC")
    assert [(found.payload["label"], found.outcome) for found in decisions(server)] == [
        ("LOC", "applied"),
        ("ORG", "collided"),
    ]
    assert entity(server, "visit", "e3") == ("LOC", "corrected")


def test_after_a_collision_the_second_reviewer_can_still_have_it_their_way(two):
    server, first, second = two
    first.go_to("entity", "e3").press("6")
    first.saved()
    second.go_to("entity", "e3").press("4")
    expect(second.page.get_by_role("alert")).to_be_visible()
    expect(second.mark("e3")).to_have_attribute("data-label", "LOC")
    second.go_to("entity", "e3").press("4")
    second.saved()
    expect(second.mark("e3")).to_have_attribute("data-label", "ORG")
    assert entity(server, "visit", "e3") == ("ORG", "corrected")


def test_edits_typed_while_the_new_state_is_on_its_way_are_kept(two):
    server, first, second = two
    first.go_to("entity", "e1").press("a")
    first.saved()
    second.go_to("entity", "e3").press("4", "a")
    second.go_to("entity", "e5").press("x", "x", "x")
    second.saved()
    assert {found.outcome for found in decisions(server)} == {"applied"}
    shown = second.picture()
    assert shown.entities["e1"]["status"] == "accepted"
    assert (shown.entities["e3"]["label"], shown.entities["e3"]["status"]) == ("ORG", "corrected")
    assert [shown.entities[found]["status"] for found in ("e5", "e6", "e7")] == ["rejected"] * 3
    first.page.reload()
    assert first.sees("visit").picture() == shown


def test_two_tabs_of_one_browser_have_queues_of_their_own(open_page, serve):
    server = serve([visit()])
    page = open_page()
    first = Reviewer(page, server.url).open("visit")
    second = Reviewer(open_page(context=page.context), server.url).open("visit")
    first.go_to("entity", "e1").press("a")
    second.go_to("entity", "e2").press("a")
    first.go_to("entity", "e3").press("a")
    first.saved()
    second.saved()
    logged = decisions(server)
    assert len({found.client for found in logged}) == 2
    assert sorted((found.payload["id"], found.outcome) for found in logged) == [
        ("e1", "applied"),
        ("e2", "applied"),
        ("e3", "applied"),
    ]
