"""Who reviews in a session, and what stands on the screen while that is not known."""

from __future__ import annotations

import pytest
import streamlit as st
from streamlit import user_info
from streamlit.runtime.context import StreamlitCookies, StreamlitHeaders

from annotator.ui.server.access import Provider, Proxy
from annotator.ui.session import reviewer as identity

SECRET = "0123456789abcdef"
KNOWN = ("X-Annotator-Secret", SECRET)


def user(name):
    return ("X-Forwarded-User", name)


@pytest.fixture
def sent(monkeypatch):
    """``sent(*headers, cookie=)``: what the browser, or the proxy for it, sends along."""

    def send(*headers, cookie=None):
        cookies = {} if cookie is None else {"annotator-reviewer": cookie}
        monkeypatch.setattr(type(st.context), "headers", property(lambda _: StreamlitHeaders(headers)))
        monkeypatch.setattr(type(st.context), "cookies", property(lambda _: StreamlitCookies(cookies)))

    return send


@pytest.fixture
def behind_a_proxy(monkeypatch):
    monkeypatch.setenv("ANNOTATOR_PROXY_SECRET", SECRET)


@pytest.fixture
def claimed(monkeypatch):
    """``claimed(**claims)``: people sign in, and the identity provider says this of who is here."""

    def claim(**claims):
        provider = Provider("https://annotate.example.org/oauth2callback", (None, "okta"))
        for module in ("session.reviewer", "session.sign_in", "parts.frame"):
            monkeypatch.setattr(f"annotator.ui.{module}.sign_in", lambda: provider)
        monkeypatch.setattr(user_info, "_get_user_info", lambda: claims)

    return claim


def texts(app):
    return [found.value for found in app.text]


def buttons(app):
    return [found.label for found in app.button]


def refused(app, reason):
    """The one message, and no page: neither the navigation nor anything of an article."""
    app.run()
    assert not app.exception
    assert any(reason in text for text in texts(app)), texts(app)
    assert len(texts(app)) == 2
    assert "annotator-conversation" not in app.session_state
    assert "article" not in app.query_params


def reviews_as(app, name):
    app.run()
    assert not app.exception
    assert app.session_state["annotator-conversation"].reviewer == name


def test_on_this_machine_the_browser_says_who_reviews(app, database, sent):
    sent(cookie="Zo%C3%AB")
    reviews_as(app, "Zoë")


def test_on_this_machine_a_header_says_nothing(app, database, sent):
    sent(KNOWN, user("Mallory"))
    reviews_as(app, "reviewer-1")


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("zoe@example.org", "zoe@example.org"),
        (" Ada  Lovelace ", "Ada Lovelace"),
        ("Zoë 李".encode().decode("latin-1"), "Zoë 李"),
        ("Zo\xeb", "Zoë"),
    ],
)
def test_behind_a_proxy_its_header_says_who_reviews(app, database, sent, behind_a_proxy, header, name):
    sent(KNOWN, user(header), cookie="Mallory")
    reviews_as(app, name)
    assert f"{name} · news" in texts(app)


@pytest.mark.parametrize(
    ("headers", "reason"),
    [
        ([], "through its proxy only"),
        ([user("Mallory")], "through its proxy only"),
        ([user("Mallory"), ("X-Annotator-Secret", "guessed")], "through its proxy only"),
        ([user("Mallory"), KNOWN, KNOWN], "through its proxy only"),
        ([KNOWN], "one header X-Forwarded-User, and sent 0"),
        ([KNOWN, user("Mallory"), user("Zoe")], "one header X-Forwarded-User, and sent 2"),
        ([KNOWN, user("")], "header X-Forwarded-User is no name to review under"),
        ([KNOWN, user("  ")], "header X-Forwarded-User is no name to review under"),
        ([KNOWN, user("x" * 65)], "64 characters at most"),
        ([KNOWN, user("a\x00b")], "cannot be seen"),
    ],
)
def test_behind_a_proxy_nobody_reviews_whom_it_does_not_name(
    app, database, sent, behind_a_proxy, headers, reason
):
    sent(*headers, cookie="Mallory")
    refused(app, reason)


def test_somebody_unknown_makes_no_database(app, tmp_path, monkeypatch, sent, behind_a_proxy):
    monkeypatch.setenv("ANNOTATOR_DB", str(tmp_path / "new" / "annotator.db"))
    sent(user("Mallory"))
    refused(app, "through its proxy only")
    assert not (tmp_path / "new").exists()


def test_another_name_of_the_proxy_is_another_reviewer_at_once(app, database, sent, behind_a_proxy):
    sent(KNOWN, user("Ada"))
    reviews_as(app, "Ada")
    sent(KNOWN, user("Bo"))
    reviews_as(app, "Bo")


def test_who_has_not_signed_in_sees_how_to_and_no_page(app, database, sent, claimed):
    sent(KNOWN, user("Mallory"), cookie="Mallory")
    claimed(is_logged_in=False, email="mallory@example.org")
    refused(app, "Sign in to review")
    assert buttons(app) == ["Sign in", "Sign in with okta"]


@pytest.mark.parametrize(
    ("claims", "name"),
    [
        ({"email": "zoe@example.org", "name": "Zoe", "sub": "1"}, "zoe@example.org"),
        ({"email": "zoe@example.org", "email_verified": True, "sub": "1"}, "zoe@example.org"),
        ({"email": "zoe@example.org", "email_verified": False, "preferred_username": "mal"}, "mal"),
        ({"email": "zoe@example.org", "email_verified": "false", "sub": "1"}, "1"),
        ({"email": "", "preferred_username": "zoe", "name": "Zoe"}, "zoe"),
        ({"email": None, "name": "Zoe O'Hara", "sub": "1"}, "Zoe O'Hara"),
        ({"sub": "248289761001"}, "248289761001"),
    ],
)
def test_who_has_signed_in_reviews_under_the_best_name_of_the_provider(
    app, database, sent, claimed, claims, name
):
    sent(user("Mallory"), cookie="Mallory")
    claimed(is_logged_in=True, **claims)
    reviews_as(app, name)


@pytest.mark.parametrize(
    ("claims", "reason"),
    [({}, "says no name"), ({"email": "x" * 65}, "64 characters"), ({"name": "a\u202eb"}, "cannot be seen")],
)
def test_who_has_signed_in_without_a_usable_name_is_told_and_can_sign_out(
    app, database, sent, claimed, claims, reason
):
    sent()
    claimed(is_logged_in=True, **claims)
    refused(app, reason)
    assert buttons(app) == ["Sign out"]


@pytest.mark.parametrize("value", ["yes", 1, None])
def test_signed_in_is_nothing_but_true(app, database, sent, claimed, value):
    sent()
    claimed(is_logged_in=value, email="mallory@example.org")
    refused(app, "Sign in to review")


def test_a_sign_in_that_is_set_up_wrongly_lets_nobody_in(app, database, monkeypatch, sent):
    sent(cookie="Mallory")
    monkeypatch.setenv("ANNOTATOR_PROXY_SECRET", "short")
    refused(app, "ANNOTATOR_PROXY_SECRET: a secret has 16")


@pytest.mark.parametrize("address", ["0.0.0.0", "192.168.1.4", "example.org"])  # noqa: S104  nothing listens
def test_streamlit_run_on_another_address_shows_no_page_without_a_sign_in(
    app, database, monkeypatch, sent, address
):
    sent(cookie="Mallory")
    option = st.get_option
    monkeypatch.setattr(
        identity.st, "get_option", lambda key: address if key == "server.address" else option(key)
    )
    refused(app, "nobody signs in; docs/deploy.md shows how")


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        ("localhost:8501", "http://localhost:9999"),
        ("localhost:8501", "null"),
        ("127.0.0.1:8501", "https://evil.example"),
        ("evil.example:8501", "http://evil.example:8501"),  # a name that is pointed at this machine
        ("[::1", "http://[::1"),
    ],
)
def test_streamlit_run_shows_no_page_to_the_page_of_another_server(app, database, sent, host, origin):
    sent(("Host", host), ("Origin", origin), cookie="Mallory")
    app.run()
    assert not app.exception
    assert "annotator-conversation" not in app.session_state


@pytest.mark.parametrize("host", ["localhost:8501", "127.0.0.1:8501", "[::1]:8501"])
def test_streamlit_run_shows_its_own_page(app, database, sent, host):
    sent(("Host", host), ("Origin", f"http://{host}"), cookie="Zoe")
    reviews_as(app, "Zoe")


def test_the_secret_itself_is_never_on_the_screen(app, database, sent, behind_a_proxy):
    sent(user("Mallory"))
    app.run()
    assert not any(SECRET in text for text in texts(app))
    assert SECRET not in repr(Proxy(SECRET))
