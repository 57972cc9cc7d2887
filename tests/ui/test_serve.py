"""The web server: who may reach it, what it sends along, how it begins and ends."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
from http.client import HTTPConnection

import pytest

from annotator.errors import InputError
from annotator.ui import serve as serving
from tests.browser.serving import ROOT, Server, fill, free_port


@pytest.fixture
def server(tmp_path, articles):
    database = tmp_path / "served" / "annotator.db"
    database.parent.mkdir()
    fill(database, articles)
    made = Server(database)
    yield made
    made.kill()


def get(server, host):
    connection = HTTPConnection("127.0.0.1", server.port, timeout=10)
    connection.request("GET", "/", headers={"Host": host})
    return connection.getresponse()


EVERYWHERE = "0.0.0.0"  # noqa: S104  refused, not bound


@pytest.mark.parametrize(
    "host", [EVERYWHERE, "::", "192.168.1.4", "example.org", "", "127.0.0.1.example.org"]
)
def test_only_addresses_of_this_machine_are_listened_on(host, tmp_path):
    with pytest.raises(InputError, match="no sign-in yet"):
        serving.serve(host, free_port(), tmp_path / "a.db")
    assert not (tmp_path / "a.db").exists()


def test_a_port_that_is_taken_is_one_clear_line_and_exit_code_2(server):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = server.run("serve", "--port", str(port))
    assert done.returncode == 2
    assert re.fullmatch(rf".*--port {port}: another program is using it; choose another port\n", done.stderr)


def test_the_server_says_where_it_is_keeps_to_itself_and_closes_the_database_at_the_end(server):
    server.start()
    page = get(server, "localhost")
    assert page.status == 200
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    policy = page.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy
    assert "default-src 'self'" in policy
    assert "unsafe-eval" not in policy
    assert get(server, "evil.example:80").status == 421
    server.stop()
    assert server.log.read_text("utf-8") == f"Annotator is at {server.url} (Ctrl+C stops it)\n"
    assert not server.database.with_name("annotator.db-wal").exists()


def test_with_json_the_address_is_an_object_on_the_first_line(tmp_path):
    command = [sys.executable, "-m", "annotator", "serve", "--port", "0", "--json", "--db", tmp_path / "a.db"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as started:
        line = started.stdout.readline()
        started.terminate()
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+", json.loads(line)["address"])


def ask(scope):
    """What the door answers to a request, and whether it let it in."""
    sent, inside = [], []

    async def app(scope, receive, send):
        inside.append(scope["type"])

    async def send(message):
        sent.append(message)

    answering = serving._Door(app, ["127.0.0.1", "localhost"])(scope, None, send)
    with pytest.raises(StopIteration):  # it waits for nothing, so it needs no event loop
        answering.send(None)
    return sent, bool(inside)


@pytest.mark.parametrize(
    ("host", "let_in"),
    [
        (b"127.0.0.1:8501", True),
        (b"localhost", True),
        (b"LOCALHOST:8501", True),
        (b"evil.example:8501", False),
        (b"127.0.0.1.evil.example", False),
        (b"", False),
        (b"[::1", False),
    ],
)
@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_a_name_that_is_not_ours_is_refused_for_pages_and_for_the_live_connection(kind, host, let_in):
    sent, inside = ask({"type": kind, "headers": [(b"host", host)]})
    assert inside is let_in
    assert bool(sent) is not let_in


def test_the_life_of_the_server_passes_through_the_door():
    assert ask({"type": "lifespan"}) == ([], True)
