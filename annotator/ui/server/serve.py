"""The web server: Streamlit's app behind our own door.

``streamlit run app.py`` works too. This adds what belongs to a server and not to a page: it listens on this
machine only, unless people sign in, sends security headers, refuses names and pages that are not its own, and
closes the store at the end.
"""

from __future__ import annotations

import errno
import os
import socket
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.middleware import Middleware
from starlette.types import ASGIApp

from annotator.errors import AnnotatorError, InputError
from annotator.services.database.label_schema import use_schema
from annotator.store import close_stores, database_path, open_store
from annotator.store.database.location import VARIABLE as DATABASE_VARIABLE
from annotator.ui.server.access import Proxy, is_open, origins_answered, sign_in
from annotator.ui.server.middleware import Door
from annotator.ui.server.origins import Name, bracketed, names_asked

SCRIPT = Path(__file__).parents[2] / "shipped" / "app.py"
#: Longest message that a browser may send, in bytes; the queue of one tab is at most a quarter of it.
MAX_FRAME = 8_000_000


def serve(
    host: str = "127.0.0.1",
    port: int = 8501,
    db: Path | None = None,
    schema: Path | None = None,
    announce: Callable[[str], None] | None = None,
    names: Sequence[str] | None = None,
) -> None:
    """Serve the pages until the process is told to stop.

    Args:
        host: the address to listen on; another than this machine's own only with a sign-in.
        port: the port.
        db: the database; ``None`` for ANNOTATOR_DB, else ``data/annotator.db``.
        schema: a label schema to make current first.
        announce: is told the address once it is taken; else it is printed in a sentence.
        names: the names that people reach the server by, through a proxy or another address; ``None`` for
            those of ANNOTATOR_NAMES.

    Raises:
        InputError: others than this machine could come in without a sign-in, a sign-in that is set up
            wrongly, a port that is taken, or a wrong label schema.
        StoreError: the database cannot be used.
    """
    asked = names_asked(names)
    if is_open(host, asked):
        _origins(host, port, asked)
    store = open_store(database_path(db))
    if schema is not None:
        use_schema(store, schema)
    os.environ[DATABASE_VARIABLE] = str(store.path)
    with _listen(host, port) as listening:
        taken = listening.getsockname()[1]
        app = _app(_origins(host, taken, asked))
        (announce or _say)(f"http://{bracketed(host)}:{taken}")
        _run(app, listening)


def _origins(host: str, port: int, names: Sequence[Name]) -> Sequence[str]:
    # Imported here: Streamlit takes a second, and a wrong port should be told at once.
    from streamlit import App

    if not SCRIPT.is_file():
        raise AnnotatorError(f"{SCRIPT} is not there: install Annotator again")
    App(SCRIPT)  # the first app says beside which script Streamlit finds .streamlit/secrets.toml
    return origins_answered(host, port, names, sign_in())


def _say(address: str) -> None:
    print(f"Annotator is at {address} (Ctrl+C stops it)", flush=True)


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


def _app(origins: Sequence[str]) -> ASGIApp:
    from streamlit import App, config

    guard = sign_in()
    door = Middleware(Door, origins=origins, proxy=guard if isinstance(guard, Proxy) else None)
    app = App(SCRIPT, lifespan=_store_closes, middleware=[door])
    # Streamlit would set the server's loggers to its own level, and tell of every file that a page loads.
    config.set_option("logger.level", "warning")
    return app


def _run(app: ASGIApp, listening: socket.socket) -> None:
    import uvicorn

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
