"""The names that a server is started for, as one writes them and as browsers do."""

from __future__ import annotations

import pytest

from annotator.errors import InputError
from annotator.ui.server.origins import Name, hosts_of, names_asked


def test_names_come_from_the_command_line_else_from_the_environment(monkeypatch):
    monkeypatch.setenv("ANNOTATOR_NAMES", "a.example, b.example:8443  192.168.1.4,http://c.example")
    assert names_asked(None) == (
        Name("a.example"),
        Name("b.example", 8443),
        Name("192.168.1.4"),
        Name("c.example", None, "http"),
    )
    assert names_asked(["D.example", "[::1]", "::1", "[::1]:80"]) == (
        Name("d.example"),
        Name("::1"),
        Name("::1"),
        Name("::1", 80),
    )


@pytest.mark.parametrize(
    "name",
    [
        "ftp://a.example",
        "a.example:0",
        "a.example:65536",
        "a.example:x",
        "a.example/pages",
        "https://a.example/?x",
        "zoe@a.example",
        "*.example",
        "a..b",
        "",
        "https://",
        "*",
        "a b",
        "[::1",
    ],
)
def test_what_is_no_name_of_a_machine_is_refused(name):
    with pytest.raises(InputError, match=r"give a name as annotate\.example\.org"):
        names_asked([name])


@pytest.mark.parametrize(
    ("origin", "hosts"),
    [
        ("http://localhost:8501", ("localhost", "localhost:8501")),
        ("https://a.example", ("a.example", "a.example:443")),
        ("http://[::1]:8501", ("[::1]", "[::1]:8501")),
        ("http://[::1]", ("[::1]", "[::1]:80")),
    ],
)
def test_a_proxy_may_leave_the_port_out_of_the_host_or_write_it_out(origin, hosts):
    assert hosts_of(origin) == hosts
