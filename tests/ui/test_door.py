"""The door of the server: who is let in, before any page."""

from __future__ import annotations

import pytest

from annotator.ui.access import Proxy
from annotator.ui.door import Door

OURS = (b"host", b"annotate.example.org")
SECRET = (b"x-annotator-secret", b"0123456789abcdef")

both_kinds = pytest.mark.parametrize("kind", ["http", "websocket"])


def ask(scope, proxy=None):
    """What the door answers to a request, and whether it let it in."""
    sent, inside = [], []

    async def app(scope, receive, send):
        inside.append(scope["type"])

    async def send(message):
        sent.append(message)

    answering = Door(app, ["127.0.0.1", "localhost", "annotate.example.org"], proxy)(scope, None, send)
    with pytest.raises(StopIteration):  # it waits for nothing, so it needs no event loop
        answering.send(None)
    return sent, bool(inside)


@pytest.mark.parametrize(
    ("host", "let_in"),
    [
        (b"127.0.0.1:8501", True),
        (b"localhost", True),
        (b"LOCALHOST:8501", True),
        (b"annotate.example.org", True),
        (b"evil.example:8501", False),
        (b"127.0.0.1.evil.example", False),
        (b"annotate.example.org.evil.example", False),
        (b"", False),
        (b"[::1", False),
    ],
)
@both_kinds
def test_a_name_that_is_not_ours_is_refused_for_pages_and_for_the_live_connection(kind, host, let_in):
    sent, inside = ask({"type": kind, "headers": [(b"host", host)]})
    assert inside is let_in
    assert bool(sent) is not let_in


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
    sent, inside = ask({"type": kind, "headers": [OURS, *headers]}, Proxy("0123456789abcdef"))
    assert inside is let_in
    if let_in:
        assert sent == []
    elif kind == "http":
        assert sent[0]["status"] == 401
    else:
        assert sent == [{"type": "websocket.close", "code": 1008}]


@both_kinds
def test_the_secret_opens_no_other_name(kind):
    headers = [(b"host", b"evil.example"), SECRET]
    assert ask({"type": kind, "headers": headers}, Proxy("0123456789abcdef"))[1] is False


@pytest.mark.parametrize("proxy", [None, Proxy("0123456789abcdef")])
def test_the_life_of_the_server_passes_through_the_door(proxy):
    assert ask({"type": "lifespan"}, proxy) == ([], True)


def test_the_secret_is_in_no_log():
    assert "0123456789abcdef" not in repr(Proxy("0123456789abcdef"))
