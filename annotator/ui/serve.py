"""The web server: Streamlit's app behind our own door.

``streamlit run app.py`` works too. This adds what belongs to a server and not to a page: it listens on this
machine only, sends security headers, refuses names that are not its own, and closes the store at the end.
"""

from __future__ import annotations

import base64
import errno
import hashlib
import ipaddress
import os
import re
import socket
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit

from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from annotator.errors import AnnotatorError, InputError
from annotator.services.label_schema import use_schema
from annotator.store import close_stores, database_path, open_store
from annotator.store.location import VARIABLE as DATABASE_VARIABLE

SCRIPT = Path(__file__).resolve().parents[2] / "app.py"
#: Longest message that a browser may send, in bytes; the queue of one tab is at most a quarter of it.
MAX_FRAME = 8_000_000

_INLINE_SCRIPT = re.compile(rb"<script>(.*?)</script>", re.DOTALL)


def serve(
    host: str = "127.0.0.1",
    port: int = 8501,
    db: Path | None = None,
    schema: Path | None = None,
    announce: Callable[[str], None] | None = None,
) -> None:
    """Serve the pages until the process is told to stop.

    Args:
        host: the address to listen on; one of this machine's own.
        port: the port.
        db: the database; ``None`` for ANNOTATOR_DB, else ``data/annotator.db``.
        schema: a label schema to make current first.
        announce: is told the address once it is taken; else it is printed in a sentence.

    Raises:
        InputError: another address than this machine's own, a port that is taken, or a wrong label schema.
        StoreError: the database cannot be used.
    """
    _check_host(host)
    store = open_store(database_path(db))
    if schema is not None:
        use_schema(store, schema)
    os.environ[DATABASE_VARIABLE] = str(store.path)
    with _listen(host, port) as listening:
        (announce or _say)(f"http://{_bracketed(host)}:{listening.getsockname()[1]}")
        _run(listening, (host, "localhost"))


def _say(address: str) -> None:
    print(f"Annotator is at {address} (Ctrl+C stops it)", flush=True)


def _check_host(host: str) -> None:
    try:
        is_own = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        is_own = False
    if not is_own:
        raise InputError(
            f"--host {host}: Annotator has no sign-in yet, so it listens on this machine only (127.0.0.1);"
            " reach it from another one through ssh -L"
        )


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(128)
    except OSError as error:
        listening.close()
        if error.errno == errno.EADDRINUSE:
            raise InputError(f"--port {port}: another program is using it; choose another port") from error
        raise InputError(f"--port {port}: cannot listen on {host}: {error.strerror}") from error
    return listening


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _run(listening: socket.socket, hosts: Sequence[str]) -> None:
    # Imported here: Streamlit takes a second, and a wrong port should be told at once.
    import uvicorn
    from streamlit import App, config

    if not SCRIPT.is_file():
        raise AnnotatorError(f"{SCRIPT} is not there: start Annotator from a clone of its repository")
    # The app first: it says beside which script Streamlit finds .streamlit/config.toml.
    app = App(SCRIPT, lifespan=_store_closes, middleware=[Middleware(_Door, hosts=hosts)])
    # Streamlit would set the server's loggers to its own level, and tell of every file that a page loads.
    config.set_option("logger.level", "warning")
    server = uvicorn.Server(
        uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            server_header=False,
            ws="websockets-sansio",
            ws_max_size=MAX_FRAME,
            ws_per_message_deflate=False,
            timeout_graceful_shutdown=3,
        )
    )
    server.run(sockets=[listening])


@asynccontextmanager
async def _store_closes(_app: object) -> AsyncIterator[None]:
    """The writer lives as long as the server: what it was given is on disk when the process ends."""
    try:
        yield
    finally:
        close_stores()


class _Door:
    """Answers to our own names only (a site elsewhere could point its own at us); adds security headers."""

    def __init__(self, app: ASGIApp, hosts: Sequence[str]) -> None:
        self._app = app
        self._hosts = frozenset(hosts)
        self._headers = _security_headers()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in ("http", "websocket") and not self._is_ours(scope):
            await _refuse(scope, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *self._headers]
            await send(message)

        await self._app(scope, receive, send_guarded)

    def _is_ours(self, scope: Scope) -> bool:
        named = dict(scope["headers"]).get(b"host", b"").decode("latin-1")
        try:
            return urlsplit(f"//{named}").hostname in self._hosts
        except ValueError:
            return False


async def _refuse(scope: Scope, send: Send) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
        return
    headers = [(b"content-type", b"text/plain; charset=utf-8")]
    await send({"type": "http.response.start", "status": 421, "headers": headers})
    await send({"type": "http.response.body", "body": b"This server has another name.\n"})


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
