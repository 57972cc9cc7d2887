"""The door of the web server: who is refused before any page, and the headers that every answer gets."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from annotator.ui.access import SECRET_HEADER, Proxy

_INLINE_SCRIPT = re.compile(rb"<script>(.*?)</script>", re.DOTALL)
_SECRET_HEADER = SECRET_HEADER.lower().encode("ascii")

#: Status and text of an answer.
_Refusal = tuple[int, bytes]
_OTHER_NAME: _Refusal = (421, b"This server has another name; its --name says which.\n")
_NOT_THE_PROXY: _Refusal = (401, b"This server is reached through its proxy only.\n")


class Door:
    """Answers to our own names only (a site elsewhere could point its own at us); adds security headers.

    Behind a proxy it also lets nobody in who does not come from there, for pages and for the live connection.
    """

    def __init__(self, app: ASGIApp, hosts: Iterable[str], proxy: Proxy | None = None) -> None:
        self._app = app
        self._hosts = frozenset(hosts)
        self._proxy = proxy
        self._headers = _security_headers()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in, or refuse it."""
        refusal = self._refusal(scope) if scope["type"] in ("http", "websocket") else None
        if refusal is not None:
            await _refuse(scope, send, refusal)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *self._headers]
            await send(message)

        await self._app(scope, receive, send_guarded)

    def _refusal(self, scope: Scope) -> _Refusal | None:
        if not self._is_ours(scope):
            return _OTHER_NAME
        if self._proxy is not None:
            secrets = [value for name, value in scope["headers"] if name == _SECRET_HEADER]
            if not self._proxy.sent(secrets):
                return _NOT_THE_PROXY
        return None

    def _is_ours(self, scope: Scope) -> bool:
        named = dict(scope["headers"]).get(b"host", b"").decode("latin-1")
        try:
            return urlsplit(f"//{named}").hostname in self._hosts
        except ValueError:
            return False


async def _refuse(scope: Scope, send: Send, refusal: _Refusal) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
        return
    status, text = refusal
    headers = [(b"content-type", b"text/plain; charset=utf-8")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": text})


def _security_headers() -> list[tuple[bytes, bytes]]:
    """Headers that keep the page to itself: nothing is loaded from, sent to or shown inside another site.

    Streamlit needs styles made at run time, modules from blob URLs (so do our components) and its one
    inline script.
    """
    policy = {
        "default-src": "'self'",
        "script-src": f"'self' blob: {_hashes_of_inline_scripts()}".strip(),
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": "'self'",
        "worker-src": "'self' blob:",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
    }
    joined = "; ".join(f"{name} {value}" for name, value in policy.items())
    return [
        (b"content-security-policy", joined.encode()),
        (b"x-content-type-options", b"nosniff"),
        (b"x-frame-options", b"DENY"),
        (b"referrer-policy", b"no-referrer"),
        (b"cross-origin-opener-policy", b"same-origin"),
    ]


def _hashes_of_inline_scripts() -> str:
    import streamlit

    page = Path(streamlit.__file__).with_name("static") / "index.html"
    digests = (hashlib.sha256(found).digest() for found in _INLINE_SCRIPT.findall(page.read_bytes()))
    return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)
