"""An app of Streamlit alone with the two pages that the list and the editor are at their least.

``empty_pages()`` serves it (``empty_app.py``) with the settings of the real one; a click on its row takes the
way that opening an article takes, so that what it takes is what no code of ours can save.
"""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.browser.serving import PATIENCE, ROOT, free_port

_APP = Path(__file__).with_name("empty_app.py")


@contextmanager
def empty_pages() -> Iterator[str]:
    """Serve the app; gives its address."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(_APP), "--server.port", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=10)


def _wait(port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError("the empty app did not start")
