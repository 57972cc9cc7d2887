"""The reviewer chooses which article comes next."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.reviewer import Reviewer
from tests.browser.serving import prepared


def articles():
    """As ingested the long one comes first."""
    return [
        prepared(name, f"{name} {'met Blinken. ' * length}", [(name, "ORG")])
        for name, length in (("long", 30), ("short", 1), ("middle", 9))
    ]


def test_the_order_of_the_queue_is_chosen_on_the_articles_page_and_survives_a_reload(page, serve):
    server = serve(articles())
    page.goto(f"{server.url}/articles")
    order = page.get_by_label("Order of the queue")
    expect(order).to_have_value("ingested")
    order.select_option("shortest")
    expect(page.get_by_label("Seed of the random order")).to_be_hidden()
    page.reload()
    expect(order).to_have_value("shortest")
    page.goto(server.url)
    reviewer = Reviewer(page, server.url).sees("short")
    reviewer.press("Shift+S")
    reviewer.sees("middle")
    reviewer.press("Shift+S")
    reviewer.sees("long")


def test_an_order_chosen_in_the_settings_changes_what_comes_next_though_another_article_is_here_already(
    page, serve
):
    server = serve([*articles()[::2], articles()[1]])
    reviewer = Reviewer(page, server.url).open("long")
    page.wait_for_function(
        "() => window.__annotator.editor.review.prefetch.held?.data?.article.id === 'middle'"
    )
    reviewer.press(",")
    chosen = page.get_by_role("radio", name="as ingested")
    expect(chosen).to_be_checked()
    page.get_by_role("radio", name="shortest first").check()
    page.wait_for_function(
        "() => window.__annotator.editor.review.prefetch.held?.data?.article.id === 'short'"
    )
    reviewer.press("Escape", "Shift+S")
    reviewer.sees("short")
    page.reload()
    reviewer.sees("short").press(",")
    expect(page.get_by_role("radio", name="shortest first")).to_be_checked()
