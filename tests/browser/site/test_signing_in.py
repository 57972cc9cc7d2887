"""With an identity provider, or behind a proxy that says who comes: nobody decides under another name."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser import identity_provider, reverse_proxy
from tests.browser.axe import violations
from tests.browser.serving import Server, fill, prepared

EDITOR = '[data-annotator="editor"]'
SECRET = "0123456789abcdef"
ARTICLES = [prepared("a1", "Ada met Bo.", [("Ada", "PERSON"), ("Bo", "PERSON")])]


@pytest.fixture
def server(tmp_path):
    fill(tmp_path / "annotator.db", ARTICLES)
    made = Server(tmp_path / "annotator.db")
    yield made
    made.kill()


@pytest.fixture
def provider(server, tmp_path, monkeypatch):
    """An identity provider that the server uses."""
    with identity_provider.running() as made:
        folder = tmp_path / ".streamlit"
        folder.mkdir()
        (folder / "secrets.toml").write_text(made.secrets(f"{server.url}/oauth2callback"), "utf-8")
        monkeypatch.setenv("HOME", str(tmp_path))
        yield made


def named(page):
    return page.locator('[data-annotator="reviewer"] span')


def reach_by_tab(page, button):
    for _ in range(5):
        page.keyboard.press("Tab")
        if button.evaluate("(found) => found === document.activeElement"):
            return
    pytest.fail("the button is not reached with Tab")


def decided(server):
    return server.rows("SELECT verb, reviewer FROM decisions ORDER BY sequence")


def test_who_signs_in_decides_under_the_providers_name_until_they_sign_out(server, provider, page, saved):
    provider.claims = {"sub": "1", "email": "zoe@example.org", "email_verified": True}
    server.start()
    cookie = {"name": "annotator-reviewer", "value": "Somebody%20else", "url": server.url}
    page.context.add_cookies([cookie])
    page.goto(server.url)
    button = page.get_by_role("button", name="Sign in")
    expect(button).to_be_visible()
    expect(page.locator(EDITOR)).to_have_count(0)
    assert violations(page) == []
    reach_by_tab(page, button)
    page.keyboard.press("Enter")
    expect(named(page)).to_have_text("zoe@example.org · news")
    page.wait_for_selector(f"{EDITOR}[data-article-id=a1]")
    page.keyboard.press("a")
    saved(page)
    assert decided(server) == [("accept", "zoe@example.org")]
    assert violations(page) == []
    page.keyboard.press("x")  # on its way when they leave
    page.get_by_role("button", name="Sign out").focus()
    page.keyboard.press("Enter")
    expect(button).to_be_visible()
    expect(page.locator(EDITOR)).to_have_count(0)
    assert decided(server) == [("accept", "zoe@example.org"), ("reject", "zoe@example.org")]
    page.reload()
    expect(button).to_be_visible()


def test_a_name_of_the_provider_that_cannot_be_used_is_told_and_one_can_sign_out(server, provider, page):
    provider.claims = {"sub": "1", "email": "x" * 100}
    server.start()
    page.goto(server.url)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("The identity provider's email is no name to review under")).to_be_visible()
    expect(page.locator(EDITOR)).to_have_count(0)
    provider.claims = {"sub": "1", "preferred_username": "zoe"}
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="Sign in").click()
    expect(named(page)).to_have_text("zoe · news")


def test_behind_a_proxy_decisions_are_made_under_its_name_whatever_the_browser_sends(
    server, open_page, monkeypatch, saved
):
    known = {"X-Annotator-Secret": SECRET}
    monkeypatch.setenv("ANNOTATOR_PROXY_SECRET", SECRET)
    server.headers = known
    with reverse_proxy.running(server.port, {**known, "X-Forwarded-User": "zoe"}) as proxy:
        monkeypatch.setenv("ANNOTATOR_NAMES", proxy.url)
        server.start()
        page = open_page()
        page.set_extra_http_headers({"X-Forwarded-User": "mallory", "X-Annotator-Secret": "guessed"})
        page.context.add_cookies([{"name": "annotator-reviewer", "value": "mallory", "url": proxy.url}])
        page.goto(f"{proxy.url}/?article=a1")
        expect(page.get_by_text("zoe · news")).to_be_visible()
        page.wait_for_selector(f"{EDITOR}[data-article-id=a1]")
        page.keyboard.press("a")
        saved(page)
        page.goto("about:blank")
    assert decided(server) == [("accept", "zoe")]
