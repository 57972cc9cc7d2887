"""The list of articles, the scores and the download, as people use them."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

from tests.browser.serving import prepared

EDITOR = '[data-annotator="editor"]'
ROWS = "tr[data-article-id]"


def many(count):
    return [
        prepared(f"a{number}", f"Article {number} tells of Bonn.", [("Bonn", "GPE")], title=f"Title {number}")
        for number in range(1, count + 1)
    ]


@pytest.fixture
def listing(page):
    def opened(server):
        page.goto(f"{server.url}/articles")
        expect(page.locator(ROWS).first).to_be_visible()
        return page.locator('[data-annotator="table"]')

    return opened


def test_a_long_list_is_turned_page_by_page(serve, listing):
    table = listing(serve(many(230)))
    expect(table.locator(ROWS)).to_have_count(100)
    expect(table).to_contain_text("1 to 100 of 230")
    expect(table.get_by_role("button", name="Previous")).to_be_disabled()
    table.get_by_role("button", name="Next").click()
    expect(table).to_contain_text("101 to 200 of 230")
    table.get_by_role("button", name="Next").click()
    expect(table.locator(ROWS)).to_have_count(30)
    expect(table.get_by_role("button", name="Next")).to_be_disabled()
    table.get_by_role("button", name="Previous").click()
    expect(table.locator(ROWS).first).to_have_attribute("data-article-id", "a101")


def test_the_list_narrows_while_one_types_and_the_field_keeps_the_focus(serve, listing, page):
    table = listing(serve(many(30)))
    page.get_by_role("searchbox").press_sequentially("title 17", delay=20)
    expect(table.locator(ROWS)).to_have_count(1)
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.get_by_role("searchbox").fill("nothing of the kind")
    expect(table).to_contain_text("No article matches.")
    page.get_by_role("searchbox").fill("")
    expect(table.locator(ROWS)).to_have_count(30)


def test_articles_are_filtered_by_where_they_stand(serve, listing, page, show):
    server = serve(many(3))
    show(page, server, "a1")
    page.keyboard.press("Shift+A")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(f'{EDITOR}[data-article-id="a2"]')
    page.keyboard.press("Shift+S")
    page.wait_for_selector(f'{EDITOR}[data-article-id="a3"]')
    table = listing(server)
    for status, article in (("Completed", "a1"), ("Skipped", "a2"), ("New", "a3")):
        table.get_by_role("button", name=f"{status} 1", exact=False).click()
        expect(table.locator(ROWS)).to_have_count(1)
        expect(table.locator(ROWS)).to_have_attribute("data-article-id", article)
        expect(table.locator(ROWS)).to_contain_text(status)
    table.get_by_role("button", name="All 3").click()
    expect(table.locator(ROWS)).to_have_count(3)


def test_a_row_is_a_link_so_that_it_can_be_opened_in_a_new_tab(serve, listing, page):
    server = serve(many(2))
    table = listing(server)
    with page.context.expect_page() as opened:
        table.get_by_role("link", name="Title 2").click(modifiers=["Control"])
    opened.value.wait_for_selector(f'{EDITOR}[data-article-id="a2"]')
    assert page.url == f"{server.url}/articles"


def test_the_downloaded_file_is_the_gold_that_the_command_line_exports(serve, page, show, tmp_path):
    server = serve(many(2))
    show(page, server, "a1")
    page.keyboard.press("Shift+A")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(f'{EDITOR}[data-article-id="a2"]')
    page.get_by_role("link", name="Export").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download gold.jsonl").click()
    assert download.value.suggested_filename == "gold.jsonl"
    server.run("export", "--format", "jsonl", "--output", str(tmp_path / "gold.jsonl"))
    content = download.value.path().read_bytes()
    assert content == (tmp_path / "gold.jsonl").read_bytes()
    assert [json.loads(line)["id"] for line in content.splitlines()] == ["a1"]


def test_the_scores_on_the_page_are_those_of_the_command_line(serve, page, show):
    server = serve(many(2))
    show(page, server, "a1")
    page.keyboard.press("x")
    page.keyboard.press("Control+Enter")
    page.keyboard.press("Control+Enter")  # nothing is left in it: asked first
    page.wait_for_selector(f'{EDITOR}[data-article-id="a2"]')
    page.get_by_role("link", name="Accuracy").click()
    expect(page.get_by_text("Measured on 1 completed article ")).to_be_visible()
    scored = json.loads(server.run("evaluate", "--extractor", "by-hand", "--json").stdout)
    assert scored["entities"]["strict"]["precision"] == 0.0
    shown = {}
    for what in ("Entities", "Relations"):
        table = page.locator("table", has=page.get_by_text(f"{what} by scheme", exact=True))
        row = table.locator("tr", has=page.locator("th").get_by_text("strict", exact=True))
        shown[what] = row.locator("td").all_inner_texts()
    assert shown["Entities"][1:4] == ["0", "1", "0"]
    assert shown["Entities"][-4:-1] == ["0.000", "n/a", "0.000"]
    assert shown["Relations"][-4:-1] == ["n/a", "n/a", "n/a"]


def test_a_click_right_behind_a_decision_leads_to_a_page_that_counts_it(serve, page, show):
    server = serve(many(2))
    show(page, server, "a1")
    page.keyboard.press("x")
    page.keyboard.press("Control+Enter")
    page.keyboard.press("Control+Enter")  # nothing is left in it: asked first
    page.evaluate("document.querySelector('a[href$=accuracy]').click()")
    expect(page.get_by_text("Measured on 1 completed article ")).to_be_visible()
