"""The door of the web server: who is refused before any page, and the headers that every answer gets."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from annotator.ui.server.access import SECRET_HEADER, Proxy
from annotator.ui.server.origins import hosts_of

_INLINE_SCRIPT = re.compile(rb"<script>(.*?)</script>", re.DOTALL)
_SECRET_HEADER = SECRET_HEADER.lower().encode("ascii")

#: What changes nothing; browsers send no Origin with it unless another page asks.
_ASKING = ("GET", "HEAD", "OPTIONS")

#: Status and text of an answer.
_Refusal = tuple[int, bytes]
_OTHER_NAME: _Refusal = (
    421,
    b"This server has another name or another port; --name of annotator serve gives it one more.\n",
)
_NOT_THE_PROXY: _Refusal = (401, b"This server is reached through its proxy only.\n")
_OTHER_PAGE: _Refusal = (403, b"This server answers its own pages only.\n")


class Door:
    """Answers to our own names and to our own pages only; adds security headers.

    A site elsewhere could point its name at us (Host), and a page of any other server, also one on this
    machine, could ask us with the cookies of whoever looks at it (Origin). Streamlit lets in each page whose
    host is this machine, whatever its port, and asks the internet for its own address before it refuses
    another. Behind a proxy nobody is let in who does not come from there.
    """

    def __init__(self, app: ASGIApp, origins: Iterable[str], proxy: Proxy | None = None) -> None:
        self._app = app
        self._origins = frozenset(origins)
        self._hosts = frozenset(host for origin in self._origins for host in hosts_of(origin))
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

        inside = _with_host_of_origin(scope) if scope["type"] == "websocket" else scope
        await self._app(inside, receive, send_guarded)

    def _refusal(self, scope: Scope) -> _Refusal | None:
        hosts = _sent(scope, b"host")
        if len(hosts) != 1 or hosts[0].lower() not in self._hosts:
            return _OTHER_NAME
        if self._proxy is not None:
            secrets = [value for name, value in scope["headers"] if name == _SECRET_HEADER]
            if not self._proxy.sent(secrets):
                return _NOT_THE_PROXY
        return None if self._is_asked_by_us(scope) else _OTHER_PAGE

    def _is_asked_by_us(self, scope: Scope) -> bool:
        origins = _sent(scope, b"origin")
        if origins:
            return len(origins) == 1 and origins[0] in self._origins
        if scope["type"] == "websocket" or scope["method"] not in _ASKING:
            return False
        return not _is_part_of_another_page(scope)


def _sent(scope: Scope, name: bytes) -> list[str]:
    return [value.decode("latin-1") for found, value in scope["headers"] if found == name]


def _is_part_of_another_page(scope: Scope) -> bool:
    """Whether a page of another origin loads this into itself, as an image or a frame; links are no part."""
    if all(site in ("same-origin", "none") for site in _sent(scope, b"sec-fetch-site")):
        return False
    return _sent(scope, b"sec-fetch-mode") != ["navigate"] or _sent(scope, b"sec-fetch-dest") != ["document"]


def _with_host_of_origin(scope: Scope) -> Scope:
    """A live connection as if no proxy had changed its Host: Streamlit compares it with the Origin.

    Where they differ by as little as the port that a proxy leaves out, it would ask the internet for its own
    address, on the thread that serves everybody.
    """
    (origin,) = _sent(scope, b"origin")
    host = origin.partition("://")[2].encode("latin-1")
    return {**scope, "headers": [*((n, v) for n, v in scope["headers"] if n != b"host"), (b"host", host)]}


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
        (b"cross-origin-resource-policy", b"same-origin"),
    ]


def _hashes_of_inline_scripts() -> str:
    import streamlit

    page = Path(streamlit.__file__).with_name("static") / "index.html"
    digests = (hashlib.sha256(found).digest() for found in _INLINE_SCRIPT.findall(page.read_bytes()))
    return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)
