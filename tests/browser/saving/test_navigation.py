"""From article to article and page to page, and what that costs; with a real server and a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.serving import prepared

EDITOR = '[data-annotator="editor"]'


def an_article_to_decide(id, entities=90):
    names = [f"Name{number:02}" for number in range(entities)]
    text = " met ".join(names) + "."
    return prepared(id, text, [(name, "PERSON") for name in names], title="Many names")


def test_an_edit_sends_neither_the_article_nor_the_program_again(serve, page, show, saved):
    server = serve([an_article_to_decide("long", entities=400)])
    received = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: received.append(len(frame))))
    show(page, server, "long")
    page.wait_for_load_state("networkidle")
    received.clear()
    for _ in range(5):
        page.keyboard.press("a")
        saved(page)
    assert 0 < sum(received) < 5 * 4_000


@pytest.mark.parametrize("plain", [False, True], ids=["annotator serve", "streamlit run"])
def test_completing_opens_the_next_article_and_the_address_follows(
    plain, serve, simple_articles, page, show, saved
):
    server = serve(simple_articles, plain=plain)
    show(page, server, "a1")
    page.keyboard.press("Shift+A")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(f'{EDITOR}[data-article-id="a2"]')
    saved(page)
    assert page.url == f"{server.url}/?article=a2"
    page.go_back()
    page.wait_for_selector(f'{EDITOR}[data-article-id="a1"]')


# The next picture that Streamlit hands to the editor is lost.
_LOSE_ONE = """async () => {
  const [loaded] = Object.values(globalThis.annotatorLoaded);
  const shared = await loaded.promise;
  const { mount } = shared;
  shared.mount = (name, component) => {
    if (name !== "mountEditor") return mount(name, component);
    shared.mount = mount;
  };
}"""


def test_an_article_whose_picture_is_lost_on_its_way_comes_by_itself(serve, simple_articles, page, show):
    server = serve(simple_articles)
    show(page, server, "a1")
    page.evaluate(_LOSE_ONE)
    page.evaluate("() => globalThis.__annotator.editor.review.navigate({ article_id: 'a3' })")
    page.wait_for_url("**/?article=a3")
    assert page.locator(EDITOR).get_attribute("data-article-id") == "a1"
    page.wait_for_selector(f'{EDITOR}[data-article-id="a3"]')


def test_the_last_article_gives_way_to_a_friendly_page_and_its_completion_is_saved(
    serve, simple_articles, page, show
):
    server = serve(simple_articles[:1])
    show(page, server, "a1")
    page.keyboard.press("Shift+A")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("All done")).to_be_visible()
    assert server.rows("SELECT status FROM reviews") == [("complete",)]
    assert "article=" not in page.url
    page.wait_for_function(
        "() => !Object.keys(localStorage).some((key) => key.startsWith('annotator:queue:'))"
    )


def test_an_address_without_an_article_opens_the_next_one_of_the_queue(serve, simple_articles, page):
    server = serve(simple_articles)
    page.goto(server.url)
    page.wait_for_selector(f'{EDITOR}[data-article-id="a1"]')
    page.wait_for_url("**/?article=a1")


def test_an_address_of_an_article_that_is_not_there_says_so_and_leads_to_the_list(
    serve, simple_articles, page
):
    server = serve(simple_articles)
    page.goto(f"{server.url}/?article=gone")
    expect(page.get_by_text("There is no article 'gone'")).to_be_visible()
    page.get_by_text("Choose one from the list").click()
    page.locator('tr[data-article-id="a2"]').click()
    page.wait_for_selector(f'{EDITOR}[data-article-id="a2"]')
    assert page.url == f"{server.url}/?article=a2"


def test_no_dialog_of_the_framework_takes_the_keys_away_while_the_server_is_gone(serve, page, show):
    server = serve([an_article_to_decide("long")])
    show(page, server, "long")
    server.kill()
    page.wait_for_event("console", lambda message: "not responding" in message.text, timeout=20_000)
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("a")
    expect(page.locator('[data-status="accepted"][data-entity-id]')).to_have_count(1)
