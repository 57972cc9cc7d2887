"""Whatever stands in articles, titles and labels is shown as text, and causes nothing."""

from __future__ import annotations

import json
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.articles import marked
from tests.browser.reviewer import Reviewer

SCRIPT = "<script>globalThis.hacked=1;fetch('/hostile')</script>"
IMAGE = "<img src=/hostile onerror=alert(1)>"
MARKDOWN = (
    "![hostile](http://hostile.invalid/x.png) [link](javascript:alert(2)) **bold** $latex$"
    " :material/home: :red[red]"
)
TITLE = f"{IMAGE} {MARKDOWN} {SCRIPT}"
SCHEMA = {
    "name": "<b>hostile</b> **x**",
    "version": "1",
    "entity_labels": [
        {"label": "PERSON", "title": IMAGE, "description": MARKDOWN, "examples": [SCRIPT]},
        {"label": IMAGE, "title": MARKDOWN, "colour": "#123456"},
    ],
    "relation_labels": [
        {"label": SCRIPT, "title": f"{MARKDOWN} {IMAGE}", "head": ["PERSON"], "tail": ["PERSON"]}
    ],
    "attributes": [
        {"name": "<i>certainty</i>", "on": "relation", "values": ["yes", IMAGE], "default": "yes"}
    ],
}


@pytest.fixture
def watched(page):
    """A page, and what must stay empty: dialogs, errors and requests to anywhere else."""
    noticed = []
    page.on("dialog", lambda dialog: (noticed.append(f"dialog {dialog.message}"), dialog.dismiss()))
    page.on("pageerror", lambda error: noticed.append(f"error {error}"))
    page.on("console", lambda message: message.type == "error" and noticed.append(f"console {message.text}"))
    page.noticed = noticed
    page.requested = []
    page.on("request", lambda request: page.requested.append(request.url))
    return page


def assert_nothing_happened(page, server) -> None:
    own = urlsplit(server.url).netloc
    strange = [
        url
        for url in page.requested
        if urlsplit(url).scheme not in ("blob", "data") and (urlsplit(url).netloc != own or "hostile" in url)
    ]
    assert strange == []
    assert page.noticed == []
    assert page.evaluate("globalThis.hacked") is None


@pytest.fixture
def hostile(serve, tmp_path):
    schema = tmp_path / "hostile.json"
    schema.write_text(json.dumps(SCHEMA), encoding="utf-8")
    text = (
        f"[{IMAGE}|PERSON] met [{SCRIPT}|PERSON].\n# heading {MARKDOWN}\n"
        "<style>body {{ display: none }}</style> </textarea></div> &lt;b&gt; %s {0} ${1}\n"
        "[last|PERSON] words\n"
    )
    return serve(
        [
            marked("odd", text, ("e1", SCRIPT, "e2"), title=TITLE),
            marked("plain", "[Ankara|PERSON] waits.", title="Plain"),
        ],
        schema=schema,
    )


def test_the_review_page_shows_hostile_text_titles_and_labels_as_text(hostile, watched):
    reviewer = Reviewer(watched, hostile.url).open("odd")
    shown = reviewer.picture()
    assert shown.words("e1") == IMAGE
    assert shown.words("e2") == SCRIPT
    assert "<style>" in shown.text
    expect(watched.get_by_role("heading", name=TITLE, exact=True)).to_be_visible()
    expect(reviewer.row("r1")).to_contain_text(f"{MARKDOWN} {IMAGE}")
    assert_nothing_happened(watched, hostile)


def test_lists_help_and_messages_show_hostile_labels_as_text(hostile, watched):
    reviewer = Reviewer(watched, hostile.url).open("odd")
    reviewer.press("l")
    expect(watched.get_by_role("option", name=f"{MARKDOWN} 2", exact=True)).to_be_visible()
    reviewer.press("Escape", "?")
    expect(watched.get_by_role("dialog")).to_contain_text(IMAGE)
    reviewer.press("Escape", "g")
    reviewer.press("Escape")
    reviewer.go_to("relation", "r1").press("f", "l", "Escape", "Control+Enter")
    expect(watched.get_by_role("alert")).to_be_visible()
    reviewer.saved()
    assert_nothing_happened(watched, hostile)


def test_a_collision_quotes_hostile_words_as_text(hostile, watched, open_page):
    first = Reviewer(open_page(), hostile.url).open("odd")
    second = Reviewer(watched, hostile.url).open("odd")
    first.go_to("entity", "e1").press("2")
    first.saved()
    second.go_to("entity", "e1").press("x")
    expect(watched.get_by_role("alert")).to_contain_text("<img src=/hostile onerror")
    second.saved()
    assert_nothing_happened(watched, hostile)


def go_to(page, title: str) -> None:
    page.get_by_role("link", name=title, exact=True).click()


def test_the_other_pages_show_hostile_titles_and_labels_as_text(hostile, watched):
    reviewer = Reviewer(watched, hostile.url).open("odd").saved()
    reviewer.press("Shift+A", "Control+Enter")
    reviewer.sees("plain").saved()
    go_to(watched, "Articles")
    expect(watched.get_by_role("link", name=TITLE, exact=True)).to_be_visible(timeout=20_000)
    go_to(watched, "Accuracy")
    relations = watched.get_by_role("region", name="Relations by label, strict")
    expect(relations.get_by_text(SCRIPT, exact=True)).to_be_visible(timeout=20_000)
    go_to(watched, "Export")
    expect(watched.get_by_role("button", name="Download gold.jsonl")).to_be_visible(timeout=20_000)
    assert_nothing_happened(watched, hostile)


def test_an_address_with_hostile_words_shows_them_as_text(hostile, watched):
    watched.goto(
        f"{hostile.url}/?article=%3Cimg%20src%3D%2Fhostile%20onerror%3Dalert(1)%3E%20**x**%20!%5Bh%5D(http%3A%2F%2Fhostile.invalid%2Fy.png)"
    )
    expect(
        watched.get_by_text("<img src=/hostile onerror=alert(1)> **x** ![h](http://hostile.invalid/y.png)")
    ).to_be_visible(timeout=20_000)
    watched.requested = [url for url in watched.requested if "?article=" not in url]
    assert_nothing_happened(watched, hostile)
