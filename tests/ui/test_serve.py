"""The web server: who may reach it, what it sends along, how it begins and ends."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
from http.client import HTTPConnection

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from annotator.errors import InputError
from annotator.ui.server import serve as serving
from tests.browser.serving import ROOT, Server, fill, free_port


@pytest.fixture
def server(tmp_path, articles):
    database = tmp_path / "served" / "annotator.db"
    database.parent.mkdir()
    fill(database, articles)
    made = Server(database)
    yield made
    made.kill()


def get(server, host, **headers):
    connection = HTTPConnection("127.0.0.1", server.port, timeout=10)
    connection.request("GET", "/", headers={"Host": host, **headers})
    return connection.getresponse()


def live(server, **headers):
    """The status of the live connection's handshake."""
    address = f"ws://127.0.0.1:{server.port}/_stcore/stream"
    try:
        with connect(address, origin="https://annotate.example.org", additional_headers=headers):
            return 101
    except InvalidStatus as error:
        return error.response.status_code


EVERYWHERE = "0.0.0.0"  # noqa: S104  refused, not bound


@pytest.mark.parametrize(
    "host", [EVERYWHERE, "::", "192.168.1.4", "example.org", "", "127.0.0.1.example.org"]
)
def test_without_a_sign_in_only_addresses_of_this_machine_are_listened_on(host, tmp_path):
    with pytest.raises(InputError, match=r"only with a sign-in.*docs/deploy\.md"):
        serving.serve(host, free_port(), tmp_path / "a.db", names=["annotate.example.org"])
    assert not (tmp_path / "a.db").exists()


def test_without_a_sign_in_no_name_of_others_is_answered_to(tmp_path):
    with pytest.raises(
        InputError, match=r"--name annotate\.example\.org: others come in only with a sign-in"
    ):
        serving.serve("127.0.0.1", free_port(), tmp_path / "a.db", names=["annotate.example.org"])
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


def test_behind_a_proxy_nothing_is_answered_to_who_does_not_know_the_secret(server, monkeypatch):
    secret = {"X-Annotator-Secret": "0123456789abcdef"}
    forged = {"X-Forwarded-User": "Zoe", "X-Annotator-Secret": "0123456789abcdeg"}
    monkeypatch.setenv("ANNOTATOR_PROXY_SECRET", "0123456789abcdef")
    monkeypatch.setenv("ANNOTATOR_NAMES", "annotate.example.org")
    server.headers = secret
    server.start()
    assert get(server, "annotate.example.org", **secret).status == 200
    assert get(server, "annotate.example.org").status == 401
    assert get(server, "annotate.example.org", **forged).status == 401
    assert get(server, "localhost").status == 401
    assert get(server, "evil.example", **secret).status == 421
    assert live(server, **secret) == 101
    assert live(server) == 403
    assert live(server, **forged) == 403
