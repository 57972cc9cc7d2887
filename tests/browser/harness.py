"""The editor on a plain page, with a pretended server: for what needs many fresh pages and no database."""

from __future__ import annotations

import json
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from setup.node import find_node
from tests.browser.serving import ROOT

_TABLE = """
import { BINDINGS } from "./annotator/editor/frontend/keys/key_table.js";
console.log(JSON.stringify(BINDINGS));
"""


class _Quiet(SimpleHTTPRequestHandler):
    """The files of the project; the browser keeps them, for a page of the editor takes a hundred."""

    protocol_version = "HTTP/1.1"

    def end_headers(self) -> None:
        """Each server has a port of its own, so that nothing kept outlives it."""
        self.send_header("Cache-Control", "max-age=3600")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def harness_server() -> Iterator[str]:
    """The address of ``tests/frontend/harness.html`` while it is served."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(ROOT))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/tests/frontend/harness.html"
        server.shutdown()
        thread.join()


@cache
def key_table() -> list[dict[str, Any]]:
    """The rows of the editor's key table, as the browser has them."""
    command = [str(find_node() or "node"), "--input-type=module", "--eval", _TABLE]
    return json.loads(subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout)


def playwright_key(key: str) -> str:
    """A key of the table as Playwright writes it."""
    *modifiers, name = ["+"] if key == "+" else key.split("+")
    arrows = {"Right": "ArrowRight", "Left": "ArrowLeft", "Up": "ArrowUp", "Down": "ArrowDown"}
    named = {"Ctrl": "Control"}
    return "+".join((*(named.get(found, found) for found in modifiers), arrows.get(name, name)))
