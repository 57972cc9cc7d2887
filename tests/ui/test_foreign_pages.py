"""A real server and what other pages of the same computer, and of the internet, get from it."""

from __future__ import annotations

import ipaddress
import json
import os
import socket
import subprocess
import sys
from http.client import HTTPConnection

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from tests.browser.serving import ROOT, fill, free_port, prepared

SECRET = {"X-Annotator-Secret": "0123456789abcdef"}
NAME = "annotate.example.org"
LIVE = "/_stcore/stream"

# Every process that the server starts inherits this too.
WATCH = """
import json, os, sys

ASKED = {"socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo", "socket.gethostbyname",
         "socket.gethostbyaddr"}

def watch(event, arguments):
    if event in ASKED:
        asked = arguments[1] if event.startswith(("socket.connect", "socket.send")) else arguments[0]
        line = json.dumps([event, asked if isinstance(asked, (str, list, tuple)) else repr(asked)]) + "\\n"
        kept = os.open(os.environ["ASKED"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        os.write(kept, line.encode())
        os.close(kept)

sys.addaudithook(watch)
"""


class Watched:
    """``annotator serve`` with a witness of every address that it asks for."""

    def __init__(self, folder, environment=(), database=None):
        self.port = free_port()
        self.database = database or folder / "annotator.db"
        (folder / "sitecustomize.py").write_text(WATCH, "utf-8")
        self._asked = folder / "asked.jsonl"
        self._process = subprocess.Popen(
            [sys.executable, "-m", "annotator", "serve", "--json", "--port", str(self.port)],
            cwd=ROOT,
            env={
                **{name: value for name, value in os.environ.items() if not name.startswith("ANNOTATOR_")},
                "HOME": str(folder),
                "PYTHONPATH": os.pathsep.join([str(folder), str(ROOT)]),
                "ANNOTATOR_DB": str(self.database),
                "ASKED": str(self._asked),
                **dict(environment),
            },
            stdout=subprocess.PIPE,
            text=True,
        )
        self.url = json.loads(self._process.stdout.readline())["address"]

    def asked(self):
        """The addresses that were asked for, those of this machine left out."""
        if not self._asked.exists():
            return []
        rows = [json.loads(line) for line in self._asked.read_text("utf-8").splitlines()]
        return [row for row in rows if not is_here(row[1])]

    def stop(self):
        self._process.terminate()
        self._process.communicate(timeout=30)


def is_here(address):
    if isinstance(address, str) and (address == "localhost" or address.startswith(("/", "\0"))):
        return True  # a socket of the file system
    try:
        return ipaddress.ip_address(address if isinstance(address, str) else address[0]).is_loopback
    except ValueError:
        return False


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("server")
    article = prepared("a1", "Ada met Bo in secret.", [("Ada", "PERSON"), ("Bo", "PERSON")])
    fill(folder / "annotator.db", [article, prepared("a2", "Cy left.")])
    made = Watched(folder)
    yield made
    made.stop()


@pytest.fixture(scope="module")
def behind_a_proxy(tmp_path_factory):
    folder = tmp_path_factory.mktemp("behind")
    made = Watched(folder, {"ANNOTATOR_PROXY_SECRET": SECRET["X-Annotator-Secret"], "ANNOTATOR_NAMES": NAME})
    yield made
    made.stop()


def answer(server, method, path, headers):
    """Status and body that a request gets; of a live connection that stands 101."""
    headers = {name: value.format(port=server.port) for name, value in headers.items()}
    if path == LIVE:
        host = headers.pop("Host", f"127.0.0.1:{server.port}")
        straight = socket.create_connection(("127.0.0.1", server.port), timeout=10)
        try:
            with connect(f"ws://{host}{LIVE}", sock=straight, additional_headers=headers, proxy=None):
                return 101, b""
        except InvalidStatus as error:
            return error.response.status_code, b""
    connection = HTTPConnection("127.0.0.1", server.port, timeout=10)
    connection.request(method, path, headers=headers)
    got = connection.getresponse()
    told = got.status, got.read()
    connection.close()
    return told


ENDPOINTS = [
    ("GET", LIVE),
    ("GET", "/"),
    ("GET", "/articles"),
    ("GET", "/_stcore/health"),
    ("GET", "/_stcore/host-config"),
    ("GET", "/_stcore/metrics"),
    ("GET", "/media/0123456789.jsonl"),
    ("GET", "/_stcore/bidi-components/annotator/editor.js"),
    ("GET", "/component/annotator/index.html"),
    ("GET", "/auth/logout"),
    ("GET", "/_stcore/agent"),
    ("PUT", "/_stcore/upload_file/session/file"),
    ("DELETE", "/_stcore/upload_file/session/file"),
    ("OPTIONS", "/_stcore/upload_file/session/file"),
    ("POST", "/_stcore/anything"),
]
CHANGES = [("GET", LIVE), *(row for row in ENDPOINTS if row[0] in ("PUT", "DELETE", "POST"))]
OTHER_PAGES = {
    "another port of this machine": {"Origin": "http://localhost:9999"},
    "another port, by number": {"Origin": "http://127.0.0.1:9999"},
    "no port": {"Origin": "http://127.0.0.1"},
    "every address": {"Origin": "http://0.0.0.0:{port}"},
    "a TLS of its own": {"Origin": "https://localhost:{port}"},
    "a frame in a sandbox": {"Origin": "null"},
    "a site": {"Origin": "https://evil.example"},
    "a site that points its name at us": {
        "Origin": "http://evil.example:{port}",
        "Host": "evil.example:{port}",
    },
    "the same without an origin": {"Host": "evil.example:{port}"},
    "our name at another port": {"Origin": "http://localhost:{port}", "Host": "localhost:9999"},
}


@pytest.mark.parametrize("page", OTHER_PAGES)
def test_other_pages_get_nothing_from_any_address_of_the_server(server, page):
    for method, path in ENDPOINTS:
        assert answer(server, method, path, OTHER_PAGES[page])[0] in (403, 421), (method, path)
    assert server.asked() == []


@pytest.mark.parametrize("page", OTHER_PAGES)
def test_behind_a_sign_in_other_pages_get_nothing_with_what_the_proxy_sends(behind_a_proxy, page):
    headers = {"Host": NAME, **OTHER_PAGES[page], **SECRET}
    for method, path in ENDPOINTS:
        assert answer(behind_a_proxy, method, path, headers)[0] in (403, 421), (method, path)
    assert behind_a_proxy.asked() == []


@pytest.mark.parametrize(("method", "path"), CHANGES)
def test_who_says_no_origin_neither_connects_nor_changes(server, method, path):
    assert answer(server, method, path, {})[0] == 403


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost"])
def test_our_own_page_is_let_in_everywhere(server, name):
    headers = {"Origin": f"http://{name}:{{port}}", "Host": f"{name}:{{port}}"}
    for method, path in ENDPOINTS:
        status, body = answer(server, method, path, headers)
        assert (status == 101) is (path == LIVE), (method, path)
        assert status != 421, (method, path)
        assert b"own pages only" not in body, (method, path)


@pytest.mark.parametrize("host", [NAME, f"{NAME}:443", "127.0.0.1:{port}"])
def test_behind_a_proxy_the_page_of_its_name_is_let_in_however_the_proxy_writes_the_host(
    behind_a_proxy, host
):
    headers = {"Origin": f"https://{NAME}", "Host": host, **SECRET}
    assert answer(behind_a_proxy, "GET", LIVE, headers)[0] == 101
    assert answer(behind_a_proxy, "GET", "/_stcore/health", headers)[0] == 200
    assert behind_a_proxy.asked() == []


def run_page(server, name=""):
    """Open a page as Streamlit's frontend does, and wait until it stands; what it was sent."""
    asked = BackMsg()
    asked.rerun_script.page_name = name
    with connect(
        f"ws://127.0.0.1:{server.port}{LIVE}",
        origin=server.url,
        subprotocols=["streamlit"],
        max_size=None,
        proxy=None,
    ) as live:
        live.send(asked.SerializeToString())
        received = []
        while not received or received[-1].WhichOneof("type") != "script_finished":
            received.append(ForwardMsg.FromString(live.recv(timeout=30)))
        return received


@pytest.mark.parametrize(
    "name", ["", "articles", "accuracy", "export", "releases", "team", "agreement", "extractors"]
)
def test_at_the_start_and_in_use_the_server_asks_for_no_address_but_this_machines(server, name):
    received = run_page(server, name)
    elements = [message.delta.new_element.WhichOneof("type") for message in received]
    assert "exception" not in elements
    assert any(elements)
    assert server.asked() == []


def test_the_witness_sees_who_asks_for_another_address(tmp_path):
    (tmp_path / "sitecustomize.py").write_text(WATCH, "utf-8")
    asking = "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).connect(('192.0.2.1', 1))"
    environment = {**os.environ, "PYTHONPATH": str(tmp_path), "ASKED": str(tmp_path / "asked.jsonl")}
    subprocess.run([sys.executable, "-c", asking], env=environment, check=False, capture_output=True)
    (row,) = map(json.loads, (tmp_path / "asked.jsonl").read_text("utf-8").splitlines())
    assert row == ["socket.connect", ["192.0.2.1", 1]]
    assert not is_here(row[1])
