"""`annotator serve` on another address than this machine's own: refused in a line, or answered to by name."""

from __future__ import annotations

import json
import subprocess
from http.client import HTTPConnection

import pytest

SECRET = "0123456789abcdef"
EVERYWHERE = "0.0.0.0"  # noqa: S104  where others come in too

AUTH = f"""[auth]
redirect_uri = "https://annotate.example.org/oauth2callback"
cookie_secret = "{SECRET}"
"""
CLIENT = """client_id = "annotator"
client_secret = "x"
server_metadata_url = "https://id.example/.well-known/openid-configuration"
"""


def put_secrets(folder, text):
    (folder / ".streamlit").mkdir()
    (folder / ".streamlit" / "secrets.toml").write_text(text, "utf-8")


@pytest.mark.parametrize(
    "arguments",
    [
        ["--host", EVERYWHERE],
        ["--host", "::"],
        ["--host", "192.0.2.1", "--name", "annotate.example.org"],
        ["--name", "annotate.example.org"],
    ],
)
def test_without_a_sign_in_the_line_says_how_to_set_one_up(run, tmp_path, arguments):
    found = run("serve", *arguments)
    assert (found.code, len(found.faults)) == (2, 1)
    for way in ("ANNOTATOR_PROXY_SECRET", "[auth]", "docs/deploy.md"):
        assert way in found.err
    assert not (tmp_path / "default.db").exists()


def test_a_name_of_the_environment_needs_a_sign_in_too(run, monkeypatch):
    monkeypatch.setenv("ANNOTATOR_NAMES", "annotate.example.org")
    found = run("serve")
    assert (found.code, len(found.faults)) == (2, 1)
    assert "docs/deploy.md" in found.err


def test_on_every_address_the_line_asks_for_the_name(run, monkeypatch):
    monkeypatch.setenv("ANNOTATOR_PROXY_SECRET", SECRET)
    found = run("serve", "--host", EVERYWHERE)
    assert (found.code, len(found.faults)) == (2, 1)
    assert "as --name annotate.example.org" in found.err


def test_a_secret_that_is_too_short_is_refused_on_this_machine_too(run, monkeypatch):
    monkeypatch.setenv("ANNOTATOR_PROXY_SECRET", "short")
    found = run("serve", "--port", "0")
    assert (found.code, len(found.faults)) == (2, 1)
    assert "ANNOTATOR_PROXY_SECRET: a secret has 16" in found.err


@pytest.mark.parametrize(
    ("secrets", "fault"),
    [
        (AUTH, "[auth] in .streamlit/secrets.toml lacks client_id; docs/deploy.md shows one"),
        ("[auth]\n", "[auth] in .streamlit/secrets.toml has nothing in it"),
        ("auth = 3\n", "[auth] in .streamlit/secrets.toml has nothing in it"),
        ("[auth\n", ".streamlit/secrets.toml cannot be read"),
    ],
)
@pytest.mark.parametrize("host", ["127.0.0.1", EVERYWHERE])
def test_an_identity_provider_that_is_set_up_wrongly_is_told_in_a_line(start, tmp_path, host, secrets, fault):
    put_secrets(tmp_path, secrets)
    arguments = ["serve", "--port", "0", "--host", host, "--db", tmp_path / "a.db"]
    started = start(*arguments, environment={"HOME": str(tmp_path)}, cwd=tmp_path, stderr=subprocess.PIPE)
    _, said = started.communicate(timeout=60)
    assert started.returncode == 2
    assert len(said.splitlines()) == 1
    assert fault in said


def test_without_what_signs_people_in_the_line_says_what_to_install(start, tmp_path):
    put_secrets(tmp_path, AUTH + CLIENT)
    blocked = tmp_path / "sitecustomize.py"
    blocked.write_text("import sys\nsys.modules['authlib'] = sys.modules['httpx'] = None\n", "utf-8")
    started = start(
        *["serve", "--name", "annotate.example.org"],
        environment={"HOME": str(tmp_path), "PYTHONPATH": str(tmp_path)},
        stderr=subprocess.PIPE,
    )
    _, said = started.communicate(timeout=60)
    assert started.returncode == 2
    assert "needs Authlib and httpx: .venv/bin/python -m pip install Authlib httpx" in said


def test_with_a_secret_and_a_name_others_are_answered_under_that_name_only(start, tmp_path):
    started = start(
        *["serve", "--host", EVERYWHERE, "--port", "0", "--name", "annotate.example.org", "--json"],
        environment={"ANNOTATOR_PROXY_SECRET": SECRET, "HOME": str(tmp_path)},
        stdout=subprocess.PIPE,
    )
    try:
        port = int(json.loads(started.stdout.readline())["address"].rpartition(":")[2])
        asked = [
            ({"Host": "annotate.example.org", "X-Annotator-Secret": SECRET}, 200),
            ({"Host": "annotate.example.org"}, 401),
            ({"Host": "127.0.0.1", "X-Annotator-Secret": SECRET}, 421),
        ]
        for headers, status in asked:
            connection = HTTPConnection("127.0.0.1", port, timeout=30)
            connection.request("GET", "/", headers=headers)
            assert connection.getresponse().status == status
            connection.close()
    finally:
        started.terminate()
        started.communicate(timeout=30)
