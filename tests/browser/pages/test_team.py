"""Three people in three browsers, the whole way: shared out, one blind, adjudication, gold, agreement."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.reviewer import Reviewer

TEXT = "Antony Blinken met Mevlut Cavusoglu in Brussels. Blinken urged Turkey to talk."
BRUSSELS = (TEXT.index("Brussels"), TEXT.index("Brussels") + len("Brussels"))
BLINKEN = (TEXT.index("Blinken"), TEXT.index("Blinken") + len("Blinken"))


@pytest.fixture
def team(serve, simple_articles):
    server = serve(simple_articles)
    found = server.run("team", "--overlap", "1", "--role", "Judith=adjudicator", "--role", "root=admin")
    assert found.returncode == 0, found.stderr
    return server


@pytest.fixture
def people(open_page, team):
    """Ada, Bo and Judith, each in a browser of their own."""

    def come(name):
        page = open_page()
        page.context.add_cookies([{"name": "annotator-reviewer", "value": name, "url": team.url}])
        return Reviewer(page, team.url)

    return {name: come(name) for name in ("Ada", "Bo", "Judith")}


def begin(reviewer):
    """Take what the queue gives, and say so."""
    reviewer.page.goto(reviewer.url)
    reviewer.page.wait_for_selector('[data-annotator="editor"]')
    keep = reviewer.page.get_by_role("button", name="Keep it for me")
    keep.focus()
    reviewer.page.keyboard.press("Enter")
    expect(keep).to_have_count(0)
    return reviewer.editor.get_attribute("data-article-id")


def by_sight(people):
    """The one who was shown proposals, and the one who was shown none."""
    marks = {name: people[name].page.locator("[data-entity-id]").count() for name in ("Ada", "Bo")}
    assert sorted(marks.values()) == [0, 4], "one of the two sees no proposals"
    assisted = max(marks, key=marks.get)
    return people[assisted], people["Bo" if assisted == "Ada" else "Ada"], assisted


def both_complete(people):
    """One accepts 4 entities and 2 relations, the other marks Brussels, and Blinken shorter; who is who."""
    assert begin(people["Ada"]) == begin(people["Bo"]) == "a1"
    assisted, blind, first = by_sight(people)
    assisted.press("Shift+A", "Control+Enter")
    assisted.sees("a2")
    blind.double_click(*BRUSSELS)
    blind.press("5")
    blind.double_click(*BLINKEN)
    blind.press("1", "Control+Enter")
    blind.saved()
    return first, "Bo" if first == "Ada" else "Ada"


def adjudicate(reviewer, one, other):
    """The whole name and Cavusoglu as ``one`` has it, Turkey as ``other``, and the relation that is left."""
    page = reviewer.page
    bar = page.locator(".an-adjudication")
    # Blinken: two boundaries; Cavusoglu and Turkey: one has them; two relations
    expect(bar).to_contain_text("Place 1 of 5, 5 to decide")
    names = bar.locator(".an-version").all_inner_texts()
    assert [name.split("\n")[1] for name in names] == ["Ada", "Bo"]
    assert violations(page) == []
    page.keyboard.press("w")
    page.keyboard.type("The whole name")
    page.get_by_role("button", name="Keep").click()
    page.keyboard.press(one)
    expect(bar).to_contain_text("Place 2 of 5, 4 to decide")
    page.keyboard.press(one)
    page.keyboard.press(other)  # without Turkey its relation goes too
    expect(bar).to_contain_text("1 to decide")
    page.keyboard.press("u")
    expect(bar).to_contain_text("3 to decide")
    page.keyboard.press(other)
    page.keyboard.press("b")
    expect(bar).to_contain_text("All 5 places are decided")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+Enter")
    expect(page.locator('[data-annotator="editor"][data-article-id="a1"]')).to_have_count(0)


def test_the_whole_way_from_the_queue_to_gold_with_two_reviewers_and_an_adjudicator(team, people):
    first, second = both_complete(people)
    judith = people["Judith"].page
    judith.goto(f"{team.url}/agreement")
    expect(judith.get_by_text("To adjudicate")).to_be_visible()
    assert violations(judith) == []
    judith.get_by_role("button", name="Adjudicate the next one").click()
    people["Judith"].sees("a1")
    adjudicate(people["Judith"], *(("1", "2") if first == "Ada" else ("2", "1")))

    gold = team.database.with_name("gold.jsonl")
    assert team.run("export", "--format", "jsonl", "--output", str(gold)).returncode == 0
    (record,) = [json.loads(line) for line in gold.read_text("utf-8").splitlines()]
    assert {one["text"]: (one["decided"]["how"], one["decided"]["by"]) for one in record["entities"]} == {
        "Antony Blinken": ("adjudicated", "Judith"),
        "Mevlut Cavusoglu": ("adjudicated", "Judith"),
        "Brussels": ("agreed", "Ada, Bo"),
    }
    assert [one["label"] for one in record["relations"]] == ["met_with"]
    assert record["review"]["selection"] == "adjudication of Ada, Bo"
    # they share one entity of 4 and of 2: F1 is 2 * 1 / 6; of the relations none
    (pair,) = json.loads(team.run("agreement", "--json").stdout)["pairs"]
    assert (pair["articles"], pair["entities_f1"], pair["relations_f1"]) == (1, pytest.approx(2 / 6), 0.0)
    assert json.loads(team.run("doctor", "--json").stdout)["faults"] == []

    # reviewers read what was decided and why, and cannot change it
    reader = people[second].open("a1")
    expect(reader.page.get_by_role("alert")).to_contain_text("an adjudicator decides")
    reader.press("Shift+H")
    expect(reader.editor).to_contain_text("The whole name")
    reader.press("Escape", "x")
    assert team.rows("SELECT count(*) FROM decisions WHERE verb = 'reject'") == [(0,)]


def test_an_article_that_somebody_else_has_is_not_shown_but_said_to_be_theirs(
    serve, simple_articles, open_page
):
    server = serve(simple_articles)
    assert server.run("team", "--overlap", "0", "--blind", "0").returncode == 0
    pages = {}
    for name in ("Ada", "Bo"):
        page = pages[name] = open_page()
        page.context.add_cookies([{"name": "annotator-reviewer", "value": name, "url": server.url}])
    ada, bo = (Reviewer(pages[name], server.url) for name in ("Ada", "Bo"))
    assert begin(ada) == "a1"
    other = begin(bo)  # Ada may have the next one as well, which her browser has got ready
    assert other in ("a2", "a3")
    bo.page.goto(f"{server.url}/?article=a1")
    expect(bo.page.get_by_text("Somebody else has this article")).to_be_visible()
    expect(bo.page.get_by_text("Ada has it until")).to_be_visible()
    assert violations(bo.page) == []
    bo.page.get_by_text("Go on with the next one").click()
    bo.sees(other)


def test_two_at_one_article_see_that_the_other_is_there(serve, simple_articles, open_page):
    server = serve(simple_articles)
    tabs = []
    for name in ("Ada", "Bo"):
        page = open_page()
        page.context.add_cookies([{"name": "annotator-reviewer", "value": name, "url": server.url}])
        tabs.append(Reviewer(page, server.url).open("a1"))
    expect(tabs[1].page.locator(".an-others")).to_have_text("Ada is here too")
    expect(tabs[0].page.locator(".an-others")).to_have_text("Bo is here too")


def test_an_admin_shares_articles_out_on_the_page_and_others_only_read_it(serve, simple_articles, open_page):
    server = serve(simple_articles)
    page = open_page()
    page.context.add_cookies([{"name": "annotator-reviewer", "value": "root", "url": server.url}])
    page.goto(f"{server.url}/team")
    expect(page.get_by_text("All reviewers work in the same reviews")).to_be_visible()
    expect(page.get_by_role("button", name="Give this role")).to_have_count(0)
    page.get_by_role("button", name="Change plan, roles and who has what").click()
    page.get_by_label("To several, %").fill("50")
    page.get_by_role("button", name="Share out").click()
    expect(page.get_by_text("50% of them to 2")).to_be_visible()
    assert violations(page) == []
    assert server.rows("SELECT name, role FROM members") == [("root", "admin")]
    page.get_by_label("Name").fill("Judith")
    page.get_by_role("button", name="Give this role").click()
    expect(page.locator("tr").filter(has_text="Judith")).to_contain_text("reviewer")
    page.get_by_role("button", name="Done").click()
    expect(page.get_by_role("button", name="Give this role")).to_have_count(0)
    other = open_page()
    other.goto(f"{server.url}/team")
    expect(other.get_by_text("Admins change the plan")).to_be_visible()
    expect(other.locator(".st-key-annotator-page").get_by_role("button")).to_have_count(0)
