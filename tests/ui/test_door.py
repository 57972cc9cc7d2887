"""The door of the server: who is let in, before any page."""

from __future__ import annotations

import pytest

from annotator.ui.server.access import Proxy
from annotator.ui.server.middleware import Door

ORIGINS = ["http://127.0.0.1:8501", "http://localhost:8501", "https://annotate.example.org"]
OURS = (b"host", b"annotate.example.org")
OUR_PAGE = (b"origin", b"https://annotate.example.org")
SECRET = (b"x-annotator-secret", b"0123456789abcdef")

both_kinds = pytest.mark.parametrize("kind", ["http", "websocket"])


def ask(scope, proxy=None):
    """What the door answers to a request, and what it let in."""
    sent, inside = [], []

    async def app(scope, receive, send):
        inside.append(scope)

    async def send(message):
        sent.append(message)

    answering = Door(app, ORIGINS, proxy)(scope, None, send)
    with pytest.raises(StopIteration):  # it waits for nothing, so it needs no event loop
        answering.send(None)
    return sent, inside


def request(kind, *headers, method="GET"):
    return {"type": kind, "method": method, "headers": list(headers)}


@pytest.mark.parametrize(
    ("host", "let_in"),
    [
        (b"127.0.0.1:8501", True),
        (b"localhost", True),
        (b"LOCALHOST:8501", True),
        (b"annotate.example.org", True),
        (b"annotate.example.org:443", True),
        (b"annotate.example.org:8501", False),
        (b"localhost:9999", False),
        (b"0.0.0.0:8501", False),
        (b"[::1]:8501", False),
        (b"evil.example:8501", False),
        (b"127.0.0.1.evil.example", False),
        (b"annotate.example.org.evil.example", False),
        (b"", False),
        (b"[::1", False),
    ],
)
@both_kinds
def test_a_name_that_is_not_ours_is_refused_for_pages_and_for_the_live_connection(kind, host, let_in):
    sent, inside = ask(request(kind, (b"host", host), OUR_PAGE))
    assert bool(inside) is let_in
    assert bool(sent) is not let_in


@pytest.mark.parametrize("hosts", [[], [OURS, OURS], [OURS, (b"host", b"evil.example")]])
@both_kinds
def test_a_request_names_one_server(kind, hosts):
    assert ask(request(kind, *hosts, OUR_PAGE))[1] == []


@pytest.mark.parametrize("origin", ORIGINS)
@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE"])
@both_kinds
def test_our_own_pages_are_answered(kind, method, origin):
    sent, (_,) = ask(request(kind, OURS, (b"origin", origin.encode()), method=method))
    assert sent == []


FOREIGN = [
    "null",
    "",
    "http://localhost:9999",
    "http://127.0.0.1",
    "http://0.0.0.0:8501",
    "http://[::1]:8501",
    "https://localhost:8501",
    "http://annotate.example.org",
    "https://annotate.example.org:8501",
    "https://annotate.example.org.evil.example",
    "https://annotate.example.org@evil.example",
    "https://evil.example",
    "http://localhost:8501, https://evil.example",
    "http://localhost:8501/",
    "file://",
]


@pytest.mark.parametrize("origin", FOREIGN)
@pytest.mark.parametrize("method", ["GET", "OPTIONS", "PUT", "DELETE"])
@both_kinds
def test_a_page_of_another_origin_is_refused_whatever_it_asks(kind, method, origin):
    sent, inside = ask(request(kind, OURS, (b"origin", origin.encode()), method=method))
    assert inside == []
    assert sent[0] == {"type": "websocket.close", "code": 1008} or sent[0]["status"] == 403


@pytest.mark.parametrize("second", [OUR_PAGE, (b"origin", b"https://evil.example")])
@both_kinds
def test_who_says_two_origins_is_refused(kind, second):
    assert ask(request(kind, OURS, OUR_PAGE, second))[1] == []


@pytest.mark.parametrize(
    ("kind", "method", "let_in"),
    [
        ("http", "GET", True),
        ("http", "HEAD", True),
        ("http", "OPTIONS", True),
        ("http", "POST", False),
        ("http", "PUT", False),
        ("http", "DELETE", False),
        ("websocket", "GET", False),
    ],
)
def test_who_says_no_origin_can_look_but_neither_change_nor_connect(kind, method, let_in):
    assert bool(ask(request(kind, OURS, method=method))[1]) is let_in


@pytest.mark.parametrize(
    ("site", "mode", "dest", "let_in"),
    [
        ("same-origin", "no-cors", "image", True),
        ("none", "navigate", "document", True),
        ("cross-site", "navigate", "document", True),
        ("same-site", "navigate", "document", True),
        ("same-site", "navigate", "iframe", False),
        ("same-site", "no-cors", "image", False),
        ("cross-site", "no-cors", "script", False),
        ("cross-site", "cors", "empty", False),
    ],
)
def test_another_page_can_link_to_ours_and_not_load_it_into_itself(site, mode, dest, let_in):
    told = [
        (f"sec-fetch-{name}".encode(), value.encode())
        for name, value in zip(("site", "mode", "dest"), (site, mode, dest), strict=True)
    ]
    assert bool(ask(request("http", OURS, *told))[1]) is let_in


@pytest.mark.parametrize("host", [b"annotate.example.org", b"annotate.example.org:443", b"127.0.0.1:8501"])
def test_a_live_connection_reaches_streamlit_as_if_no_proxy_had_changed_its_host(host):
    _, (inside,) = ask(request("websocket", (b"host", host), OUR_PAGE))
    assert inside["headers"] == [OUR_PAGE, OURS]


@pytest.mark.parametrize(
    ("headers", "let_in"),
    [
        ([SECRET], True),
        ([SECRET, (b"x-forwarded-user", b"zoe")], True),
        ([], False),
        ([(b"x-forwarded-user", b"zoe")], False),
        ([(b"x-annotator-secret", b"")], False),
        ([(b"x-annotator-secret", b"0123456789abcde")], False),
        ([(b"x-annotator-secret", b"0123456789abcdef0")], False),
        ([(b"x-annotator-secret", b"\xff" * 16)], False),
        ([SECRET, (b"x-annotator-secret", b"guessed")], False),
        ([(b"x-annotator-secret", b"guessed"), SECRET], False),
        ([(b"x_annotator_secret", b"0123456789abcdef")], False),
    ],
)
@both_kinds
def test_behind_a_proxy_only_who_sends_its_secret_once_is_let_in(kind, headers, let_in):
    sent, inside = ask(request(kind, OURS, OUR_PAGE, *headers), Proxy("0123456789abcdef"))
    assert bool(inside) is let_in
    if let_in:
        assert sent == []
    elif kind == "http":
        assert sent[0]["status"] == 401
    else:
        assert sent == [{"type": "websocket.close", "code": 1008}]


@both_kinds
def test_the_secret_opens_no_other_name(kind):
    assert ask(request(kind, (b"host", b"evil.example"), SECRET), Proxy("0123456789abcdef"))[1] == []


@both_kinds
def test_the_secret_opens_no_other_page(kind):
    evil = (b"origin", b"https://evil.example")
    assert ask(request(kind, OURS, evil, SECRET), Proxy("0123456789abcdef"))[1] == []


@pytest.mark.parametrize("proxy", [None, Proxy("0123456789abcdef")])
def test_the_life_of_the_server_passes_through_the_door(proxy):
    assert ask({"type": "lifespan"}, proxy) == ([], [{"type": "lifespan"}])


def test_the_secret_is_in_no_log():
    assert "0123456789abcdef" not in repr(Proxy("0123456789abcdef"))
